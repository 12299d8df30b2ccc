#include "aws/type_availability.h"

#include <algorithm>
#include <array>
#include <vector>

#include "aws/region.h"
#include "base/text.h"

namespace landform::aws {
namespace {

// A type exists in the regions that are enabled by default but for those in `but_not`, and of the others in those in
// `also`; or in `only` and nowhere else.
struct Row {
  std::string_view type;
  std::string_view only;
  std::string_view but_not;
  std::string_view also;
};

// clang-format off
constexpr std::array<Row, 11> kRows{{
    {"AWS::BCMDataExports::Export", "eu-west-2 us-east-1 us-west-1 us-west-2", "", ""},
    {"AWS::Backup::RestoreTestingPlan", "", "",
     "af-south-1 ap-east-1 ap-south-2 ap-southeast-3 ap-southeast-4 eu-central-2 eu-south-1 eu-south-2 il-central-1 "
     "me-central-1 me-south-1"},
    {"AWS::Budgets::Budget", "", "ap-northeast-3 eu-north-1", ""},
    {"AWS::CE::AnomalyMonitor", "", "",
     "af-south-1 ap-east-1 ap-south-2 ap-southeast-3 ap-southeast-4 ca-west-1 eu-central-2 eu-south-1 eu-south-2 "
     "il-central-1 me-central-1 me-south-1"},
    {"AWS::CUR::ReportDefinition", "us-east-1", "", ""},
    {"AWS::Detective::OrganizationAdmin", "", "ap-northeast-3",
     "af-south-1 ap-east-1 eu-south-1 il-central-1 me-south-1"},
    {"AWS::Macie::Session", "", "", "af-south-1 ap-east-1 eu-south-1 il-central-1 me-south-1"},
    {"AWS::Notifications::NotificationHub", "us-east-1", "", ""},
    {"AWS::ObservabilityAdmin::OrganizationCentralizationRule", "", "", ""},
    {"AWS::SecurityHub::ConfigurationPolicy", "", "", ""},
    {"AWS::SecurityLake::DataLake", "", "", ""},
}};
// clang-format on
static_assert(std::ranges::is_sorted(kRows, {}, &Row::type));

const Row* find_row(std::string_view type) {
  const auto* found = std::ranges::lower_bound(kRows, type, {}, &Row::type);
  return found != kRows.end() && found->type == type ? found : nullptr;
}

bool holds(std::string_view words, std::string_view word) {
  const std::vector<std::string_view> all = base::split(words, ' ');
  return !words.empty() && std::ranges::find(all, word) != all.end();
}

}  // namespace

Availability type_availability(std::string_view type, std::string_view region) {
  const Row* row = find_row(type);
  const Region* known = find_region(region);
  if (row == nullptr || known == nullptr || known->partition != "aws") return Availability::assumed;
  bool exists = holds(row->only, region);
  if (row->only.empty()) {
    exists = known->opt_in == OptIn::needed ? holds(row->also, region) : !holds(row->but_not, region);
  }
  return exists ? Availability::assumed : Availability::missing;
}

std::string describe_availability(std::string_view type) {
  const Row* row = find_row(type);
  if (row == nullptr) return {};
  std::vector<std::string> there;
  std::vector<std::string> missing;
  for (const Region& region : all_regions()) {
    if (region.partition != "aws") continue;
    const bool exists = type_availability(type, region.name) == Availability::assumed;
    (exists ? there : missing).emplace_back(region.name);
  }
  if (there.size() <= missing.size() && there.size() < 17) return base::cat(base::join(there, ", "), " only");
  return base::cat("not in ", base::join(missing, ", "));
}

}  // namespace landform::aws
