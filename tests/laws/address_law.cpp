// Laws of addresses: nothing overlaps, nothing that was given ever moves, whatever is done to the blueprint build after
// build; what comes back gets its place back; order says nothing.
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "resolve/address_plan.h"
#include "resolve/resolve.h"
#include "resolve/subnet_plan.h"
#include "support/resolved.h"
#include "unit/resolve/describe.h"

namespace landform {
namespace {

using base::cat;

// ---- the set of free ranges --------------------------------------------------------------------------------------

// The last 256 addresses of IPv4, so that the highest address is among them.
constexpr std::uint32_t kFirst = 0xFFFFFF00U;
using Naive = std::bitset<256>;

aws::Cidr range_at(unsigned index, unsigned length) {
  return resolve::ipv4_range(kFirst + index, length);
}

bool all_of(const Naive& set, const aws::Cidr& range, bool wanted) {
  for (std::uint64_t address = resolve::first_of(range); address <= resolve::last_of(range); ++address) {
    if (set[address - kFirst] != wanted) return false;
  }
  return true;
}

std::optional<aws::Cidr> naive_fit(const Naive& free, unsigned length) {
  for (unsigned index = 0; index < 256; index += 1U << (32U - length)) {
    if (all_of(free, range_at(index, length), true)) return range_at(index, length);
  }
  return std::nullopt;
}

bool free_ranges_agree_with_a_bitmap() {
  return rc::check("free ranges agree with a map of single addresses", [] {
    resolve::FreeRanges free(range_at(0, 24));
    Naive naive;
    naive.set();
    const auto steps =
        *rc::gen::resize(30, rc::gen::container<std::vector<std::tuple<int, unsigned, unsigned>>>(rc::gen::tuple(
                                 rc::gen::inRange(0, 3), rc::gen::inRange(0U, 256U), rc::gen::inRange(24U, 33U))));
    for (const auto& [kind, index, length] : steps) {
      const aws::Cidr range = range_at(index, length);
      if (kind == 0) {
        const auto given = free.allocate(length);
        RC_ASSERT(given == naive_fit(naive, length));
        if (!given) continue;
        for (std::uint64_t at = resolve::first_of(*given); at <= resolve::last_of(*given); ++at)
          naive.reset(at - kFirst);
      } else if (kind == 1) {
        free.take(range);
        for (std::uint64_t at = resolve::first_of(range); at <= resolve::last_of(range); ++at) naive.reset(at - kFirst);
      } else if (all_of(naive, range, false)) {
        free.add(range);
        for (std::uint64_t at = resolve::first_of(range); at <= resolve::last_of(range); ++at) naive.set(at - kFirst);
      }
      RC_ASSERT(free.addresses() == naive.count());
      RC_ASSERT(free.is_free(range) == all_of(naive, range, true));
      RC_ASSERT(free.first_fit(length) == naive_fit(naive, length));
      std::uint64_t sum = 0;
      for (const aws::Cidr& block : free.blocks()) {
        RC_ASSERT(all_of(naive, block, true));
        sum += aws::address_count(block);
      }
      RC_ASSERT(sum == naive.count());
    }
  });
}

// ---- the subnets of one VPC --------------------------------------------------------------------------------------

void check_subnets(const std::vector<aws::Cidr>& ranges, const std::map<resolve::SubnetSlot, aws::Cidr>& subnets) {
  resolve::FreeRanges free;
  for (const aws::Cidr& range : ranges) free.add(range);
  for (const auto& [slot, subnet] : subnets) {
    RC_ASSERT(free.is_free(subnet));  // in the ranges, and not over another
    RC_ASSERT(subnet.prefix_length <= 28);
    free.take(subnet);
  }
}

rc::Gen<std::vector<resolve::TierWish>> wishes() {
  return rc::gen::map(
      rc::gen::resize(6, rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<unsigned, unsigned>>>(
                             rc::gen::pair(rc::gen::inRange(20U, 29U), rc::gen::inRange(1U, 7U))))),
      [](const std::vector<std::pair<unsigned, unsigned>>& tiers) {
        std::vector<resolve::TierWish> all;
        for (std::size_t i = 0; i < tiers.size(); ++i) {
          resolve::TierWish wish{cat("tier-", static_cast<char>('a' + i)), tiers[i].first, {}};
          for (unsigned zone = 1; zone <= tiers[i].second; ++zone) wish.zones.push_back(zone);
          all.push_back(std::move(wish));
        }
        return all;
      });
}

bool subnets_fit_when_there_is_room() {
  return rc::check("subnets are as wished where they fit, and lie nowhere over each other", [] {
    resolve::SubnetRequest request;
    request.tiers = *wishes();
    const unsigned length = *rc::gen::inRange(16U, 29U);
    request.ranges = {resolve::ipv4_range(0x0A000000U, length)};
    std::uint64_t wished = 0;
    std::size_t count = 0;
    for (const auto& tier : request.tiers) {
      wished += tier.zones.size() << (32U - tier.prefix_length);
      count += tier.zones.size();
    }
    const auto plan = resolve::plan_subnets(request);
    const std::uint64_t room = std::uint64_t{1} << (32U - length);
    RC_ASSERT(plan.has_value() == (count * 16 <= room));
    if (!plan) return;
    RC_ASSERT((plan->tiers_shortened == 0) == (wished <= room));
    RC_ASSERT(plan->subnets.size() == count);
    check_subnets(request.ranges, plan->subnets);
    RC_ASSERT((resolve::needed_prefix(request.tiers).value_or(0) >= length) == (wished <= room));
  });
}

bool a_roomy_vpc_grows() {
  return rc::check("a VPC with room takes one more zone of each tier, and then one more tier, at full size", [] {
    resolve::SubnetRequest request;
    request.tiers = *wishes();
    const unsigned length = resolve::roomy_prefix(request.tiers);
    RC_PRE(length > 16);
    request.ranges = {resolve::ipv4_range(0x0A000000U, length)};
    request.held = resolve::plan_subnets(request)->subnets;
    unsigned smallest = 0;
    std::size_t zones = 0;
    for (auto& tier : request.tiers) {
      tier.zones.push_back(static_cast<std::uint32_t>(tier.zones.size() + 1));
      smallest = std::max(smallest, tier.prefix_length);
      zones = std::max(zones, tier.zones.size());
    }
    const auto with_zone = resolve::plan_subnets(request);
    RC_ASSERT(with_zone.has_value());
    RC_ASSERT(with_zone->zones_shortened == 0U);
    check_subnets(request.ranges, with_zone->subnets);
    for (const auto& [slot, subnet] : request.held) RC_ASSERT(with_zone->subnets.at(slot) == subnet);
    request.held = with_zone->subnets;
    resolve::TierWish more{"zz", smallest, {}};
    for (std::uint32_t zone = 1; zone <= zones; ++zone) more.zones.push_back(zone);
    request.tiers.push_back(more);
    const auto with_tier = resolve::plan_subnets(request);
    RC_ASSERT(with_tier.has_value());
    RC_ASSERT(with_tier->tiers_shortened == 0U);
    check_subnets(request.ranges, with_tier->subnets);
    for (const auto& [slot, subnet] : request.held) RC_ASSERT(with_tier->subnets.at(slot) == subnet);
  });
}

// ---- the network of a customer -----------------------------------------------------------------------------------

struct VpcModel {
  std::string account = "shop";
  std::string region = "us-east-1";
  int prefix = 22;
  std::string layout = "wide";
  std::string cidr;                // instead of the prefix
  std::vector<std::string> more;   // further ranges
  std::vector<std::string> zones;  // pinned; empty: the layout's
  std::string was;
};

struct LayoutModel {
  int zones = 2;
  std::map<std::string, int> tiers;  // name -> prefix
};

struct Model {
  std::set<std::string> accounts{"shop", "data"};
  std::map<std::string, LayoutModel> layouts{{"wide", {2, {{"app", 25}, {"web", 27}}}}, {"lean", {3, {{"all", 28}}}}};
  std::map<std::string, VpcModel> vpcs;
  std::map<std::string, std::string> reserved;
  bool with_part = false;
};

template <class Keys>
std::vector<typename Keys::value_type> shuffled(const Keys& keys, unsigned seed) {
  std::vector<typename Keys::value_type> order(keys.begin(), keys.end());
  std::vector<std::size_t> places(order.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  for (std::size_t i = places.size(); i > 1; --i) {
    seed = seed * 1664525U + 1013904223U;
    std::swap(places[i - 1], places[(seed >> 8U) % i]);
  }
  std::vector<typename Keys::value_type> out;
  for (const std::size_t place : places) out.push_back(order[place]);
  return out;
}

std::string render(const Model& model, unsigned seed) {
  std::string accounts, layouts, vpcs, reserved;
  for (const auto& name : shuffled(model.accounts, seed)) accounts += cat(accounts.empty() ? "" : ", ", name, ": {}");
  for (const auto& [name, layout] : shuffled(model.layouts, seed)) {
    std::string tiers;
    for (const auto& [tier, prefix] : shuffled(layout.tiers, seed)) {
      tiers += cat(tiers.empty() ? "" : ", ", tier, ": {route: none, prefix: ", prefix, "}");
    }
    layouts += cat("    ", name, ": {zones: ", layout.zones, ", subnets: {", tiers, "}}\n");
  }
  for (const auto& [name, vpc] : shuffled(model.vpcs, seed)) {
    std::string zones, more;
    for (const auto& zone : shuffled(vpc.zones, seed)) zones += cat(zones.empty() ? "" : ", ", zone);
    for (const auto& range : vpc.more) more += cat(more.empty() ? "" : ", ", range);
    vpcs +=
        cat("    ", name, ": {account: ", vpc.account, ", region: ", vpc.region, ", layout: ", vpc.layout, ", ",
            vpc.cidr.empty() ? cat("prefix: ", vpc.prefix) : cat("cidr: ", vpc.cidr),
            zones.empty() ? "" : cat(", zones: [", zones, "]"), more.empty() ? "" : cat(", more_cidrs: [", more, "]"),
            vpc.was.empty() ? "" : cat(", was: ", vpc.was), "}\n");
  }
  for (const auto& [name, range] : shuffled(model.reserved, seed)) reserved += cat("    ", name, ": ", range, "\n");
  return cat(
      "landform: 1\n"
      "customer: {name: G, slug: globex, mailboxes: {root: \"aws+{account}@globex.example\", billing: "
      "billing@globex.example, operations: ops@globex.example, security: soc@globex.example}}\n"
      "quotas: {vpc/vpcs-per-region: 1000, vpc/secondary-ranges: 20}\n"
      "organization: {home_region: us-east-1, regions: [us-east-1, eu-west-1], units: {Work: {accounts: {",
      accounts, "}}}}\nnetwork:\n  address_pools: {main: 10.16.0.0/13",
      model.with_part ? ", part: {from: main, prefix: 16, regions: eu-west-1}" : "", "}\n",
      reserved.empty() ? "" : cat("  reserved_ranges:\n", reserved), "  tiers:\n", layouts,
      vpcs.empty() ? "" : cat("  vpcs:\n", vpcs));
}

using Built = test::Resolved;

Built build(const Model& model, const resolve::Lock& before, unsigned seed = 0) {
  return test::resolve_text(render(model, seed), before);
}

// No two ranges of anybody overlap; every pool's addresses add up.
void check_whole(const resolve::Organization& organization, const resolve::Lock& lock) {
  std::vector<aws::Cidr> all;
  for (const auto& [name, vpc] : lock.addresses.vpcs) {
    all.push_back(vpc.cidr);
    all.insert(all.end(), vpc.more_cidrs.begin(), vpc.more_cidrs.end());
    std::vector<aws::Cidr> own = vpc.more_cidrs;
    own.push_back(vpc.cidr);
    check_subnets(own, vpc.subnets);
  }
  std::sort(all.begin(), all.end());
  for (std::size_t i = 1; i < all.size(); ++i) RC_ASSERT(!aws::overlaps(all[i - 1], all[i]));
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    for (const resolve::ReservedRange& reserved : organization.network.reserved) {
      RC_ASSERT(!aws::overlaps(vpc.cidr, reserved.cidr));
    }
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (const resolve::Subnet& subnet : vpc.subnets) {
      RC_ASSERT(seen.emplace(subnet.tier, subnet.zone).second);
      const resolve::SubnetSlot slot{vpc.tier_of(subnet).name, vpc.zone_of(subnet).slot};
      RC_ASSERT(lock.addresses.vpcs.at(vpc.name).subnets.at(slot) == subnet.cidr);
    }
  }
  for (const resolve::AddressPool& pool : organization.network.pools) {
    const auto& usage = pool.usage;
    RC_ASSERT(usage.vpcs + usage.remembered + usage.sub_pools + usage.unavailable + usage.free ==
              aws::address_count(pool.cidr));
  }
}

template <class Container>
auto pick(Container& container, unsigned choice) {
  return std::next(container.begin(), static_cast<std::ptrdiff_t>(choice % container.size()));
}

// A history of edits, one a build. What a build refuses is taken back, as a customer would; it must be for want of room
// or because a VPC would move, never for an overlap that landform made.
class History {
 public:
  // Each `every`th build is done again and in another order.
  explicit History(int every) : every_(every) { step(model_, {}); }

