// `landform verify`: whether an out tree is still as landform wrote it.
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/sha256.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/tree_change.h"
#include "emit/manifest_files.h"

namespace landform::cli {
namespace {

using base::cat;
using base::count_of;
using base::EntryKind;

constexpr std::array kVerifyOptions{
    OptionSpec{"--strict", "", "", "count files that landform did not write as differences too"},
};

struct Difference {
  std::string_view what;
  std::string path;
};

Exit tell(World& world, const std::string& root, const std::vector<Difference>& differences, std::size_t files) {
  for (const auto& difference : differences) world.out(cat(difference.what, "  ", difference.path, '\n'));
  if (differences.empty()) {
    world.out(cat(root, ": ", count_of(files, "file"), " as the manifest says\n"));
    return Exit::ok;
  }
  world.out(cat(root, ": ", count_of(differences.size(), "difference"), " from the manifest\n"));
  return Exit::differences;
}

Exit run_verify(World& world, const Arguments& arguments) {
  std::string root = arguments.words.front();
  while (root.size() > 1 && root.back() == '/') root.pop_back();
  const std::string manifest_path = cat(root, '/', emit::kManifestPath);
  auto manifest = world.disk.read(manifest_path);
  if (!manifest) {
    if (manifest.error().fault == base::DiskFault::not_found && world.disk.kind(root).ok()) {
      world.err(cat("landform: `", root, "` is no out tree: it has no `", emit::kManifestPath, "`\n"));
      return Exit::environment;
    }
    return disk_trouble(world, "read the out tree", manifest.error());
  }
  const auto files = emit::read_manifest_files(manifest.value());
  if (!files) return tell(world, root, {{"edited ", std::string(emit::kManifestPath)}}, 0);
  auto tree = scan_tree(world.disk, root);
  if (!tree) return disk_trouble(world, "read the out tree", tree.error());
  std::vector<Difference> differences;
  for (const auto& [path, hash] : *files) {
    const auto found = tree.value().find(path);
    if (found == tree.value().end() || found->second != EntryKind::file) {
      differences.push_back({"missing", path});
      continue;
    }
    auto bytes = world.disk.read(cat(root, '/', path));
    if (!bytes) return disk_trouble(world, "read the out tree", bytes.error());
    if (base::sha256_hex(bytes.value()) != hash) differences.push_back({"edited ", path});
  }
  if (arguments.has("--strict")) {
    for (const auto& [path, kind] : tree.value()) {
      const bool ours = path == emit::kManifestPath || files->count(path) > 0;
      if (kind != EntryKind::directory && !ours) differences.push_back({"foreign", path});
    }
  }
  return tell(world, root, differences, files->size() + 1);
}

}  // namespace

constinit const CommandSpec kVerifyCommand{
    "verify",
    "whether an out tree is as landform wrote it",
    "OUT",
    "Reads an out tree again and compares every file with its hash in the manifest,\n"
    "and the manifest with its own. Exit code 4 if something differs.",
    "landform verify out/acme",
    1,
    1,
    kVerifyOptions,
    run_verify,
};

}  // namespace landform::cli
