// The kinds of entries of a lock, by name, for `landform lock release`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "resolve/lock.h"

namespace landform::cli {

struct LockKind {
  std::string_view word;     // "unit": stands before a colon where a name alone does not say which is meant
  std::string_view article;  // "a"
  std::vector<std::string_view> (*names)(const resolve::Lock&);
  bool (*release)(resolve::Lock&, std::string_view name);  // false when there is no such entry
};

// In the order in which they are spoken of.
const std::vector<LockKind>& lock_kinds();

// Releases `name`, which may begin with a kind and a colon. Empty when it was done, else why not.
std::string release_entry(resolve::Lock& lock, const std::string& path, const std::string& name);

// What the lock holds of addresses: pools with what is free, reserved ranges, VPCs with their subnets. One line each,
// the tiers of a VPC below it.
std::string describe_addresses(const resolve::Addresses& addresses);

}  // namespace landform::cli
