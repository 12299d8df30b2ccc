// What a build would change in an out tree: the new files against what lies there and what the old manifest says
// landform wrote. Reads the disk, writes nothing. The tree writer carries it out; `--dry-run` shows it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/disk.h"
#include "base/result.h"
#include "emit/output_file.h"

namespace landform::cli {

// Every entry below a folder, by its path relative to it; folders before what they hold.
using Tree = std::map<std::string, base::EntryKind>;

// An absent folder is an empty tree.
base::Result<Tree, base::DiskError> scan_tree(base::Disk& disk, const std::string& root);

enum class Edited { keep, overwrite };

struct TreeChange {
  enum class Why {
    edited,       // landform wrote it and somebody changed it since
    edited_gone,  // the same, and it is no longer produced: it would be removed
    foreign,      // landform did not write what lies where a file has to go
    manifest      // manifest.json is not as landform wrote it, so nothing tells whose the other files are
  };
  struct Conflict {
    std::string path;
    Why why;
  };

  bool tree_exists = false;
  std::vector<const emit::OutputFile*> created;  // by path; views into the files that were compared
  std::vector<const emit::OutputFile*> replaced;
  std::vector<std::string> removed;      // no longer produced
  std::vector<std::string> linked;       // stay as they are: unchanged ones, and what landform did not write
  std::vector<std::string> directories;  // of the new tree, parents first
  std::size_t unchanged = 0;             // files of ours that stay as they are
  std::vector<Conflict> conflicts;       // by path; while there is one, nothing may be written
  std::string old_manifest;              // empty where there is none

  [[nodiscard]] bool nothing() const { return created.empty() && replaced.empty() && removed.empty(); }
};

// `files` sorted by path, the manifest among them. With Edited::overwrite only foreign files conflict: what landform
// did not write is never touched.
base::Result<TreeChange, base::DiskError> compare_tree(base::Disk& disk, const std::string& root,
                                                       const std::vector<emit::OutputFile>& files, Edited edited);

}  // namespace landform::cli
