// Partitions and regions: what exists, which regions an account must opt in to, and how many zones a design may count
// on. Source: docs/facts.md F2 (botocore partitions.json, cfn-lint 1.51.5, "manage-acct-regions"). Read: 2026-11-22.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "aws/names.h"

namespace landform::aws {

struct Partition {
  std::string_view name;           // "aws"
  std::string_view dns_suffix;     // "amazonaws.com"
  std::string_view global_region;  // where its global services (IAM, Organizations) are served: "us-east-1"
};

enum class OptIn { not_needed, needed };

struct Region {
  std::string_view name;          // "eu-west-1"
  std::string_view place;         // "Ireland"
  std::string_view partition;     // name of its Partition
  OptIn opt_in;                   // needed: disabled in an account until somebody enables it there
  std::string_view zone_letters;  // those that a usual account sees, sorted: "abc"
  // Letters that exist in some account; an account sees a subset of them. Same as zone_letters for most regions.
  std::string_view possible_zone_letters;
};

// Sorted by name, unique.
std::span<const Region> all_regions();
std::span<const Partition> all_partitions();

// Null when the table does not know it. Case matters, as it does for AWS.
const Region* find_region(std::string_view name);
const Partition* find_partition(std::string_view name);
// The partition of a region: from the table, or by the shape of the name for one that is newer than the table
// ("us-gov-south-1" is aws-us-gov). Null when the text does not have the shape of a region's name.
const Partition* partition_of_region(std::string_view region);
// The same of a region that was checked: what has no such shape counts to the commercial partition.
const Partition& partition_of(const RegionName& region);

// Where an organization with that home region has its budgets, cost anomalies, data exports and the metric of charges:
// one region, and only in the commercial partition. Source: docs/facts.md K 34.
std::optional<RegionName> billing_region(const RegionName& home);

// Whether AWS Config can record IAM there: in no region that it came to after February 2022.
// Source: AWS Config API reference, RecordingGroup. Read: 2026-11-22.
bool config_records_iam(const RegionName& region);

// Has the shape of a region's name: "ap-southeast-9". Says nothing of whether it exists.
bool has_region_shape(std::string_view text);

// "eu-west-1a" for the region "eu-west-1" and the letter 'a'.
std::string zone_name(const Region& region, char letter);
// The region of a zone's name whose letter the region may have; null otherwise. Zone ids ("use1-az1") are not names.
const Region* region_of_zone(std::string_view zone);

// "use1" for "us-east-1": what the ids of its zones begin with ("use1-az1"). Ids name the same zone in every account,
// names do not. Empty where the rule that ids are made by is not known (isolated and sovereign partitions).
// Source: "Availability Zone IDs" (EC2 user guide).
std::string zone_id_prefix(const Region& region);
// Whether an id has the form of those of the region: "use1-az6". Ids have gaps, so not each such zone exists.
bool may_be_zone_id(const Region& region, std::string_view id);

}  // namespace landform::aws
