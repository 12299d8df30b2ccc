// The lock: what must never move once it is deployed. It stands beside the blueprint, is committed with it and kept by
// landform; `build` adds to it and changes an entry only for what the blueprint declares (`was:`) or for an account
// that moved to another unit. An entry goes only by an explicit act (release_account, release_unit).
//
//     version: 1
//     customer: acme
//     home_region: us-east-1
//     accounts:
//       shop-prod:
//         logical_id: AccountShopProd
//         account_name: shop-prod
//         email: aws+shop-prod@acme.example
//         unit: Workloads/Production
//         shard: 1
//         sequence: 7
//     units:
//       Workloads: {logical_id: UnitWorkloads}
//     regions: [eu-central-1]
//     policies:
//       scp-1: {shard: 1, holds: [deny-leave-organization, protect-baseline]}
//
// A policy document holds guardrails by name; `name#2` is the second part of one that is longer than a document,
// `name@Workloads/Production` the copy of one whose targets are served one by one. What a document held stays in its
// entry when the guardrail leaves the blueprint, so that it comes back to its place.
//
// Regions beside the home region stay after they are governed no longer, for what was deployed there is there still; so
// they can be looked through.
//
// What it remembers of addresses is in resolve/address_lock.h, of people in resolve/identity_lock.h. Later kinds of
// entries are further keys at the top, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/names.h"
#include "base/diagnostic.h"
#include "base/source_map.h"
#include "resolve/address_lock.h"
#include "resolve/identity_lock.h"
#include "yaml/node.h"

namespace landform::resolve {

inline constexpr std::int64_t kLockVersion = 1;
// The help of lock/not-readable.
inline constexpr std::string_view kLockWayOut =
    "restore the file from version control; landform keeps it, nothing in it is written by hand";

// A stack holds 500 resources and an account takes two, itself and the parameter that tells its id: 200 accounts leave
// room for a third resource each without moving any account to another stack.
inline constexpr std::uint32_t kAccountsPerShard = 200;
// The same reckoning for units, which take two resources each as well.
inline constexpr std::uint32_t kUnitsPerShard = 200;
// Adopted ones take one resource in their import stack and one, the parameter, in the stack of the same number. An
// adopted account in a new unit looks up the id of that unit, and a template has 60 dynamic references at most
// (aws/quotas.h, cloudformation/dynamic-references).
inline constexpr std::uint32_t kAdoptedPerShard = 60;

struct LockedUnit {
  aws::LogicalId logical_id;
  std::uint32_t shard = 1;  // its stack, from 1; its import stack when it was adopted
  std::string id;           // ou-..., when it was adopted by import; empty otherwise
  base::Span span;          // the entry's key in the lock file; unknown for an entry of this build
  base::Span cause;         // the blueprint's place that added or changed the entry in this build; unknown otherwise
};

struct LockedAccount {
  aws::LogicalId logical_id;
  std::string account_name;  // what AWS was told at creation; CloudFormation cannot change it
  std::string email;         // likewise
  aws::OuPath unit;
  std::uint32_t shard = 1;     // its stack, from 1; its import stack when it was adopted
  std::uint32_t sequence = 1;  // its place in the stack's chain of DependsOn, from 1; a free number is not given again
  std::string id;              // twelve digits, when it was adopted by import; empty otherwise
  std::string was;             // the name it was created under, when it was renamed since; empty otherwise
  base::Span span;             // as in LockedUnit
  base::Span cause;
};

struct LockedPolicy {
  std::uint32_t shard = 1;         // its stack, from 1
  std::vector<std::string> holds;  // sorted, at least one; none stands in two documents of one type
  base::Span span;                 // as in LockedUnit
  base::Span cause;
};

struct LockedRegion {
  base::Span span;  // as in LockedUnit
  base::Span cause;
};

// "scp-12": the prefix of the policy's type and a number that no other document has, whatever its type.
struct PolicyKey {
  std::string_view prefix;
  std::uint32_t number = 0;
};
std::optional<PolicyKey> policy_key(std::string_view text);

// "big#2@Workloads" -> "big"
std::string_view guardrail_of(std::string_view held);

struct Lock {
  std::string customer;  // the slug; empty for a lock that nothing was written to yet
  base::Span customer_span;
  std::string home_region;  // empty in a lock that an older landform wrote
  base::Span home_region_span;
  std::map<std::string, LockedUnit, std::less<>> units;        // by path
  std::map<std::string, LockedAccount, std::less<>> accounts;  // by the blueprint's name
  std::map<std::string, LockedPolicy, std::less<>> policies;   // by key
  std::map<std::string, LockedRegion, std::less<>> regions;    // by name

  Addresses addresses;
  LockedIdentities identity;

  [[nodiscard]] bool is_new() const { return customer.empty(); }
};

// Strict: what landform did not write is lock/not-readable, lock/unknown-key, lock/newer-version or
// lock/merge-conflict.
std::optional<Lock> read_lock(const base::SourceMap& sources, base::FileId file, base::Diagnostics& diagnostics);

// The whole file: a comment that says who keeps it, then all entries, sorted.
std::string lock_text(const Lock& lock);

// False when there is no such entry. Numbers and logical ids of a released account are free again.
bool release_account(Lock& lock, std::string_view name);
// With the units below it.
bool release_unit(Lock& lock, std::string_view path);
// Only for what is no longer there: landform does not look into a released region again.
bool release_region(Lock& lock, std::string_view name);
// Takes a guardrail out of every document that holds it, or held it; a document that holds nothing more goes.
bool release_guardrail(Lock& lock, std::string_view name);

// For `--locked`: what a build would write, one lock/would-change for each entry that is added or changed, at the
// blueprint's place that asks for it. Nothing when both say the same.
void report_changes(const Lock& before, const Lock& after, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
