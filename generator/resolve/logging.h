// The organization trail with everything bound, and what AWS would refuse about it.
#pragma once

#include <string_view>

#include "base/diagnostic.h"
#include "blueprint/logging.h"
#include "resolve/organization.h"

namespace landform::resolve {

// `partition`: where the organization lives, for the ARNs of readers. Floors that regulations set are not looked at
// here. Raises organization/trail-archive, trail-reader, trail-twice and the warning trail-short-archive.
Trail resolve_trail(const blueprint::Trail& written, std::string_view partition, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
