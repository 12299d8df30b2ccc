#include "base/real_disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <utility>

#include "base/text.h"

namespace landform::base {
namespace {

constexpr mode_t kFileMode = 0644;
constexpr mode_t kProgramMode = 0755;
constexpr mode_t kFolderMode = 0755;
constexpr mode_t kPermissionBits = 07777;

DiskFault fault_of(int number) {
  switch (number) {
    case ENOENT:
      return DiskFault::not_found;
    case EISDIR:
      return DiskFault::not_a_file;
    case ENOTDIR:
      return DiskFault::not_a_directory;
    case EEXIST:
    case ENOTEMPTY:
      return DiskFault::exists;
    case EACCES:
    case EPERM:
    case EROFS:
      return DiskFault::permission;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return DiskFault::no_space;
    default:
      return DiskFault::other;
  }
}

DiskError error_of(const std::string& path, int number) {
  return {fault_of(number), path, std::generic_category().message(number)};
}

// Repeats a system call that a signal has interrupted.
template <class Call>
auto retried(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

// An open file. Closing is retried by nobody: on Linux the descriptor is gone even when close was interrupted.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] bool open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }
  // Zero, or why what was written may be lost.
  int close() {
    const int result = ::close(std::exchange(number_, -1));
    return result == 0 || errno == EINTR ? 0 : errno;
  }

 private:
  int number_;
};

// Without waiting for a writer, should the path be a pipe.
Descriptor open_to_read(const std::string& path) {
  return Descriptor(retried([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }));
}

// Zero, or the number of the system's error.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = retried([&] { return ::write(descriptor, bytes.data(), bytes.size()); });
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

enum class Stable { wait, leave };

Result<Done, DiskError> put(const std::string& path, std::string_view bytes, int flags, mode_t mode, Stable stable) {
  const int all_flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | flags;
  Descriptor file(retried([&] { return ::open(path.c_str(), all_flags, mode); }));
  if (!file.open())
    return errno == ENXIO ? DiskError{DiskFault::not_a_file, path, "not a file"} : error_of(path, errno);
  if ((flags & O_EXCL) == 0) {  // what this call has not made may be anything
    struct stat status = {};
    if (::fstat(file.number(), &status) != 0) return error_of(path, errno);
    if (!S_ISREG(status.st_mode)) return DiskError{DiskFault::not_a_file, path, "not a file"};
  }
  if (::fchmod(file.number(), mode) != 0) return error_of(path, errno);
  if (const int failed = write_all(file.number(), bytes); failed != 0) return error_of(path, failed);
  if (stable == Stable::wait && retried([&] { return ::fsync(file.number()); }) != 0) return error_of(path, errno);
  if (const int failed = file.close(); failed != 0) return error_of(path, failed);
  return Done{};
}

mode_t mode_for(std::string_view bytes) {
  return bytes.starts_with("#!") ? kProgramMode : kFileMode;
}

// "a/b/" and "a/b" are the same folder.
std::string without_slashes(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

Result<Done, DiskError> make_one_directory(const std::string& path, mode_t mode) {
  if (::mkdir(path.c_str(), mode) != 0) return error_of(path, errno);
  if (::chmod(path.c_str(), mode) != 0) return error_of(path, errno);
  return Done{};
}

EntryKind kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return EntryKind::directory;
  return S_ISREG(mode) ? EntryKind::file : EntryKind::other;
}

Result<Done, DiskError> copy_link(const std::string& from, const std::string& to) {
  std::string target(4096, '\0');
  const ssize_t size = ::readlink(from.c_str(), target.data(), target.size());
  if (size < 0) return error_of(from, errno);
  target.resize(static_cast<std::size_t>(size));
  if (::symlink(target.c_str(), to.c_str()) != 0) return error_of(to, errno);
  return Done{};
}

}  // namespace

Result<std::string, DiskError> RealDisk::read(const std::string& path) {
  const Descriptor file = open_to_read(path);
  if (!file.open()) return error_of(path, errno);
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) return error_of(path, errno);
  if (S_ISDIR(status.st_mode)) return error_of(path, EISDIR);
  if (!S_ISREG(status.st_mode)) return DiskError{DiskFault::not_a_file, path, "not a file"};
  const DiskError too_large{DiskFault::other, path, cat("larger than ", kMaxFileBytes >> 20U, " MiB")};
  if (static_cast<std::size_t>(status.st_size) > kMaxFileBytes) return too_large;
  // The size is a hint: a file can grow while it is read, and some of the kernel's files claim to be empty.
  std::string bytes(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t filled = 0;
  while (true) {
    const ssize_t got = retried([&] { return ::read(file.number(), bytes.data() + filled, bytes.size() - filled); });
    if (got < 0) return error_of(path, errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled > kMaxFileBytes) return too_large;
    if (filled == bytes.size()) bytes.resize(bytes.size() * 2);
  }
  bytes.resize(filled);
  return bytes;
}

Result<Done, DiskError> RealDisk::write(const std::string& path, std::string_view bytes) {
  return put(path, bytes, O_TRUNC, mode_for(bytes), Stable::wait);
}

Result<Done, DiskError> RealDisk::create(const std::string& path, std::string_view bytes) {
  return put(path, bytes, O_EXCL | O_NOFOLLOW, mode_for(bytes), Stable::leave);
}

Result<Done, DiskError> RealDisk::rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return error_of(to, errno);
  return Done{};
}