  void edit(unsigned kind, unsigned choice) {
    Model next = model_;
    for (auto& [name, vpc] : next.vpcs) vpc.was.clear();
    std::map<std::string, std::string> renamed;
    switch (kind) {
      case 0:
      case 1:
      case 2:
        if (next.vpcs.size() >= kMostVpcs) return;
        add(next, choice);
        break;
      case 3:
        if (next.vpcs.empty()) return;
        if (gone_.size() >= kMostGone) release();
        gone_.insert(*pick(next.vpcs, choice));
        next.vpcs.erase(pick(next.vpcs, choice));
        break;
      case 4:
        if (gone_.empty()) return;
        next.vpcs.insert(*pick(gone_, choice));
        break;
      case 5:
        if (next.vpcs.empty()) return;
        renamed = rename(next, choice);
        break;
      case 6:
        if (!next.vpcs.empty()) resize(pick(next.vpcs, choice)->second, choice);
        break;
      case 7:
        if (!next.vpcs.empty()) pin(pick(next.vpcs, choice)->second, choice);
        break;
      case 8:
        shape(pick(next.layouts, choice)->second, choice);
        break;
      case 9:
        next.accounts.insert(cat("new-", choice % 7));
        break;
      case 10:
        next.reserved[cat("r", choice % 3)] = cat("10.", 16 + choice % 8, ".", choice % 16 * 16, ".0/20");
        break;
      default:
        next.with_part = !next.with_part;
    }
    if (!step(next, renamed)) return;
    if (kind == 4) std::erase_if(gone_, [&](const auto& entry) { return model_.vpcs.contains(entry.first); });
  }

