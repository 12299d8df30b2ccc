#include "verify/denials.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;

constexpr std::string_view kRequestedRegion = "aws:requestedregion";
constexpr std::size_t kShownNames = 4;

// "a, b, c, d and 3 more"
std::string shown(const std::set<std::string>& names) {
  std::vector<std::string> first;
  for (const std::string& name : names) {
    if (first.size() < kShownNames) first.push_back(name);
  }
  const std::size_t more = names.size() - first.size();
  return more == 0 ? base::join(first, ", ") : cat(base::join(first, ", "), " and ", more, " more");
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += cat(list.empty() ? "" : ", ", '"', text, '"');
  return cat('[', list, ']');
}

const std::vector<policy::Text>* condition_values(const policy::Statement& statement, std::string_view key) {
  for (const policy::Condition& condition : statement.conditions) {
    if (base::to_lower(condition.key) == key) return &condition.values;
  }
  return nullptr;
}

// Equal for copies of one statement in several documents.
std::string key_of(const PolicyOrigin& origin) {
  if (origin.statement == nullptr) return {};
  const base::Span& span = origin.statement->span;
  const std::string place = cat(static_cast<std::uint32_t>(span.file), ".", span.begin, ".", span.end, ".");
  const std::string guardrail = origin.guardrail == nullptr ? std::string() : origin.guardrail->name;
  return cat(place, origin.statement->sid, "/", guardrail);
}

// "`alarms`" for "stack `alarms`": most work is that of stacks.
std::string short_name(const Work& work) {
  constexpr std::string_view kStack = "stack ";
  return work.name.starts_with(kStack) ? work.name.substr(kStack.size()) : work.name;
}

base::Span place_of(const PolicyOrigin& origin) {
  if (origin.statement != nullptr) {
    if (origin.statement->cause.known()) return origin.statement->cause;
    if (origin.guardrail != nullptr && origin.guardrail->span.known()) return origin.guardrail->span;
    return origin.statement->span;
  }
  return origin.guardrail == nullptr ? base::Span() : origin.guardrail->span;
}

}  // namespace

std::string name_of(const PolicyOrigin& origin) {
  std::string text = "a statement";
  if (origin.statement != nullptr && !origin.statement->sid.empty()) {
    text = cat("statement `", origin.statement->sid, "`");
  }
  if (origin.guardrail != nullptr) return cat(text, " of guardrail `", origin.guardrail->name, "`");
  return origin.document != nullptr ? cat(text, " of policy `", origin.document->name, "`")
                                    : cat(text, " of AWS's FullAWSAccess");
}

void point_at(const PolicyOrigin& origin, Diagnostic& fault) {
  const base::Span place = place_of(origin);
  const auto add = [&](base::Span span, std::string_view text) {
    if (!span.known() || span == fault.primary.span) return;
    for (const base::Label& label : fault.secondary) {
      if (label.span == span) return;
    }
    fault.secondary.push_back({span, std::string(text)});
  };
  if (origin.statement != nullptr && place == origin.statement->span) return add(place, "the statement");
  add(place, "the guardrail");
  if (origin.statement != nullptr) add(origin.statement->span, "the statement");
}

