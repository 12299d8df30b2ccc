// What Control Tower makes and guards by itself. A capability asks here before it builds one of these: a second one
// would be refused, or paid twice, and Control Tower's mandatory controls deny changes to its own.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "resolve/organization.h"

namespace landform::resolve {

enum class Owned : std::uint8_t {
  organization_trail,
  trail_bucket,
  config_recorder,
  config_bucket,
  config_aggregator,
  config_delegation,
  accounts,
};

struct OwnedFacts {
  Owned what;
  std::string_view name;    // Control Tower's own name of it, as far as it is known beforehand
  std::string_view why;     // why landform must not build it as well
  std::string_view source;  // of the Control Tower user guide
};

// Read: 2026-11-22.
inline constexpr std::array<OwnedFacts, 7> kOwned{{
    {Owned::organization_trail, "aws-controltower-BaselineCloudTrail",
     "a second trail's management events are billed, and the controls guard Control Tower's own",
     "What is the log archive account?"},
    {Owned::trail_bucket, "aws-controltower-logs-<log archive account>-<home region>",
     "the trail delivers to Control Tower's bucket, which it makes and guards", "What is the log archive account?"},
    {Owned::config_recorder, "aws-controltower-BaselineConfigRecorder",
     "an account has one recorder and one delivery channel a region", "Mandatory controls"},
    {Owned::config_bucket, "a bucket of the log archive account",
     "Config delivers to Control Tower's bucket, which it makes and guards", "AWS Config integration"},
    {Owned::config_aggregator, "an aggregator in the audit account", "Control Tower aggregates the organization",
     "Service-linked Config aggregator"},
    {Owned::config_delegation, "config.amazonaws.com",
     "Control Tower makes the audit account the delegated administrator of Config", "Service-linked Config aggregator"},
    {Owned::accounts, "AWS Control Tower Account Factory",
     "accounts that Account Factory makes are enrolled when they are born", "Provision accounts with Account Factory"},
}};

inline const OwnedFacts& facts_of(Owned what) {
  return kOwned[static_cast<std::size_t>(what)];
}

inline bool owned_by_control_tower(const Organization& organization, Owned) {
  return organization.control_tower.has_value();
}

// Where Control Tower's trail writes to in the management account's home region.
inline constexpr std::string_view kControlTowerLogGroup = "aws-controltower/CloudTrailLogs";
inline constexpr std::string_view kControlTowerTrail = "aws-controltower-BaselineCloudTrail";

}  // namespace landform::resolve