Result<Done, DiskError> RealDisk::remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0) return error_of(path, errno);
  return Done{};
}

Result<Done, DiskError> RealDisk::remove_empty_directory(const std::string& path) {
  if (::rmdir(path.c_str()) != 0) return error_of(path, errno);
  return Done{};
}

Result<Done, DiskError> RealDisk::make_directory(const std::string& path) {
  const std::string folder = without_slashes(path);
  struct stat status = {};
  if (::stat(folder.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return Done{};
    return error_of(folder, ENOTDIR);
  }
  if (errno != ENOENT) return error_of(folder, errno);
  if (const auto slash = folder.rfind('/'); slash != std::string::npos && slash > 0) {
    if (auto made = make_directory(folder.substr(0, slash)); !made) return made.error();
  }
  auto made = make_one_directory(folder, kFolderMode);
  // Another process may have been quicker.
  if (!made && made.error().fault == DiskFault::exists && ::stat(folder.c_str(), &status) == 0 &&
      S_ISDIR(status.st_mode)) {
    return Done{};
  }
  return made;
}

Result<Done, DiskError> RealDisk::make_directory_like(const std::string& model, const std::string& path) {
  struct stat status = {};
  if (::stat(model.c_str(), &status) != 0) return error_of(model, errno);
  return make_one_directory(without_slashes(path), status.st_mode & kPermissionBits);
}

Result<std::vector<DirectoryEntry>, DiskError> RealDisk::list(const std::string& path) {
  const auto close = [](DIR* open) { ::closedir(open); };
  const std::unique_ptr<DIR, decltype(close)> folder(::opendir(path.c_str()), close);
  if (!folder) return error_of(path, errno);
  std::vector<DirectoryEntry> entries;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(folder.get());
    if (entry == nullptr) {
      if (errno != 0) return error_of(path, errno);
      break;
    }
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct stat status = {};
    // A symbolic link is `other`: who walks a tree shall not leave it.
    if (::fstatat(::dirfd(folder.get()), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;  // removed since
      return error_of(cat(path, "/", name), errno);
    }
    entries.push_back({std::string(name), kind_of(status.st_mode)});
  }
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

Result<EntryKind, DiskError> RealDisk::kind(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return error_of(path, errno);
  return kind_of(status.st_mode);
}

Result<Done, DiskError> RealDisk::exchange(const std::string& one, const std::string& other) {
#ifdef RENAME_EXCHANGE
  if (::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0) return Done{};
  if (errno != EINVAL && errno != ENOSYS) return error_of(one, errno);
#endif
  return Disk::exchange(one, other);
}

Result<Done, DiskError> RealDisk::link(const std::string& from, const std::string& to) {
  if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0) == 0) return Done{};
  const int number = errno;
  const bool no_links =
      number == EPERM || number == EOPNOTSUPP || number == ENOSYS || number == EMLINK || number == EXDEV;
  if (!no_links) return error_of(to, number);
  struct stat status = {};
  if (::lstat(from.c_str(), &status) != 0) return error_of(from, errno);
  if (S_ISLNK(status.st_mode)) return copy_link(from, to);
  auto bytes = read(from);
  if (!bytes) return bytes.error();
  if (auto made = put(to, bytes.value(), O_EXCL | O_NOFOLLOW, status.st_mode & kPermissionBits, Stable::leave); !made) {
    return made.error();
  }
  const timespec times[] = {status.st_atim, status.st_mtim};
  if (::utimensat(AT_FDCWD, to.c_str(), times, 0) != 0) return error_of(to, errno);
  return Done{};
}

Result<Done, DiskError> RealDisk::sync(const std::string& path) {
  const Descriptor open = open_to_read(path);
  if (!open.open()) return error_of(path, errno);
  if (retried([&] { return ::fsync(open.number()); }) != 0) return error_of(path, errno);
  return Done{};
}

Result<Hold, DiskError> RealDisk::hold(const std::string& directory) {
  const int number = retried([&] { return ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (number < 0) return error_of(directory, errno);
  auto descriptor = std::make_shared<Descriptor>(number);
  if (retried([&] { return ::flock(number, LOCK_EX | LOCK_NB); }) != 0) {
    if (errno == EWOULDBLOCK) return DiskError{DiskFault::busy, directory, "another process holds it"};
    return error_of(directory, errno);
  }
  // The one that held it before may have removed it between the two calls: then what is held here is nobody's folder.
  struct stat held = {};
  struct stat named = {};
  if (::fstat(number, &held) != 0) return error_of(directory, errno);
  if (::stat(directory.c_str(), &named) != 0) return error_of(directory, errno);
  if (held.st_ino != named.st_ino || held.st_dev != named.st_dev) return error_of(directory, ENOENT);
  return Hold(std::move(descriptor));
}

Result<std::string, DiskError> RealDisk::real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
  if (!resolved) return error_of(path, errno);
  return std::string(resolved.get());
}

}  // namespace landform::base
