#include "base/disk.h"

namespace landform::base {

Result<Done, DiskError> Disk::exchange(const std::string& one, const std::string&) {
  return DiskError{DiskFault::unsupported, one, "this disk cannot swap two folders"};
}

Result<Done, DiskError> Disk::link(const std::string& from, const std::string& to) {
  auto bytes = read(from);
  if (!bytes) return bytes.error();
  return write(to, bytes.value());
}

Result<Done, DiskError> Disk::create(const std::string& path, std::string_view bytes) {
  return write(path, bytes);
}

Result<Done, DiskError> Disk::sync(const std::string&) {
  return Done{};
}

Result<Done, DiskError> Disk::make_directory_like(const std::string&, const std::string& path) {
  return make_directory(path);
}

Result<Hold, DiskError> Disk::hold(const std::string&) {
  return Hold();
}

Result<std::string, DiskError> Disk::real_path(const std::string& path) {
  return path;
}

}  // namespace landform::base
