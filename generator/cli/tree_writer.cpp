#include "cli/tree_writer.h"

#include <atomic>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "cli/disk_words.h"
#include "cli/parallel.h"
#include "emit/manifest_files.h"
#include "emit/withdrawn.h"

namespace landform::cli {
namespace {

using base::cat;
using base::Diagnostic;
using base::DiskError;
using base::DiskFault;
using base::EntryKind;

using MaybeFault = std::optional<DiskError>;

template <class T>
MaybeFault fault_of(const base::Result<T, DiskError>& result) {
  return result ? MaybeFault() : MaybeFault(result.error());
}

struct Places {
  std::string root, work, fresh, ready, old;
};

Places places_of(const std::string& root) {
  const auto slash = root.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : root.substr(0, slash + 1);
  const std::string work = cat(folder, '.', root.substr(folder.size()), ".landform");
  return {root, work, cat(work, "/new"), cat(work, "/ready"), cat(work, "/old")};
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Removes a folder with all it holds. Links are removed, never followed. Nothing there is fine.
MaybeFault remove_all(base::Disk& disk, const std::string& folder) {
  auto tree = scan_tree(disk, folder);
  if (!tree) return tree.error();
  for (auto entry = tree.value().rbegin(); entry != tree.value().rend(); ++entry) {
    const std::string path = cat(folder, '/', entry->first);
    auto done = entry->second == EntryKind::directory ? disk.remove_empty_directory(path) : disk.remove_file(path);
    if (!done) return done.error();
  }
  auto done = disk.remove_empty_directory(folder);
  if (!done && done.error().fault != DiskFault::not_found) return done.error();
  return std::nullopt;
}

// A tree under the name of one that is whole must never be half removed: it takes the name of a worthless one first.
MaybeFault drop(base::Disk& disk, const std::string& folder, const Places& at) {
  if (!disk.kind(folder).ok()) return std::nullopt;
  if (auto fault = fault_of(disk.rename(folder, at.fresh))) return fault;
  return remove_all(disk, at.fresh);
}

// Drops a whole tree that is no longer the tree. A file that is neither landform's nor in the tree came there after the
// build had looked: it moves over.
MaybeFault retire(base::Disk& disk, const std::string& folder, const Places& at) {
  if (!disk.kind(folder).ok()) return std::nullopt;
  auto tree = scan_tree(disk, folder);
  if (!tree) return tree.error();
  emit::ManifestFiles ours;
  if (auto text = disk.read(cat(folder, '/', emit::kManifestPath))) {
    if (auto files = emit::read_manifest_files(text.value())) ours = std::move(*files);
  }
  auto present = scan_tree(disk, at.root);
  if (!present) return present.error();
  for (const auto& [path, kind] : tree.value()) {
    if (kind == EntryKind::directory || path == emit::kManifestPath) continue;
    if (ours.count(path) > 0 || present.value().count(path) > 0) continue;
    const std::string target = cat(at.root, '/', path);
    if (auto fault = fault_of(disk.make_directory(parent_of(target)))) return fault;
    if (auto fault = fault_of(disk.rename(cat(folder, '/', path), target))) return fault;
  }
  return drop(disk, folder, at);
}

// Clears what a build that was killed left behind. The caller holds the work folder.
MaybeFault recover(base::Disk& disk, const Places& at) {
  if (disk.kind(at.old).ok() && !disk.kind(at.root).ok()) {
    if (auto fault = fault_of(disk.rename(at.old, at.root))) return fault;
  }
  if (auto fault = remove_all(disk, at.fresh)) return fault;
  for (const auto& left : {at.ready, at.old}) {
    // Without a tree, what is ready was never used, and the build that comes makes it again.
    const bool used = disk.kind(at.root).ok();
    if (auto fault = used ? retire(disk, left, at) : drop(disk, left, at)) return fault;
  }
  return std::nullopt;
}

// On several threads where the disk takes them: most of a build's calls are these. Which fault is told does not depend
// on the threads: all files before the one that is named were tried.
MaybeFault create_files(base::Disk& disk, const std::string& folder,
                        const std::vector<const emit::OutputFile*>& files) {
  std::vector<MaybeFault> faults(files.size());
  std::atomic<std::size_t> first_failed = files.size();
  in_parallel(files.size(), disk.takes_threads() ? threads_of_machine() : 1, [&](std::size_t i) {
    if (i > first_failed) return;
    faults[i] = fault_of(disk.create(cat(folder, '/', files[i]->path), files[i]->bytes));
    if (!faults[i]) return;
    std::size_t known = first_failed;
    while (i < known && !first_failed.compare_exchange_weak(known, i)) {
    }
  });
  return first_failed < files.size() ? faults[first_failed] : std::nullopt;
}

MaybeFault stage(base::Disk& disk, const Places& at, const TreeChange& change) {
  const auto make = [&](const std::string& path) {
    const std::string model = path.empty() ? at.root : cat(at.root, '/', path);
    const std::string folder = path.empty() ? at.fresh : cat(at.fresh, '/', path);
    const auto kind = change.tree_exists ? disk.kind(model) : base::Result<EntryKind, DiskError>(DiskError{});
    const bool has_model = kind.ok() && kind.value() == EntryKind::directory;
    return fault_of(has_model ? disk.make_directory_like(model, folder) : disk.make_directory(folder));
  };
  if (auto fault = make("")) return fault;
  for (const auto& path : change.directories) {
    if (auto fault = make(path)) return fault;
  }
  for (const auto& path : change.linked) {
    if (auto fault = fault_of(disk.link(cat(at.root, '/', path), cat(at.fresh, '/', path)))) return fault;
  }
  std::vector<const emit::OutputFile*> files;
  std::vector<const emit::OutputFile*> manifest;  // comes last: a tree with one is whole
  for (const auto* list : {&change.created, &change.replaced}) {
    for (const auto* file : *list) (file->path == emit::kManifestPath ? manifest : files).push_back(file);
  }
  if (auto fault = create_files(disk, at.fresh, files)) return fault;
  return create_files(disk, at.fresh, manifest);
}

// Before a tree takes another one's place its bytes are on the disk, so that a power cut cannot lose both. A tree that
// takes no other one's place can be built again, and is not waited for.
MaybeFault settle(base::Disk& disk, const Places& at, const TreeChange& change) {
  if (!change.tree_exists) return std::nullopt;
  for (const auto* list : {&change.created, &change.replaced}) {
    for (const auto* file : *list) {
      if (auto fault = fault_of(disk.sync(cat(at.fresh, '/', file->path)))) return fault;
    }
  }
  for (const auto& path : change.directories) {
    if (auto fault = fault_of(disk.sync(cat(at.fresh, '/', path)))) return fault;
  }
  return fault_of(disk.sync(at.fresh));
}

MaybeFault swap_in(base::Disk& disk, const Places& at, const TreeChange& change) {
  if (!change.tree_exists) return fault_of(disk.rename(at.ready, at.root));
  auto swapped = disk.exchange(at.ready, at.root);
  if (swapped) return std::nullopt;
  if (swapped.error().fault != DiskFault::unsupported) return swapped.error();
  if (auto fault = fault_of(disk.rename(at.root, at.old))) return fault;
  auto moved = disk.rename(at.ready, at.root);
  if (moved) return std::nullopt;
  // If this fails too, the next build does it.
  (void)disk.rename(at.old, at.root);
  return moved.error();
}

// The lock file's new bytes, beside it until they are wanted.
class StagedLock {
 public:
  StagedLock(base::Disk& disk, const std::optional<LockWrite>& lock) : disk_(disk), lock_(lock) {}

  MaybeFault stage() {
    if (!lock_) return std::nullopt;
    if (auto real = disk_.real_path(lock_->path)) {
      path_ = std::move(real).value();  // a link to a lock stays a link
      auto before = disk_.read(path_);
      if (!before) return before.error();
      before_ = std::move(before).value();
    } else {
      path_ = lock_->path;
      if (auto fault = fault_of(disk_.make_directory(parent_of(path_)))) return fault;
    }
    const auto slash = path_.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path_.substr(0, slash + 1);
    staged_ = cat(folder, '.', path_.substr(folder.size()), ".landform-new");
    return fault_of(disk_.write(staged_, lock_->bytes));
  }

  MaybeFault commit() {
    if (!lock_) return std::nullopt;
    return fault_of(disk_.rename(staged_, path_));
  }

  void discard() {
    if (lock_ && !staged_.empty()) (void)disk_.remove_file(staged_);
  }

  // After commit, when the tree could not follow.
  void take_back() {
    if (!lock_) return;
    if (!before_) {
      (void)disk_.remove_file(path_);
    } else if (disk_.write(staged_, *before_)) {
      (void)disk_.rename(staged_, path_);
    }
  }

 private:
  base::Disk& disk_;
  const std::optional<LockWrite>& lock_;
  std::string path_;
  std::string staged_;
  std::optional<std::string> before_;
};

MaybeFault carry_out(base::Disk& disk, const Places& at, const TreeChange& change, StagedLock& lock) {
  if (auto fault = lock.stage()) return fault;
  if (change.nothing()) return lock.commit();
  if (auto fault = stage(disk, at, change)) return fault;
  if (auto fault = settle(disk, at, change)) return fault;
  if (auto fault = fault_of(disk.rename(at.fresh, at.ready))) return fault;
  if (auto fault = lock.commit()) return fault;
  // Beyond this point only one rename can fail.
  if (auto fault = swap_in(disk, at, change)) {
    lock.take_back();
    return fault;
  }
  // The new tree is in place. What fails from here on is done by the next build.
  (void)disk.sync(parent_of(at.root));
  if (change.tree_exists) {
    (void)retire(disk, at.ready, at);
    (void)retire(disk, at.old, at);
  }
  return std::nullopt;
}

std::string why_words(const TreeChange::Conflict& conflict) {
  using Reason = TreeChange::Why;
  if (conflict.why == Reason::edited) return cat("`", conflict.path, "` was edited");
  if (conflict.why == Reason::edited_gone) return cat("`", conflict.path, "` was edited, and would be removed now");
  if (conflict.why == Reason::manifest) return "`manifest.json` was edited, so nothing tells what else was";
  return cat("`", conflict.path, "` is not landform's");
}

void report_conflicts(const TreeRequest& request, const TreeChange& change, base::Diagnostics& diagnostics) {
  constexpr std::size_t kShown = 20;
  std::vector<std::string> edited;
  std::vector<std::string> foreign;
  for (const auto& conflict : change.conflicts) {
    (conflict.why == TreeChange::Why::foreign ? foreign : edited).push_back(why_words(conflict));
  }
  const auto add = [&](Diagnostic diagnostic, const std::vector<std::string>& lines) {
    for (std::size_t i = 0; i < lines.size() && i < kShown; ++i) diagnostic.notes.push_back(lines[i]);
    if (lines.size() > kShown) diagnostic.notes.push_back(cat("and ", lines.size() - kShown, " more"));
    diagnostics.add(std::move(diagnostic));
  };
  if (!edited.empty()) {
    add(Diagnostic("emit/edited-output", {},
                   cat(base::count_of(edited.size(), "generated file"), " in `", request.root,
                       "` changed since landform wrote ", edited.size() == 1 ? "it" : "them", "; nothing was written"))
            .help("to see the differences, build beside it: add `--out elsewhere`, then run `diff -r` on the two trees")
            .help("`--force` gives the edits up; to keep them, move what they say into the blueprint"),
        edited);
  }
  if (!foreign.empty()) {
    add(Diagnostic(
            "emit/foreign-file", {},
            cat(base::count_of(foreign.size(), "path"), " in `", request.root, "` must become landform's and ",
                foreign.size() == 1 ? "holds" : "hold", " something that landform did not write; nothing was written"))
            .help("move it out of the tree; what landform did not write it never touches, with `--force` neither"),
        foreign);
  }
}

void report_losses(const TreeRequest& request, const TreeChange& change, base::Diagnostics& diagnostics) {
  for (const emit::OutputFile& file : request.files) {
    if (file.path == emit::kManifestPath) emit::report_withdrawn(change.old_manifest, file.bytes, diagnostics);
  }
}

TreeReport report_of(const TreeChange& change) {
  return {change.created.size(), change.replaced.size(), change.removed.size(), change.unchanged};
}

void report_fault(const DiskError& error, const std::string& root, base::Diagnostics& diagnostics) {
  diagnostics.add(Diagnostic("emit/disk-failed", {}, cat("cannot write `", root, "`: ", disk_words(error)))
                      .note(cat("`", root, "` and the lock file are as they were before")));
}

std::optional<TreeReport> write_held(base::Disk& disk, const Places& at, const TreeRequest& request,
                                     base::Diagnostics& diagnostics) {
  if (auto fault = recover(disk, at)) {
    report_fault(*fault, request.root, diagnostics);
    return std::nullopt;
  }
  auto change = compare_tree(disk, at.root, request.files, request.edited);
  if (!change) {
    report_fault(change.error(), request.root, diagnostics);
    return std::nullopt;
  }
  if (!change.value().conflicts.empty()) {
    report_conflicts(request, change.value(), diagnostics);
    return std::nullopt;
  }
  report_losses(request, change.value(), diagnostics);
  StagedLock lock(disk, request.lock);
  if (auto fault = carry_out(disk, at, change.value(), lock)) {
    lock.discard();
    (void)remove_all(disk, at.fresh);
    (void)drop(disk, at.ready, at);
    report_fault(*fault, request.root, diagnostics);
    return std::nullopt;
  }
  return report_of(change.value());
}

// A build that ends removes its work folder, perhaps just before this one holds it: then there is a new one to hold.
base::Result<base::Hold, DiskError> hold_work_folder(base::Disk& disk, const Places& at) {
  constexpr int kTries = 5;
  for (int tries = 1;; ++tries) {
    if (auto made = disk.make_directory(at.work); !made) return made.error();
    auto hold = disk.hold(at.work);
    if (hold || hold.error().fault != DiskFault::not_found || tries == kTries) return hold;
  }
}

// The tree itself may be a link to where it lies; the work folder has to be beside the folder, not beside the link.
std::string real_root(base::Disk& disk, const std::string& root) {
  auto real = disk.real_path(root);
  return real ? std::move(real).value() : root;
}

}  // namespace

std::optional<TreeReport> write_tree(base::Disk& disk, const TreeRequest& request, base::Diagnostics& diagnostics) {
  const Places at = places_of(real_root(disk, request.root));
  auto hold = hold_work_folder(disk, at);
  if (!hold) {
    if (hold.error().fault == DiskFault::busy) {
      diagnostics.add(Diagnostic("emit/tree-busy", {}, cat("another landform is building `", request.root, "`"))
                          .help("wait until it is done, then run this one again"));
    } else {
      report_fault(hold.error(), request.root, diagnostics);
    }
    return std::nullopt;
  }
  auto report = write_held(disk, at, request, diagnostics);
  // Not empty when something could not be cleared: then it stays for the next build.
  (void)disk.remove_empty_directory(at.work);
  return report;
}

std::optional<TreeReport> rehearse_tree(base::Disk& disk, const TreeRequest& request, base::Diagnostics& diagnostics) {
  auto change = compare_tree(disk, real_root(disk, request.root), request.files, request.edited);
  if (!change) {
    diagnostics.add(
        Diagnostic("emit/disk-failed", {}, cat("cannot read `", request.root, "`: ", disk_words(change.error()))));
    return std::nullopt;
  }
  if (!change.value().conflicts.empty()) {
    report_conflicts(request, change.value(), diagnostics);
    return std::nullopt;
  }
  report_losses(request, change.value(), diagnostics);
  return report_of(change.value());
}

}  // namespace landform::cli
