#include "resolve/config_rules.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "aws/config_rules.h"
#include "aws/quotas.h"
#include "aws/region.h"
#include "aws/remediations.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/collisions.h"
#include "resolve/control_tower_owns.h"
#include "resolve/guard_text.h"
#include "resolve/tag_policy.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using blueprint::Presence;

namespace {

using Written = blueprint::NamedItem<blueprint::ConfigRule>;
using Parameters = std::map<std::string, Located<std::string>>;

constexpr std::string_view kPorts = "RESTRICTED_INCOMING_TRAFFIC";
constexpr std::string_view kTags = "REQUIRED_TAGS";
constexpr std::string_view kPasswords = "IAM_PASSWORD_POLICY";
// Source: aws-facts.md E3: blockedPort1 to blockedPort5. How many keys REQUIRED_TAGS takes is a quota.
constexpr std::size_t kPortsPerRule = 5;
// Shells, remote desktops and databases.
constexpr auto kBlockedPorts = std::to_array<std::string_view>({"22", "1433", "3306", "3389", "5432"});

// What the SOPs ask for, whatever the blueprint says. Sorted by name.
struct Required {
  std::string_view name, identifier, controls, description;
};
constexpr Required kRequired[] = {
    {"cloud-trail-enabled", "CLOUD_TRAIL_ENABLED", "config.required-rules config.rules",
     "A trail records what happens in the account."},
    {"encrypted-volumes", "ENCRYPTED_VOLUMES", "config.rules", "Volumes that are attached to instances are encrypted."},
    {"iam-password-policy", "IAM_PASSWORD_POLICY", "config.rules iam.password-policy",
     "Passwords of IAM users are as long, as mixed and as young as the blueprint asks."},
    {"iam-root-access-key-check", "IAM_ROOT_ACCESS_KEY_CHECK", "config.rules root.no-access-keys",
     "The root user has no access keys."},
    {"iam-user-mfa-enabled", "IAM_USER_MFA_ENABLED", "config.rules iam.user-mfa", "Every IAM user has MFA."},
    {"required-tags", "REQUIRED_TAGS", "config.rules tags.enforce", "Resources carry the required tags."},
    {"restricted-incoming-traffic", "RESTRICTED_INCOMING_TRAFFIC", "config.required-rules config.rules",
     "No security group opens these ports to the world."},
    {"root-account-mfa-enabled", "ROOT_ACCOUNT_MFA_ENABLED", "config.rules root.mfa", "The root user has MFA."},
};

const Required* find_required(std::string_view identifier) {
  for (const Required& row : kRequired) {
    if (row.identifier == identifier) return &row;
  }
  return nullptr;
}

std::string joined(std::span<const std::string_view> names) {
  return base::join(std::vector<std::string>(names.begin(), names.end()), ", ");
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> list;
  for (const std::string_view word : base::split(text, ' ')) list.emplace_back(word);
  return list;
}

std::string_view snapshot_frequency(blueprint::SnapshotFrequency frequency) {
  return blueprint::words_of(frequency)[static_cast<std::size_t>(frequency)].word;
}

class Rules {
 public:
  Rules(const blueprint::Blueprint& blueprint, const Organization& organization, base::Diagnostics& diagnostics)
      : blueprint_(blueprint), organization_(organization), diagnostics_(diagnostics) {}

