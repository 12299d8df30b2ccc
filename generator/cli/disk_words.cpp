#include "cli/disk_words.h"

#include "base/text.h"

namespace landform::cli {

using base::cat;
using base::DiskFault;

std::string disk_words(const base::DiskError& error) {
  const std::string path = cat("`", error.path, "`");
  switch (error.fault) {
    case DiskFault::not_found:
      return cat(path, " does not exist");
    case DiskFault::not_a_file:
      return cat(path, " is a folder; a file is wanted");
    case DiskFault::not_a_directory:
      return cat(path, " is a file where a folder is wanted");
    case DiskFault::exists:
      return cat(path, " is there already");
    case DiskFault::permission:
      return cat("this user may not read or change ", path);
    case DiskFault::no_space:
      return cat("no space is left on the disk for ", path);
    case DiskFault::busy:
      return cat("another process holds ", path);
    case DiskFault::unsupported:
    case DiskFault::other:
      break;
  }
  return cat(path, ": ", error.reason.empty() ? "the disk refused" : error.reason);
}

}  // namespace landform::cli
