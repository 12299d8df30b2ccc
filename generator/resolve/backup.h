// `backup` with everything bound: who is backed up, when, for how long, and where copies go.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aws/names.h"
#include "base/span.h"
#include "resolve/located.h"
#include "resolve/schedule_times.h"

namespace landform::resolve {

struct BackupLock {
  bool compliance = false;
  std::int64_t minimum_days = 1;
  std::optional<std::int64_t> maximum_days;
  std::int64_t grace_days = 0;  // of compliance mode alone
  base::Span span;
};

// A logically air-gapped vault is under a compliance lock from its first day, so it has no mode and no grace.
struct AirGappedVault {
  std::int64_t minimum_days = 7;
  std::int64_t maximum_days = 3650;
  base::Span span;
};

struct BackupRule {
  std::string name;
  Located<std::string> schedule;
  std::optional<ScheduleTimes> times;  // of the schedule
  std::int64_t start_window_minutes = 60;
  std::int64_t completion_window_minutes = 1440;
  Located<std::int64_t> retention_days;
  std::optional<Located<std::int64_t>> cold_after_days;
  bool continuous = false;
  Located<bool> copy;
  Located<std::int64_t> copy_retention_days;
  std::string index;  // AWS's name of a resource type; empty for none
  base::Span span;
};

struct BackupConditions {
  Tags equals, not_equals, like, not_like;

  [[nodiscard]] bool empty() const { return equals.empty() && not_equals.empty() && like.empty() && not_like.empty(); }
};

struct BackupSelection {
  Tags tags;                                    // any one of them selects
  std::vector<Located<std::string>> resources;  // ARNs, sorted
  BackupConditions conditions;                  // all of them must hold
  bool refused = false;                         // something that selects was, and is told
};

struct BackupPlan {
  std::string name;
  std::vector<BackupRule> rules;  // by name
  BackupSelection selection;
  bool windows_vss = false;
  base::Span span;
};

struct RestoreTest {
  Located<std::string> schedule;
  std::int64_t start_window_hours = 8;
  std::int64_t window_hours = 24;        // that a restored resource is kept for validation
  std::int64_t selection_days = 30;      // how old a recovery point may be that is restored
  std::vector<std::string> services;     // the blueprint's words, sorted
  std::vector<aws::RegionName> regions;  // those of the backups that have restore tests, sorted
  bool report = true;
};

struct Backup {
  bool by_policy = false;  // plans come by a policy of the organization, not by stack sets
  bool customer_key = true;
  std::optional<BackupLock> lock;
  std::optional<Located<aws::RegionName>> copy_region;
  std::optional<Located<std::string>> copy_account;  // by name
  std::optional<AirGappedVault> air_gapped;          // in copy_account, in place of an ordinary vault
  std::vector<BackupPlan> plans;                     // by name
  std::vector<std::string> services;                 // that AWS Backup is switched on for, the blueprint's words
  RestoreTest restore_test;
  bool audit = true;
  std::vector<aws::OuPath> units;     // whole units, sorted; none lies below another
  std::vector<std::string> accounts;  // single accounts outside of `units`, by name, sorted
  bool management = true;
  std::vector<aws::RegionName> regions;  // whose resources are backed up, sorted
  base::Span span;

  // Where a vault is needed: `regions` and the region of the copies.
  [[nodiscard]] std::vector<aws::RegionName> vault_regions() const;
  [[nodiscard]] bool copies() const;  // whether some rule copies
};

}  // namespace landform::resolve