  std::vector<ConfigRule> resolve() {
    for (const Written& written : blueprint_.security->config_rules) {
      if (written.written.refused()) continue;
      if (written->guard.presence != Presence::unset) {
        add_guard(written);
      } else {
        add_managed(written);
      }
    }
    for (const Required& row : kRequired) {
      if (!has(row.identifier)) add_required(row);
    }
    std::sort(rules_.begin(), rules_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    Collisions collisions("rule", diagnostics_);
    for (const ConfigRule& rule : rules_) collisions.add(rule.name, rule.span);
    return std::move(rules_);
  }

 private:
  bool has(std::string_view identifier) const {
    return std::any_of(rules_.begin(), rules_.end(), [&](const auto& rule) { return rule.identifier == identifier; });
  }

  void add_required(const Required& row) {
    ConfigRule rule;
    rule.name = row.name;
    rule.identifier = row.identifier;
    rule.description = row.description;
    if (row.identifier == kTags) {
      const base::Span asked = enforcement(*blueprint_.tagging, blueprint::TagEnforcement::config_rule);
      if (!asked.known() || tag_keys().empty()) return;
      rule.span = asked;
    }
    finish(std::move(rule), nullptr);
  }

  void add_managed(const Written& written) {
    ConfigRule rule;
    rule.name = written.name;
    rule.span = written.name_span;
    rule.identifier =
        written->identifier.written() ? *written->identifier : std::string(aws::config_rule_of_name(written.name));
    if (written->identifier.refused()) return;
    if (rule.identifier.empty()) {
      tell_unknown(written);
      return;
    }
    if (written->resource_types.written()) {
      refuse("resource_types", written->resource_types.span, written.name,
             "belongs to rules in Guard; a managed rule knows its types");
    }
    const Required* row = find_required(rule.identifier);
    rule.description = written->description.written() ? *written->description
                       : row                          ? std::string(row->description)
                                                      : std::string("Asked for in the blueprint.");
    rule.parameters = as_located(written->parameters);
    if (!check_parameters(rule)) return;
    rule.remediate = *written->remediate;
    if (rule.remediate && aws::remediation_of(rule.identifier) == nullptr) tell_no_remediation(rule, written);
    finish(std::move(rule), &written);
  }

  void add_guard(const Written& written) {
    if (written->guard.refused()) return;
    ConfigRule rule;
    rule.name = written.name;
    rule.span = written.name_span;
    rule.guard = *written->guard;
    rule.description = written->description.written() ? *written->description : "Asked for in the blueprint.";
    rule.controls = {"config.rules"};
    const auto refuse_if = [&](const blueprint::Slot& slot, std::string_view key) {
      if (slot.presence != Presence::unset) refuse(key, slot.span, written.name, "belongs to managed rules");
    };
    refuse_if(written->identifier, "identifier");
    refuse_if(written->blocked_ports, "blocked_ports");
    if (*written->remediate) tell_no_remediation(rule, written);
    if (const std::string fault = guard_text_fault(rule.guard); !fault.empty()) {
      diagnostics_.add(Diagnostic("security/guard-text", written->guard.span,
                                  cat("the Guard text of rule `", written.name, "` ", fault))
                           .help("a rule of Guard reads: rule name { configuration.encrypted == true }"));
    }
    for (const auto& type : written->resource_types) {
      if (type.written()) rule.resource_types.push_back(*type);
    }
    std::sort(rule.resource_types.begin(), rule.resource_types.end());
    rule.resource_types.erase(std::unique(rule.resource_types.begin(), rule.resource_types.end()),
                              rule.resource_types.end());
    if (rule.resource_types.empty()) {
      if (written->resource_types.refused()) return;
      diagnostics_.add(Diagnostic("security/guard-text", written.name_span,
                                  cat("rule `", written.name, "` in Guard names no `resource_types`"))
                           .note("it would be evaluated, and billed, for every recorded resource")
                           .help("resource_types: [\"AWS::EC2::Instance\"]"));
    }
    rule.parameters = as_located(written->parameters);
    // What IAM has is recorded in one region.
    rule.home_only = std::all_of(rule.resource_types.begin(), rule.resource_types.end(),
                                 [](const std::string& type) { return type.starts_with("AWS::IAM::"); });
    check_description(rule, &written);
    rules_.push_back(std::move(rule));
  }

  // Fills in what follows from other sections, and makes as many rules as the parameters need.
  void finish(ConfigRule rule, const Written* written) {
    const aws::ConfigRule* known = aws::find_config_rule(rule.identifier);
    rule.home_only = known != nullptr && known->place == aws::RulePlace::home;
    const Required* row = find_required(rule.identifier);
    rule.controls = row ? words(row->controls) : std::vector<std::string>{"config.rules"};
    check_description(rule, written);
    if (rule.identifier == kPasswords) add_password_policy(rule.parameters);
    if (written && rule.identifier != kPorts && (*written)->blocked_ports.presence != Presence::unset) {
      refuse("blocked_ports", (*written)->blocked_ports.span, rule.name, "belongs to restricted-incoming-traffic");
    }
    if (rule.identifier == kPorts && !any_begins(rule.parameters, "blockedPort")) {
      expand(rule, blocked_ports(written), kPortsPerRule, "blockedPort", "");
    } else if (rule.identifier == kTags && !any_begins(rule.parameters, "tag")) {
      const auto limit = static_cast<std::size_t>(organization_.quotas.limit("config/required-tags-keys"));
      const auto keys = tag_keys();
      if (keys.empty()) {
        diagnostics_.add(Diagnostic("security/rule-parameter", rule.span,
                                    cat("rule `", rule.name, "` has no keys: `tagging.keys` requires none"))
                             .help("mark a key as required: `tagging: {keys: {Owner: {required: true}}}`"));
        return;
      }
      expand(rule, keys, limit, "tag", "Key");
    } else {
      rules_.push_back(std::move(rule));
    }
  }

  struct Item {
    Located<std::string> value;
    std::string values;  // of a tag: those it takes, separated by commas; empty for any
  };

  // `rule`, `rule-2`, ...: each with at most `limit` of the items, as <prefix>1<suffix>, ...
  void expand(const ConfigRule& rule, const std::vector<Item>& items, std::size_t limit, std::string_view prefix,
              std::string_view suffix) {
    for (std::size_t begin = 0; begin < items.size(); begin += limit) {
      ConfigRule part = rule;
      if (begin > 0) part.name = cat(rule.name, '-', begin / limit + 1);
      for (std::size_t i = begin; i < std::min(begin + limit, items.size()); ++i) {
        const std::size_t place = i - begin + 1;
        part.parameters[cat(prefix, place, suffix)] = items[i].value;
        if (!items[i].values.empty()) part.parameters[cat(prefix, place, "Value")] = {items[i].values, {}};
      }
      rules_.push_back(std::move(part));
    }
  }

  std::vector<Item> blocked_ports(const Written* written) const {
    std::vector<Item> ports;
    if (written && (*written)->blocked_ports.written()) {
      for (const auto& port : (*written)->blocked_ports) {
        if (port.written()) ports.push_back({{std::to_string(*port), port.span}, {}});
      }
      std::sort(ports.begin(), ports.end(), [](const Item& a, const Item& b) {
        return std::pair(a.value.value.size(), a.value.value) < std::pair(b.value.value.size(), b.value.value);
      });
      ports.erase(std::unique(ports.begin(), ports.end(),
                              [](const Item& a, const Item& b) { return a.value.value == b.value.value; }),
                  ports.end());
      return ports;
    }
    for (const std::string_view port : kBlockedPorts) ports.push_back({{std::string(port), {}}, {}});
    return ports;
  }

  std::vector<Item> tag_keys() const {
    std::vector<Item> keys;
    for (const auto& definition : blueprint_.tagging->keys) {
      if (!definition.written.written() || !*definition->required) continue;
      Item item{{definition.name, definition.name_span}, {}};
      std::vector<std::string> values;
      for (const auto& value : definition->values) {
        if (value.written()) values.push_back(*value);
      }
      std::sort(values.begin(), values.end());
      // A value with a wildcard is a tag policy's; the rule would take it literally.
      const bool plain = std::none_of(values.begin(), values.end(),
                                      [](const std::string& value) { return value.find('*') != std::string::npos; });
      if (plain) item.values = base::join(values, ",");
      keys.push_back(std::move(item));
    }
    std::sort(keys.begin(), keys.end(), [](const Item& a, const Item& b) { return a.value.value < b.value.value; });
    return keys;
  }

  void add_password_policy(Parameters& parameters) const {
    const blueprint::PasswordPolicy& policy = *blueprint_.identity->iam->password_policy;
    const auto add = [&](std::string_view name, std::string value) {
      parameters.emplace(std::string(name), Located<std::string>{std::move(value), {}});
    };
    add("MaxPasswordAge", std::to_string(*policy.rotation_days));
    add("MinimumPasswordLength", std::to_string(*policy.minimum_length));
    add("PasswordReusePrevention", std::to_string(*policy.remember));
    for (const std::string_view name :
         {"RequireLowercaseCharacters", "RequireNumbers", "RequireSymbols", "RequireUppercaseCharacters"}) {
      add(name, "true");
    }
  }

  static bool any_begins(const Parameters& parameters, std::string_view prefix) {
    return std::any_of(parameters.begin(), parameters.end(),
                       [&](const auto& parameter) { return parameter.first.starts_with(prefix); });
  }

  bool check_parameters(const ConfigRule& rule) {
    const aws::ConfigRule* known = aws::find_config_rule(rule.identifier);
    if (known == nullptr) return true;
    const auto parameters = aws::rule_parameters(*known);
    const std::size_t errors = diagnostics_.errors();
    std::vector<std::string_view> names;
    for (const auto& parameter : parameters) {
      names.push_back(parameter.name);
      const bool filled = rule.identifier == kTags;
      if (parameter.need == aws::RuleParameter::Need::optional || filled ||
          rule.parameters.contains(std::string(parameter.name))) {
        continue;
      }
      diagnostics_.add(Diagnostic("security/rule-parameter", rule.span,
                                  cat("rule `", rule.name, "` has no parameter `", parameter.name, "`, which ",
                                      rule.identifier, " asks for"))
                           .help(cat("parameters: {", parameter.name, ": ...}")));
    }
    for (const auto& [name, value] : rule.parameters) check_parameter(rule, parameters, names, name, value);
    return diagnostics_.errors() == errors;
  }

  void check_parameter(const ConfigRule& rule, const std::vector<aws::RuleParameter>& parameters,
                       const std::vector<std::string_view>& names, const std::string& name,
                       const Located<std::string>& value) {
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const auto& parameter) { return parameter.name == name; });
    if (found == parameters.end()) {
      Diagnostic fault("security/rule-parameter", value.span,
                       cat("rule `", rule.name, "` gives `", name, "`, which ", rule.identifier, " does not take"));
      if (names.empty()) {
        fault.notes.emplace_back("it takes no parameters");
      } else {
        fault.notes.push_back(cat("it takes ", joined(names)));
      }
      const std::string question = base::did_you_mean(base::near_names(name, names));
      if (!question.empty()) fault.helps.push_back(question);
      diagnostics_.add(std::move(fault));
      return;
    }
    if (const std::string fault = aws::rule_parameter_fault(*found, value.value); !fault.empty()) {
      diagnostics_.add(Diagnostic("security/rule-parameter", value.span,
                                  cat("`", name, "` of rule `", rule.name, "` is `", value.value, "`, which ", fault)));
    }
  }

