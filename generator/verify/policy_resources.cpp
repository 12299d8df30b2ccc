// Law: resources of statements are ARNs that the statement's actions can act on, one of each kind that an action needs,
// and actions that hand out rights are not given on everything. Source: service authorization reference
// (aws/iam_actions.h).
#include <algorithm>
#include <array>
#include <set>

#include "aws/arn.h"
#include "aws/iam_actions.h"
#include "base/text.h"
#include "verify/laws.h"
#include "verify/policy.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Node;

// Whoever may do these on every resource may become anybody.
constexpr std::array<std::string_view, 12> kHandsOutRights = {
    "iam:PassRole",         "sts:AssumeRole",      "iam:AttachGroupPolicy",  "iam:AttachRolePolicy",
    "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion",
    "iam:PutGroupPolicy",   "iam:PutRolePolicy",   "iam:PutUserPolicy",      "iam:UpdateAssumeRolePolicy"};

struct NamedResource {
  std::string text;  // unknown parts are '*'
  const Node* node = nullptr;
  bool open = false;  // begins with an unknown part: it may be any ARN
};

std::vector<NamedResource> texts_of(const Node& element) {
  std::vector<NamedResource> out;
  each_text(element, [&](const PartialText& text, const Node& node) {
    NamedResource named{text.text, &node, text.text.starts_with(kUnknownPart)};
    std::replace(named.text.begin(), named.text.end(), kUnknownPart, '*');
    out.push_back(std::move(named));
  });
  return out;
}

void check_form(const PolicyDocument& policy, const Node& statement, const NamedResource& resource,
                base::Diagnostics& diagnostics) {
  if (resource.open || resource.text == "*" || resource.text.empty()) return;
  if (aws::split_arn(resource.text)) return;
  // An unknown part may bring the colons that seem to be missing.
  const auto text = partial_text(*resource.node);
  if (text && text->text.find(kUnknownPart) != std::string::npos) return;
  const bool begins = resource.text.starts_with("arn:");
  diagnostics.add(Diagnostic("iam/resource-form", resource.node->span,
                             cat("`", resource.text, "` in ", statement_name(policy, statement),
                                 begins ? " has fewer than the six parts of an ARN" : " is neither an ARN nor \"*\""))
                      .help("arn:partition:service:region:account:resource; parts may be empty or *"));
}

// Whether an action can act on one of the resources; true when that cannot be told.
bool can_act(const aws::IamService& service, const aws::IamAction& action,
             const std::vector<NamedResource>& resources) {
  return std::any_of(resources.begin(), resources.end(), [&](const NamedResource& resource) {
    if (resource.open || resource.text == "*" || !aws::split_arn(resource.text)) return true;
    for (const std::string_view piece : action.resources) {
      const auto type = service.find_resource_type(aws::action_resource(piece).name);
      if (!type || aws::arn_patterns_can_meet(resource.text, type->arn)) return true;
    }
    return false;
  });
}

void check_match(const PolicyDocument& policy, const Node& statement, const NamedResource& action,
                 const std::vector<NamedResource>& resources, base::Diagnostics& diagnostics) {
  if (action.open || action.text.find_first_of("*?") != std::string::npos) return;
  const std::size_t colon = action.text.find(':');
  if (colon == std::string::npos) return;
  const auto service = aws::find_iam_service(std::string_view(action.text).substr(0, colon));
  const auto known = service ? service->find_action(std::string_view(action.text).substr(colon + 1)) : std::nullopt;
  if (!known || can_act(*service, *known, resources)) return;
  Diagnostic fault("iam/resource-mismatch", action.node->span, {});
  if (known->resources.empty()) {
    fault.message = cat("`", action.text, "` acts on no single resource; ", statement_name(policy, statement),
                        " has it without the resource \"*\", so it matches nothing");
  } else {
    const auto type = service->find_resource_type(aws::action_resource(*known->resources.begin()).name);
    fault.message =
        cat("no resource of ", statement_name(policy, statement), " is one that `", action.text, "` acts on");
    fault.helps.push_back(cat("it acts on ", type ? type->arn : std::string_view("*")));
  }
  diagnostics.add(std::move(fault).also(resources.front().node->span, cat("only `", resources.front().text, "`",
                                                                          resources.size() > 1 ? " and others" : "")));
}

void check_everything(const PolicyDocument& policy, const Node& statement, const std::vector<NamedResource>& actions,
                      base::Diagnostics& diagnostics) {
  const Node* effect = statement.find("Effect");
  const bool allows = effect != nullptr && literal(*effect) == "Allow";
  if (policy.kind != PolicyKind::identity || !allows || statement.find("Condition") != nullptr) return;
  for (const NamedResource& action : actions) {
    const std::string lower = base::to_lower(action.text);
    const auto found = std::find_if(kHandsOutRights.begin(), kHandsOutRights.end(),
                                    [&](std::string_view name) { return base::to_lower(name) == lower; });
    if (found == kHandsOutRights.end()) continue;
    diagnostics.add(Diagnostic("iam/broad-rights", action.node->span,
                               cat("`", *found, "` on every resource in ", statement_name(policy, statement),
                                   " lets its holder take the rights of anybody"))
                        .help(*found == "iam:PassRole" ? "name the roles, or add a Condition on iam:PassedToService"
                                                       : "name the roles or users that are meant"));
  }
}

