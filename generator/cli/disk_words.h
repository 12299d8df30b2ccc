// What went wrong on the disk, in words of ours.
#pragma once

#include <string>

#include "base/disk.h"

namespace landform::cli {

// "`a/b` is a folder; a file is wanted". Names the path; no full stop.
std::string disk_words(const base::DiskError& error);

}  // namespace landform::cli
