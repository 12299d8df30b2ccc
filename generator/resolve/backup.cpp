#include "resolve/backup.h"

#include <algorithm>

namespace landform::resolve {

std::vector<aws::RegionName> Backup::vault_regions() const {
  std::vector<aws::RegionName> all = regions;
  if (copy_region) all.push_back(copy_region->value);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool Backup::copies() const {
  return std::any_of(plans.begin(), plans.end(), [](const BackupPlan& plan) {
    return std::any_of(plan.rules.begin(), plan.rules.end(), [](const BackupRule& rule) { return rule.copy.value; });
  });
}

}  // namespace landform::resolve
