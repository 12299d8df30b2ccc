#include "policy/evaluate.h"

#include <algorithm>
#include <utility>

#include "aws/iam_actions.h"
#include "policy/compiled.h"
#include "policy/judge.h"

namespace landform::policy {
namespace {

const std::shared_ptr<const CompiledDocument>& no_document() {
  static const std::shared_ptr<const CompiledDocument> kNone = std::make_shared<const CompiledDocument>(Document{});
  return kNone;
}

std::span<const Prepared> only(const std::optional<Prepared>& document) {
  if (!document) return {};
  return {&*document, 1};
}

// Is an IAM principal of an account, which SCPs of that account restrict.
bool has_account(PrincipalKind kind) {
  return kind != PrincipalKind::service && kind != PrincipalKind::federated && kind != PrincipalKind::anonymous;
}

bool service_control_applies(const Policies& policies, const Principal& principal) {
  if (policies.service_control.empty() || !has_account(principal.kind)) return false;
  if (principal.kind == PrincipalKind::service_linked_role) return false;
  return policies.management_account.empty() || principal.account != policies.management_account;
}

bool resource_control_applies(const Policies& policies, const Situation& situation) {
  if (policies.resource_control.empty()) return false;
  if (situation.request().principal.kind == PrincipalKind::service_linked_role) return false;
  const bool in_management_account =
      !policies.management_account.empty() && situation.resource_account() == policies.management_account;
  if (in_management_account || situation.action() == "kms:retiregrant") return false;
  const auto service = aws::find_iam_service(situation.service());
  return service && service->in_resource_control_policies();
}

// "No permissions are required", and no denial counts (AWS STS API reference, GetCallerIdentity).
bool is_free_for_all(const Situation& situation) {
  return situation.action() == "sts:getcalleridentity" &&
         situation.request().principal.kind != PrincipalKind::anonymous;
}

// A key's policy, and a role's trust policy, must name the account before its identity policies count.
bool resource_must_trust(const Situation& situation) {
  if (situation.service() == "sts") return true;
  const auto& resource = situation.request().resource;
  return situation.service() == "kms" && resource && resource->find(":key/") != std::string::npos;
}

struct Parts {
  Judgement identity, boundary, session, resource;
};

class Evaluation {
 public:
  Evaluation(const Policies& policies, const Request& request, Depth depth)
      : policies_(policies), situation_(request), depth_(depth) {}

  Verdict run() {
    if (is_free_for_all(situation_)) {
      verdict_.decision = Decision::allowed;
      return std::move(verdict_);
    }
    judge_levels(PolicySet::service_control, policies_.service_control,
                 service_control_applies(policies_, principal()));
    if (decided()) return std::move(verdict_);
    judge_levels(PolicySet::resource_control, policies_.resource_control,
                 resource_control_applies(policies_, situation_));
    if (decided()) return std::move(verdict_);
    judge_rest();
    if (decided()) return std::move(verdict_);
    conclude();
    return std::move(verdict_);
  }

 private:
  [[nodiscard]] const Principal& principal() const { return situation_.request().principal; }
  [[nodiscard]] bool decided() const { return depth_ == Depth::decisive && denies_ == Truth::yes; }
  [[nodiscard]] bool has_boundary() const { return policies_.boundary.has_value() && has_account(principal().kind); }

  static std::optional<Place> place_of(PolicySet set, std::size_t level, const StatementPlace& place) {
    if (place.statement == nullptr) return std::nullopt;
    return Place{set, level, place.document, place.statement};
  }

  // Denials count wherever they stand; the first in the order of evaluation is shown.
  void take(PolicySet set, std::size_t level, const Judgement& judgement) {
    if (judgement.denies > denies_) {
      denies_ = judgement.denies;
      if (judgement.denies == Truth::yes) {
        verdict_.decision = Decision::explicit_deny;
        verdict_.decided_by = place_of(set, level, judgement.denied_by);
      }
    }
    if (depth_ == Depth::decisive) return;
    verdict_.findings.push_back({set, level, true, judgement.allows, judgement.denies,
                                 place_of(set, level, judgement.allowed_by),
                                 place_of(set, level, judgement.denied_by)});
  }

