// The groups, permission sets and assignments that a blueprint gets without asking. They hold nobody: whoever becomes a
// member of a group gets in.
#pragma once

#include <span>
#include <string_view>

namespace landform::resolve {

struct BaselineGroup {
  std::string_view name, description;
};

struct BaselineSet {
  std::string_view name, description;
  std::span<const std::string_view> managed_policies;
  int session_hours;
};

struct BaselineGrant {
  std::string_view group, permission_set;
  bool members;  // every account below Root
};

// Sorted by name; all of the grants reach the management account.
std::span<const BaselineGroup> baseline_groups();
std::span<const BaselineSet> baseline_sets();
std::span<const BaselineGrant> baseline_grants();

}  // namespace landform::resolve
