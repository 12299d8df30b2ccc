// What a build withdraws from what the one before it had deployed.
#include "emit/withdrawn.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/render_text.h"
#include "base/source_map.h"
#include "base/text.h"
#include "support/golden.h"

namespace landform::emit {
namespace {

using base::cat;

std::string stack(std::string_view name, std::string_view account, std::string_view region, std::string_view more) {
  return cat(R"({"kind": "stack", "name": "s", "stack": ")", name, R"(", "account": {"name": ")", account,
             R"("}, "regions": [")", region, R"("])", more, '}');
}

std::string set_over(std::string_view units, std::string_view accounts, std::string_view regions) {
  return cat(R"(, "holds": {}, "stack_set": {"units": [)", units, R"(], "accounts": [)", accounts, R"(], "regions": [)",
             regions, "]}");
}

std::string manifest(const std::vector<std::string>& steps) {
  return cat(R"({"format": 1, "steps": [)", base::join(steps, ", "), "]}");
}

std::string said_of(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const base::SourceMap sources;
  base::Diagnostics diagnostics;
  report_withdrawn(manifest(before), manifest(after), diagnostics);
  return base::render_text(sources, diagnostics);
}

}  // namespace

TEST_CASE("stacks that are no more in the plan, and places that stack sets no longer reach, are said by name") {
  const std::string home = stack("acme-rules", "management", "eu-west-1",
                                 set_over(R"("Sandbox", "Workloads/Testing", "Workloads/Production")", R"("hub")",
                                          R"("eu-central-1", "eu-west-1")"));
  const std::string fewer = stack("acme-rules", "management", "eu-west-1",
                                  set_over(R"("Workloads/Production", "Sandbox")", R"("hub")", R"("eu-west-1")"));
  const std::string_view key = R"(, "holds": {"AWS::KMS::Key": 1})";
  const std::string kept = stack("acme-topics", "audit", "eu-west-1", key);
  const std::string said =
      said_of({home, kept, stack("acme-topics", "audit", "eu-central-1", key),
               stack("acme-old", "management", "eu-west-1", set_over(R"("Root")", "", R"("eu-west-1")"))},
              {fewer, kept});
  CHECK(test::compare_with_golden(test::cases_dir("emit") / "withdrawn.diag", said) == "");
}

TEST_CASE("what a wider unit covers is not lost, nor is an order of names, and more is no loss") {
  const auto set = [](std::string_view units, std::string_view accounts, std::string_view regions) {
    return stack("acme-rules", "management", "eu-west-1", set_over(units, accounts, regions));
  };
  const std::string before = set(R"("Sandbox", "Workloads/Production")", "", R"("eu-central-1", "eu-west-1")");
  CHECK(said_of({before}, {before}).empty());
  CHECK(said_of({before}, {set(R"("Workloads", "Sandbox")", "", R"("eu-west-1", "eu-central-1")")}).empty());
  CHECK(said_of({before}, {set(R"("Root")", "", R"("eu-central-1", "eu-north-1", "eu-west-1")")}).empty());
  CHECK(said_of({}, {before}).empty());
  CHECK_FALSE(said_of({set("", R"("a", "b")", R"("eu-west-1")")}, {set("", R"("b")", R"("eu-west-1")")}).empty());
}

TEST_CASE("without an old manifest, or with something else in its place, there is nothing to compare") {
  base::Diagnostics diagnostics;
  for (const std::string_view old : {"", "[]", "{}", "{\"steps\": 3}", "not a manifest: ["}) {
    report_withdrawn(old, manifest({}), diagnostics);
  }
  CHECK(diagnostics.errors() == 0);
  CHECK(base::render_text(base::SourceMap(), diagnostics).empty());
}

}  // namespace landform::emit
