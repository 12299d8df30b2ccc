#include "cli/tree_change.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/sha256.h"
#include "base/text.h"
#include "emit/manifest_files.h"

namespace landform::cli {
namespace {

using base::DiskError;
using base::DiskFault;
using base::EntryKind;
using Why = TreeChange::Why;

// "a/b/c.txt" -> "a", "a/b".
void add_parents(std::string_view path, std::set<std::string>& out) {
  for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    out.emplace(path.substr(0, slash));
  }
}

// What the old manifest says. Absent: landform wrote nothing here. Damaged: no telling.
struct OldManifest {
  bool damaged = false;
  emit::ManifestFiles files;
};

class Comparison {
 public:
  Comparison(base::Disk& disk, const std::string& root, Tree tree, Edited edited)
      : disk_(disk), root_(root), tree_(std::move(tree)), edited_(edited) {}

  base::Result<TreeChange, DiskError> run(const std::vector<emit::OutputFile>& files) {
    change_.tree_exists = disk_.kind(root_).ok();
    if (auto fault = read_old_manifest()) return *fault;
    for (const auto& file : files) {
      paths_.insert(file.path);
      if (auto fault = place(file)) return *fault;
    }
    for (const auto& [path, hash] : old_.files) {
      if (paths_.count(path) > 0) continue;
      if (auto fault = retire(path, hash)) return *fault;
    }
    keep_the_rest();
    std::sort(change_.conflicts.begin(), change_.conflicts.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    change_.old_manifest = std::move(manifest_text_);
    return std::move(change_);
  }

 private:
  [[nodiscard]] std::string at(std::string_view path) const { return base::cat(root_, '/', path); }

  std::optional<DiskError> read_old_manifest() {
    const auto found = tree_.find(std::string(emit::kManifestPath));
    if (found == tree_.end() || found->second != EntryKind::file) return std::nullopt;
    auto text = disk_.read(at(emit::kManifestPath));
    if (!text) return text.error();
    auto files = emit::read_manifest_files(text.value());
    old_.damaged = !files.has_value();
    if (files) old_.files = std::move(*files);
    manifest_text_ = std::move(text).value();
    return std::nullopt;
  }

  // A file or link of somebody's where a folder of ours has to be.
  std::optional<std::string> blocked_parent(std::string_view path) const {
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
      const auto found = tree_.find(std::string(path.substr(0, slash)));
      if (found == tree_.end()) return std::nullopt;
      if (found->second != EntryKind::directory && old_.files.count(found->first) == 0) return found->first;
    }
    return std::nullopt;
  }

  std::optional<DiskError> place(const emit::OutputFile& file) {
    if (auto parent = blocked_parent(file.path)) {
      change_.conflicts.push_back({std::move(*parent), Why::foreign});
      return std::nullopt;
    }
    const auto found = tree_.find(file.path);
    if (found == tree_.end()) {
      change_.created.push_back(&file);
      return std::nullopt;
    }
    if (found->second != EntryKind::file) {
      change_.conflicts.push_back({file.path, Why::foreign});
      return std::nullopt;
    }
    const bool is_manifest = file.path == emit::kManifestPath;
    std::string bytes;
    if (!is_manifest) {
      auto read = disk_.read(at(file.path));
      if (!read) return read.error();
      bytes = std::move(read).value();
    }
    const std::string& lying = is_manifest ? manifest_text_ : bytes;
    if (lying == file.bytes) {
      ++change_.unchanged;
      change_.linked.push_back(file.path);
    } else if (is_manifest) {
      replace(file, old_.damaged ? std::optional(Why::manifest) : std::nullopt);
    } else {
      replace(file, whose(file.path, lying));
    }
    return std::nullopt;
  }

  // Why a file that differs from its new bytes may not simply be replaced; nothing when it may.
  std::optional<Why> whose(const std::string& path, const std::string& bytes) const {
    // The damaged manifest is reported once, for all.
    if (old_.damaged) return edited_ == Edited::overwrite ? std::nullopt : std::optional(Why::manifest);
    const auto listed = old_.files.find(path);
    if (listed == old_.files.end()) return Why::foreign;
    if (base::sha256_hex(bytes) != listed->second) return Why::edited;
    return std::nullopt;
  }

  void replace(const emit::OutputFile& file, std::optional<Why> why) {
    if (why == Why::manifest && file.path != emit::kManifestPath) return;
    if (why && (*why == Why::foreign || edited_ == Edited::keep)) {
      change_.conflicts.push_back({file.path, *why});
    } else {
      change_.replaced.push_back(&file);
    }
  }

  // A file of the old manifest that is no longer produced.
  std::optional<DiskError> retire(const std::string& path, const std::string& hash) {
    const auto found = tree_.find(path);
    if (found == tree_.end()) return std::nullopt;
    if (found->second != EntryKind::file) return std::nullopt;  // somebody put something else there: theirs now
    auto bytes = disk_.read(at(path));
    if (!bytes) return bytes.error();
    if (base::sha256_hex(bytes.value()) != hash && edited_ == Edited::keep) {
      change_.conflicts.push_back({path, Why::edited_gone});
    } else {
      change_.removed.push_back(path);
    }
    return std::nullopt;
  }

  void keep_the_rest() {
    const std::set<std::string> removed(change_.removed.begin(), change_.removed.end());
    std::set<std::string> ours;  // folders that only hold what landform wrote
    for (const auto& [path, hash] : old_.files) add_parents(path, ours);
    std::set<std::string> directories;
    for (const auto& path : paths_) add_parents(path, directories);
    for (const auto& [path, kind] : tree_) {
      if (kind == EntryKind::directory) {
        if (ours.count(path) == 0) {
          directories.insert(path);
          add_parents(path, directories);
        }
        continue;
      }
      if (paths_.count(path) > 0 || removed.count(path) > 0) continue;
      change_.linked.push_back(path);
      add_parents(path, directories);
    }
    change_.directories.assign(directories.begin(), directories.end());
  }

  base::Disk& disk_;
  const std::string& root_;
  Tree tree_;
  Edited edited_;
  OldManifest old_;
  std::string manifest_text_;
  std::set<std::string> paths_;
  TreeChange change_;
};

}  // namespace

base::Result<Tree, DiskError> scan_tree(base::Disk& disk, const std::string& root) {
  Tree tree;
  std::vector<std::string> open{""};
  while (!open.empty()) {
    const std::string folder = std::move(open.back());
    open.pop_back();
    auto entries = disk.list(folder.empty() ? root : base::cat(root, '/', folder));
    if (!entries) {
      if (folder.empty() && entries.error().fault == DiskFault::not_found) return tree;
      return entries.error();
    }
    for (const auto& entry : entries.value()) {
      std::string path = folder.empty() ? entry.name : base::cat(folder, '/', entry.name);
      if (entry.kind == EntryKind::directory) open.push_back(path);
      tree.emplace(std::move(path), entry.kind);
    }
  }
  return tree;
}

base::Result<TreeChange, DiskError> compare_tree(base::Disk& disk, const std::string& root,
                                                 const std::vector<emit::OutputFile>& files, Edited edited) {
  auto tree = scan_tree(disk, root);
  if (!tree) return tree.error();
  return Comparison(disk, root, std::move(tree).value(), edited).run(files);
}

}  // namespace landform::cli
