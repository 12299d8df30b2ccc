// The out tree changes whole or not at all. The new tree is made complete in a work folder beside the old one: changed
// files are written, all others (unchanged ones, and what landform did not write) get a second name there, so that they
// keep their time, their inode and every byte. Then the two folders are swapped in one step.
//
//   out/acme                 the tree
//   out/.acme.landform       the work folder; who holds it may build (a process that dies lets go)
//   out/.acme.landform/new   a tree in the making: worthless
//   out/.acme.landform/ready a whole tree: the new one before the swap, the old one after it
//   out/.acme.landform/old   the old tree between two renames, where the system cannot swap
//
// Killed at any moment, the tree is the old one or the new one. (Where the system has no swap, between two renames it
// can be away, whole, under `old`; the next build puts it back.) The next build clears what was left.
//
// The lock file is written before the swap, with nothing between the two renames: an entry that no tree uses yet does
// no harm, a tree with an address range that no lock records would.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/disk.h"
#include "cli/tree_change.h"
#include "emit/output_file.h"

namespace landform::cli {

struct LockWrite {
  std::string path;
  std::string bytes;
};

struct TreeRequest {
  std::string root;                            // "out/acme"
  const std::vector<emit::OutputFile>& files;  // sorted by path, the manifest among them
  std::optional<LockWrite> lock;               // nothing when the lock does not change
  Edited edited = Edited::keep;
};

struct TreeReport {
  std::size_t created = 0;
  std::size_t replaced = 0;
  std::size_t removed = 0;
  std::size_t unchanged = 0;
};

// Nothing after an error; then neither tree nor lock changed. Raises emit/edited-output, emit/foreign-file,
// emit/tree-busy, emit/disk-failed, and the warnings emit/left-behind and emit/taken-away.
std::optional<TreeReport> write_tree(base::Disk& disk, const TreeRequest& request, base::Diagnostics& diagnostics);

// What write_tree would do, without writing; raises the same conflicts.
std::optional<TreeReport> rehearse_tree(base::Disk& disk, const TreeRequest& request, base::Diagnostics& diagnostics);

}  // namespace landform::cli