namespace {

std::string headline(const Work& work, const Denial& denial) {
  const std::string by = denial.origin.statement != nullptr ? name_of(denial.origin) : std::string();
  const std::string_view action = denial.example.action;
  if (denial.kind == DenialKind::region) {
    return cat(work.name, " is for ", denial.region, " in account `", denial.account->name, "`, where ", by, " denies ",
               action, " to ", work.asker.text, " because of the region");
  }
  const std::string_view verb = denial.kind == DenialKind::break_glass   ? " is locked out of account `"
                                : denial.certainty == Certainty::certain ? " cannot be deployed to account `"
                                                                         : " may fail in account `";
  if (denial.origin.statement == nullptr) {
    return cat(work.name, verb, denial.account->name, "`: nothing attached to `", denial.level, "` allows ", action);
  }
  return cat(work.name, verb, denial.account->name, "`: ", by, " denies ", action, " to ", work.asker.text);
}

void add_denial_helps(const Denial& denial, Diagnostic& fault) {
  const resolve::Guardrail* guardrail = denial.origin.guardrail;
  const policy::Statement* statement = denial.origin.statement;
  if (statement == nullptr) {
    fault.helps.push_back(cat("allow it in a guardrail attached to `", denial.level,
                              "`, or attach AWS's own policy again: take `", denial.level,
                              "` out of `detach` of guardrail `", resolve::kFullAccessGuardrail, "`"));
    return;
  }
  const auto* regions = condition_values(*statement, kRequestedRegion);
  if (denial.kind == DenialKind::region && regions != nullptr) {
    std::set<std::string> wanted(denial.regions);
    for (const policy::Text& region : *regions) wanted.insert(region.text);
    std::string list;
    for (const std::string& region : wanted) list += cat(list.empty() ? "" : ", ", region);
    const bool bound = guardrail != nullptr && guardrail->preset == "region-lock";
    fault.helps.push_back(
        bound ? cat("let the region in: `parameters: {regions: [", list, "]}` of guardrail `", guardrail->name, "`")
              : cat("let the region in: `aws:RequestedRegion: [", list, "]` in that statement"));
    fault.helps.push_back(cat("or take ", shown(denial.regions), " out of what is asked for"));
  }
  if (guardrail == nullptr || denial.exempts.empty()) return;
  std::vector<std::string> exempt = guardrail->exempt;
  exempt.insert(exempt.end(), denial.exempts.begin(), denial.exempts.end());
  fault.helps.push_back(cat("exempt ", denial.exempts.size() == 1 ? "it" : "them", ": `exempt: ", quoted_list(exempt),
                            "` of guardrail `", guardrail->name, "`"));
}

Diagnostic worded(const Work& work, const Denial& denial) {
  const bool region = denial.kind == DenialKind::region;
  const std::string_view slug = region                                   ? "guardrails/region-forbidden"
                                : denial.kind == DenialKind::break_glass ? "guardrails/locks-out-break-glass"
                                                                         : "guardrails/locks-out-deployment";
  const base::Span policy_place = place_of(denial.origin);
  const bool asked_first = region && work.asked_for.known();
  Diagnostic fault(slug, asked_first || !policy_place.known() ? work.asked_for : policy_place, headline(work, denial));
  if (!asked_first && policy_place.known() && work.asked_for.known()) {
    fault.secondary.push_back({work.asked_for, work.asked_why});
  }
  point_at(denial.origin, fault);
  if (!denial.example.type.empty() && !denial.example.resource_id.empty()) {
    fault.notes.push_back(cat("`", denial.example.resource_id, "` (", denial.example.type, ") needs it"));
  } else if (!denial.example.type.empty()) {
    fault.notes.push_back(cat(denial.example.type, " needs it"));
  }
  if (!denial.other_work.empty()) {
    fault.notes.push_back(cat("it stops ", denial.other_work.size(),
                              " more: ", base::join({denial.other_work.begin(), denial.other_work.end()}, ", ")));
  }
  if (!denial.other_askers.empty()) {
    fault.notes.push_back(cat("it denies them to ", shown(denial.other_askers), ", too"));
  }
  if (denial.actions.size() > 1) {
    fault.notes.push_back(cat(denial.actions.size(), " actions are denied: ", shown(denial.actions)));
  }
  std::string where = denial.accounts > 1 ? cat("in ", denial.accounts, " accounts") : std::string();
  if (denial.regions.size() > 1) where += cat(where.empty() ? "" : ", ", "in ", shown(denial.regions));
  if (!where.empty()) fault.notes.push_back(std::move(where));
  if (denial.origin.statement != nullptr) {
    fault.notes.push_back(cat("the policy is attached to `", denial.level, "`"));
  } else {
    fault.notes.push_back(cat("AWS's own policy FullAWSAccess is detached from `", denial.level,
                              "`, so that only what is listed there is allowed; every level must allow"));
  }
  if (denial.certainty == Certainty::possible && denial.kind != DenialKind::break_glass) {
    fault.severity = base::Severity::warning;
    fault.notes.emplace_back("CloudFormation makes this call in some cases only");
  }
  if (work.severity == base::Severity::warning) fault.severity = base::Severity::warning;
  add_denial_helps(denial, fault);
  return fault;
}

}  // namespace