 private:
  static constexpr std::size_t kMostVpcs = 15;
  static constexpr std::size_t kMostGone = 6;

  // What has gone from AWS, too, is forgotten; its range is anybody's again.
  void release() {
    const std::string name = gone_.begin()->first;
    if (lock_.addresses.vpcs.contains(name)) RC_ASSERT(resolve::release_vpc(lock_.addresses, name));
    gone_.erase(gone_.begin());
  }

  void add(Model& next, unsigned choice) {
    VpcModel vpc;
    vpc.account = *pick(next.accounts, choice / 3);
    vpc.region = choice % 5 == 0 ? "eu-west-1" : "us-east-1";
    vpc.prefix = static_cast<int>(20 + choice % 6);
    vpc.layout = choice % 4 == 0 ? "lean" : "wide";
    if (choice % 11 == 0) vpc.cidr = cat("10.", 16 + choice % 8, ".", choice % 64 * 4, ".0/22");
    next.vpcs[cat("v", ++names_)] = vpc;
  }

  std::map<std::string, std::string> rename(Model& next, unsigned choice) {
    const auto old = pick(next.vpcs, choice);
    const std::string old_name = old->first;
    const std::string name = cat("renamed-", ++names_);
    VpcModel vpc = old->second;
    vpc.was = old_name;
    next.vpcs.erase(old);
    next.vpcs[name] = vpc;
    return {{old_name, name}};
  }