  void check_description(const ConfigRule& rule, const Written* written) {
    // Source: AWS Config API reference, ConfigRule.
    constexpr std::size_t kCharacters = 256;
    if (rule.description.size() <= kCharacters || !written) return;
    diagnostics_.add(Diagnostic("security/rule-parameter", (*written)->description.span,
                                cat("the description of rule `", rule.name, "` has ", rule.description.size(),
                                    " bytes; AWS Config takes ", kCharacters)));
  }

  void refuse(std::string_view key, base::Span span, std::string_view rule, std::string_view why) {
    diagnostics_.add(Diagnostic("security/rule-parameter", span, cat("`", key, "` of rule `", rule, "` ", why))
                         .help(cat("take out `", key, "`")));
  }

  void tell_unknown(const Written& written) {
    Diagnostic fault("security/unknown-rule", written.name_span,
                     cat("landform knows no managed Config rule `", written.name, "`"));
    const auto names = aws::config_rule_names();
    const std::string question = base::did_you_mean(base::near_names(written.name, names));
    if (!question.empty()) fault.helps.push_back(question);
    fault.helps.push_back("name a managed rule by its `identifier`, or write one in `guard`");
    diagnostics_.add(std::move(fault));
  }

  void tell_no_remediation(const ConfigRule& rule, const Written& written) {
    Diagnostic fault("security/no-remediation", written->remediate.span,
                     cat("nothing of AWS puts right what breaks rule `", rule.name, "` without a risk"));
    std::vector<std::string> names;
    for (const aws::Remediation& known : aws::remediations()) {
      names.push_back(base::replace_all(base::to_lower(known.identifier), "_", "-"));
    }
    fault.notes.push_back(cat("rules that can be remediated: ", base::join(names, ", ")));
    fault.helps.emplace_back("take out `remediate`, and let a person or a response of `incidents` look at it");
    diagnostics_.add(std::move(fault));
  }

