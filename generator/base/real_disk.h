// The disk of the machine, by POSIX and Linux calls. Only cli/ makes one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/disk.h"

namespace landform::base {

// What landform reads is texts; past this is no text of ours, and it shall not fill the memory.
inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20U;

// The same files on every machine: permissions do not depend on the umask. A folder gets 0755, a file 0644, and a file
// whose first bytes are "#!" 0755. Reading and writing wait for nobody: what is no regular file is refused.
class RealDisk final : public Disk {
 public:
  [[nodiscard]] bool takes_threads() const override { return true; }
  Result<std::string, DiskError> read(const std::string& path) override;
  Result<Done, DiskError> write(const std::string& path, std::string_view bytes) override;
  Result<Done, DiskError> rename(const std::string& from, const std::string& to) override;
  Result<Done, DiskError> remove_file(const std::string& path) override;
  Result<Done, DiskError> remove_empty_directory(const std::string& path) override;
  Result<Done, DiskError> make_directory(const std::string& path) override;
  Result<std::vector<DirectoryEntry>, DiskError> list(const std::string& path) override;
  Result<EntryKind, DiskError> kind(const std::string& path) override;
  Result<Done, DiskError> exchange(const std::string& one, const std::string& other) override;
  Result<Done, DiskError> link(const std::string& from, const std::string& to) override;
  Result<Done, DiskError> create(const std::string& path, std::string_view bytes) override;
  Result<Done, DiskError> sync(const std::string& path) override;
  Result<Done, DiskError> make_directory_like(const std::string& model, const std::string& path) override;
  Result<Hold, DiskError> hold(const std::string& directory) override;
  Result<std::string, DiskError> real_path(const std::string& path) override;
};

}  // namespace landform::base
