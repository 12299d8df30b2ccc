// The lock: what must never move once it is deployed. It stands beside the blueprint, is committed with it and kept by
// landform; `build` adds to it and changes an entry only for what the blueprint declares (`was:`) or for an account
// that moved to another unit. An entry goes only by an explicit act (release_account, release_unit).
//
//     version: 1
//     customer: acme
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
//
// Later kinds of entries (addresses, policy documents) are further keys at the top: a map in Lock, one function in
// lock_read.cpp, a few lines in write_lock and report_changes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "aws/names.h"
#include "base/diagnostic.h"
#include "base/source_map.h"
#include "yaml/node.h"

namespace landform::resolve {

inline constexpr std::int64_t kLockVersion = 1;

// A stack holds 500 resources and an account takes two, itself and the parameter that tells its id: 200 accounts leave
// room for a third resource each without moving any account to another stack.
inline constexpr std::uint32_t kAccountsPerShard = 200;
// The same reckoning for units, which take two resources each as well.
inline constexpr std::uint32_t kUnitsPerShard = 200;
// Adopted ones take one resource in their import stack and one, the parameter, in the stack of the same number.
inline constexpr std::uint32_t kAdoptedPerShard = 90;

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

struct Lock {
  std::string customer;  // the slug; empty for a lock that nothing was written to yet
  base::Span customer_span;
  std::map<std::string, LockedUnit, std::less<>> units;        // by path
  std::map<std::string, LockedAccount, std::less<>> accounts;  // by the blueprint's name

  [[nodiscard]] bool is_new() const { return customer.empty(); }
};

// Strict: what landform did not write is lock/not-readable, lock/unknown-key, lock/newer-version or
// lock/merge-conflict.
std::optional<Lock> read_lock(const base::SourceMap& sources, base::FileId file, base::Diagnostics& diagnostics);

// Sorted, without the comment that heads the file.
yaml::Node write_lock(const Lock& lock);
// The whole file: a comment that says who keeps it, then write_lock.
std::string lock_text(const Lock& lock);

// False when there is no such entry. Numbers and logical ids of a released account are free again.
bool release_account(Lock& lock, std::string_view name);
// With the units below it.
bool release_unit(Lock& lock, std::string_view path);

// For `--locked`: what a build would write, one lock/would-change for each entry that is added or changed, at the
// blueprint's place that asks for it. Nothing when both say the same.
void report_changes(const Lock& before, const Lock& after, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