  static void resize(VpcModel& vpc, unsigned choice) {
    if (choice % 3 == 0 && vpc.cidr.empty()) {
      vpc.prefix = vpc.prefix == 20 ? 21 : vpc.prefix - 1;  // refused: it would move
    } else if (choice % 3 == 1 && !vpc.more.empty()) {
      vpc.more.erase(pick(vpc.more, choice));
    } else {
      vpc.more.push_back(choice % 2 == 0 ? "/24" : "/22");
    }
  }

  static void pin(VpcModel& vpc, unsigned choice) {
    const std::string zone = cat(vpc.region, static_cast<char>('a' + choice % 3));
    const auto found = std::find(vpc.zones.begin(), vpc.zones.end(), zone);
    if (found == vpc.zones.end()) {
      vpc.zones.push_back(zone);
    } else {
      vpc.zones.erase(found);
    }
  }

  static void shape(LayoutModel& layout, unsigned choice) {
    if (choice % 2 == 0) {
      layout.zones = 1 + static_cast<int>(choice / 2 % 3);
    } else if (const std::string tier = cat("more-", static_cast<char>('a' + choice % 3));
               layout.tiers.contains(tier)) {
      layout.tiers.erase(tier);
    } else {
      layout.tiers[tier] = static_cast<int>(26 + choice % 3);
    }
  }

