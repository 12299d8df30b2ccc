// The arithmetic of the address plan, by hand-drawn examples; tests/laws/address_law.cpp has the properties.
#include "resolve/address_plan.h"

#include <doctest/doctest.h>

#include <chrono>

#include "base/render_text.h"
#include "base/text.h"
#include "blueprint/decode.h"
#include "resolve/pool_space.h"
#include "resolve/range_claims.h"
#include "resolve/resolve.h"
#include "resolve/subnet_plan.h"
#include "yaml/reader.h"

namespace landform {
namespace {

using base::cat;

aws::Cidr range(std::string_view text) {
  return aws::parse_cidr(text).value();
}

std::string listed(const std::vector<aws::Cidr>& ranges) {
  std::string out;
  for (const aws::Cidr& each : ranges) out += cat(out.empty() ? "" : " ", aws::to_text(each));
  return out;
}

std::string listed(const std::map<resolve::SubnetSlot, aws::Cidr>& subnets) {
  std::string out;
  for (const auto& [slot, subnet] : subnets) {
    out += cat(out.empty() ? "" : " ", resolve::to_text(slot), "=", aws::to_text(subnet));
  }
  return out;
}

}  // namespace

TEST_CASE("what is left of a range are the largest aligned blocks") {
  resolve::FreeRanges free(range("10.0.0.0/24"));
  free.take(range("10.0.0.64/28"));
  CHECK(listed(free.blocks()) == "10.0.0.0/26 10.0.0.80/28 10.0.0.96/27 10.0.0.128/25");
  CHECK(free.addresses() == 240);
  CHECK(aws::to_text(*free.largest()) == "10.0.0.128/25");
  free.take(range("10.0.0.64/28"));  // again, to no effect
  CHECK(free.addresses() == 240);
  free.take(range("10.0.0.0/25"));  // what is left of it
  CHECK(listed(free.blocks()) == "10.0.0.128/25");
  free.take(range("10.0.0.0/8"));
  CHECK(free.blocks().empty());
  CHECK_FALSE(free.largest());
  CHECK_FALSE(free.first_fit(32));
}

TEST_CASE("the first fit is the lowest address, not the smallest hole") {
  resolve::FreeRanges free(range("10.0.0.0/24"));
  free.take(range("10.0.0.128/26"));
  // A /26 fits the hole behind exactly; the lower half is cut all the same.
  CHECK(aws::to_text(*free.allocate(26)) == "10.0.0.0/26");
  CHECK(aws::to_text(*free.allocate(25 + 1)) == "10.0.0.64/26");
  CHECK(aws::to_text(*free.allocate(26)) == "10.0.0.192/26");
  CHECK_FALSE(free.allocate(26));
}

TEST_CASE("halves that are added become a whole") {
  resolve::FreeRanges free(range("10.0.1.0/24"));
  CHECK_FALSE(free.is_free(range("10.0.0.0/23")));
  free.add(range("10.0.0.0/24"));
  CHECK(free.is_free(range("10.0.0.0/23")));
  CHECK(listed(free.blocks()) == "10.0.0.0/23");
  free.add(range("10.0.2.0/24"));  // no half of the same whole
  CHECK(listed(free.blocks()) == "10.0.0.0/23 10.0.2.0/24");
}

TEST_CASE("all of IPv4 is a range like another") {
  resolve::FreeRanges free(range("0.0.0.0/0"));
  CHECK(free.addresses() == 4294967296);
  free.take(range("255.255.255.255/32"));
  CHECK(free.addresses() == 4294967295);
  CHECK_FALSE(free.is_free(range("255.255.255.254/31")));
  CHECK(aws::to_text(*free.allocate(1)) == "0.0.0.0/1");
}

TEST_CASE("a new VPC keeps room for a zone beside each tier, the largest tier first") {
  resolve::SubnetRequest request;
  request.ranges = {range("10.0.0.0/20")};
  request.tiers = {{"app", 24, {1, 2, 3}}, {"db", 26, {1, 2}}, {"web", 24, {1, 2, 3}}};
  const auto plan = resolve::plan_subnets(request);
  REQUIRE(plan);
  CHECK(listed(plan->subnets) ==
        "app-1=10.0.0.0/24 app-2=10.0.1.0/24 app-3=10.0.2.0/24 db-1=10.0.8.0/26 db-2=10.0.8.64/26 "
        "web-1=10.0.4.0/24 web-2=10.0.5.0/24 web-3=10.0.6.0/24");
}

TEST_CASE("a VPC that is full to the last address is packed subnet by subnet") {
  resolve::SubnetRequest request;
  request.ranges = {range("10.0.0.0/22")};
  request.tiers = {{"a", 24, {1, 2, 3}}, {"b", 25, {1, 2}}};
  const auto plan = resolve::plan_subnets(request);
  REQUIRE(plan);
  CHECK(plan->tiers_shortened == 0);
  CHECK(listed(plan->subnets) == "a-1=10.0.0.0/24 a-2=10.0.1.0/24 a-3=10.0.2.0/24 b-1=10.0.3.0/25 b-2=10.0.3.128/25");
}

TEST_CASE("a new zone goes beside its tier, a new tier to where no tier keeps its room") {
  resolve::SubnetRequest request;
  request.ranges = {range("10.0.0.0/22")};
  request.held = {{{"app", 1}, range("10.0.0.0/26")}, {{"app", 2}, range("10.0.0.64/26")}};
  request.tiers = {{"app", 24, {1, 2, 3}}, {"new", 26, {1, 2}}};  // the layout's size changed; the tier keeps its own
  const auto plan = resolve::plan_subnets(request);
  REQUIRE(plan);
  CHECK(listed(plan->subnets) ==
        "app-1=10.0.0.0/26 app-2=10.0.0.64/26 app-3=10.0.0.128/26 new-1=10.0.1.0/26 new-2=10.0.1.64/26");
}

TEST_CASE("a new tier takes the room that others keep before it becomes smaller") {
  resolve::SubnetRequest request;
  request.ranges = {range("10.0.0.0/24")};
  request.held = {{{"app", 1}, range("10.0.0.0/26")}, {{"app", 2}, range("10.0.0.64/26")}};
  request.tiers = {{"app", 26, {1, 2}}, {"new", 26, {1, 2}}};
  auto plan = resolve::plan_subnets(request);
  REQUIRE(plan);
  CHECK(plan->tiers_shortened == 0);
  CHECK(plan->subnets.at({"new", 1}) == range("10.0.0.128/26"));
  request.tiers[1].zones = {1, 2, 3};
  plan = resolve::plan_subnets(request);
  REQUIRE(plan);
  CHECK(plan->tiers_shortened == 1);
  CHECK(plan->subnets.at({"new", 3}) == range("10.0.0.192/27"));
  request.tiers[1].zones = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  CHECK_FALSE(resolve::plan_subnets(request));
}

TEST_CASE("subnets go on in a second range when the first is full") {
  resolve::SubnetRequest request;
  request.ranges = {range("10.0.0.0/26"), range("10.9.0.0/26")};
  request.held = {{{"a", 1}, range("10.0.0.0/26")}};
  request.tiers = {{"a", 26, {1, 2}}};
  const auto plan = resolve::plan_subnets(request);
  REQUIRE(plan);
  CHECK(plan->subnets.at({"a", 2}) == range("10.9.0.0/26"));
}

TEST_CASE("the prefix that a layout needs, and the one that leaves it room") {
  struct Case {
    std::vector<resolve::TierWish> tiers;
    std::optional<unsigned> needed;
    unsigned roomy;
  };
  const Case cases[] = {
      {{{"a", 28, {1}}}, 28, 26},
      {{{"a", 24, {1, 2, 3}}}, 22, 21},
      {{{"app", 22, {1, 2, 3}}, {"data", 24, {1, 2, 3}}, {"public", 24, {1, 2, 3}}}, 19, 19},
      {{{"a", 16, {1}}}, 16, 16},
      {{{"a", 16, {1, 2}}}, std::nullopt, 16},
  };
  for (const Case& each : cases) {
    CHECK(resolve::needed_prefix(each.tiers) == each.needed);
    CHECK(resolve::roomy_prefix(each.tiers) == each.roomy);
  }
}

TEST_CASE("names of subnets are read back, and nothing else is") {
  CHECK(resolve::to_text(resolve::SubnetSlot{"app-2", 11}) == "app-2-11");
  CHECK(resolve::parse_subnet_slot("app-2-11") == resolve::SubnetSlot{"app-2", 11});
  for (const char* text : {"", "app", "-1", "app-", "app-0", "app-01", "app-100", "app-x", "app-1 ", "app--1x"}) {
    CAPTURE(text);
    CHECK_FALSE(resolve::parse_subnet_slot(text));
  }
}

TEST_CASE("claims tell the range that another one overlaps") {
  resolve::RangeClaims claims;
  CHECK(claims.add({range("10.0.0.0/24"), resolve::ClaimKind::vpc, "a", {}}) == nullptr);
  CHECK(claims.add({range("10.0.2.0/24"), resolve::ClaimKind::vpc, "b", {}}) == nullptr);
  struct Case {
    const char* range;
    const char* owner;  // null: it is free
  };
  const Case cases[] = {{"10.0.0.128/25", "a"}, {"10.0.0.0/24", "a"},   {"10.0.0.0/8", "a"},
                        {"10.0.2.0/28", "b"},   {"10.0.2.240/28", "b"}, {"10.0.2.0/23", "b"}};
  for (const Case& each : cases) {
    CAPTURE(each.range);
    const resolve::Claim* owner = claims.add({range(each.range), resolve::ClaimKind::vpc, "c", {}});
    REQUIRE(owner != nullptr);
    CHECK(owner->name == each.owner);
  }
  CHECK(claims.add({range("10.0.1.0/24"), resolve::ClaimKind::vpc, "c", {}}) == nullptr);
}

TEST_CASE("the lock alone tells what is free in its pools") {
  resolve::Addresses addresses;
  addresses.pools = {{"main", {range("10.0.0.0/16"), "", false, false, {}, {}}},
                     {"part", {range("10.0.0.0/20"), "main", true, false, {}, {}}},
                     {"all-of-part", {range("10.0.0.0/20"), "part", false, false, {}, {}}}};
  addresses.reserved = {{"office", {range("10.0.128.0/17"), "", false, false, {}, {}}}};
  resolve::LockedVpc vpc;
  vpc.cidr = range("10.0.16.0/20");
  vpc.more_cidrs = {range("10.0.0.0/24")};
  addresses.vpcs.emplace("a", vpc);
  vpc.cidr = range("10.0.32.0/20");
  vpc.more_cidrs.clear();
  vpc.gone = true;
  addresses.vpcs.emplace("b", vpc);
  const auto pools = resolve::pools_of(addresses);
  REQUIRE(pools.size() == 3);
  CHECK(pools[0].name == "all-of-part");
  CHECK(pools[0].usage.vpcs == 256);
  CHECK(pools[0].usage.free == 3840);
  CHECK(pools[1].usage.sub_pools == 4096);
  CHECK(pools[1].usage.vpcs == 4096);
  CHECK(pools[1].usage.remembered == 4096);
  CHECK(pools[1].usage.unavailable == 32768);
  CHECK(pools[1].usage.free == 20480);
  CHECK(pools[1].usage.largest_free == range("10.0.64.0/18"));
  CHECK(pools[2].usage.sub_pools == 4096);
  CHECK(pools[2].usage.free == 0);
  auto& first = addresses.vpcs.at("a");
  first.subnets = {
      {{"app", 1}, range("10.0.16.0/24")}, {{"app", 2}, range("10.0.0.0/26")}, {{"web", 1}, range("10.0.0.64/26")}};
  first.ipv6 = {{{"app", 2}, 3}, {{"web", 1}, 4}};
  CHECK_FALSE(resolve::release_tier(addresses, "a", "none"));
  CHECK(resolve::release_tier(addresses, "a", "web"));
  CHECK(listed(first.subnets) == "app-1=10.0.16.0/24 app-2=10.0.0.0/26");
  CHECK(first.ipv6.size() == 1);
  CHECK_FALSE(resolve::release_range(addresses, "a", range("10.0.16.0/20")));  // the first range is the VPC
  CHECK(resolve::release_range(addresses, "a", range("10.0.0.0/24")));
  CHECK(listed(first.subnets) == "app-1=10.0.16.0/24");
  CHECK(first.ipv6.empty());
  CHECK(resolve::release_vpc(addresses, "a"));
  CHECK_FALSE(resolve::release_vpc(addresses, "a"));
  CHECK(resolve::release_pool(addresses, "part"));
}

namespace {

// Seconds of resolving `count` VPCs of three tiers in three zones, 0 for the lock and 1 with it.
std::array<double, 2> seconds_of(int count) {
  std::string text =
      "landform: 1\ncustomer: {name: G, slug: globex, mailboxes: {root: \"aws+{account}@globex.example\", billing: "
      "billing@globex.example, operations: ops@globex.example, security: soc@globex.example}}\n"
      "quotas: {vpc/vpcs-per-region: 100000}\n"
      "organization: {home_region: us-east-1, units: {Work: {accounts: [shop]}}}\n"
      "network:\n  address_pools: {main: 10.0.0.0/8}\n  vpcs:\n";
  for (int i = 0; i < count; ++i) text += cat("    v", i, ": {account: shop, prefix: 22, layout: two-tier}\n");
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto root = yaml::read(sources, sources.add("b.yaml", text), {}, diagnostics);
  REQUIRE(root);
  const blueprint::Blueprint written = blueprint::decode(*root, diagnostics);
  std::array<double, 2> seconds{};
  resolve::Lock locks[3];
  for (std::size_t run = 0; run < 2; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const auto organization = resolve::resolve(written, locks[run], locks[run + 1], diagnostics);
    seconds[run] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    REQUIRE_MESSAGE(organization, base::render_text(sources, diagnostics));
    CHECK(organization->network.vpcs.size() == static_cast<std::size_t>(count));
  }
  CHECK(resolve::lock_text(locks[1]) == resolve::lock_text(locks[2]));
  return seconds;
}

}  // namespace

TEST_CASE("placing ten thousand VPCs takes linear time") {
  const auto small = seconds_of(1000);
  const auto large = seconds_of(10000);
  MESSAGE(cat("1,000 VPCs: ", static_cast<int>(small[0] * 1000), " ms, with their lock ",
              static_cast<int>(small[1] * 1000), " ms; 10,000 VPCs: ", static_cast<int>(large[0] * 1000),
              " ms, with their lock ", static_cast<int>(large[1] * 1000), " ms"));
  // Ten times the VPCs; a hundred would be a walk inside a walk. Thirty leaves room for noise.
  for (std::size_t run = 0; run < 2; ++run) CHECK(large[run] < 30 * small[run] + 0.05);
}

}  // namespace landform
