// The rows of backup plans and selections, as templates/backup/account.yaml takes them.
#pragma once

#include "resolve/organization.h"
#include "yaml/node.h"

namespace landform::stacks {

// Of both vaults there is one name each, so that other accounts and policies can know them.
std::string backup_vault_name(const resolve::Organization& organization);   // in each account
std::string central_vault_name(const resolve::Organization& organization);  // in the backup account

struct BackupRows {
  yaml::Node plan_names, tag_selections, arn_selections, condition_selections;  // lists of logical names
  yaml::Node plans, selections;                                                 // mappings
};
BackupRows backup_rows(const resolve::Organization& organization);

}  // namespace landform::stacks