  // False when the build refused the edit.
  bool step(const Model& next, const std::map<std::string, std::string>& renamed) {
    const Built built = build(next, lock_, static_cast<unsigned>(names_) * 7919U);
    if (!built.organization) {
      // Each error is one of these; an overlap can only be with what the blueprint itself says.
      constexpr std::array<std::string_view, 7> kFair = {
          "error[network/prefix-too-small]", "error[network/vpc-resized]",    "error[network/overlap]",
          "error[network/range-in-use]",     "error[network/pool-exhausted]", "error[network/pool-resized]",
          "error[network/no-pool]"};
      std::size_t fair = 0, errors = 0;
      for (std::size_t at = built.said.find("error["); at != std::string::npos;
           at = built.said.find("error[", at + 1)) {
        ++errors;
        for (const auto slug : kFair) {
          if (std::string_view(built.said).substr(at).starts_with(slug)) ++fair;
        }
      }
      if (errors == 0 || fair != errors) RC_FAIL(built.said);
      return false;
    }
    check_whole(*built.organization, built.after);
    for (const auto& [name, before] : lock_.addresses.vpcs) {
      const auto now = renamed.contains(name) ? renamed.at(name) : name;
      RC_ASSERT(built.after.addresses.vpcs.contains(now));
      const resolve::LockedVpc& after = built.after.addresses.vpcs.at(now);
      RC_ASSERT(after.cidr == before.cidr);
      RC_ASSERT(after.logical_id == before.logical_id);
      RC_ASSERT(std::includes(after.more_cidrs.begin(), after.more_cidrs.end(), before.more_cidrs.begin(),
                              before.more_cidrs.end()));
      for (const auto& [slot, subnet] : before.subnets) RC_ASSERT(after.subnets.at(slot) == subnet);
      RC_ASSERT(after.gone == !next.vpcs.contains(now));
    }
    for (const auto& [name, before] : lock_.addresses.pools) {
      if (before.picked) RC_ASSERT(built.after.addresses.pools.at(name).cidr == before.cidr);
    }
    model_ = next;
    const resolve::Lock before = std::exchange(lock_, built.after);
    if (++builds_ % every_ != 0) return true;
    const Built again = build(next, built.after, 1);
    RC_ASSERT(again.organization.has_value());
    RC_ASSERT(resolve::lock_text(again.after) == resolve::lock_text(built.after));
    const Built turned = build(next, before, static_cast<unsigned>(names_) + 17U);
    RC_ASSERT(turned.organization.has_value());
    RC_ASSERT(resolve::lock_text(turned.after) == resolve::lock_text(built.after));
    RC_ASSERT(test::describe(turned.organization->network) == test::describe(built.organization->network));
    return true;
  }

