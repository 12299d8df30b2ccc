// What resolve builds: the customer's organization with everything bound. No key is optional here for reasons of the
// language; defaults, inheritance, names and the lock have been applied. Order is by name, never by position.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aws/names.h"
#include "aws/quotas.h"
#include "base/span.h"
#include "resolve/access_analyzer.h"
#include "resolve/account_settings.h"
#include "resolve/assertion.h"
#include "resolve/backup.h"
#include "resolve/billing.h"
#include "resolve/control_tower.h"
#include "resolve/detection.h"
#include "resolve/iam.h"
#include "resolve/identity_center.h"
#include "resolve/incidents.h"
#include "resolve/located.h"
#include "resolve/monitoring.h"
#include "resolve/network.h"
#include "resolve/patching.h"
#include "resolve/policies.h"
#include "resolve/records.h"
#include "resolve/rings.h"

namespace landform::resolve {

struct Mailboxes {
  Located<std::string> root, billing, operations, security;
};

struct Customer {
  Located<std::string> name;
  Located<std::string> slug;
  Mailboxes mailboxes;
  std::vector<Located<std::string>> compliance;  // sorted
};

struct Unit {
  aws::OuPath path;                                 // "Workloads/Production"
  std::string name;                                 // last element
  aws::OuPath parent;                               // "Root" at the top
  std::uint32_t depth = 1;                          // 1 to 5
  aws::LogicalId logical_id;                        // from the lock when it knows the unit: a rename keeps it
  std::optional<Located<std::string>> existing_id;  // ou-...: adopted by import, not created
  // Which units stack holds it, from 1; for an existing unit, which import stack. Kept by the lock.
  std::uint32_t shard = 1;
  Tags tags;        // own and inherited
  base::Span span;  // the key in the blueprint
};

enum class AccountRole { management, log_archive, audit, network, backup, workload };

struct Account {
  std::string name;          // the blueprint's name, unique
  std::string account_name;  // what AWS was told at creation; the lock keeps it through renames
  std::string email;
  AccountRole role = AccountRole::workload;
  aws::OuPath unit;
  aws::LogicalId logical_id;
  std::optional<Located<aws::AccountId>> existing_id;  // adopted by import, not created
  // Which accounts stack holds it, from 1; for an existing account, which import stack. Kept by the lock.
  std::uint32_t shard = 1;
  std::uint32_t sequence = 1;  // its place in the chain of its shard, from 1; kept by the lock
  Tags tags;
  base::Span span;
};

enum class Delivery { stack_sets, control_tower };

enum class ObjectLock { none, governance, compliance };

struct Trail {
  Located<std::string> bucket;  // name pattern; "{account_id}" stands for the log archive account's id
  Located<std::int64_t> archive_after_days;
  Located<std::string> archive_class{"GLACIER", {}};  // S3's name: GLACIER, GLACIER_IR, DEEP_ARCHIVE
  Located<std::int64_t> retention_days;
  std::vector<Located<std::string>> data_events;  // sorted: "s3", "lambda", "dynamodb"
  Located<bool> insights;
  Located<ObjectLock> object_lock;
  Located<std::int64_t> log_group_retention_days;  // a value CloudWatch Logs knows, rounded up
  std::vector<Located<std::string>> readers;       // role names or ARNs in the log archive account that may read
};

// A template of the customer's own, and where it goes.
struct Customization {
  std::string name;                      // its key
  Located<std::string> template_file;    // as written: relative to the file that `span` points into
  std::vector<aws::OuPath> units;        // whole units, sorted; none lies below another
  std::vector<std::string> accounts;     // single accounts, by name, sorted; none lies in one of `units`
  bool management = false;               // the management account too, which no stack set reaches
  std::vector<aws::RegionName> regions;  // sorted
  std::map<std::string, Located<std::string>> parameters;  // `{slug}` and its like still unfilled
  base::Span span;
};

struct Organization {
  Customer customer;
  Located<aws::RegionName> home_region;
  std::vector<Located<aws::RegionName>> regions;  // governed, sorted, home region included
  std::vector<aws::RegionName> former_regions;    // governed once, by the lock, and not released; sorted
  Located<Delivery> delivery;
  std::optional<ControlTower> control_tower;  // with that delivery alone
  std::optional<Located<aws::AccountId>> management_account;
  std::optional<Located<std::string>> existing_organization_id;  // o-...
  std::optional<Located<std::string>> existing_root_id;          // r-...
  Tags default_tags;              // for what belongs to no unit: shared and management resources
  std::vector<Unit> units;        // parents before children, then by path
  std::vector<Account> accounts;  // by name
  std::vector<Ring> rings;        // in the order of a roll-out; empty: everything at once
  Trail trail;
  Config config;
  Detection detection;
  std::vector<Customization> customizations;  // by name
  std::vector<Guardrail> guardrails;          // by name, the baseline's among them
  std::vector<OrganizationPolicy> policies;   // by the number in their keys
  std::vector<PolicySlots> policy_slots;      // by type, then by target; only what carries documents of landform's
  FullAccess full_access;
  Backup backup;
  std::vector<Located<std::string>> cost_allocation_keys;  // tag keys, sorted
  std::vector<Assertion> assertions;                       // by name; the blueprint's own
  std::vector<Located<std::string>> assertions_off;        // landform's own that are switched off, by name
  std::vector<BreakGlassUser> break_glass;                 // by name
  IdentityCenter identity_center;
  Iam iam;
  Network network;
  Billing billing;
  AccountSettings account_settings;
  AccessAnalyzer access_analyzer;
  FindingRoutes finding_routes;
  Monitoring monitoring;
  LogRetention log_retention;
  CentralLogs central_logs;
  Records records;
  Incidents incidents;
  Patching patching;
  aws::Quotas quotas;  // AWS's limits with those that were raised for this customer

  [[nodiscard]] const Unit* unit(const aws::OuPath& path) const;
  [[nodiscard]] const Account* account(std::string_view name) const;
  [[nodiscard]] const Account* with_role(AccountRole role) const;
};

}  // namespace landform::resolve
