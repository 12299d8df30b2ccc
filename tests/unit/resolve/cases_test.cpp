// tests/cases/resolve: <name>.yaml [+ <name>.lock.yaml] give <name>.diag, when there is something to say, and
// <name>.org, when it resolves. Below guardrails/ the presets are those of guardrails/presets, below identity/ those of
// templates/iam-policies and identity/presets. Below locked/ what the
// build would change in the lock is reported, too. A <name>.lock.yaml alone is only read.
#include <doctest/doctest.h>

#include <filesystem>

#include "base/render_text.h"
#include "blueprint/decode.h"
#include "resolve/resolve.h"
#include "support/golden.h"
#include "unit/resolve/describe.h"
#include "unit/resolve/describe_iam.h"
#include "unit/resolve/describe_identity.h"
#include "unit/resolve/describe_policies.h"
#include "unit/resolve/policy_fixture.h"
#include "yaml/reader.h"

namespace landform {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  std::string diagnostics;
  std::string organization;
};

std::optional<resolve::Lock> lock_beside(const fs::path& path, base::SourceMap& sources,
                                         base::Diagnostics& diagnostics) {
  if (!fs::exists(path)) return resolve::Lock();
  const auto file = sources.add(path.filename().string(), test::read_file(path));
  return resolve::read_lock(sources, file, diagnostics);
}

fs::path with_ending(const fs::path& path, std::string_view from, std::string_view to) {
  const std::string text = path.string();
  return base::cat(text.substr(0, text.size() - from.size()), to);
}

Outcome run(const fs::path& path) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  Outcome outcome;
  const auto file = sources.add(path.filename().string(), test::read_file(path));
  const auto root = yaml::read(sources, file, {}, diagnostics);
  const auto before = lock_beside(with_ending(path, ".yaml", ".lock.yaml"), sources, diagnostics);
  if (root && before) {
    const blueprint::Blueprint written = blueprint::decode(*root, diagnostics);
    resolve::Lock after;
    std::optional<test::PolicyFixture> policies;
    if (path.parent_path().filename() == "guardrails") {
      policies.emplace(path.parent_path() / "presets", written, path.parent_path(), sources, diagnostics);
    }
    const bool identity = path.parent_path().filename() == "identity";
    if (identity) {
      policies.emplace();
      policies->read_iam(path.parent_path() / "presets", *written.identity->iam, path.parent_path(), sources,
                         diagnostics);
    }
    const auto organization =
        resolve::resolve(written, *before, after, diagnostics, policies ? policies->result : resolve::PolicySources());
    if (organization) {
      outcome.organization = identity   ? test::describe_iam(organization->iam)
                             : policies ? test::describe_policies(*organization)
                                        : test::describe(*organization);
      if (path.parent_path().filename() == "identity-center")
        outcome.organization = test::describe_identity(*organization);
      if (!identity) outcome.organization += resolve::lock_text(after);
      if (path.parent_path().filename() == "locked") resolve::report_changes(*before, after, diagnostics);
    }
  }
  outcome.diagnostics = base::render_text(sources, diagnostics);
  return outcome;
}

// A golden that nothing writes any more would otherwise go on proving nothing.
void compare(const fs::path& golden, const std::string& actual) {
  if (actual.empty()) {
    CHECK_MESSAGE(!fs::exists(golden), golden.string(), " exists, but there is nothing to compare it with");
    return;
  }
  const std::string difference = test::compare_with_golden(golden, actual);
  CHECK_MESSAGE(difference.empty(), difference);
}

}  // namespace

TEST_CASE("each blueprint resolves to its golden organization or diagnostics") {
  std::size_t cases = 0;
  for (const fs::path& path : test::files_below(test::cases_dir("resolve"), ".yaml")) {
    if (path.string().ends_with(".lock.yaml")) continue;
    const fs::path folder = path.parent_path().filename();
    if (folder == "poisoned" || folder == "presets") continue;
    ++cases;
    const Outcome outcome = run(path);
    compare(with_ending(path, ".yaml", ".diag"), outcome.diagnostics);
    compare(with_ending(path, ".yaml", ".org"), outcome.organization);
    CHECK_MESSAGE(!(outcome.diagnostics.empty() && outcome.organization.empty()), path.string());
  }
  CHECK(cases > 40);
}

TEST_CASE("values that decoding refused raise nothing more") {
  std::size_t cases = 0;
  for (const fs::path& path : test::files_below(test::cases_dir("resolve") / "poisoned", ".yaml")) {
    ++cases;
    base::SourceMap sources;
    base::Diagnostics diagnostics;
    const auto root = yaml::read(sources, sources.add("poisoned.yaml", test::read_file(path)), {}, diagnostics);
    REQUIRE(root);
    const blueprint::Blueprint written = blueprint::decode(*root, diagnostics);
    REQUIRE(diagnostics.has_errors());
    const std::size_t decoded = diagnostics.all().size();
    resolve::Lock after;
    resolve::resolve(written, resolve::Lock(), after, diagnostics);
    for (std::size_t i = decoded; i < diagnostics.all().size(); ++i) FAIL_CHECK(diagnostics.all()[i].message);
  }
  CHECK(cases > 0);
}

TEST_CASE("each damaged lock is refused with its golden diagnostics") {
  std::size_t cases = 0;
  for (const fs::path& path : test::files_below(test::cases_dir("resolve") / "lock", ".lock.yaml")) {
    if (fs::exists(with_ending(path, ".lock.yaml", ".yaml"))) continue;
    ++cases;
    base::SourceMap sources;
    base::Diagnostics diagnostics;
    CHECK_FALSE(lock_beside(path, sources, diagnostics));
    compare(with_ending(path, ".lock.yaml", ".diag"), base::render_text(sources, diagnostics));
  }
  CHECK(cases > 4);
}

}  // namespace landform