// Whether the statement denies the request in its region and would not in some other.
bool Denials::only_because_of_region(const policy::Policies& policies, const policy::Verdict& verdict,
                                     policy::Request request) const {
  if (verdict.decision != policy::Decision::explicit_deny || !verdict.decided_by) return false;
  if (condition_values(*verdict.decided_by->statement, kRequestedRegion) == nullptr) return false;
  auto& present = request.context.present;
  present.erase(
      std::remove_if(present.begin(), present.end(),
                     [](const policy::ContextKey& key) { return base::to_lower(key.key) == kRequestedRegion; }),
      present.end());
  const policy::Verdict elsewhere = policy::evaluate(policies, request);
  return elsewhere.decision != policy::Decision::explicit_deny || !elsewhere.decided_by ||
         elsewhere.decided_by->statement != verdict.decided_by->statement;
}

void Denials::add(DenialKind kind, const AccountGroup& group, const DeploymentNeed& need, std::string_view region,
                  const policy::Request& request) {
  const policy::Policies& policies = effective_.chain(group.chain).policies;
  const policy::Verdict verdict = policy::evaluate(policies, request);
  if (kind != DenialKind::break_glass) {
    const bool by_region = only_because_of_region(policies, verdict, request);
    if (kind == DenialKind::region && !by_region) return;
    kind = by_region ? DenialKind::region : DenialKind::locks_out;
  }
  Denial denial;
  denial.kind = kind;
  const std::vector<std::string> levels = EffectivePolicies::levels_of(*group.example);
  std::string key = cat(static_cast<int>(kind), "/");
  if (verdict.decision == policy::Decision::explicit_deny && verdict.decided_by) {
    denial.origin = effective_.origin(group.chain, *verdict.decided_by);
    denial.level = levels[verdict.decided_by->level];
    denial.resource_control = verdict.decided_by->set == policy::PolicySet::resource_control;
    // What a guardrail says of regions often takes several statements, and one remedy.
    const bool whole = kind == DenialKind::region && denial.origin.guardrail != nullptr;
    key += whole ? denial.origin.guardrail->name : key_of(denial.origin);
  } else {
    denial.level = levels[verdict.not_allowed_level];
    key += cat("level ", denial.level);
  }
  denial.key = key;
  const auto [found, fresh] = place_.emplace(std::move(key), denials_.size());
  if (fresh) denials_.push_back(std::move(denial));
  Denial& all = denials_[found->second];
  // The example is the first call that is made for certain.
  if (fresh || (all.certainty == Certainty::possible && need.certainty == Certainty::certain)) {
    all.example = need;
    all.account = group.example;
    all.region = region;
    all.certainty = need.certainty;
  }
  all.actions.emplace(need.action);
  if (!region.empty()) all.regions.emplace(region);
  if (all.examples.insert(group.example).second) all.accounts += group.count;
}

void DenialTeller::tell(DeniedWork denied) {
  const Work& work = denied.work;
  for (Denial& denial : denied.denials) {
    if (!work.exempt.empty()) denial.exempts.push_back(work.exempt);
    if (denial.kind == DenialKind::break_glass || (denial.kind == DenialKind::region && work.asked_for.known())) {
      diagnostics_.add(worded(work, denial));
    } else {
      keep(work, std::move(denial));
    }
  }
}

// The example is the first work that fails for certain.
void DenialTeller::keep(const Work& work, Denial denial) {
  const std::string key = cat(denial.key, "/", static_cast<int>(work.severity));
  const auto [found, fresh] = kept_place_.emplace(key, kept_.size());
  if (fresh) {
    kept_.push_back({work, std::move(denial)});
    return;
  }
  Kept& kept = kept_[found->second];
  Kept other{work, std::move(denial)};
  if (kept.denial.certainty == Certainty::possible && other.denial.certainty == Certainty::certain) {
    std::swap(kept, other);
  }
  Denial& all = kept.denial;
  all.other_work.merge(other.denial.other_work);
  all.other_work.insert(short_name(other.work));
  all.other_work.erase(short_name(kept.work));
  all.other_askers.merge(other.denial.other_askers);
  all.other_askers.insert(other.work.asker.text);
  all.other_askers.erase(kept.work.asker.text);
  all.actions.merge(other.denial.actions);
  all.regions.merge(other.denial.regions);
  all.accounts = std::max(all.accounts, other.denial.accounts);
  for (std::string& exempt : other.denial.exempts) {
    if (std::find(all.exempts.begin(), all.exempts.end(), exempt) == all.exempts.end()) {
      all.exempts.push_back(std::move(exempt));
    }
  }
}

void DenialTeller::finish() {
  for (const Kept& kept : kept_) diagnostics_.add(worded(kept.work, kept.denial));
  kept_.clear();
  kept_place_.clear();
}

}  // namespace landform::verify