// Whether an ARN of a policy may be one of a kind. No wildcard reaches over a colon.
bool may_be(std::string_view text, std::string_view form) {
  const auto left = aws::split_arn(text);
  const auto right = aws::split_arn(form);
  if (!left || !right) return true;
  const auto meet = [](std::string_view policy, std::string_view kind) {
    return aws::arn_patterns_can_meet(policy, kind);
  };
  return meet(left->service, right->service) && meet(left->region, right->region) &&
         meet(left->account, right->account) && meet(left->resource, right->resource);
}

// A statement that allows something, with its actions and resources. Both are open where parts of them are unknown, and
// where it names what is not meant.
struct Allowance {
  const Node* statement = nullptr;
  std::vector<NamedResource> actions;
  std::vector<NamedResource> resources;
  bool any_action = false;
  bool any_resource = false;

  [[nodiscard]] bool names(std::string_view lower_action) const {
    return any_action || std::any_of(actions.begin(), actions.end(), [&](const NamedResource& named) {
             return named.open || aws::wildcard_matches(base::to_lower(named.text), lower_action);
           });
  }
  [[nodiscard]] bool reaches(const aws::IamResourceType& type) const {
    return any_resource || std::any_of(resources.begin(), resources.end(), [&](const NamedResource& named) {
             return named.open || named.text == "*" || may_be(named.text, type.arn);
           });
  }
};

std::vector<Allowance> allowances_of(const PolicyDocument& policy) {
  std::vector<Allowance> out;
  each_statement(policy, [&](const Node& statement) {
    const Node* effect = statement.find("Effect");
    if (effect != nullptr && literal(*effect) == "Deny") return;
    Allowance allowance{&statement, {}, {}, true, true};
    if (const Node* actions = statement.find("Action")) {
      allowance.actions = texts_of(*actions);
      allowance.any_action = has_unknown_text(*actions);
    }
    if (const Node* resources = statement.find("Resource")) {
      allowance.resources = texts_of(*resources);
      allowance.any_resource = has_unknown_text(*resources);
    }
    out.push_back(std::move(allowance));
  });
  return out;
}

// An action that works on several things at once is allowed only where the policy names one of each.
void check_complete(const PolicyDocument& policy, base::Diagnostics& diagnostics) {
  const std::vector<Allowance> allowances = allowances_of(policy);
  std::set<std::string> seen;
  for (const Allowance& allowance : allowances) {
    for (const NamedResource& action : allowance.actions) {
      const std::string lower = base::to_lower(action.text);
      if (action.open || lower.find_first_of("*?") != std::string::npos || !seen.insert(lower).second) continue;
      const std::size_t colon = lower.find(':');
      if (colon == std::string::npos) continue;
      const auto service = aws::find_iam_service(std::string_view(lower).substr(0, colon));
      const auto known = service ? service->find_action(std::string_view(lower).substr(colon + 1)) : std::nullopt;
      if (!known || !can_act(*service, *known, allowance.resources)) continue;
      for (const std::string_view piece : known->resources) {
        const aws::ActionResource wanted = aws::action_resource(piece);
        const auto type = wanted.required ? service->find_resource_type(wanted.name) : std::nullopt;
        if (!type) continue;
        const bool reached = std::any_of(allowances.begin(), allowances.end(),
                                         [&](const Allowance& one) { return one.names(lower) && one.reaches(*type); });
        if (reached) continue;
        diagnostics.add(Diagnostic("iam/resource-missing", action.node->span,
                                   cat("`", action.text, "` in ", statement_name(policy, *allowance.statement),
                                       " works on ", type->name, " as well, and the policy names none: AWS denies it"))
                            .help(cat("name one; it is ", type->arn)));
      }
    }
  }
}

}  // namespace

void law_policy_resources(const Input& input, base::Diagnostics& diagnostics) {
  for (const PolicyDocument& policy : input.policies.documents) {
    if (policy.kind == PolicyKind::management || policy.kind == PolicyKind::trust) continue;
    if (policy.kind == PolicyKind::identity) check_complete(policy, diagnostics);
    each_statement(policy, [&](const Node& statement) {
      const Node* action_node = statement.find("Action");
      const std::vector<NamedResource> actions =
          action_node == nullptr ? std::vector<NamedResource>{} : texts_of(*action_node);
      for (const std::string_view key : {"Resource", "NotResource"}) {
        const Node* element = statement.find(key);
        if (element == nullptr) continue;
        const std::vector<NamedResource> resources = texts_of(*element);
        for (const NamedResource& resource : resources) check_form(policy, statement, resource, diagnostics);
        if (key == "NotResource" || has_unknown_text(*element) || resources.empty()) continue;
        for (const NamedResource& action : actions) check_match(policy, statement, action, resources, diagnostics);
        const bool everything = std::any_of(resources.begin(), resources.end(),
                                            [](const NamedResource& r) { return r.text == "*" && !r.open; });
        if (everything) check_everything(policy, statement, actions, diagnostics);
      }
    });
  }
}

}  // namespace landform::verify