  Model model_;
  resolve::Lock lock_;
  std::map<std::string, VpcModel> gone_;
  unsigned names_ = 0;
  int every_;
  int builds_ = 0;
};

bool histories_move_nothing() {
  return rc::check("no history of edits moves an address", [] {
    const auto edits =
        *rc::gen::resize(12, rc::gen::container<std::vector<std::pair<unsigned, unsigned>>>(
                                 rc::gen::pair(rc::gen::inRange(0U, 12U), rc::gen::inRange(0U, 100000U))));
    History history(3);
    for (const auto& [kind, choice] : edits) history.edit(kind, choice);
  });
}

// The same over one long life: a thousand edits, one after the other.
bool one_long_history() {
  unsigned seed = 2026;
  const auto next = [&] { return (seed = seed * 1664525U + 1013904223U) >> 8U; };
  bool done = false;  // one life is enough: it is the same each time
  return rc::check("a thousand edits one after the other move no address", [&] {
    if (std::exchange(done, true)) return;
    History history(10);
    for (int edit = 0; edit < 1000; ++edit) history.edit(next() % 12, next() % 100000);
  });
}

bool coming_back_restores() {
  return rc::check("VPCs that go and come back get their addresses back, whoever came in between", [] {
    Model model;
    const auto seeds =
        *rc::gen::nonEmpty(rc::gen::resize(10, rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 1000U))));
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      VpcModel vpc;
      vpc.prefix = static_cast<int>(20 + seeds[i] % 4);
      model.vpcs[cat("m", i)] = vpc;
    }
    const Built before = build(model, {});
    if (!before.organization) RC_FAIL(before.said);
    Model without = model;
    std::erase_if(without.vpcs, [&](const auto& entry) { return (entry.first.back() + seeds.front()) % 2 == 0; });
    without.vpcs["a-first"] = VpcModel();
    without.vpcs["z-last"] = VpcModel();
    const Built between = build(without, before.after);
    RC_ASSERT(between.organization.has_value());
    const Built again = build(model, between.after);
    RC_ASSERT(again.organization.has_value());
    RC_ASSERT(
        test::describe(again.organization->network).substr(test::describe(again.organization->network).find("vpc ")) ==
        test::describe(before.organization->network).substr(test::describe(before.organization->network).find("vpc ")));
  });
}

}  // namespace
}  // namespace landform

int main() {
  using namespace landform;
  bool held = free_ranges_agree_with_a_bitmap();
  held = subnets_fit_when_there_is_room() && held;
  held = a_roomy_vpc_grows() && held;
  held = coming_back_restores() && held;
  held = histories_move_nothing() && held;
  held = one_long_history() && held;
  return held ? 0 : 1;
}
