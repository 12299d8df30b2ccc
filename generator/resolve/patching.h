// Patch baselines and the maintenance window with everything bound.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/span.h"
#include "resolve/located.h"

namespace landform::resolve {

// Patches that two filters let through are approved. Names as Systems Manager has them.
struct PatchFilter {
  std::string key;  // "CLASSIFICATION"
  std::vector<std::string> values;
};

struct PatchBaseline {
  std::string name;
  std::string system;  // "AMAZON_LINUX_2023"
  PatchFilter first, second;
  Located<std::int64_t> approve_after_days;
  std::vector<Located<std::string>> patch_groups;  // sorted; none: the default of its system
  base::Span span;                                 // its key; unknown for the baseline's
};

struct PatchWindow {
  Located<std::string> schedule;
  Located<std::int64_t> hours, cutoff_hours;
  Tags select;  // any one of them selects
};

struct Patching {
  std::vector<PatchBaseline> baselines;  // by name
  std::optional<PatchWindow> window;
};

}  // namespace landform::resolve
