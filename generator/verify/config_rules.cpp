// Law: managed Config rules are called by an identifier that exists, with parameters that they have. Source:
// aws-facts.md E2, E3.
#include <algorithm>

#include "aws/config_rules.h"
#include "base/text.h"
#include "verify/json_text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

class ConfigRules {
 public:
  ConfigRules(const Input& input, base::Diagnostics& diagnostics) : input_(input), diagnostics_(diagnostics) {
    for (const aws::ConfigRule& row : aws::config_rules()) identifiers_.push_back(row.identifier);
  }

  void check(const Resource& resource, const Node& identifier, const Node* parameters, const Node* frequency) {
    const auto text = literal(identifier);
    if (!text) return;
    const aws::ConfigRule* rule = aws::find_config_rule(*text);
    if (rule == nullptr) {
      tell_unknown(resource, *text, identifier);
      return;
    }
    if (frequency != nullptr && !is_no_value(*frequency) && rule->trigger == aws::RuleTrigger::on_change) {
      Diagnostic fault("verify/config-rule", frequency->span,
                       cat("`", resource.id, "` says how often ", *text, " runs, but it runs when something changes"));
      fault.severity = base::Severity::warning;
      diagnostics_.add(std::move(fault));
    }
    check_parameters(resource, *rule, parameters, identifier.span);
  }

 private:
  void tell_unknown(const Resource& resource, std::string_view text, const Node& identifier) {
    const bool form = std::all_of(text.begin(), text.end(),
                                  [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
    std::string proposal;
    for (const char c : text) proposal += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (!form) {
      Diagnostic fault(
          "verify/config-rule", identifier.span,
          cat("`", text, "` of `", resource.id, "` is no identifier of a managed rule; they are written LIKE_THIS"));
      // The page of a rule has another name than the rule, now and then.
      if (aws::find_config_rule(proposal) != nullptr) fault.helps.push_back(proposal);
      if (text == "restricted-ssh") fault.helps.emplace_back("INCOMING_SSH_DISABLED");
      if (text == "restricted-common-ports") fault.helps.emplace_back("RESTRICTED_INCOMING_TRAFFIC");
      diagnostics_.add(std::move(fault));
      return;
    }
    std::string question = input_.near_names.question(text, identifiers_);
    if (question.empty()) return;
    Diagnostic fault("verify/config-rule", identifier.span, cat("landform knows no managed rule `", text, "`"));
    fault.severity = base::Severity::warning;
    diagnostics_.add(std::move(fault).help(std::move(question)));
  }

  void check_value(const Resource& resource, const aws::RuleParameter& parameter, const Node& value) {
    const auto text = literal(value);
    if (!text) return;
    const std::string fault = aws::rule_parameter_fault(parameter, *text);
    if (fault.empty()) return;
    diagnostics_.add(Diagnostic("verify/config-rule-parameter", value.span,
                                cat("`", parameter.name, "` of `", resource.id, "` is `", *text, "`, which ", fault)));
  }

  void check_parameters(const Resource& resource, const aws::ConfigRule& rule, const Node* given, base::Span span) {
    Node parsed;
    if (given != nullptr && given->is_string()) {
      auto json = parse_json_text(given->text, given->span);
      if (!json) {
        diagnostics_.add(Diagnostic("verify/json-text", given->span,
                                    cat("the parameters of `", resource.id, "` are no JSON: ", json.error().reason)));
        return;
      }
      parsed = std::move(json).value();
      given = &parsed;
    }
    if (given != nullptr && (intrinsic_of(*given) || !given->is_mapping() || has_open_keys(*given))) return;
    std::vector<std::string_view> known;
    for (const aws::RuleParameter& parameter : aws::rule_parameters(rule)) {
      known.push_back(parameter.name);
      const Node* value = given == nullptr ? nullptr : given->find(parameter.name);
      if (value != nullptr) {
        check_value(resource, parameter, *value);
        continue;
      }
      if (parameter.need == aws::RuleParameter::Need::optional) continue;
      diagnostics_.add(Diagnostic(
          "verify/config-rule-parameter", span,
          cat("`", resource.id, "` has no parameter `", parameter.name, "`, which ", rule.identifier, " asks for")));
    }
    if (given == nullptr) return;
    for (const Entry& entry : given->entries) {
      if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
      Diagnostic fault("verify/config-rule-parameter", entry.key_span,
                       cat("`", resource.id, "` gives `", entry.key, "`, which ", rule.identifier,
                           " does not take, as far as ", "landform knows"));
      if (auto question = input_.near_names.question(entry.key, known); !question.empty()) {
        fault.helps.push_back(std::move(question));
      }
      diagnostics_.add(std::move(fault));
    }
  }

  const Input& input_;
  base::Diagnostics& diagnostics_;
  std::vector<std::string_view> identifiers_;
};

}  // namespace

void law_config_rules(const Input& input, base::Diagnostics& diagnostics) {
  constexpr std::string_view kOfAccount = "AWS::Config::ConfigRule";
  constexpr std::string_view kOfOrganization = "AWS::Config::OrganizationConfigRule";
  if (!input.index.uses_type(kOfAccount) && !input.index.uses_type(kOfOrganization)) return;
  ConfigRules rules(input, diagnostics);
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr) continue;
    const Node& properties = *resource.properties;
    if (resource.type == kOfAccount) {
      const Node* owner = value_at(properties, "Source.Owner");
      const Node* identifier = value_at(properties, "Source.SourceIdentifier");
      if (owner == nullptr || literal(*owner) != "AWS" || identifier == nullptr) continue;
      rules.check(resource, *identifier, properties.find("InputParameters"),
                  properties.find("MaximumExecutionFrequency"));
    } else if (resource.type == kOfOrganization) {
      const Node* metadata = value_at(properties, "OrganizationManagedRuleMetadata");
      const Node* identifier = metadata == nullptr ? nullptr : value_at(*metadata, "RuleIdentifier");
      if (identifier == nullptr) continue;
      rules.check(resource, *identifier, metadata->find("InputParameters"),
                  metadata->find("MaximumExecutionFrequency"));
    }
  }
}

}  // namespace landform::verify
