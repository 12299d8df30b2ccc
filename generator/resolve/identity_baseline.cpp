#include "resolve/identity_baseline.h"

namespace landform::resolve {
namespace {

constexpr BaselineGroup kGroups[] = {
    {"administrators", "Full access to every account; few people, and a review each quarter"},
    {"billing", "Sees bills and payment methods, and changes them"},
    {"read-only", "Sees how every account is set up, and none of the data in it"},
};

constexpr std::string_view kAdministrator[] = {"AdministratorAccess"};
constexpr std::string_view kBilling[] = {"job-function/Billing"};
// ReadOnlyAccess would read objects, items and messages too.
constexpr std::string_view kReadOnly[] = {"SecurityAudit", "job-function/ViewOnlyAccess"};

constexpr BaselineSet kSets[] = {
    {"administrator", "Full access", kAdministrator, 1},
    {"billing", "Bills, payment methods and budgets", kBilling, 4},
    {"read-only", "Settings of every service, but no data", kReadOnly, 4},
};

constexpr BaselineGrant kGrants[] = {
    {"administrators", "administrator", true},
    {"billing", "billing", false},
    {"read-only", "read-only", true},
};

}  // namespace

std::span<const BaselineGroup> baseline_groups() {
  return kGroups;
}
std::span<const BaselineSet> baseline_sets() {
  return kSets;
}
std::span<const BaselineGrant> baseline_grants() {
  return kGrants;
}

}  // namespace landform::resolve
