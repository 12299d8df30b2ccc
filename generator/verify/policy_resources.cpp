// Law: resources of statements are ARNs that the statement's actions can act on, one of each kind that an action needs,
// and actions that hand out rights are not given on everything. Source: service authorization reference
// (aws/iam_actions.h).
#include <algorithm>
#include <array>
#include <deque>

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
  std::string_view text;  // unknown parts are '*'
  const Node* node = nullptr;
  bool open = false;              // begins with an unknown part: it may be any ARN
  std::optional<aws::Arn> arn{};  // its parts, if it has those of an ARN

  [[nodiscard]] bool may_be_any() const { return open || text == "*" || !arn; }
};

struct NamedAction {
  std::string_view text;  // unknown parts are '*'
  const Node* node = nullptr;
  bool open = false;                         // begins with an unknown part
  bool wild = false;                         // stands for several actions
  const aws::JudgedAction* known = nullptr;  // of one action that exists
  bool can_act = true;                       // on one of the statement's resources
};

// A statement with what it names.
struct ReadStatement {
  const Statement* statement = nullptr;
  std::vector<NamedAction> actions;
  std::vector<NamedResource> resources;
};

std::string_view starred(const PolicyText& text, std::deque<std::string>& storage) {
  if (text.text.find(kUnknownPart) == std::string_view::npos) return text.text;
  std::string& copy = storage.emplace_back(text.text);
  std::replace(copy.begin(), copy.end(), kUnknownPart, '*');
  return copy;
}

std::vector<NamedResource> resources_of(const PolicyTexts& texts, std::deque<std::string>& storage) {
  std::vector<NamedResource> out;
  out.reserve(texts.known.size());
  for (const PolicyText& text : texts.known) {
    const std::string_view named = starred(text, storage);
    out.push_back({named, text.node, text.text.starts_with(kUnknownPart), aws::split_arn(named)});
  }
  return out;
}

// Whether an action can act on one of the resources; true when that cannot be told.
bool can_act(const aws::IamService& service, const aws::IamAction& action,
             const std::vector<NamedResource>& resources) {
  const bool any = std::any_of(resources.begin(), resources.end(),
                               [](const NamedResource& resource) { return resource.may_be_any(); });
  if (any || resources.empty()) return any;
  return std::any_of(action.resources.begin(), action.resources.end(), [&](std::string_view piece) {
    const auto type = service.find_resource_type(aws::action_resource(piece).name);
    return !type || std::any_of(resources.begin(), resources.end(), [&](const NamedResource& resource) {
      return aws::arn_patterns_can_meet(resource.text, type->arn);
    });
  });
}

NamedAction action_of(const PolicyText& text, const aws::JudgedAction& judged,
                      const std::vector<NamedResource>& resources, std::deque<std::string>& storage) {
  NamedAction action{starred(text, storage), text.node, text.text.starts_with(kUnknownPart)};
  action.wild = action.text.find_first_of("*?") != std::string_view::npos;
  if (action.open || action.wild || !judged.action) return action;
  action.known = &judged;
  action.can_act = can_act(*judged.service, *judged.action, resources);
  return action;
}

ReadStatement reading_of(const Statement& statement, std::deque<std::string>& storage) {
  ReadStatement reading{&statement, {}, resources_of(statement.resources, storage)};
  reading.actions.reserve(statement.actions.known.size());
  for (std::size_t i = 0; i < statement.actions.known.size(); ++i) {
    reading.actions.push_back(action_of(statement.actions.known[i], statement.judged[i], reading.resources, storage));
  }
  return reading;
}

void check_form(const PolicyDocument& policy, const Statement& statement, const NamedResource& resource,
                base::Diagnostics& diagnostics) {
  if (resource.open || resource.text == "*" || resource.text.empty() || resource.arn) return;
  // An unknown part may bring the colons that seem to be missing.
  const auto text = partial_text(*resource.node);
  if (text && text->text.find(kUnknownPart) != std::string::npos) return;
  const bool begins = resource.text.starts_with("arn:");
  diagnostics.add(Diagnostic("iam/resource-form", resource.node->span,
                             cat("`", resource.text, "` in ", statement_name(policy, statement),
                                 begins ? " has fewer than the six parts of an ARN" : " is neither an ARN nor \"*\""))
                      .help("arn:partition:service:region:account:resource; parts may be empty or *"));
}

