// The organization while it is being resolved: the units and accounts of the blueprint, by name, each with what was
// written about it. Every pass below fills in its own members and diagnoses its own faults.
#pragma once

#include <cstddef>
#include <vector>

#include "blueprint/blueprint.h"
#include "resolve/organization.h"

namespace landform::resolve {

inline constexpr std::size_t kNoParent = static_cast<std::size_t>(-1);

struct DraftUnit {
  Unit unit;
  const blueprint::Unit* written = nullptr;  // null for one that landform adds
  std::size_t parent = kNoParent;            // place in Draft::units; kNoParent below the root
  aws::OuPath locked_path;                   // its path in the lock before this build; empty for a new unit
};

struct DraftAccount {
  Account account;
  const blueprint::Account* written = nullptr;  // null for one that landform adds
  std::size_t unit = 0;                         // place in Draft::units
};

struct Draft {
  std::vector<DraftUnit> units;        // by path, so parents before children
  std::vector<DraftAccount> accounts;  // by name, unique
  // False when names were refused on the way here: what is absent may only be misspelt, so that nothing is concluded
  // from its absence (no account is added, none has vanished).
  bool complete = true;
};

}  // namespace landform::resolve
