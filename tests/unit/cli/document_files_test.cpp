// Documents from a folder of the customer's: what is wrong with a source is told, and nothing is written.
#include <doctest/doctest.h>

#include <string>

#include "base/memory_disk.h"
#include "base/text.h"
#include "cli/run.h"
#include "support/golden.h"

namespace landform::cli {
namespace {

namespace fs = std::filesystem;

TEST_CASE("a source that uses an unknown name, or no mustache, is told, and the tree stays as it was") {
  base::MemoryDisk disk;
  const fs::path root = fs::path(LANDFORM_SOURCE_DIR);
  for (const auto& path : test::files_below(root / "templates", "")) {
    disk.put_file((fs::path("mine") / path.lexically_relative(root / "templates")).string(), test::read_file(path));
  }
  disk.put_file("minimal.yaml", test::read_file(root / "blueprints/minimal.yaml"));
  disk.put_file("mine/documents/runbook.md", "# {{title}} for {{custommer}}\n");
  disk.put_file("mine/documents/knowledge-index.md", "{{#shelves}}\n");
  const auto before = disk.files();
  std::string err;
  World world{disk,
              [] { return base::Result<std::string, base::DiskError>(std::string()); },
              [](std::string_view) {},
              [&](std::string_view text) { err += text; },
              false,
              100};
  CHECK(run(world, {"build", "minimal.yaml", "--templates", "mine"}) == Exit::faults);
  CHECK(test::compare_with_golden(test::cases_dir("cli") / "document-source.diag", err) == "");
  CHECK(disk.files() == before);
}

}  // namespace
}  // namespace landform::cli
