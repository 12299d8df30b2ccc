// Law: Condition blocks have operators that exist, keys that somebody sets, and values of the operator's type. Policy
// variables need the policy language of 2012. Source: "IAM JSON policy elements: Condition" (IAM user guide).
#include "aws/iam_actions.h"
#include "base/suggest.h"
#include "base/text.h"
#include "verify/laws.h"
#include "verify/policy.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

class Conditions {
 public:
  Conditions(const PolicyDocument& policy, base::Diagnostics& diagnostics)
      : policy_(policy), diagnostics_(diagnostics) {
    const Node* version = policy.document->find("Version");
    variables_ = version != nullptr && literal(*version) == "2012-10-17";
  }

  void check(const Statement& statement) {
    if (statement.condition == nullptr) return;
    each_value(statement.condition->value, [&](const Node& value) {
      if (intrinsic_of(value) || (value.is_scalar() && value.text.find(kUnknownPart) != std::string::npos)) return;
      if (!value.is_mapping()) {
        diagnostics_.add(Diagnostic(
            "iam/condition", value.span,
            cat("the condition of ", statement_name(policy_, statement), " is no mapping of operators to keys")));
        return;
      }
      for (const Entry& op : value.entries) check_operator(statement, op);
    });
  }

 private:
  void check_operator(const Statement& statement, const Entry& op) {
    if (is_function_key(op.key) || op.key.find(kUnknownPart) != std::string::npos) return;
    const auto parsed = aws::parse_condition_operator(op.key);
    if (!parsed) {
      Diagnostic fault("iam/condition-operator", op.key_span,
                       cat("`", op.key, "` in ", statement_name(policy_, statement), " is no condition operator"));
      const auto near = aws::near_condition_operators(op.key);
      if (!near.empty()) fault.helps.push_back(base::did_you_mean(near));
      diagnostics_.add(std::move(fault));
      return;
    }
    each_value(op.value, [&](const Node& keys) {
      if (intrinsic_of(keys)) return;
      if (!keys.is_mapping()) {
        diagnostics_.add(Diagnostic("iam/condition", op.key_span,
                                    cat("`", op.key, "` of ", statement_name(policy_, statement),
                                        " holds no mapping of condition keys to values")));
        return;
      }
      for (const Entry& key : keys.entries) check_key(statement, *parsed->condition, key);
    });
  }

  void check_key(const Statement& statement, const aws::ConditionOperator& op, const Entry& key) {
    if (is_function_key(key.key) || key.key.find(kUnknownPart) != std::string::npos) return;
    if (key.key.find(':') == std::string::npos) {
      Diagnostic fault("iam/condition-key", key.key_span,
                       cat("`", key.key, "` in ", statement_name(policy_, statement),
                           " is no condition key; keys have a prefix, as aws:SourceIp has"));
      fault.severity = base::Severity::error;
      diagnostics_.add(std::move(fault));
    } else if (aws::table::compare_ignoring_case(std::string_view(key.key).substr(0, 4), "aws:") == 0 &&
               !aws::find_condition_key(key.key)) {
      Diagnostic fault(
          "iam/condition-key", key.key_span,
          cat("no global condition key is known as `", key.key, "`; a key that nobody sets never matches"));
      const auto near = aws::near_global_condition_keys(key.key);
      if (!near.empty()) fault.helps.push_back(base::did_you_mean(near));
      diagnostics_.add(std::move(fault));
    }
    each_text(key.value, [&](const PolicyText& text) { check_value(op, key.key, text); });
  }

  void check_value(const aws::ConditionOperator& op, std::string_view key, const PolicyText& text) {
    if (!text.complete) return;
    const std::string_view reason = aws::condition_value_fault(op.type, text.text);
    if (!reason.empty()) {
      diagnostics_.add(Diagnostic("iam/condition-value", text.node->span,
                                  cat("`", text.text, "` for `", key, "` under ", op.name, " ", reason)));
    } else if (!variables_ && text.text.find("${") != std::string::npos) {
      diagnostics_.add(
          Diagnostic("iam/policy-variable", text.node->span,
                     cat("`", text.text, "` holds a policy variable, which is plain text in a policy without ",
                         "Version 2012-10-17")));
    }
  }

  const PolicyDocument& policy_;
  base::Diagnostics& diagnostics_;
  bool variables_ = false;
};

}  // namespace

void law_policy_conditions(const Input& input, base::Diagnostics& diagnostics) {
  for (const PolicyDocument& policy : input.policies.documents) {
    if (policy.kind == PolicyKind::management) continue;
    Conditions conditions(policy, diagnostics);
    for (const Statement& statement : policy.statements) conditions.check(statement);
  }
}

}  // namespace landform::verify