void check_match(const PolicyDocument& policy, const Statement& statement, const NamedAction& action,
                 const std::vector<NamedResource>& resources, base::Diagnostics& diagnostics) {
  if (action.known == nullptr || action.can_act) return;
  const auto& service = action.known->service;
  const auto& known = action.known->action;
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

void check_everything(const PolicyDocument& policy, const ReadStatement& reading, base::Diagnostics& diagnostics) {
  const Statement& statement = *reading.statement;
  if (policy.kind != PolicyKind::identity || !statement.allows() || statement.condition != nullptr) return;
  for (const NamedAction& action : reading.actions) {
    const auto found = std::find_if(kHandsOutRights.begin(), kHandsOutRights.end(), [&](std::string_view name) {
      return name.size() == action.text.size() && aws::table::compare_ignoring_case(name, action.text) == 0;
    });
    if (found == kHandsOutRights.end()) continue;
    diagnostics.add(Diagnostic("iam/broad-rights", action.node->span,
                               cat("`", *found, "` on every resource in ", statement_name(policy, statement),
                                   " lets its holder take the rights of anybody"))
                        .help(*found == "iam:PassRole" ? "name the roles, or add a Condition on iam:PassedToService"
                                                       : "name the roles or users that are meant"));
  }
}

// Whether an ARN of a policy may be one of a kind. No wildcard reaches over a colon.
bool may_be(const aws::Arn& named, std::string_view form) {
  const auto kind = aws::split_arn(form);
  if (!kind) return true;
  return aws::arn_patterns_can_meet(named.service, kind->service) &&
         aws::arn_patterns_can_meet(named.region, kind->region) &&
         aws::arn_patterns_can_meet(named.account, kind->account) &&
         aws::arn_patterns_can_meet(named.resource, kind->resource);
}

// Whether a statement allows an action. What it does not name, or not wholly, may be any.
bool allows_action(const ReadStatement& reading, std::string_view action) {
  const Statement& statement = *reading.statement;
  if (statement.action == nullptr || statement.actions.others) return true;
  return std::any_of(reading.actions.begin(), reading.actions.end(), [&](const NamedAction& named) {
    if (named.open) return true;
    if (named.wild) return aws::wildcard_matches(named.text, action);
    return named.text.size() == action.size() && aws::table::compare_ignoring_case(named.text, action) == 0;
  });
}

bool reaches(const ReadStatement& reading, const aws::IamResourceType& type) {
  const Statement& statement = *reading.statement;
  if (statement.resource == nullptr || statement.resources.others) return true;
  return std::any_of(reading.resources.begin(), reading.resources.end(),
                     [&](const NamedResource& named) { return named.may_be_any() || may_be(*named.arn, type.arn); });
}

bool denies(const Statement& statement) {
  return statement.effect != nullptr && literal(statement.effect->value) == "Deny";
}

// An action that works on several things at once is allowed only where the policy names one of each.
void check_complete(const PolicyDocument& policy, const std::vector<ReadStatement>& readings,
                    std::deque<std::string>& storage, base::Diagnostics& diagnostics) {
  base::NameSet seen;
  for (const ReadStatement& reading : readings) {
    if (denies(*reading.statement)) continue;
    for (const NamedAction& action : reading.actions) {
      if (action.open || action.wild) continue;
      if (!seen.add(storage.emplace_back(base::to_lower(action.text)), {}).second) continue;
      if (action.known == nullptr || !action.can_act) continue;
      for (const std::string_view piece : action.known->action->resources) {
        const aws::ActionResource wanted = aws::action_resource(piece);
        const auto type = wanted.required ? action.known->service->find_resource_type(wanted.name) : std::nullopt;
        if (!type) continue;
        const bool reached = std::any_of(readings.begin(), readings.end(), [&](const ReadStatement& one) {
          return !denies(*one.statement) && allows_action(one, action.text) && reaches(one, *type);
        });
        if (reached) continue;
        diagnostics.add(Diagnostic("iam/resource-missing", action.node->span,
                                   cat("`", action.text, "` in ", statement_name(policy, *reading.statement),
                                       " works on ", type->name, " as well, and the policy names none: AWS denies it"))
                            .help(cat("name one; it is ", type->arn)));
      }
    }
  }
}

void check_statement(const PolicyDocument& policy, const ReadStatement& reading, std::deque<std::string>& storage,
                     base::Diagnostics& diagnostics) {
  const Statement& statement = *reading.statement;
  if (statement.resource != nullptr) {
    const std::vector<NamedResource>& resources = reading.resources;
    for (const NamedResource& resource : resources) check_form(policy, statement, resource, diagnostics);
    if (!statement.resources.others && !resources.empty()) {
      for (const NamedAction& action : reading.actions) check_match(policy, statement, action, resources, diagnostics);
      const bool everything = std::any_of(resources.begin(), resources.end(),
                                          [](const NamedResource& named) { return named.text == "*" && !named.open; });
      if (everything) check_everything(policy, reading, diagnostics);
    }
  }
  for (const NamedResource& resource : resources_of(statement.not_resources, storage)) {
    check_form(policy, statement, resource, diagnostics);
  }
}

}  // namespace

void law_policy_resources(const Input& input, base::Diagnostics& diagnostics) {
  if (input.policies.documents.empty()) return;
  std::deque<std::string> storage;
  for (const PolicyDocument& policy : input.policies.documents) {
    if (policy.kind == PolicyKind::management || policy.kind == PolicyKind::trust) continue;
    std::vector<ReadStatement> readings;
    readings.reserve(policy.statements.size());
    for (const Statement& statement : policy.statements) readings.push_back(reading_of(statement, storage));
    if (policy.kind == PolicyKind::identity) check_complete(policy, readings, storage, diagnostics);
    for (const ReadStatement& reading : readings) check_statement(policy, reading, storage, diagnostics);
  }
}

}  // namespace landform::verify
