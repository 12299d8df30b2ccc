#include "stacks/not_built.h"

#include <doctest/doctest.h>

#include "base/render_text.h"
#include "support/golden.h"
#include "yaml/reader.h"

namespace landform {

TEST_CASE("what this version does not build is said once") {
  for (const auto& path : test::files_below(test::cases_dir("plan"), ".yaml")) {
    base::SourceMap sources;
    base::Diagnostics diagnostics;
    const auto file = sources.add(path.filename().string(), test::read_file(path));
    const auto root = yaml::read(sources, file, {}, diagnostics);
    REQUIRE(root);
    stacks::report_not_built(*root, diagnostics);
    auto golden = path;
    golden.replace_extension(".diag");
    CHECK(test::compare_with_golden(golden, base::render_text(sources, diagnostics)) == "");
  }
}

}  // namespace landform
