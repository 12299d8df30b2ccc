#include "emit/manifest_files.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace landform::emit {
namespace {

const std::string kHash(64, 'a');

std::string manifest_with(std::string_view path) {
  return seal_manifest(base::cat("{\"files\": [{\"path\": \"", path, "\", \"sha256\": \"", kHash, "\"}], \"seal\": \"",
                                 unsealed(), "\"}"));
}

TEST_CASE("a sealed manifest reads back with its files") {
  const auto files = read_manifest_files(manifest_with("stacks/10-a.yaml"));
  REQUIRE(files);
  CHECK(*files == ManifestFiles{{"stacks/10-a.yaml", kHash}});
}

TEST_CASE("any change of a single byte breaks the seal") {
  const std::string good = manifest_with("stacks/10-a.yaml");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    CHECK_MESSAGE(!read_manifest_files(changed), "byte " << i);
  }
  CHECK_FALSE(read_manifest_files(good + "\n"));
  CHECK_FALSE(read_manifest_files(base::replace_all(good, "\": ", "\":")));
}

TEST_CASE("a manifest that leads out of its tree is none, however well it is sealed") {
  for (const auto* path : {"../a", "a/../../b", "/etc/passwd", "a//b", "./a", "a/.", ""}) {
    CHECK_MESSAGE(!read_manifest_files(manifest_with(path)), path);
  }
}

TEST_CASE("what is no manifest is told from one") {
  for (const auto* text : {"", "{}", "[]", "null", "\"seal\": \"", "{\"seal\": \"00\"}", "{\"files\": 3}"}) {
    CHECK_FALSE(read_manifest_files(text));
  }
}

}  // namespace
}  // namespace landform::emit
