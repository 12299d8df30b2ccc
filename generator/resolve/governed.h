// Regions that the organization governs: the baseline reaches no others.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "resolve/organization.h"

namespace landform::resolve {

bool is_governed(const aws::RegionName& region, const Organization& organization);

// A fault about a region that is not: with those that are, and how to add it.
base::Diagnostic not_governed(std::string_view slug, base::Span span, std::string message,
                              const aws::RegionName& region, const Organization& organization);

}  // namespace landform::resolve
