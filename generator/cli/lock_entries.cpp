#include "cli/lock_entries.h"

#include <algorithm>
#include <map>
#include <utility>

#include "aws/cidr.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/pool_space.h"

namespace landform::cli {

using base::cat;
using base::count_of;

namespace {

template <class Entries>
std::vector<std::string_view> keys_of(const Entries& entries) {
  std::vector<std::string_view> keys;
  keys.reserve(entries.size());
  for (const auto& [key, entry] : entries) keys.push_back(key);
  return keys;
}

std::vector<std::string_view> guardrails_of(const resolve::Lock& lock) {
  std::vector<std::string_view> names;
  for (const auto& [key, policy] : lock.policies) {
    for (const std::string& held : policy.holds) names.push_back(resolve::guardrail_of(held));
  }
  return names;
}

// "shop", "shop/app" for a tier, "shop/10.80.0.0/20" for a further range.
bool release_addresses(resolve::Lock& lock, std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return resolve::release_vpc(lock.addresses, name);
  const std::string_view vpc = name.substr(0, slash);
  const std::string_view part = name.substr(slash + 1);
  const auto range = aws::parse_cidr(part, aws::AddressFamily::ipv4);
  return range ? resolve::release_range(lock.addresses, vpc, range.value())
               : resolve::release_tier(lock.addresses, vpc, part);
}

// ---- what is shown -----------------------------------------------------------------------------------------------

// 1234567 -> "1,234,567"
std::string with_commas(std::uint64_t number) {
  std::string text = cat(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

// In tenths of a percent, rounded down, so that only what is full says so.
std::string share(std::uint64_t part, std::uint64_t whole) {
  const std::uint64_t tenths = part * 1000 / whole;
  return cat(tenths / 10, '.', tenths % 10, " %");
}

std::string describe_pool(const resolve::AddressPool& pool, bool gone) {
  const resolve::PoolUsage& usage = pool.usage;
  const std::uint64_t size = aws::address_count(pool.cidr);
  std::string out = cat("  pool     ", pool.name, "  ", aws::to_text(pool.cidr));
  if (!pool.parent.empty()) out += cat("  of ", pool.parent);
  if (gone) return cat(out, "  gone; kept for its return\n");
  out += cat("  ", with_commas(size), " addresses: ", with_commas(usage.vpcs), " in VPCs");
  if (usage.sub_pools > 0) out += cat(", ", with_commas(usage.sub_pools), " in parts");
  if (usage.remembered > 0) out += cat(", ", with_commas(usage.remembered), " kept for what has gone");
  if (usage.unavailable > 0) out += cat(", ", with_commas(usage.unavailable), " not to be given");
  out += cat(", ", with_commas(usage.free), " free; ", share(size - usage.unavailable - usage.free, size), " used");
  return cat(out, usage.largest_free ? cat(", largest hole ", aws::to_text(*usage.largest_free)) : ", no hole", "\n");
}

// The tiers of a VPC, each with its subnets in order of zone.
std::string describe_tiers(const resolve::LockedVpc& vpc) {
  std::map<std::string_view, std::vector<aws::Cidr>> tiers;
  for (const auto& [slot, range] : vpc.subnets) tiers[slot.tier].push_back(range);
  std::string out;
  for (const auto& [tier, ranges] : tiers) {
    std::string list;
    std::uint64_t usable = 0;
    for (const aws::Cidr& range : ranges) {
      list += cat(list.empty() ? "" : ", ", aws::to_text(range));
      usable += aws::usable_addresses(range);
    }
    out += cat("           ", tier, "  ", list, "  ", with_commas(usable), " usable\n");
  }
  return out;
}

std::string describe_vpc(const std::string& name, const resolve::LockedVpc& vpc) {
  std::uint64_t size = aws::address_count(vpc.cidr), used = 0;
  std::string ranges = aws::to_text(vpc.cidr);
  for (const aws::Cidr& more : vpc.more_cidrs) {
    size += aws::address_count(more);
    ranges += cat(" + ", aws::to_text(more));
  }
  for (const auto& [slot, range] : vpc.subnets) used += aws::address_count(range);
  std::string out = cat("  vpc      ", name, "  ", ranges, vpc.pool.empty() ? "" : cat("  of ", vpc.pool), "  in ",
                        vpc.account, ", ", vpc.region.str());
  if (vpc.gone) return cat(out, "  gone; kept for its return\n");
  return cat(out, "  ", count_of(vpc.subnets.size(), "subnet"), ", ", share(used, size), " used\n",
             describe_tiers(vpc));
}

}  // namespace

const std::vector<LockKind>& lock_kinds() {
  static const std::vector<LockKind> kinds = {
      {"unit", "a", [](const resolve::Lock& lock) { return keys_of(lock.units); }, resolve::release_unit},
      {"account", "an", [](const resolve::Lock& lock) { return keys_of(lock.accounts); }, resolve::release_account},
      {"guardrail", "a", guardrails_of, resolve::release_guardrail},
      {"region", "a", [](const resolve::Lock& lock) { return keys_of(lock.regions); }, resolve::release_region},
      {"vpc", "a", [](const resolve::Lock& lock) { return keys_of(lock.addresses.vpcs); }, release_addresses},
      {"pool", "a", [](const resolve::Lock& lock) { return keys_of(lock.addresses.pools); },
       [](resolve::Lock& lock, std::string_view name) { return resolve::release_pool(lock.addresses, name); }},
  };
  return kinds;
}

std::string release_entry(resolve::Lock& lock, const std::string& path, const std::string& name) {
  std::vector<std::string_view> all;
  std::vector<const LockKind*> found;
  for (const LockKind& kind : lock_kinds()) {
    const std::string prefix = cat(kind.word, ':');
    if (name.starts_with(prefix)) {
      if (kind.release(lock, std::string_view(name).substr(prefix.size()))) return {};
      return cat("`", path, "` has no ", kind.word, " `", name.substr(prefix.size()), "`");
    }
    const auto names = kind.names(lock);
    if (std::find(names.begin(), names.end(), name) != names.end()) found.push_back(&kind);
    all.insert(all.end(), names.begin(), names.end());
  }
  if (found.size() == 1 && found.front()->release(lock, name)) return {};
  if (found.size() > 1) {
    // An account, a unit at the top, a guardrail and a VPC may share a name.
    std::vector<std::string> are, ways;
    for (const LockKind* kind : found) {
      are.push_back(cat(kind->article, ' ', kind->word));
      ways.push_back(cat("`", kind->word, ':', name, "`"));
    }
    return cat("`", name, "` is ", base::join(are, " and "), "; write ", base::join(ways, " or "));
  }
  const auto near = base::near_names(name, all);
  return cat("`", path, "` has no entry `", name, "`", near.empty() ? "" : "; ", base::did_you_mean(near));
}

std::string describe_addresses(const resolve::Addresses& addresses) {
  std::string out;
  for (const resolve::AddressPool& pool : resolve::pools_of(addresses)) {
    out += describe_pool(pool, addresses.pools.find(pool.name)->second.gone);
  }
  for (const auto& [name, reserved] : addresses.reserved) {
    out += cat("  reserved ", name, "  ", aws::to_text(reserved.cidr), '\n');
  }
  for (const auto& [name, vpc] : addresses.vpcs) out += describe_vpc(name, vpc);
  return out;
}

}  // namespace landform::cli
