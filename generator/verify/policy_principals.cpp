// Law: principals. Whom a statement names can be somebody; services that are named exist; a service that acts for many
// customers is held to one account or resource; and a role is not open to the world. Source: "IAM JSON policy elements:
// Principal", "The confused deputy problem" (IAM user guide).
#include <algorithm>
#include <array>

#include "aws/account_id.h"
#include "aws/arn.h"
#include "aws/service_principal.h"
#include "base/text.h"
#include "verify/laws.h"
#include "verify/policy.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

const std::vector<std::string_view> kPrincipalKeys = {"AWS", "CanonicalUser", "Federated", "Service"};

// Keys by which a statement holds a service, or any caller, to those it means.
constexpr std::array<std::string_view, 17> kNarrowingKeys = {
    "aws:sourcearn",         "aws:sourceaccount",        "aws:sourceorgid",
    "aws:sourceorgpaths",    "aws:sourceowner",          "aws:principalorgid",
    "aws:principalorgpaths", "aws:principalaccount",     "aws:principalarn",
    "aws:sourcevpc",         "aws:sourcevpce",           "aws:sourceip",
    "aws:resourceaccount",   "aws:resourceorgid",        "kms:calleraccount",
    "kms:viaservice",        "kms:grantisforawsresource"};

bool is_narrowing(std::string_view key) {
  const std::string lower = base::to_lower(key);
  return std::find(kNarrowingKeys.begin(), kNarrowingKeys.end(), lower) != kNarrowingKeys.end() ||
         lower.starts_with("kms:encryptioncontext") || lower.find(kUnknownPart) != std::string::npos;
}

bool is_narrowed(const Statement& statement) {
  if (statement.condition == nullptr) return false;
  bool narrowed = false;
  each_value(statement.condition->value, [&](const Node& value) {
    if (intrinsic_of(value)) narrowed = true;
    for (const Entry& op : value.entries) {
      each_value(op.value, [&](const Node& keys) {
        if (intrinsic_of(keys)) narrowed = true;
        for (const Entry& key : keys.entries) narrowed = narrowed || is_narrowing(key.key);
      });
    }
  });
  return narrowed;
}

class Principals {
 public:
  Principals(const PolicyDocument& policy, const Input& input, base::Diagnostics& diagnostics)
      : policy_(policy), input_(input), diagnostics_(diagnostics) {}

  void check(const Statement& statement) {
    for (const Entry* principal : {statement.principal, statement.not_principal}) {
      if (principal == nullptr) continue;
      each_value(principal->value, [&](const Node& value) { check_value(statement, value); });
      if (principal != statement.principal || !statement.allows()) continue;
      check_open_trust(statement, principal->value);
      check_deputy(statement, principal->value);
    }
  }

 private:
  void check_value(const Statement& statement, const Node& value) {
    if (const auto text = literal(value)) {
      if (*text == "*" || text->find(kUnknownPart) != std::string_view::npos) return;
      diagnostics_.add(
          Diagnostic("iam/principal", value.span,
                     cat("the principal of ", statement_name(policy_, statement), " is `", *text,
                         "`; it is \"*\" or a mapping with AWS, Service, Federated or CanonicalUser"))
              .help(cat("Principal: {", text->find(".amazonaws.") == std::string_view::npos ? "AWS" : "Service", ": \"",
                        *text, "\"}")));
      return;
    }
    if (!value.is_mapping() || intrinsic_of(value)) return;
    for (const Entry& entry : value.entries) {
      if (std::find(kPrincipalKeys.begin(), kPrincipalKeys.end(), entry.key) == kPrincipalKeys.end()) {
        if (is_function_key(entry.key) || entry.key.find(kUnknownPart) != std::string::npos) continue;
        Diagnostic fault("iam/principal", entry.key_span,
                         cat("the principal of ", statement_name(policy_, statement), " has `", entry.key,
                             "`; its keys are AWS, Service, Federated and CanonicalUser"));
        if (auto question = input_.near_names.question(entry.key, kPrincipalKeys); !question.empty()) {
          fault.helps.push_back(std::move(question));
        }
        diagnostics_.add(std::move(fault));
        continue;
      }
      each_text(entry.value, [&](const PolicyText& text) {
        if (entry.key == "Service") check_service(text);
        if (entry.key == "AWS") check_account(statement, text);
      });
    }
  }

