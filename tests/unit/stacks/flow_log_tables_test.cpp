// Tables over flow logs: one for each format that VPCs write, over the folders that they write to.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "cfn/template.h"
#include "support/golden.h"
#include "support/planned.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

std::string blueprint_with(std::string_view vpcs) {
  return cat(test::customer_globex(),
             "organization: {home_region: eu-west-1, regions: [eu-central-1, eu-west-1], units: "
             "{Production: {accounts: [shop]}}}\n",
             vpcs);
}

std::string bound_text(const std::map<std::string, yaml::Node>& values, const std::string& name) {
  return yaml::write_json(values.at(name), yaml::JsonLayout::minified);
}

yaml::Node template_root(std::string_view path) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto file = sources.add(std::string(path), test::read_file(std::filesystem::path(LANDFORM_SOURCE_DIR) / path));
  auto source = cfn::read_template(sources, file, diagnostics);
  REQUIRE_MESSAGE(source, base::render_text(sources, diagnostics));
  return std::move(source->root);
}

const yaml::Node* find_key(const yaml::Node& node, std::string_view key) {
  if (const yaml::Node* found = node.find(key)) return found;
  for (const yaml::Entry& entry : node.entries) {
    if (const yaml::Node* found = find_key(entry.value, key)) return found;
  }
  for (const yaml::Node& item : node.items) {
    if (const yaml::Node* found = find_key(item, key)) return found;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("flow logs of each format have their folders and a table of their own") {
  const resolve::Organization organization = test::organization_of(blueprint_with(R"(network:
  address_pools: {main: 10.0.0.0/8}
  tiers:
    short: {zones: 2, subnets: {app: {prefix: 26, route: none}}, flow_logs: {to: log-archive, retention_days: 30}}
    long: {zones: 2, subnets: {app: {prefix: 26, route: none}}, flow_logs: {to: log-archive, retention_days: 365}}
    packed:
      zones: 2
      subnets: {app: {prefix: 26, route: none}}
      flow_logs: {to: log-archive, retention_days: 365, format: parquet}
  vpcs:
    a: {account: shop, prefix: 22, layout: short}
    b: {account: shop, prefix: 22, layout: long}
    c: {account: shop, region: eu-central-1, prefix: 22, layout: packed}
)"));
  base::Diagnostics diagnostics;
  const plan::Plan plan = stacks::build_plan(organization, diagnostics);
  const auto& queries = test::stack_of(plan, "log-queries");
  CHECK(bound_text(queries.bindings.parameters, "FlowTables") == R"(["FlowLogs","FlowLogsParquet"])");
  CHECK(bound_text(queries.bindings.mappings, "FlowFolders") ==
        R"({"FlowLogs":{"Folders":["days-30","days-365"]},"FlowLogsParquet":{"Folders":["days-365-parquet"]}})");
  CHECK(queries.parameters.contains("FlowAccountId"));
  CHECK(test::bindings_of(test::stack_of(plan, "vpc-c")).parameters.at("FlowLogFolder").text == "days-365-parquet");
  const std::string kept = bound_text(test::stack_of(plan, "log-archive").bindings.mappings, "FlowLogs");
  for (const std::string_view folder : {"days-30/", "days-365/", "days-365-parquet/"}) {
    CHECK_MESSAGE(kept.find(cat("\"Prefix\":\"", folder, '"')) != std::string::npos, folder);
  }
}

TEST_CASE("without flow logs there is no table over them") {
  const auto plan = test::plan_of(blueprint_with(""));
  const auto& queries = test::stack_of(plan, "log-queries");
  CHECK(queries.bindings.parameters.at("FlowTables").items.empty());
  CHECK_FALSE(queries.parameters.contains("FlowAccountId"));
}

TEST_CASE("the columns of the tables are the fields of the flow logs, in their order") {
  const yaml::Node vpc = template_root("templates/network/vpc.yaml");
  const yaml::Node* format = find_key(vpc, "LogFormat");
  REQUIRE(format != nullptr);
  std::vector<std::string> fields;
  for (const std::string_view word : base::split(format->text, ' ')) {
    REQUIRE(word.starts_with("${"));
    const std::string field = base::replace_all(word.substr(2, word.size() - 3), "-", "_");
    fields.push_back(field == "region" ? "written_region" : field);
  }
  const yaml::Node queries = template_root("templates/logging/log-queries.yaml");
  const yaml::Node* table = find_key(queries, "${Table}Table");
  REQUIRE(table != nullptr);
  const yaml::Node* columns = find_key(*table, "Columns");
  REQUIRE(columns != nullptr);
  std::vector<std::string> names;
  for (const yaml::Node& column : columns->items) names.push_back(column.find("Name")->text);
  CHECK(names == fields);
}

}  // namespace landform
