// Cases as data: tests/cases/decode/<name>.yaml is a blueprint, <name>.diag all that reading and decoding say of it.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "base/render_text.h"
#include "base/slug_areas.h"
#include "base/text.h"
#include "blueprint/decode.h"
#include "support/golden.h"
#include "yaml/reader.h"

namespace landform::blueprint {
namespace {

struct Decoded {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
};

void decode_file(const std::filesystem::path& path, Decoded& into) {
  const auto file = into.sources.add(path.filename().string(), test::read_file(path));
  const auto root = yaml::read(into.sources, file, {}, into.diagnostics);
  if (root) decode(*root, into.diagnostics);
}

}  // namespace

TEST_CASE("each blueprint of the decode cases says what its .diag file says") {
  const auto files = test::files_below(test::cases_dir("decode"), ".yaml");
  REQUIRE_GT(files.size(), 10U);
  std::set<std::string, std::less<>> raised;
  for (const auto& path : files) {
    Decoded decoded;
    decode_file(path, decoded);
    for (const base::Diagnostic& each : decoded.diagnostics.all()) raised.emplace(each.slug);
    auto golden = path;
    golden.replace_extension(".diag");
    const std::string message =
        test::compare_with_golden(golden, base::render_text(decoded.sources, decoded.diagnostics));
    CHECK_MESSAGE(message.empty(), message);
  }
  for (const base::SlugInfo& info : base::blueprint_slugs()) {
    CAPTURE(info.slug);
    CHECK(raised.contains(info.slug));
  }
}

TEST_CASE("the example blueprints decode without a word") {
  for (const std::string_view name : {"acme.yaml", "minimal.yaml"}) {
    const auto path = std::filesystem::path(LANDFORM_SOURCE_DIR) / "blueprints" / name;
    Decoded decoded;
    decode_file(path, decoded);
    CHECK_MESSAGE(decoded.diagnostics.empty(), path.string(), "\n",
                  base::render_text(decoded.sources, decoded.diagnostics));
  }
}

TEST_CASE("twelve mistakes are twelve errors in one run") {
  Decoded decoded;
  decode_file(test::cases_dir("decode") / "twelve-mistakes.yaml", decoded);
  CHECK_EQ(decoded.diagnostics.errors(), 12U);
}

}  // namespace landform::blueprint
