// The access matrix: who gets what where through Identity Center, and what it amounts to, a row each principal and
// permission set. Whole units are named as such, so that the table grows with what was decided, not with accounts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "resolve/organization.h"

namespace landform::resolve {

struct AccessPlace {
  enum class Kind : std::uint8_t { root, unit, account, management };
  Kind kind = Kind::root;
  std::string name;          // a unit's path or an account's name; empty for the others
  std::size_t accounts = 1;  // there are so many today
};

struct AccessRow {
  std::string principal;
  bool to_user = false;
  std::vector<std::string> people;  // of a group of the directory, sorted; a user's own address
  bool people_elsewhere = false;    // an identity provider knows them
  std::string permission_set;
  std::string amounts_to;           // "AdministratorAccess, for 1 hour"
  std::vector<AccessPlace> places;  // units by path, accounts by name, the management account
  std::size_t accounts = 0;         // all together
};

// In the order of IdentityCenter::grants.
std::vector<AccessRow> access_matrix(const Organization& organization);

// "PowerUserAccess, own policy read-metrics, 2 statements of its own; at most what workload-boundary allows; for 8
// hours"
std::string what_a_set_amounts_to(const PermissionSet& set);

}  // namespace landform::resolve