  const blueprint::Blueprint& blueprint_;
  const Organization& organization_;
  base::Diagnostics& diagnostics_;
  std::vector<ConfigRule> rules_;
};

// templates/security/conformance-packs.yaml has these.
constexpr auto kPacks = std::to_array<std::string_view>({"cis", "gdpr", "hipaa", "pci-dss"});

std::vector<std::string> resolve_packs(const Organization& organization, base::Diagnostics& diagnostics) {
  std::vector<std::string> packs;
  for (const auto& regulation : organization.customer.compliance) {
    if (std::find(kPacks.begin(), kPacks.end(), regulation.value) != kPacks.end()) {
      packs.push_back(regulation.value);
      continue;
    }
    diagnostics.add(Diagnostic("security/pack-missing", regulation.span,
                               cat("landform has no conformance pack for `", regulation.value, "`"))
                        .note(cat("it has packs for ", joined(kPacks)))
                        .help("the rules of the baseline hold all the same; more come by `security.config_rules`"));
  }
  return packs;
}

// The home region, where AWS Config can record IAM there, or else the first governed one where it can.
aws::RegionName iam_region(const blueprint::Organization& written, const Organization& organization,
                           base::Diagnostics& diagnostics) {
  const auto& home = organization.home_region;
  if (aws::config_records_iam(home.value)) return home.value;
  // Control Tower records IAM at home, and nowhere else.
  const bool by_tower = owned_by_control_tower(organization, Owned::config_recorder);
  if (!by_tower) {
    for (const auto& region : organization.regions) {
      if (aws::config_records_iam(region.value)) return region.value;
    }
  }
  const bool any_refused =
      std::any_of(written.regions.begin(), written.regions.end(), [](const auto& region) { return !region.written(); });
  if (aws::find_region(home.value.str()) == nullptr || written.regions.refused() || any_refused) return home.value;
  Diagnostic fault(
      "security/iam-unrecorded", home.span,
      by_tower ? cat("Control Tower records IAM in the home region, and AWS Config cannot in ", home.value.str())
               : "AWS Config can record IAM in no governed region");
  fault.notes.emplace_back("rules that look at changes of IAM never run; those that run daily do");
  fault.helps.emplace_back(by_tower ? "choose a home region that is older than 2022"
                                    : "govern an older region, too: `organization: {regions: [...]}`");
  diagnostics.add(std::move(fault));
  return home.value;
}

}  // namespace

Config resolve_config(const blueprint::Blueprint& blueprint, const Organization& organization,
                      base::Diagnostics& diagnostics) {
  const blueprint::ConfigRecording& written = *blueprint.logging->config;
  Config config;
  config.enabled = as_located(written.enabled);
  config.snapshot_frequency = {std::string(snapshot_frequency(*written.snapshot_frequency)),
                               written.snapshot_frequency.span};
  config.iam_region = organization.home_region.value;
  if (!config.enabled.value) {
    const auto& rules = blueprint.security->config_rules;
    if (rules.written() && !rules.empty()) {
      diagnostics.add(Diagnostic("security/config-off", rules.items.front().name_span,
                                 "rules are asked for, but AWS Config is switched off")
                          .also(written.enabled.span, "switched off here")
                          .help("take out `logging.config.enabled`, or the rules"));
    }
    return config;
  }
  config.iam_region = iam_region(*blueprint.organization, organization, diagnostics);
  config.rules = Rules(blueprint, organization, diagnostics).resolve();
  config.packs = resolve_packs(organization, diagnostics);
  return config;
}

}  // namespace landform::resolve
