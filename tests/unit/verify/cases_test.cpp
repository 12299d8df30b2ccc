// tests/cases/verify/<law>/<name>.yaml, found by folder. What the laws say of each stands beside it in <name>.diag; a
// case that passes has none. A case may say in its first comment lines how it is deployed:
//   # target: stack_set   # regions: eu-west-1 me-south-1   # bytes: 1000001   # quota: iam/roles 5   # packaged: later
#include <doctest/doctest.h>

#include <charconv>
#include <filesystem>
#include <set>
#include <string>

#include "base/diagnostic.h"
#include "base/render_text.h"
#include "base/source_map.h"
#include "base/text.h"
#include "cfn/template.h"
#include "support/golden.h"
#include "verify/list.h"
#include "verify/verify.h"

namespace {

using namespace landform;
namespace fs = std::filesystem;

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

verify::Context context_of(std::string_view text) {
  verify::Context context;
  for (const std::string_view line : base::split(text, '\n')) {
    if (!line.starts_with("# ")) break;
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    const std::string_view key = line.substr(2, colon - 2);
    const auto values = base::split(line.substr(colon + 2), ' ');
    if (key == "target" && values[0] == "stack_set") context.target = verify::TargetKind::stack_set;
    if (key == "packaged" && values[0] == "later") context.before_packaging = true;
    if (key == "bytes") context.file_bytes = static_cast<std::size_t>(number(values[0]));
    if (key == "regions") {
      for (const std::string_view region : values) context.regions.emplace_back(region);
    }
    if (key == "quota" && values.size() == 2) CHECK_FALSE(context.quotas.override_with(values[0], number(values[1])));
  }
  return context;
}

std::string verified(const fs::path& path) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const std::string text = test::read_file(path);
  const base::FileId file = sources.add(path.filename().string(), text);
  verify::Context context = context_of(text);
  context.sources = &sources;
  if (const auto source = cfn::read_template(sources, file, diagnostics)) {
    verify::verify_template(*source, context, diagnostics);
  }
  return base::render_text(sources, diagnostics, {.max_shown = 100});
}

}  // namespace

TEST_CASE("each case says what its golden says, and a case without one says nothing") {
  const auto files = test::files_below(test::cases_dir("verify"), ".yaml");
  CHECK(files.size() > 80);
  for (const fs::path& path : files) {
    CAPTURE(path.string());
    const std::string said = verified(path);
    fs::path golden = path;
    golden.replace_extension(".diag");
    if (path.stem().string().starts_with("ok")) {
      CHECK(said == "");
      CHECK_FALSE(fs::exists(golden));
    } else {
      CHECK(said != "");
      CHECK(test::compare_with_golden(golden, said) == "");
    }
  }
}

TEST_CASE("each law has a case that fails and one that passes") {
  for (const verify::Law& law : verify::all_laws()) {
    if (law.check == nullptr) continue;  // laws over a plan: plan_laws_test.cpp
    CAPTURE(std::string(law.name));
    const fs::path folder = test::cases_dir("verify") / law.name;
    REQUIRE(fs::exists(folder));
    const auto diags = test::files_below(folder, ".diag");
    CHECK(!diags.empty());
    CHECK(test::files_below(folder, ".yaml").size() > diags.size());
    std::string all;
    for (const fs::path& path : diags) all += test::read_file(path);
    for (const std::string_view slug : base::split(law.slugs, ' ')) {
      CAPTURE(std::string(slug));
      CHECK(all.find(base::cat("[", slug, "]")) != std::string::npos);
    }
  }
}

TEST_CASE("docs/laws.md is made from the table of laws") {
  CHECK(test::compare_with_golden(fs::path(LANDFORM_SOURCE_DIR) / "docs" / "laws.md", verify::laws_page()) == "");
}
