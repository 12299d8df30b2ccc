#include "aws/global_services.h"

#include <algorithm>

#include "aws/region.h"
#include "base/text.h"

namespace landform::aws {
namespace {

struct GlobalService {
  std::string_view prefix;
  // In partition "aws"; empty: where the partition serves IAM. Other partitions have all of theirs there.
  std::string_view region;
};

// Sorted by prefix.
constexpr GlobalService kGlobalServices[] = {
    {"account", {}},
    {"artifact", {}},
    {"aws-portal", {}},
    {"bcm-data-exports", {}},
    {"billing", {}},
    {"budgets", {}},
    {"ce", {}},
    {"chatbot", "us-west-2"},
    {"cloudfront", {}},
    {"consolidatedbilling", {}},
    {"cur", {}},
    {"devicefarm", "us-west-2"},
    {"freetier", {}},
    {"globalaccelerator", "us-west-2"},
    {"health", {}},
    {"iam", {}},
    {"importexport", {}},
    {"invoicing", {}},
    {"networkmanager", "us-west-2"},
    {"organizations", {}},
    {"payments", {}},
    {"route53", {}},
    {"route53domains", {}},
    {"savingsplans", {}},
    {"shield", {}},
    {"support", {}},
    {"tax", {}},
    {"trustedadvisor", {}},
    {"waf", {}},
};
static_assert(std::ranges::is_sorted(kGlobalServices, {}, &GlobalService::prefix));

const GlobalService* find_global(std::string_view service) {
  const std::string lower = base::to_lower(service);
  const auto* found = std::ranges::lower_bound(kGlobalServices, std::string_view(lower), {}, &GlobalService::prefix);
  return found != std::end(kGlobalServices) && found->prefix == lower ? found : nullptr;
}

}  // namespace

bool is_global_service(std::string_view service) {
  return find_global(service) != nullptr;
}

std::string_view requested_region(std::string_view service, std::string_view region) {
  const GlobalService* global = find_global(service);
  const Partition* partition = partition_of_region(region);
  if (global == nullptr || partition == nullptr) return region;
  return global->region.empty() || partition->name != "aws" ? partition->global_region : global->region;
}

}  // namespace landform::aws
