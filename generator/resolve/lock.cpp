#include "resolve/lock.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "cfn/rows.h"
#include "resolve/lock_text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kHeader =
    "# Kept by landform: what must not move once it is deployed. Commit it together with the blueprint.\n"
    "# `landform build` adds to it; `landform lock release NAME` forgets an entry. Please do not edit it by hand.\n";

yaml::Node account_node(const LockedAccount& account) {
  yaml::Node node = cfn::rows_for(8);
  cfn::add_cells(node, "logical_id", account.logical_id.str(), "account_name", account.account_name,  //
                 "email", account.email, "unit", account.unit.str(),                                  //
                 "shard", cfn::Number{account.shard}, "sequence", cfn::Number{account.sequence});
  if (!account.id.empty()) cfn::add_cells(node, "id", account.id);
  if (!account.was.empty()) cfn::add_cells(node, "was", account.was);
  return node;
}

yaml::Node unit_node(const LockedUnit& unit) {
  yaml::Node node = yaml::mapping();
  node.style = yaml::Style::flow;
  node.add("logical_id", yaml::string(unit.logical_id.str()));
  node.add("shard", yaml::integer(unit.shard));
  if (!unit.id.empty()) node.add("id", yaml::string(unit.id));
  return node;
}

yaml::Node policy_node(const LockedPolicy& policy) {
  yaml::Node node = yaml::mapping();
  // One line for each name, so that a guardrail that is added is one line of a diff.
  node.add("shard", yaml::integer(policy.shard));
  node.add("holds", yaml::strings(policy.holds));
  return node;
}

bool same(const LockedPolicy& a, const LockedPolicy& b) {
  return a.shard == b.shard && a.holds == b.holds;
}

bool same(const LockedRegion&, const LockedRegion&) {
  return true;
}

bool same(const LockedUnit& a, const LockedUnit& b) {
  return a.logical_id == b.logical_id && a.shard == b.shard && a.id == b.id;
}

bool same(const LockedAccount& a, const LockedAccount& b) {
  return a.logical_id == b.logical_id && a.account_name == b.account_name && a.email == b.email && a.unit == b.unit &&
         a.shard == b.shard && a.sequence == b.sequence && a.id == b.id && a.was == b.was;
}

template <class Entries>
void report_entries(std::string_view kind, const Entries& before, const Entries& after,
                    base::Diagnostics& diagnostics) {
  const auto report = [&](base::Span span, std::string_view name, std::string_view what) {
    diagnostics.add(Diagnostic("lock/would-change", span,
                               cat("a build would ", what, " ", kind, " `", name,
                                   what == "change" ? "` in"
                                   : what == "add"  ? "` to"
                                                    : "` from",
                                   " the lock; `--locked` forbids that"))
                        .help("build without `--locked`, review the lock's diff and commit it with the blueprint"));
  };
  for (const auto& [name, entry] : after) {
    const auto old = before.find(name);
    if (old == before.end()) {
      report(entry.cause, name, "add");
    } else if (!same(old->second, entry)) {
      report(entry.cause.known() ? entry.cause : old->second.span, name, "change");
    }
  }
  for (const auto& [name, entry] : before) {
    if (!after.contains(name)) report(entry.span, name, "remove");
  }
}

}  // namespace

std::string lock_text(const Lock& lock) {
  LockText text(kHeader);
  yaml::Node begin = yaml::mapping();
  begin.add("version", yaml::integer(kLockVersion));
  begin.add("customer", yaml::string(lock.customer));
  if (!lock.home_region.empty()) begin.add("home_region", yaml::string(lock.home_region));
  text.add(begin);
  text.add_entries("accounts", lock.accounts, account_node);
  text.add_entries("units", lock.units, unit_node);
  write_addresses(lock.addresses, text);
  write_identities(lock.identity, text);
  if (!lock.regions.empty()) {
    yaml::Node regions = yaml::mapping();
    yaml::Node& names = regions.add("regions", yaml::sequence());
    for (const auto& [name, region] : lock.regions) names.items.push_back(yaml::string(name));
    text.add(regions);
  }
  if (!lock.policies.empty()) text.add_entries("policies", lock.policies, policy_node);
  return std::move(text).take();
}

bool release_account(Lock& lock, std::string_view name) {
  const auto found = lock.accounts.find(name);
  if (found == lock.accounts.end()) return false;
  lock.accounts.erase(found);
  return true;
}

bool release_unit(Lock& lock, std::string_view path) {
  const auto found = lock.units.find(path);
  if (found == lock.units.end()) return false;
  lock.units.erase(found);
  const std::string below = cat(path, '/');
  std::erase_if(lock.units, [&](const auto& entry) { return entry.first.starts_with(below); });
  return true;
}

bool release_region(Lock& lock, std::string_view name) {
  if (lock.home_region == name) {
    lock.home_region.clear();
    return true;
  }
  const auto found = lock.regions.find(name);
  if (found == lock.regions.end()) return false;
  lock.regions.erase(found);
  return true;
}

std::optional<PolicyKey> policy_key(std::string_view text) {
  const std::size_t dash = text.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return std::nullopt;
  PolicyKey key{text.substr(0, dash), 0};
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data() + dash + 1, end, key.number);
  // One way to write a number, and room for those after it.
  constexpr std::uint32_t kMost = 1'000'000;
  const bool sound = result.ec == std::errc() && result.ptr == end && text[dash + 1] != '0' && key.number < kMost;
  return sound ? std::optional(key) : std::nullopt;
}

std::string_view guardrail_of(std::string_view held) {
  return held.substr(0, held.find_first_of("#@"));
}

bool release_guardrail(Lock& lock, std::string_view name) {
  std::size_t released = 0;
  for (auto& [key, policy] : lock.policies) {
    released += std::erase_if(policy.holds, [&](const std::string& held) { return guardrail_of(held) == name; });
  }
  std::erase_if(lock.policies, [](const auto& entry) { return entry.second.holds.empty(); });
  return released > 0;
}

void report_changes(const Lock& before, const Lock& after, base::Diagnostics& diagnostics) {
  const auto report = [&](std::string_view what, const std::string& old, const std::string& now, base::Span span) {
    if (old == now) return;
    diagnostics.add(
        Diagnostic("lock/would-change", span,
                   cat("a build would write the ", what, " `", now, "` to the lock; `--locked` forbids that"))
            .help("build without `--locked` once and commit the lock with the blueprint"));
  };
  report("customer", before.customer, after.customer, before.customer_span);
  report("home region", before.home_region, after.home_region, before.home_region_span);
  report_entries("account", before.accounts, after.accounts, diagnostics);
  report_entries("unit", before.units, after.units, diagnostics);
  report_entries("address pool", before.addresses.pools, after.addresses.pools, diagnostics);
  report_entries("reserved range", before.addresses.reserved, after.addresses.reserved, diagnostics);
  report_entries("VPC", before.addresses.vpcs, after.addresses.vpcs, diagnostics);
  report_entries("place in Identity Center of", before.identity, after.identity, diagnostics);
  report_entries("region", before.regions, after.regions, diagnostics);
  report_entries("policy document", before.policies, after.policies, diagnostics);
}

}  // namespace landform::resolve