  void must_allow(PolicySet set, std::size_t level, Truth truth) {
    if (truth == Truth::no && allows_ != Truth::no) {
      verdict_.not_allowed_by = set;
      verdict_.not_allowed_level = level;
    }
    allows_ = both(allows_, truth);
  }

  void judge_levels(PolicySet set, const std::vector<Level>& levels, bool applies) {
    const bool scp = set == PolicySet::service_control;
    for (std::size_t i = 0; i < levels.size() && !decided(); ++i) {
      if (!applies) {
        if (depth_ == Depth::full) verdict_.findings.push_back({set, i, false, Truth::yes, Truth::no, {}, {}});
        continue;
      }
      Judgement judgement = judge(levels[i].documents, situation_, scp ? Speaks::of_holder : Speaks::of_principals,
                                  has_boundary() && !scp, depth_);
      if (!scp) judgement.allows = Truth::yes;  // RCPFullAWSAccess
      take(set, i, judgement);
      must_allow(set, i, judgement.allows);
      if (scp) last_level_ = place_of(set, i, judgement.allowed_by);
    }
  }

  void judge_rest() {
    Parts parts;
    const bool own = has_account(principal().kind);
    if (policies_.identity && own) {
      parts.identity = judge(*policies_.identity, situation_, Speaks::of_holder, false, depth_);
      take(PolicySet::identity, 0, parts.identity);
    }
    if (!policies_.identity || principal().kind == PrincipalKind::root) parts.identity.allows = Truth::yes;
    parts.boundary.allows = parts.session.allows = Truth::yes;
    if (has_boundary()) {
      parts.boundary = judge(only(policies_.boundary), situation_, Speaks::of_holder, false, depth_);
      take(PolicySet::boundary, 0, parts.boundary);
    }
    if (policies_.session && own) {
      parts.session = judge(only(policies_.session), situation_, Speaks::of_holder, false, depth_);
      take(PolicySet::session, 0, parts.session);
    }
    if (policies_.resource) {
      parts.resource = judge(only(policies_.resource), situation_, Speaks::of_principals, has_boundary(), depth_);
      take(PolicySet::resource, 0, parts.resource);
    }
    parts_ = parts;
  }

  // What the identity side allows, when the resource's account trusts it.
  [[nodiscard]] Truth limits() const { return both(parts_.boundary.allows, parts_.session.allows); }

  [[nodiscard]] Truth granted_in_same_account() const {
    const PrincipalMatch& grants = parts_.resource.grants;
    const bool must_trust = resource_must_trust(situation_) && policies_.resource;
    const Truth trusts = must_trust ? grants.account : Truth::yes;
    const Truth by_identity = both(both(parts_.identity.allows, trusts), limits());
    // A policy that names this very session or user needs nobody's leave; one that names the role or everybody does.
    const Truth by_everyone = both(grants.everyone, parts_.session.allows);
    const Truth by_role = both(grants.role, limits());
    return either(either(by_identity, grants.direct), either(by_everyone, by_role));
  }

  [[nodiscard]] Truth granted_across_accounts() const {
    return both(both(parts_.identity.allows, limits()), parts_.resource.grants.any());
  }

  [[nodiscard]] Truth granted() const {
    if (!policies_.identity) return has_account(principal().kind) ? limits() : Truth::yes;
    if (!has_account(principal().kind)) return parts_.resource.grants.any();
    return principal().account == situation_.resource_account() ? granted_in_same_account() : granted_across_accounts();
  }

  [[nodiscard]] PolicySet set_that_does_not_grant() const {
    if (!has_account(principal().kind)) return PolicySet::resource;
    if (parts_.identity.allows == Truth::no) return PolicySet::identity;
    if (parts_.boundary.allows == Truth::no) return PolicySet::boundary;
    if (parts_.session.allows == Truth::no) return PolicySet::session;
    return PolicySet::resource;
  }

  void conclude() {
    const Truth grant = granted();
    must_allow(set_that_does_not_grant(), 0, grant);
    if (denies_ == Truth::yes) {
      verdict_.not_allowed_by.reset();
      verdict_.not_allowed_level = 0;
    } else if (allows_ == Truth::no) {
      verdict_.decision = Decision::implicit_deny;
    } else if (denies_ == Truth::unknown || allows_ == Truth::unknown) {
      verdict_.decision = Decision::unknown;
      if (depth_ == Depth::full) explain_doubts();
    } else {
      verdict_.decision = Decision::allowed;
      verdict_.decided_by = deciding_grant();
    }
  }