  void check_service(const PolicyText& text) {
    if (!text.complete || text.text == "*") return;
    const aws::PrincipalVerdict verdict = aws::judge_service_principal(text.text);
    if (verdict == aws::PrincipalVerdict::known) return;
    Diagnostic fault("iam/service-principal", text.node->span,
                     verdict == aws::PrincipalVerdict::unknown
                         ? cat("no service is known as `", text.text, "`")
                         : cat("`", text.text, "` is no service principal; they end in .amazonaws.com"));
    const auto near = aws::near_service_principals(text.text);
    if (!near.empty()) fault.helps.push_back(cat("did you mean `", base::join(near, "` or `"), "`?"));
    if (verdict == aws::PrincipalVerdict::unknown) fault.notes.emplace_back("it may be newer than landform's list");
    diagnostics_.add(std::move(fault));
  }

  void check_account(const Statement& statement, const PolicyText& text) {
    if (!text.complete || text.text == "*" || aws::is_account_id(text.text)) return;
    const std::string_view value = text.text;
    if (value.starts_with("arn:")) {
      const auto arn = aws::split_arn(value);
      const bool wild = value.find('*') != std::string_view::npos || value.find('?') != std::string_view::npos;
      if (arn && !wild) return;
      diagnostics_.add(
          Diagnostic("iam/principal", text.node->span,
                     cat("`", value, "` in ", statement_name(policy_, statement),
                         wild ? " has a wildcard; a principal's ARN is matched literally"
                              : " is no ARN: it has fewer than six parts"))
              .help(wild ? "allow the account, and narrow it in a Condition: ArnLike: {aws:PrincipalArn: ...}"
                         : "arn:aws:iam::111122223333:role/Name"));
      return;
    }
    // AIDA... and AROA... are ids of principals that were deleted, or of users; anything longer is one of them.
    const bool id = value.size() >= 16 && std::all_of(value.begin(), value.end(), [](char c) {
                      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                    });
    if (id) return;
    const bool digits = value.find_first_not_of("0123456789") == std::string_view::npos;
    const bool service = value.find(".amazonaws.") != std::string_view::npos;
    diagnostics_.add(
        Diagnostic("iam/principal", text.node->span,
                   digits ? cat("account id ", value, " has ", value.size(), " digits; AWS account ids have 12")
                          : cat("`", value, "` in ", statement_name(policy_, statement),
                                " is no principal: an account id, an ARN or \"*\" may stand under AWS"))
            .help(service ? "services stand under Service" : "keep account ids in quotes, with leading zeros"));
  }

  // Anybody in the world: "*" or {AWS: "*"}.
  static const Node* anybody(const Node& principal) {
    if (literal(principal) == "*") return &principal;
    const Node* aws = principal.find("AWS");
    if (aws == nullptr) return nullptr;
    const Node* found = literal(*aws) == "*" ? aws : nullptr;
    for (const Node& item : aws->items) found = literal(item) == "*" ? &item : found;
    return found;
  }

  void check_open_trust(const Statement& statement, const Node& principal) {
    if (policy_.kind != PolicyKind::trust || statement.condition != nullptr) return;
    const Node* open = anybody(principal);
    if (open == nullptr) return;
    diagnostics_.add(Diagnostic("iam/open-trust", open->span,
                                cat(statement_name(policy_, statement), " lets anybody in the world assume the role"))
                         .help("name the account or role, or add a Condition on aws:PrincipalOrgID"));
  }

  void check_deputy(const Statement& statement, const Node& principal) {
    const bool held =
        policy_.kind == PolicyKind::bucket || policy_.kind == PolicyKind::key || policy_.kind == PolicyKind::resource;
    const Entry* service = principal.entry("Service");
    if (!held || service == nullptr || is_narrowed(statement) || has_unknown_text(service->value)) return;
    std::string names;
    each_text(service->value, [&](const PolicyText& text) { names += cat(names.empty() ? "" : ", ", text.text); });
    std::replace(names.begin(), names.end(), kUnknownPart, '*');
    diagnostics_.add(
        Diagnostic(
            "iam/confused-deputy", service->key_span,
            cat(statement_name(policy_, statement), " trusts ", names, " whoever makes it act, also another customer"))
            .help("Condition: {StringEquals: {aws:SourceAccount: \"...\"}}, or aws:SourceArn, aws:SourceOrgID"));
  }

  const PolicyDocument& policy_;
  const Input& input_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

void law_policy_principals(const Input& input, base::Diagnostics& diagnostics) {
  for (const PolicyDocument& policy : input.policies.documents) {
    if (policy.kind == PolicyKind::management || policy.kind == PolicyKind::scp) continue;
    Principals principals(policy, input, diagnostics);
    for (const Statement& statement : policy.statements) principals.check(statement);
  }
}

}  // namespace landform::verify
