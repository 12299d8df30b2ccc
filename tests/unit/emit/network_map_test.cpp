// The picture of the network: what is in it, and that it keeps to its frame.
#include "emit/documents/network_map.h"

#include <doctest/doctest.h>

#include <charconv>
#include <string>
#include <string_view>

#include "base/text.h"
#include "support/planned.h"

namespace landform::emit {
namespace {

using base::cat;

constexpr std::string_view kMapHead = R"b(organization:
  home_region: us-east-1
  regions: [us-east-1, eu-west-1]
  units:
    Infrastructure: {accounts: {network: {role: network}}}
    Workloads: {accounts: [shop, data]}
)b";

resolve::Organization mapped(std::string_view network) {
  return test::organization_of(cat(test::customer_globex(), kMapHead, network));
}

std::string many_vpcs(std::size_t count) {
  std::string network =
      "quotas: {vpc/vpcs-per-region: 500}\nnetwork:\n  address_pools: {main: 10.0.0.0/8}\n  transit: {kind: "
      "transit-gateway}\n"
      "  vpcs:\n";
  for (std::size_t i = 0; i < count; ++i) {
    network += cat("    v", i, ": {account: ", i % 2 == 0 ? "shop" : "data", ", prefix: 22, layout: small}\n");
  }
  return network;
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::size_t number_after(std::string_view text, std::size_t from, std::string_view name) {
  const std::size_t at = text.find(cat(' ', name, "=\""), from) + name.size() + 3;
  std::size_t number = 0;
  std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

constexpr std::string_view kMixed = R"b(network:
  address_pools: {main: 10.0.0.0/8}
  reserved_ranges: {office: 10.8.0.0/16}
  transit: {kind: transit-gateway, across_regions: true}
  vpcs:
    tools: {account: network, prefix: 22, layout: small}
    shop: {account: shop, prefix: 20, layout: two-tier, ipv6: amazon}
    shop-eu: {account: shop, region: eu-west-1, prefix: 22, layout: small}
    vault: {account: data, prefix: 22, layout: isolated}
)b";

}  // namespace

TEST_CASE("the map shows pools, reserved ranges, regions, gateways, segments, VPCs, tiers and subnets") {
  const resolve::Organization organization = mapped(kMixed);
  const std::string map = network_map_svg(organization);
  for (const std::string_view text : {">main<", "office: 10.8.0.0/16", ">us-east-1<", ">eu-west-1<", ">shared<",
                                      ">workloads<", ">tools<", ">vault<", ">public<", "not connected", "IPv6"}) {
    CHECK_MESSAGE(map.find(text) != std::string::npos, text);
  }
  CHECK(occurrences(map, "transit gateway in account network") == 2);
  std::size_t subnets = 0;
  for (const resolve::Vpc& vpc : organization.network.vpcs) subnets += vpc.subnets.size();
  CHECK(occurrences(map, "class=\"nm-cell ") == subnets);
  CHECK(occurrences(map, "class=\"nm-card nm-alone\"") == 1);
}

TEST_CASE("peered VPCs name their peers, and there is no gateway") {
  const std::string map = network_map_svg(mapped(R"b(network:
  address_pools: {main: 10.0.0.0/8}
  transit: {kind: peering}
  vpcs:
    shop: {account: shop, prefix: 22, layout: small}
    data: {account: data, prefix: 22, layout: small}
    mail: {account: data, prefix: 22, layout: small}
)b"));
  CHECK(map.find("2 peers: mail, shop") != std::string::npos);
  CHECK(map.find("nm-gateway\"") == std::string::npos);
}

TEST_CASE("everything keeps to the frame, and the same network is the same picture") {
  for (const std::string& network : {std::string(kMixed), many_vpcs(50)}) {
    const resolve::Organization organization = mapped(network);
    const std::string map = network_map_svg(organization);
    const std::size_t width = number_after(map, 0, "width");
    const std::size_t height = number_after(map, 0, "height");
    for (std::size_t at = map.find("<rect"); at != std::string::npos; at = map.find("<rect", at + 1)) {
      CHECK(number_after(map, at, "x") + number_after(map, at, "width") <= width);
      CHECK(number_after(map, at, "y") + number_after(map, at, "height") <= height);
    }
    CHECK(network_map_svg(mapped(network)) == map);
  }
}

TEST_CASE("without VPCs, and with more than a picture holds, there is no map") {
  CHECK(network_map_svg(mapped("")).empty());
  CHECK_FALSE(emit_network_map(network_map_svg(mapped(""))));
  CHECK(network_map_svg(mapped(many_vpcs(201))).empty());
  const auto file = emit_network_map(network_map_svg(mapped(kMixed)));
  REQUIRE(file);
  CHECK(file->path == "docs/network-map.svg");
}

}  // namespace landform::emit
