// Peerings of VPCs: who asks, who accepts, and the routes on both sides.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "plan/step.h"
#include "stacks/capabilities.h"
#include "support/network_head.h"
#include "support/planned.h"

namespace landform {
namespace {

using base::cat;

plan::Plan peering_plan(std::string_view network) {
  const resolve::Organization organization =
      test::organization_of(cat(test::customer_globex(), test::kNetworkHead, network));
  plan::Plan plan;
  stacks::add_peerings(organization, plan);
  return plan;
}

std::vector<std::string> peering_steps(const plan::Plan& plan) {
  std::vector<std::string> names;
  for (const plan::Step& step : plan.steps) names.push_back(step.name);
  std::sort(names.begin(), names.end());
  return names;
}

// "ZoneApp1To0a000400x22 10.0.4.0/22"
std::vector<std::string> peer_routes(const plan::StackStep& stack) {
  std::vector<std::string> routes;
  for (const auto& row : stack.bindings.mappings.at("Routes").entries) {
    routes.push_back(cat(row.key, ' ', row.value.find("Cidr")->text));
  }
  return routes;
}

bool waits_for(const plan::Step& step, std::string_view name) {
  return std::any_of(step.needs.begin(), step.needs.end(), [&](const auto& need) { return need.step == name; });
}

constexpr std::string_view kPeered = R"b(  transit: {kind: peering, across_regions: true}
  vpcs:
    tools: {account: network, cidr: 10.0.0.0/22, layout: small, ipv6: amazon}
    shop: {account: shop, cidr: 10.0.4.0/22, more_cidrs: [100.64.0.0/22], layout: small, ipv6: amazon}
    shop-eu: {account: shop, region: eu-west-1, cidr: 10.0.8.0/22, layout: small}
    test: {account: shop-test, cidr: 10.0.12.0/22, layout: small, dns: {hostnames: false}}
    alone: {account: data, cidr: 10.0.16.0/22, layout: isolated}
)b";

}  // namespace

TEST_CASE("VPCs whose segments reach each other are peered, each two once; production and testing are not") {
  const plan::Plan plan = peering_plan(kPeered);
  CHECK(peering_steps(plan) ==
        std::vector<std::string>{
            "peering-accepter--shop--tools", "peering-accepter--shop-eu--tools", "peering-accepter--test--tools",
            "peering-names-network-us-east-1", "peering-names-shop-eu-west-1", "peering-names-shop-us-east-1",
            "peering-routes--shop--shop-eu-eu-west-1", "peering-routes--shop--tools", "peering-routes--shop-eu--tools",
            "peering-routes--test--tools", "peering-shop--shop-eu", "peering-shop--tools",
            "peering-shop-eu--tools-eu-west-1", "peering-test--tools"});
}

TEST_CASE("without across_regions nothing is peered over regions") {
  const plan::Plan plan = peering_plan(R"b(  transit: {kind: peering}
  vpcs:
    shop: {account: shop, cidr: 10.0.4.0/22, layout: small}
    shop-eu: {account: shop, region: eu-west-1, cidr: 10.0.8.0/22, layout: small}
)b");
  CHECK(plan.steps.empty());
}

TEST_CASE("a connection is accepted by a role of the other account, made before it; one account needs none") {
  const plan::Plan plan = peering_plan(kPeered);
  const plan::StackStep& accepter = test::stack_of(plan, "peering-accepter--shop--tools");
  CHECK(accepter.target.account == "network");
  CHECK(std::get<plan::FromOutput>(accepter.parameters.at("RequesterVpcId")).step == "vpc-shop");
  const plan::StackStep& connection = test::stack_of(plan, "peering-shop--tools");
  CHECK(connection.target.account == "shop");
  CHECK(std::get<plan::FromOutput>(connection.parameters.at("AccepterRoleArn")).step ==
        "peering-accepter--shop--tools");
  CHECK(waits_for(test::step_of(plan, "peering-shop--tools"), "peering-accepter--shop--tools"));
  const plan::StackStep& own = test::stack_of(plan, "peering-shop--shop-eu");
  CHECK(own.bindings.parameters.at("IsOwnAccount").text == "true");
  CHECK_FALSE(own.parameters.contains("AccepterRoleArn"));
  CHECK(own.bindings.parameters.at("PeerRegion").text == "eu-west-1");
}

TEST_CASE("each side has routes to every range of the other one in every tier with a way out") {
  const plan::Plan plan = peering_plan(kPeered);
  CHECK(peer_routes(test::stack_of(plan, "peering-shop--tools")) ==
        std::vector<std::string>{"ZoneApp1To0a000000x22 10.0.0.0/22", "ZoneApp2To0a000000x22 10.0.0.0/22",
                                 "PublicTo0a000000x22 10.0.0.0/22"});
  const plan::StackStep& back = test::stack_of(plan, "peering-routes--shop--tools");
  CHECK(back.target.account == "network");
  CHECK(peer_routes(back) ==
        std::vector<std::string>{"ZoneApp1To0a000400x22 10.0.4.0/22", "ZoneApp1To64400000x22 100.64.0.0/22",
                                 "ZoneApp2To0a000400x22 10.0.4.0/22", "ZoneApp2To64400000x22 100.64.0.0/22",
                                 "PublicTo0a000400x22 10.0.4.0/22", "PublicTo64400000x22 100.64.0.0/22"});
  CHECK(std::get<plan::FromOutput>(back.parameters.at("ConnectionId")).step == "peering-shop--tools");
}

TEST_CASE("IPv6 is routed where both sides have it") {
  const plan::Plan plan = peering_plan(kPeered);
  const plan::StackStep& both = test::stack_of(plan, "peering-shop--tools");
  CHECK(both.bindings.parameters.at("Ipv6Routes").items.size() == 3);
  CHECK(std::get<plan::FromOutput>(both.parameters.at("PeerIpv6Range")).output == "Ipv6Range");
  const plan::StackStep& one = test::stack_of(plan, "peering-test--tools");
  CHECK(one.bindings.parameters.at("Ipv6Routes").items.empty());
  CHECK_FALSE(one.parameters.contains("PeerIpv6Range"));
}

TEST_CASE("each side lets the other one ask for private names, where both have names") {
  const plan::Plan plan = peering_plan(kPeered);
  const auto& cli = std::get<plan::CliStep>(test::step_of(plan, "peering-names-network-us-east-1").what);
  REQUIRE(cli.commands.size() == 2);  // not for test, whose instances have no names
  for (const auto& command : cli.commands) {
    CHECK(std::count(command.begin(), command.end(), "--accepter-peering-connection-options") == 1);
  }
  CHECK(waits_for(test::step_of(plan, "peering-names-network-us-east-1"), "peering-shop--tools"));
}

TEST_CASE("two long names still make a stack's name, and no two pairs share one") {
  const std::string one(60, 'a');
  const std::string network = cat("  transit: {kind: peering}\n  vpcs:\n    x", one,
                                  "1: {account: shop, cidr: 10.0.0.0/22, layout: small}\n    x", one,
                                  "2: {account: shop, cidr: 10.0.4.0/22, layout: small}\n    x", one,
                                  "3: {account: shop, cidr: 10.0.8.0/22, layout: small}\n");
  const std::vector<std::string> names = peering_steps(peering_plan(network));
  CHECK(names.size() == 7);
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  for (const std::string& name : names) CHECK(name.size() < 110);
}

}  // namespace landform
