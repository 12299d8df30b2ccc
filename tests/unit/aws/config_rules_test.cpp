#include "aws/config_rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "aws/remediations.h"

using namespace landform;

TEST_CASE("the rules and remediations are sorted, each once, and their parameters have a kind that is known") {
  std::string before;
  for (const aws::ConfigRule& rule : aws::config_rules()) {
    CHECK(before < rule.identifier);
    before = rule.identifier;
    CHECK(aws::find_config_rule(rule.identifier) == &rule);
    std::set<std::string_view> names;
    for (const aws::RuleParameter& parameter : aws::rule_parameters(rule)) {
      CHECK_MESSAGE(names.insert(parameter.name).second, rule.identifier);
      CHECK(parameter.name.find_first_of(":!?|") == std::string_view::npos);
    }
  }
  before.clear();
  for (const aws::Remediation& remediation : aws::remediations()) {
    CHECK(before < remediation.identifier);
    before = remediation.identifier;
    CHECK_MESSAGE(aws::find_config_rule(remediation.identifier) != nullptr, remediation.identifier);
    CHECK(aws::remediation_of(remediation.identifier) == &remediation);
  }
  CHECK(aws::remediation_of("ENCRYPTED_VOLUMES") == nullptr);
}

TEST_CASE("a name leads to its identifier, the names of pages too") {
  CHECK(aws::config_rule_of_name("encrypted-volumes") == "ENCRYPTED_VOLUMES");
  CHECK(aws::config_rule_of_name("cloud-trail-enabled") == "CLOUD_TRAIL_ENABLED");
  CHECK(aws::config_rule_of_name("cloudtrail-enabled") == "CLOUD_TRAIL_ENABLED");
  CHECK(aws::config_rule_of_name("restricted-ssh") == "INCOMING_SSH_DISABLED");
  CHECK(aws::config_rule_of_name("restricted-common-ports") == "RESTRICTED_INCOMING_TRAFFIC");
  CHECK(aws::config_rule_of_name("encrypted-volume").empty());
  CHECK(aws::config_rule_of_name("").empty());
  const auto names = aws::config_rule_names();
  CHECK(std::is_sorted(names.begin(), names.end()));
}

TEST_CASE("values are judged by the kind of their parameter") {
  const aws::ConfigRule* rule = aws::find_config_rule("S3_BUCKET_DEFAULT_LOCK_ENABLED");
  REQUIRE(rule != nullptr);
  const aws::RuleParameter mode = aws::rule_parameters(*rule).front();
  CHECK(aws::rule_parameter_fault(mode, "GOVERNANCE").empty());
  CHECK(aws::rule_parameter_fault(mode, "governance") == "is none of GOVERNANCE, COMPLIANCE");
  const aws::RuleParameter age{"maxAccessKeyAge", aws::RuleParameter::Kind::integer};
  CHECK(aws::rule_parameter_fault(age, "90").empty());
  for (const std::string_view wrong : {"", "-1", "9.5", "ninety", "12345678901"}) {
    CHECK(aws::rule_parameter_fault(age, wrong) == "is no whole number");
  }
  const aws::RuleParameter flag{"checkReadReplicas", aws::RuleParameter::Kind::boolean};
  CHECK(aws::rule_parameter_fault(flag, "True").empty());
  CHECK(aws::rule_parameter_fault(flag, "yes") == "is neither true nor false");
  const aws::RuleParameter list{"amiIds", aws::RuleParameter::Kind::list};
  CHECK(aws::rule_parameter_fault(list, "ami-1, ami-2").empty());
  CHECK_FALSE(aws::rule_parameter_fault(list, "ami-1,").empty());
  const aws::RuleParameter text{"KmsKeyId", aws::RuleParameter::Kind::text};
  CHECK(aws::rule_parameter_fault(text, "anything").empty());
}
