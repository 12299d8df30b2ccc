// The disk, as an interface that tests fake. Only cli/ holds a real one; passes below get texts.
// Every call can fail and says why; none throws. Paths use '/' and are relative to where the program runs, or absolute.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace landform::base {

enum class DiskFault { not_found, not_a_file, not_a_directory, exists, permission, no_space, other };

struct DiskError {
  DiskFault fault = DiskFault::other;
  std::string path;
  std::string reason;  // the system's words, for people
};

using Done = std::monostate;

enum class EntryKind { file, directory, other };

struct DirectoryEntry {
  std::string name;  // without folders
  EntryKind kind = EntryKind::file;
};

class Disk {
 public:
  virtual ~Disk() = default;
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
};

}  // namespace landform::base
