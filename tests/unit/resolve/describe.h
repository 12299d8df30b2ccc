// What was resolved, as text for goldens: one line a unit and an account, then the lock.
#pragma once

#include <string>

#include "base/text.h"
#include "resolve/lock.h"
#include "resolve/organization.h"

namespace landform::test {

inline std::string describe_tags(const resolve::Tags& tags) {
  std::string out;
  for (const auto& [key, value] : tags) out += base::cat(" ", key, "=", value.value);
  return out;
}

inline std::string_view describe_role(resolve::AccountRole role) {
  switch (role) {
    case resolve::AccountRole::management:
      return "management";
    case resolve::AccountRole::log_archive:
      return "log-archive";
    case resolve::AccountRole::audit:
      return "audit";
    case resolve::AccountRole::network:
      return "network";
    case resolve::AccountRole::backup:
      return "backup";
    case resolve::AccountRole::workload:
      break;
  }
  return "workload";
}

template <class Items>
std::string describe_values(const Items& items) {
  std::string out;
  for (const auto& item : items) out += base::cat(" ", item.value);
  return out;
}

inline std::string describe_trail(const resolve::Trail& trail) {
  constexpr std::string_view kLocks[] = {"none", "governance", "compliance"};
  return base::cat("trail: bucket ", trail.bucket.value, ", archive ", trail.archive_class.value, " after ",
                   trail.archive_after_days.value, ", keep ", trail.retention_days.value, ", log group ",
                   trail.log_group_retention_days.value, ", insights ", trail.insights.value ? "yes" : "no",
                   ", object lock ", kLocks[static_cast<int>(trail.object_lock.value)],
                   "\n  data events:", describe_values(trail.data_events),
                   "\n  readers:", describe_values(trail.readers), "\n");
}

inline std::string describe(const resolve::Organization& organization) {
  std::string out = base::cat("customer: ", organization.customer.slug.value, " (", organization.customer.name.value,
                              ")", describe_values(organization.customer.compliance),
                              "\nhome: ", organization.home_region.value.str(), "\nregions:");
  for (const auto& region : organization.regions) out += base::cat(" ", region.value.str());
  out += base::cat("\ndelivery: ",
                   organization.delivery.value == resolve::Delivery::stack_sets ? "stack-sets" : "control-tower", "\n");
  if (organization.management_account)
    out += base::cat("management: ", organization.management_account->value.str(), "\n");
  if (organization.existing_organization_id)
    out += base::cat("organization: ", organization.existing_organization_id->value, "\n");
  if (organization.existing_root_id) out += base::cat("root: ", organization.existing_root_id->value, "\n");
  out += base::cat("default tags:", describe_tags(organization.default_tags), "\n");
  for (const resolve::Unit& unit : organization.units) {
    out += base::cat("unit ", unit.path.str(), ": ", unit.logical_id.str(), " in ", unit.parent.str(), ", level ",
                     unit.depth, unit.existing_id ? base::cat(", exists as ", unit.existing_id->value) : std::string(),
                     describe_tags(unit.tags), "\n");
  }
  for (const resolve::Account& account : organization.accounts) {
    out += base::cat("account ", account.name, ": ", account.logical_id.str(), " in ", account.unit.str(), ", ",
                     describe_role(account.role), ", `", account.account_name, "` <", account.email, ">, shard ",
                     account.shard, " sequence ", account.sequence,
                     account.existing_id ? base::cat(", exists as ", account.existing_id->value.str()) : std::string(),
                     describe_tags(account.tags), "\n");
  }
  return out + describe_trail(organization.trail);
}

}  // namespace landform::test
