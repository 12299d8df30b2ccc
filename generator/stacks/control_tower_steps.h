// Names that the steps of Control Tower share.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/organization.h"

namespace landform::stacks {

inline constexpr std::string_view kFoundationAccounts = "foundation-accounts";
inline constexpr std::string_view kLandingZone = "landing-zone";
inline constexpr std::string_view kLandingZoneIds = "landing-zone-ids";
inline constexpr std::string_view kFactoryAccess = "account-factory-access";

// Last parts of names in the Parameter Store.
inline constexpr std::string_view kFactoryPortfolio = "account-factory/portfolio";
inline constexpr std::string_view kFactoryProduct = "account-factory/product";
inline constexpr std::string_view kFactoryArtifact = "account-factory/artifact";
inline constexpr std::string_view kIdentityCenterBaseline = "identity-center-baseline";

inline std::string control_tower_parameter(const resolve::Organization& organization, std::string_view what) {
  return base::cat("/landform/", organization.customer.slug.value, "/control-tower/", what);
}

// The output of the step `kFoundationAccounts` that has the account's id.
inline std::string foundation_output(const resolve::Account& account) {
  return base::cat("Account", plan::account_key(account), "Id");
}

inline std::string registered_units_step(const resolve::Unit& unit) {
  return base::cat("registered-units-", unit.shard);
}

}  // namespace landform::stacks
