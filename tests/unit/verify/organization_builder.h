// Organizations with policies, built by hand for tests of what the policies come to.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "base/text.h"
#include "resolve/organization.h"
#include "yaml/reader.h"

namespace landform::test {

inline yaml::Node read(std::string_view text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto root = yaml::read(sources, sources.add("policy.yaml", std::string(text)), {}, diagnostics);
  REQUIRE(root);
  return *root;
}

inline resolve::PolicyTarget target(std::string_view name) {
  if (name == "Root") return {resolve::PolicyTarget::Kind::root, "Root", {}};
  const bool unit = name.starts_with('/');
  return {unit ? resolve::PolicyTarget::Kind::unit : resolve::PolicyTarget::Kind::account,
          std::string(name.substr(unit ? 1 : 0)),
          {}};
}

class Builder {
 public:
  Builder() {
    organization.customer.slug.value = "acme";
    organization.home_region.value = aws::RegionName("us-east-1");
    organization.regions = {{aws::RegionName("eu-west-1"), {}}, {aws::RegionName("us-east-1"), {}}};
    organization.trail.bucket.value = "cloudtrail-logs-{account_id}";
  }

  void account(const std::string& name, const std::string& unit, const std::string& id = {}) {
    resolve::Account account;
    account.name = name;
    account.unit = aws::OuPath(unit);
    if (!id.empty()) account.existing_id = resolve::Located<aws::AccountId>{aws::AccountId(id), {}};
    organization.accounts.push_back(std::move(account));
  }

  // `targets`: "Root", "/Workloads" for a unit, "shop" for an account.
  void policy(const std::string& name, resolve::PolicyType type, const std::vector<std::string>& targets,
              std::string_view statements) {
    resolve::Guardrail guardrail;
    guardrail.name = name;
    guardrail.type = type;
    guardrail.statements = read(statements).items;
    for (const std::string& one : targets) guardrail.targets.push_back(target(one));
    resolve::OrganizationPolicy document;
    document.name = base::cat("acme-", name);
    document.type = type;
    document.content = read(base::cat("Version: \"2012-10-17\"\nStatement: ", statements));
    document.targets = guardrail.targets;
    document.guardrails = {name};
    document.statement_guardrails.assign(guardrail.statements.size(), name);
    organization.policies.push_back(std::move(document));
    organization.guardrails.push_back(std::move(guardrail));
  }

  resolve::Organization organization;
};

}  // namespace landform::test
