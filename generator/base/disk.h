// The disk, as an interface that tests fake. Only cli/ holds a real one; passes below get texts.
// Every call can fail and says why; none throws. Paths use '/' and are relative to where the program runs, or absolute.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace landform::base {

enum class DiskFault { not_found, not_a_file, not_a_directory, exists, permission, no_space, other, unsupported, busy };

struct DiskError {
  DiskFault fault = DiskFault::other;
  std::string path;
  std::string reason;  // the system's words, for people
};

using Done = std::monostate;

// Keeps other processes out for as long as it lives; see Disk::hold.
using Hold = std::shared_ptr<void>;

enum class EntryKind { file, directory, other };

struct DirectoryEntry {
  std::string name;  // without folders
  EntryKind kind = EntryKind::file;
};

class Disk {
 public:
  virtual ~Disk() = default;
  // Whether calls for different paths may come from several threads at once.
  [[nodiscard]] virtual bool takes_threads() const { return false; }
  virtual Result<std::string, DiskError> read(const std::string& path) = 0;
  // Creates or replaces the file, with its bytes on stable storage before it returns; the folder must exist.
  virtual Result<Done, DiskError> write(const std::string& path, std::string_view bytes) = 0;
  // Replaces an existing file in one step, as POSIX rename does.
  virtual Result<Done, DiskError> rename(const std::string& from, const std::string& to) = 0;
  virtual Result<Done, DiskError> remove_file(const std::string& path) = 0;
  virtual Result<Done, DiskError> remove_empty_directory(const std::string& path) = 0;
  // With its missing parents; fine if it is there already.
  virtual Result<Done, DiskError> make_directory(const std::string& path) = 0;
  // Sorted by name.
  virtual Result<std::vector<DirectoryEntry>, DiskError> list(const std::string& path) = 0;
  virtual Result<EntryKind, DiskError> kind(const std::string& path) = 0;

  // What the tree writer needs beyond that. The bodies here are for disks that have no such thing.

  // Swaps two directories in one step. `unsupported` where the system has no such call.
  virtual Result<Done, DiskError> exchange(const std::string& one, const std::string& other);
  // A second name for a file, with its bytes, permissions and times; a symbolic link is not followed. Where the disk
  // has no hard links, a copy that keeps permissions and times.
  virtual Result<Done, DiskError> link(const std::string& from, const std::string& to);
  // As write, for a file that is not there yet, without waiting for stable storage: `sync` does.
  virtual Result<Done, DiskError> create(const std::string& path, std::string_view bytes);
  // Waits until a file's bytes or a folder's names are on stable storage.
  virtual Result<Done, DiskError> sync(const std::string& path);
  // An empty folder with the permissions of `model`; its parent must exist.
  virtual Result<Done, DiskError> make_directory_like(const std::string& model, const std::string& path);
  // One process at a time holds a folder; `busy` when another one does, `not_found` when it was removed meanwhile. A
  // process that dies lets go.
  virtual Result<Hold, DiskError> hold(const std::string& directory);
  // The path with its symbolic links followed; it must exist.
  virtual Result<std::string, DiskError> real_path(const std::string& path);
};

}  // namespace landform::base
