#include "resolve/organization.h"

#include <algorithm>

namespace landform::resolve {

const Unit* Organization::unit(const aws::OuPath& path) const {
  const auto found = std::lower_bound(units.begin(), units.end(), path,
                                      [](const Unit& unit, const aws::OuPath& wanted) { return unit.path < wanted; });
  return found != units.end() && found->path == path ? &*found : nullptr;
}

const Account* Organization::account(std::string_view name) const {
  const auto found =
      std::lower_bound(accounts.begin(), accounts.end(), name,
                       [](const Account& account, std::string_view wanted) { return account.name < wanted; });
  return found != accounts.end() && found->name == name ? &*found : nullptr;
}

const Account* Organization::with_role(AccountRole role) const {
  const auto found =
      std::find_if(accounts.begin(), accounts.end(), [&](const Account& account) { return account.role == role; });
  return found == accounts.end() ? nullptr : &*found;
}

}  // namespace landform::resolve
