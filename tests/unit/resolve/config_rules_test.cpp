#include "resolve/config_rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/guard_text.h"
#include "support/resolved.h"

namespace landform {
namespace {

std::string globex(std::string_view rest, std::string_view compliance = "") {
  return base::cat(test::customer_globex(compliance), R"(organization:
  home_region: eu-west-1
  units: {Production: {accounts: [shop]}}
)",
                   rest);
}

// "name IDENTIFIER home key=value ..."
std::vector<std::string> rules_of(std::string text) {
  const auto resolved = test::resolve_text(std::move(text), {});
  REQUIRE_MESSAGE(resolved.organization, resolved.said);
  std::vector<std::string> lines;
  for (const resolve::ConfigRule& rule : resolved.organization->config.rules) {
    std::string line = base::cat(rule.name, ' ', rule.guard.empty() ? rule.identifier : "guard");
    if (rule.home_only) line += " home";
    if (rule.remediate) line += " remediated";
    for (const auto& [name, value] : rule.parameters) line += base::cat(' ', name, '=', value.value);
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("a blueprint that says nothing has the rules of the SOPs") {
  CHECK(rules_of(globex("")) ==
        std::vector<std::string>{
            "cloud-trail-enabled CLOUD_TRAIL_ENABLED", "encrypted-volumes ENCRYPTED_VOLUMES",
            "iam-password-policy IAM_PASSWORD_POLICY home MaxPasswordAge=90 MinimumPasswordLength=14 "
            "PasswordReusePrevention=24 RequireLowercaseCharacters=true RequireNumbers=true RequireSymbols=true "
            "RequireUppercaseCharacters=true",
            "iam-root-access-key-check IAM_ROOT_ACCESS_KEY_CHECK home",
            "iam-user-mfa-enabled IAM_USER_MFA_ENABLED home",
            "required-tags REQUIRED_TAGS tag1Key=Customer tag1Value=globex",
            "restricted-incoming-traffic RESTRICTED_INCOMING_TRAFFIC blockedPort1=22 blockedPort2=1433 "
            "blockedPort3=3306 blockedPort4=3389 blockedPort5=5432",
            "root-account-mfa-enabled ROOT_ACCOUNT_MFA_ENABLED home"});
}

TEST_CASE("ports and tag keys that one rule cannot hold make several rules") {
  const auto lines = rules_of(globex(R"(tagging:
  keys:
    A: {required: true, values: [x, y]}
    B: {required: true}
    C: {required: true}
    D: {required: true}
    E: {required: true}
    F: {required: true}
    G: {required: true}
    H: {}
  defaults: {A: x, B: b, C: c, D: d, E: e, F: f, G: g}
  enforce: [config-rule]
security:
  config_rules:
    restricted-common-ports: {blocked_ports: [22, 3389, 22, 21, 20, 5432, 6379]}
)"));
  std::vector<std::string> found;
  for (const std::string& line : lines) {
    if (line.find("REQUIRED_TAGS") != std::string::npos || line.find("blockedPort") != std::string::npos)
      found.push_back(line);
  }
  CHECK(found ==
        std::vector<std::string>{
            "required-tags REQUIRED_TAGS tag1Key=A tag1Value=x,y tag2Key=B tag3Key=C tag4Key=D tag5Key=E tag6Key=F",
            "required-tags-2 REQUIRED_TAGS tag1Key=G",
            "restricted-common-ports RESTRICTED_INCOMING_TRAFFIC blockedPort1=20 blockedPort2=21 blockedPort3=22 "
            "blockedPort4=3389 blockedPort5=5432",
            "restricted-common-ports-2 RESTRICTED_INCOMING_TRAFFIC blockedPort1=6379"});
}

TEST_CASE("a blueprint's own rules stand beside the required ones, or in their place") {
  const auto lines = rules_of(globex(R"(security:
  config_rules:
    volumes: {identifier: ENCRYPTED_VOLUMES, parameters: {kmsId: abc}}
    tomorrow: {identifier: SOMETHING_NEW_CHECK, parameters: {x: 1}}
    s3-bucket-versioning-enabled: {remediate: true}
    role-path:
      guard: "rule path { configuration.path != '/' }"
      resource_types: ["AWS::IAM::Role"]
)"));
  const auto has = [&](std::string_view line) { return std::find(lines.begin(), lines.end(), line) != lines.end(); };
  CHECK(has("volumes ENCRYPTED_VOLUMES kmsId=abc"));
  CHECK_FALSE(has("encrypted-volumes ENCRYPTED_VOLUMES"));
  CHECK(has("tomorrow SOMETHING_NEW_CHECK x=1"));
  CHECK(has("s3-bucket-versioning-enabled S3_BUCKET_VERSIONING_ENABLED remediated"));
  CHECK(has("role-path guard home"));
}

TEST_CASE("regulations choose packs, and standards where the blueprint names none") {
  const auto resolved = test::resolve_text(globex("", "  compliance: [pci-dss, hipaa]\n"), {});
  REQUIRE_MESSAGE(resolved.organization, resolved.said);
  CHECK(resolved.organization->config.packs == std::vector<std::string>{"hipaa", "pci-dss"});
  std::vector<std::string> standards;
  for (const auto& standard : resolved.organization->detection.security_hub.standards)
    standards.push_back(standard.value);
  CHECK(standards == std::vector<std::string>{"aws-foundational-security-best-practices/v/1.0.0",
                                              "cis-aws-foundations-benchmark/v/5.0.0", "nist-800-53/v/5.0.0",
                                              "pci-dss/v/4.0.1"});
}

TEST_CASE("Guard texts are read as far as their rules, quotes and brackets") {
  struct Row {
    std::string_view text, fault;
  };
  constexpr Row kRows[] = {
      {"rule a { x == 1 }", ""},
      {"# no { rule\nrule a when b { x == \"}\" }", ""},
      {"rule a { name == /^[{(]rule/ }\nrule b { a }", ""},
      {"rule a { some tags[*] { key in ['a', /b/] } }", ""},
      {"rule a(x) { %x == 1 }", ""},
      {" \n", "is empty"},
      {"let x = 1", "holds no rule; one begins with the word rule, a name and a brace"},
      {"rule { x == 1 }", "has a rule without a name in line 1"},
      {"rule a { x == 1", "leaves a `{` open"},
      {"rule a { x == 1 }}", "closes a `}` that nothing opened"},
      {"rule a { x[1) }", "closes a `)` that nothing opened"},
      {"rule a {\n x == 'y }", "has a ' in line 2 that nothing closes"},
      {"rule a { x }\nrule a { y }", "has two rules `a`"},
  };
  for (const Row& row : kRows) CHECK_MESSAGE(resolve::guard_text_fault(row.text) == row.fault, row.text);
  CHECK(resolve::guard_text_fault(std::string(10001, '#')) == "has 10001 bytes; AWS Config takes 10000");
}

}  // namespace landform
