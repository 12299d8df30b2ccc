#include "aws/region.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"

namespace landform::aws {
namespace {

constexpr std::array<Partition, 8> kPartitions{{
    {"aws", "amazonaws.com", "us-east-1"},
    {"aws-cn", "amazonaws.com.cn", "cn-north-1"},
    {"aws-eusc", "amazonaws.eu", "eusc-de-east-1"},
    {"aws-iso", "c2s.ic.gov", "us-iso-east-1"},
    {"aws-iso-b", "sc2s.sgov.gov", "us-isob-east-1"},
    {"aws-iso-e", "cloud.adc-e.uk", "eu-isoe-west-1"},
    {"aws-iso-f", "csp.hci.ic.gov", "us-isof-south-1"},
    {"aws-us-gov", "amazonaws.com", "us-gov-west-1"},
}};

constexpr OptIn kOptIn = OptIn::needed;
constexpr OptIn kEnabled = OptIn::not_needed;

// Where the last column is longer than the one before it, letters differ from account to account; the column before it
// is what most accounts see.
constexpr std::array<Region, 39> kRegions{{
    {"af-south-1", "Cape Town", "aws", kOptIn, "abc", "abc"},
    {"ap-east-1", "Hong Kong", "aws", kOptIn, "abc", "abc"},
    {"ap-east-2", "Taipei", "aws", kOptIn, "abc", "abc"},
    {"ap-northeast-1", "Tokyo", "aws", kEnabled, "acd", "abcd"},
    {"ap-northeast-2", "Seoul", "aws", kEnabled, "abcd", "abcd"},
    {"ap-northeast-3", "Osaka", "aws", kEnabled, "abc", "abc"},
    {"ap-south-1", "Mumbai", "aws", kEnabled, "abc", "abc"},
    {"ap-south-2", "Hyderabad", "aws", kOptIn, "abc", "abc"},
    {"ap-southeast-1", "Singapore", "aws", kEnabled, "abc", "abc"},
    {"ap-southeast-2", "Sydney", "aws", kEnabled, "abc", "abc"},
    {"ap-southeast-3", "Jakarta", "aws", kOptIn, "abc", "abc"},
    {"ap-southeast-4", "Melbourne", "aws", kOptIn, "abc", "abc"},
    {"ap-southeast-5", "Malaysia", "aws", kOptIn, "abc", "abc"},
    {"ap-southeast-6", "New Zealand", "aws", kOptIn, "abc", "abc"},
    {"ap-southeast-7", "Thailand", "aws", kOptIn, "abc", "abc"},
    {"ca-central-1", "Canada Central", "aws", kEnabled, "abd", "abcd"},
    {"ca-west-1", "Calgary", "aws", kOptIn, "abc", "abc"},
    {"cn-north-1", "Beijing", "aws-cn", kEnabled, "abc", "abc"},
    {"cn-northwest-1", "Ningxia", "aws-cn", kEnabled, "abc", "abc"},
    {"eu-central-1", "Frankfurt", "aws", kEnabled, "abc", "abc"},
    {"eu-central-2", "Zurich", "aws", kOptIn, "abc", "abc"},
    {"eu-north-1", "Stockholm", "aws", kEnabled, "abc", "abc"},
    {"eu-south-1", "Milan", "aws", kOptIn, "abc", "abc"},
    {"eu-south-2", "Spain", "aws", kOptIn, "abc", "abc"},
    {"eu-west-1", "Ireland", "aws", kEnabled, "abc", "abc"},
    {"eu-west-2", "London", "aws", kEnabled, "abc", "abc"},
    {"eu-west-3", "Paris", "aws", kEnabled, "abc", "abc"},
    {"eusc-de-east-1", "Brandenburg", "aws-eusc", kEnabled, "abc", "abc"},
    {"il-central-1", "Tel Aviv", "aws", kOptIn, "abc", "abc"},
    {"me-central-1", "UAE", "aws", kOptIn, "abc", "abc"},
    {"me-south-1", "Bahrain", "aws", kOptIn, "abc", "abc"},
    {"mx-central-1", "Mexico Central", "aws", kOptIn, "abc", "abc"},
    {"sa-east-1", "Sao Paulo", "aws", kEnabled, "abc", "abc"},
    {"us-east-1", "N. Virginia", "aws", kEnabled, "abcdef", "abcdef"},
    {"us-east-2", "Ohio", "aws", kEnabled, "abc", "abc"},
    {"us-gov-east-1", "US-East", "aws-us-gov", kEnabled, "abc", "abc"},
    {"us-gov-west-1", "US-West", "aws-us-gov", kEnabled, "abc", "abc"},
    {"us-west-1", "N. California", "aws", kEnabled, "ac", "abc"},
    {"us-west-2", "Oregon", "aws", kEnabled, "abcd", "abcd"},
}};

static_assert(std::ranges::is_sorted(kRegions, {}, &Region::name));
static_assert(std::ranges::is_sorted(kPartitions, {}, &Partition::name));

template <class Table>
const typename Table::value_type* find_by_name(const Table& table, std::string_view name) {
  const auto found = std::ranges::lower_bound(table, name, {}, &Table::value_type::name);
  return found != table.end() && found->name == name ? &*found : nullptr;
}

// A name without a row belongs to the partition of the longest of these that begins it.
struct PartitionPrefix {
  std::string_view prefix;
  std::string_view partition;
};
constexpr std::array<PartitionPrefix, 7> kPrefixes{{
    {"cn-", "aws-cn"},
    {"eusc-", "aws-eusc"},
    {"us-iso-", "aws-iso"},
    {"us-isob-", "aws-iso-b"},
    {"eu-isoe-", "aws-iso-e"},
    {"us-isof-", "aws-iso-f"},
    {"us-gov-", "aws-us-gov"},
}};

}  // namespace

std::span<const Region> all_regions() {
  return kRegions;
}
std::span<const Partition> all_partitions() {
  return kPartitions;
}
const Region* find_region(std::string_view name) {
  return find_by_name(kRegions, name);
}
const Partition* find_partition(std::string_view name) {
  return find_by_name(kPartitions, name);
}

const Partition* partition_of_region(std::string_view region) {
  if (const Region* row = find_region(region)) return find_partition(row->partition);
  if (!has_region_shape(region)) return nullptr;
  for (const PartitionPrefix& row : kPrefixes) {
    if (region.starts_with(row.prefix)) return find_partition(row.partition);
  }
  return find_partition("aws");
}

const Partition& partition_of(const RegionName& region) {
  const Partition* known = partition_of_region(region.str());
  return known != nullptr ? *known : *find_partition("aws");
}

std::optional<RegionName> billing_region(const RegionName& home) {
  if (partition_of(home).name != "aws") return std::nullopt;
  return RegionName("us-east-1");
}

bool config_records_iam(const RegionName& region) {
  // Those to be enabled first that are older; all that are enabled by default are.
  constexpr auto kOlder =
      std::to_array<std::string_view>({"af-south-1", "ap-east-1", "ap-southeast-3", "eu-south-1", "me-south-1"});
  const Region* known = find_region(region.str());
  if (known == nullptr) return false;
  return known->opt_in == OptIn::not_needed || std::ranges::find(kOlder, known->name) != kOlder.end();
}

bool has_region_shape(std::string_view text) {
  // Two or three words of lower-case letters and a number of one or two digits: "us-gov-east-1".
  std::size_t words = 0;
  std::size_t at = 0;
  while (at < text.size() && base::is_lower(text[at])) {
    const std::size_t begin = at;
    while (at < text.size() && base::is_lower(text[at])) ++at;
    if (at - begin < 2 || at == text.size() || text[at] != '-') return false;
    ++words;
    ++at;
  }
  const std::string_view number = text.substr(at);
  return (words == 2 || words == 3) && !number.empty() && number.size() <= 2 &&
         std::ranges::all_of(number, base::is_digit);
}

std::string zone_name(const Region& region, char letter) {
  return std::string(region.name) + letter;
}

const Region* region_of_zone(std::string_view zone) {
  if (zone.empty()) return nullptr;
  const Region* region = find_region(zone.substr(0, zone.size() - 1));
  return region != nullptr && region->possible_zone_letters.find(zone.back()) != std::string_view::npos ? region
                                                                                                        : nullptr;
}

std::string zone_id_prefix(const Region& region) {
  if (region.partition != "aws" && region.partition != "aws-cn" && region.partition != "aws-us-gov") return {};
  // "us-gov-east-1" -> "usge1", "ap-northeast-2" -> "apne2"
  const auto words = base::split(region.name, '-');
  std::string prefix(words.front());
  for (std::size_t i = 1; i < words.size(); ++i) {
    prefix += words[i].front();
    for (const std::string_view second : {"east", "west"}) {
      if (words[i].size() > second.size() && words[i].ends_with(second)) prefix += second.front();
    }
  }
  return prefix;
}

bool may_be_zone_id(const Region& region, std::string_view id) {
  const std::size_t dash = id.find("-az");
  if (dash == std::string_view::npos || dash + 4 != id.size()) return false;
  const std::string prefix = zone_id_prefix(region);
  const auto most = static_cast<char>('0' + region.possible_zone_letters.size());
  return id.back() >= '1' && id.back() <= most && (prefix.empty() || id.substr(0, dash) == prefix);
}

}  // namespace landform::aws
