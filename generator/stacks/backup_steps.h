// What the steps of backups share: names, and whom they reach.
#pragma once

#include <string_view>

#include "resolve/organization.h"
#include "stacks/fan_out.h"

namespace landform::stacks {

inline constexpr std::string_view kBackupAdministrator = "backup-administrator";
inline constexpr std::string_view kBackupStacks = "backup";

// Where copies lie is where backups are administered from; without such an account, where security is.
inline const resolve::Account* backup_administrator(const resolve::Organization& organization) {
  const resolve::Account* backup = organization.with_role(resolve::AccountRole::backup);
  return backup ? backup : organization.with_role(resolve::AccountRole::audit);
}

// The accounts whose resources are backed up.
inline Reach backup_reach(const resolve::Backup& backup) {
  Reach reach;
  reach.units = backup.units;
  reach.accounts = backup.accounts;
  reach.management = backup.management;
  return reach;
}

}  // namespace landform::stacks