  [[nodiscard]] std::optional<Place> deciding_grant() const {
    if (policies_.identity && parts_.identity.allows == Truth::yes && principal().kind != PrincipalKind::root) {
      return place_of(PolicySet::identity, 0, parts_.identity.allowed_by);
    }
    if (policies_.resource && parts_.resource.allows == Truth::yes) {
      return place_of(PolicySet::resource, 0, parts_.resource.allowed_by);
    }
    return last_level_;
  }

  void add_doubts(PolicySet set, std::size_t level, std::span<const Prepared> documents, Speaks speaks,
                  Missing& missing) {
    std::vector<StatementPlace> places;
    collect_doubts(documents, situation_, speaks, has_boundary() && speaks == Speaks::of_principals, places, missing);
    for (const StatementPlace& place : places) verdict_.doubts.push_back({set, level, place.document, place.statement});
  }

  // Of the sets that are not sure of themselves; what a sure set holds in doubt changes nothing.
  void explain_doubts() {
    Missing missing;
    for (const Finding& finding : verdict_.findings) {
      const bool grant_in_doubt = finding.set == PolicySet::resource && parts_.resource.grants.in_doubt();
      if (finding.allows != Truth::unknown && finding.denies != Truth::unknown && !grant_in_doubt) continue;
      switch (finding.set) {
        case PolicySet::service_control:
          add_doubts(finding.set, finding.level, policies_.service_control[finding.level].documents, Speaks::of_holder,
                     missing);
          break;
        case PolicySet::resource_control:
          add_doubts(finding.set, finding.level, policies_.resource_control[finding.level].documents,
                     Speaks::of_principals, missing);
          break;
        case PolicySet::identity:
          add_doubts(finding.set, 0, *policies_.identity, Speaks::of_holder, missing);
          break;
        case PolicySet::boundary:
          add_doubts(finding.set, 0, only(policies_.boundary), Speaks::of_holder, missing);
          break;
        case PolicySet::session:
          add_doubts(finding.set, 0, only(policies_.session), Speaks::of_holder, missing);
          break;
        case PolicySet::resource:
          add_doubts(finding.set, 0, only(policies_.resource), Speaks::of_principals, missing);
          break;
      }
    }
    std::sort(missing.keys.begin(), missing.keys.end());
    missing.keys.erase(std::unique(missing.keys.begin(), missing.keys.end()), missing.keys.end());
    verdict_.missing_keys = std::move(missing.keys);
  }

  const Policies& policies_;
  Situation situation_;
  Depth depth_;
  Verdict verdict_;
  Truth denies_ = Truth::no;
  Truth allows_ = Truth::yes;
  std::optional<Place> last_level_;
  Parts parts_;
};

}  // namespace

Prepared::Prepared() : compiled_(no_document()) {}

Prepared::Prepared(Document document) : compiled_(std::make_shared<const CompiledDocument>(std::move(document))) {}

const Document& Prepared::document() const {
  return compiled_->document;
}

std::string_view to_text(PolicySet set) {
  switch (set) {
    case PolicySet::service_control:
      return "service_control";
    case PolicySet::resource_control:
      return "resource_control";
    case PolicySet::identity:
      return "identity";
    case PolicySet::boundary:
      return "boundary";
    case PolicySet::session:
      return "session";
    case PolicySet::resource:
      return "resource";
  }
  return {};
}

std::string_view to_text(Decision decision) {
  switch (decision) {
    case Decision::allowed:
      return "allowed";
    case Decision::explicit_deny:
      return "explicit_deny";
    case Decision::implicit_deny:
      return "implicit_deny";
    case Decision::unknown:
      return "unknown";
  }
  return {};
}

Verdict evaluate(const Policies& policies, const Request& request) {
  return Evaluation(policies, request, Depth::full).run();
}

Decision decide(const Policies& policies, const Request& request) {
  return Evaluation(policies, request, Depth::decisive).run().decision;
}

}  // namespace landform::policy
