// Transit gateways, what VPCs reach through them, and subnets that others use.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "plan/step.h"
#include "stacks/capabilities.h"
#include "stacks/vpc_rows.h"
#include "support/network_head.h"
#include "support/planned.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

constexpr std::string_view kConnected = R"b(  transit: {kind: transit-gateway, egress: out}
  tiers:
    inner: {zones: 2, subnets: {link: {prefix: 28, route: transit}, app: {prefix: 25, route: transit}, data: {prefix: 26, route: none}}}
  vpcs:
    out: {account: network, prefix: 22, layout: small}
    shop: {account: shop, prefix: 22, layout: inner}
    data: {account: data, prefix: 22, layout: isolated}
    test: {account: shop-test, prefix: 22, layout: inner}
    far: {account: shop, region: eu-west-1, cidr: 172.20.0.0/22, layout: inner}
)b";

resolve::Organization connected(std::string_view network) {
  return test::organization_of(cat(test::customer_globex(), test::kNetworkHead, network));
}

plan::Plan transit_plan(const resolve::Organization& organization) {
  plan::Plan plan;
  stacks::add_transit(organization, plan);
  stacks::add_transit_peerings(organization, plan);
  stacks::add_transit_routes(organization, plan);
  stacks::add_transit_far_routes(organization, plan);
  stacks::add_subnet_shares(organization, plan);
  return plan;
}

std::vector<std::string> needs_of(const plan::Step& step) {
  std::vector<std::string> names;
  for (const auto& need : step.needs) names.push_back(need.step);
  return names;
}

std::vector<std::string> listed(const cfn::Bindings& bindings, const std::string& parameter) {
  std::vector<std::string> all;
  for (const yaml::Node& item : bindings.parameters.at(parameter).items) all.push_back(item.text);
  return all;
}

// "AppToInternet 0.0.0.0/0"
std::vector<std::string> routes_of(const resolve::Organization& organization, const std::string& vpc) {
  cfn::Bindings bindings;
  stacks::bind_transit_routes(stacks::VpcWords(*organization.network.vpc(vpc)),
                              stacks::transit_ways(organization.network), bindings);
  std::vector<std::string> routes;
  for (const auto& row : bindings.mappings.at("TransitRoutes").entries) {
    routes.push_back(cat(row.key, ' ', row.value.find("Cidr")->text));
  }
  return routes;
}

}  // namespace

TEST_CASE("each region with attached VPCs has a gateway, each attached VPC a stack of its routes") {
  const plan::Plan plan = transit_plan(connected(kConnected));
  std::vector<std::string> names;
  for (const plan::Step& step : plan.steps) names.push_back(step.name);
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"transit", "transit-eu-west-1", "transit-vpc-far-eu-west-1",
                                          "transit-vpc-out", "transit-vpc-shop", "transit-vpc-test",
                                          "trusted-access-ram"});
  const plan::StackStep& gateway = test::stack_of(plan, "transit");
  CHECK(gateway.target.account == "network");
  CHECK(listed(gateway.bindings, "Segments") == std::vector<std::string>{"Egress", "Production", "Testing"});
  CHECK(gateway.bindings.parameters.at("Asn").text !=
        test::stack_of(plan, "transit-eu-west-1").bindings.parameters.at("Asn").text);
}

TEST_CASE("production and testing do not reach each other, and not by way of the VPC that both go out through") {
  const plan::Plan plan = transit_plan(connected(kConnected));
  const plan::StackStep& shop = test::stack_of(plan, "transit-vpc-shop");
  CHECK(listed(shop.bindings, "Reaching") == std::vector<std::string>{"Egress", "Production"});
  CHECK(listed(shop.bindings, "GoingOut").empty());
  CHECK(std::get<plan::FromOutput>(shop.parameters.at("AttachmentId")).step == "vpc-shop");
  const plan::StackStep& out = test::stack_of(plan, "transit-vpc-out");
  CHECK(listed(out.bindings, "Reaching") == std::vector<std::string>{"Egress", "Production", "Testing"});
  CHECK(listed(out.bindings, "GoingOut") == std::vector<std::string>{"Production", "Testing"});
  std::set<std::string> holes;
  for (const auto& row : test::stack_of(plan, "transit").bindings.mappings.at("Blackholes").entries) {
    holes.insert(cat(row.value.find("Table")->find("Ref")->text, ' ', row.value.find("Cidr")->text));
  }
  CHECK(holes == std::set<std::string>{"RouteTableProduction 10.0.0.0/8", "RouteTableProduction 100.64.0.0/10",
                                       "RouteTableProduction 172.16.0.0/12", "RouteTableProduction 192.168.0.0/16",
                                       "RouteTableTesting 10.0.0.0/8", "RouteTableTesting 100.64.0.0/10",
                                       "RouteTableTesting 172.16.0.0/12", "RouteTableTesting 192.168.0.0/16"});
  CHECK(listed(test::stack_of(plan, "transit-eu-west-1").bindings, "Blackholes").empty());
}

TEST_CASE(
    "tiers of the transit go out through it where there is a way out, others reach the pools, isolated ones nothing") {
  const resolve::Organization organization = connected(kConnected);
  CHECK(routes_of(organization, "shop") ==
        std::vector<std::string>{"AppToInternet 0.0.0.0/0", "LinkToInternet 0.0.0.0/0"});
  CHECK(routes_of(organization, "far") ==
        std::vector<std::string>{"AppTo0a000000x8 10.0.0.0/8", "LinkTo0a000000x8 10.0.0.0/8"});
  CHECK(routes_of(organization, "data").empty());
  CHECK(routes_of(organization, "out") ==
        std::vector<std::string>{"ZoneApp1To0a000000x8 10.0.0.0/8", "ZoneApp1Toac140000x22 172.20.0.0/22",
                                 "ZoneApp2To0a000000x8 10.0.0.0/8", "ZoneApp2Toac140000x22 172.20.0.0/22",
                                 "PublicTo0a000000x8 10.0.0.0/8", "PublicToac140000x22 172.20.0.0/22"});
}

TEST_CASE("subnets are shared with each unit and account by a stack of its own, never with their owner") {
  const plan::Plan plan = transit_plan(connected(R"b(  vpcs:
    pool: {account: network, prefix: 22, layout: small, share_to: [Workloads/Production, shop-test, network]}
)b"));
  std::vector<std::string> names;
  for (const plan::Step& step : plan.steps) names.push_back(step.name);
  CHECK(names == std::vector<std::string>{"trusted-access-ram", "share-vpc-pool-account-shop-test",
                                          "share-vpc-pool-unit-workloads-production"});
  const plan::StackStep& unit = test::stack_of(plan, "share-vpc-pool-unit-workloads-production");
  CHECK(unit.target.account == "network");
  CHECK(unit.bindings.parameters.at("Kind").text == "unit");
  CHECK(unit.parameters.contains("PrincipalId"));
  CHECK(unit.bindings.mappings.at("Subnets").find("Shared")->find("Arns")->items.size() == 2);
  const plan::StackStep& account = test::stack_of(plan, "share-vpc-pool-account-shop-test");
  CHECK(account.bindings.parameters.at("Kind").text == "account");
  CHECK_FALSE(account.parameters.contains("OrganizationId"));
}

namespace {

// "RouteTableProductionId 10.0.4.0/22"
std::vector<std::string> far_routes(const plan::StackStep& stack) {
  std::vector<std::string> routes;
  for (const auto& row : stack.bindings.mappings.at("Routes").entries) {
    routes.push_back(cat(row.value.find("Table")->find("Fn::GetStackOutput")->find("OutputName")->text, ' ',
                         row.value.find("Cidr")->text));
  }
  return routes;
}

constexpr std::string_view kAcross = R"b(  transit: {kind: transit-gateway, across_regions: true}
  vpcs:
    tools: {account: network, cidr: 10.0.0.0/22, layout: small}
    shop: {account: shop, cidr: 10.0.4.0/22, layout: small, ipv6: amazon}
    shop-eu: {account: shop, region: eu-west-1, cidr: 10.0.8.0/22, layout: small}
    test-eu: {account: shop-test, region: eu-west-1, cidr: 10.0.12.0/22, layout: small}
)b";

}  // namespace

TEST_CASE("gateways of two regions are peered where it is asked for, accepted, and only then routed") {
  const plan::Plan plan = transit_plan(connected(kAcross));
  const plan::StackStep& peering = test::stack_of(plan, "transit-peering-us-east-1-eu-west-1");
  CHECK(peering.target.region.str() == "eu-west-1");
  CHECK(peering.bindings.parameters.at("PeerRegion").text == "us-east-1");
  CHECK(std::get<plan::FromOutput>(peering.parameters.at("PeerTransitGatewayId")).step == "transit");
  const plan::Step& accepted = test::step_of(plan, "transit-accept-eu-west-1-to-us-east-1");
  CHECK(std::get<plan::CliStep>(accepted.what).region.str() == "us-east-1");
  CHECK(needs_of(accepted) == std::vector<std::string>{"transit-peering-us-east-1-eu-west-1"});
  for (const char* name : {"transit-arrivals-eu-west-1", "transit-arrivals-us-east-1-eu-west-1",
                           "transit-far-vpc-shop-eu-west-1", "transit-far-vpc-test-eu"}) {
    const std::vector<std::string> needs = needs_of(test::step_of(plan, name));
    CHECK_MESSAGE(std::count(needs.begin(), needs.end(), accepted.name) == 1, name);
  }
  CHECK(test::stack_of(plan, "transit").bindings.parameters.at("HasArrivals").text == "true");
}

TEST_CASE("across regions, too, production does not reach testing") {
  const plan::Plan plan = transit_plan(connected(kAcross));
  CHECK(far_routes(test::stack_of(plan, "transit-far-vpc-shop-eu-west-1")) ==
        std::vector<std::string>{"RouteTableProductionId 10.0.4.0/22"});
  CHECK(far_routes(test::stack_of(plan, "transit-far-vpc-test-eu")) ==
        std::vector<std::string>{"RouteTableSharedId 10.0.12.0/22"});
  CHECK(far_routes(test::stack_of(plan, "transit-far-vpc-tools-eu-west-1")) ==
        std::vector<std::string>{"RouteTableProductionId 10.0.0.0/22", "RouteTableTestingId 10.0.0.0/22"});
  CHECK(listed(test::stack_of(plan, "transit-far-vpc-shop-eu-west-1").bindings, "Ipv6Routes") ==
        std::vector<std::string>{"Production"});
}

TEST_CASE("without across_regions each region is by itself") {
  const plan::Plan plan = transit_plan(connected(kConnected));
  CHECK(test::stack_of(plan, "transit").bindings.parameters.at("HasArrivals").text == "false");
  CHECK(test::stack_of(plan, "transit-vpc-shop").bindings.parameters.at("HasArrivals").text == "false");
}

TEST_CASE("a VPC that changes its segment leaves the former one before anything else moves") {
  constexpr std::string_view kStays = R"b(  transit: {kind: transit-gateway, segments: {other: {}}}
  vpcs:
    shop: {account: shop, prefix: 22, layout: small}
    data: {account: data, prefix: 22, layout: small, segment: other}
)b";
  constexpr std::string_view kMoved = R"b(  transit: {kind: transit-gateway, segments: {other: {}}}
  vpcs:
    shop: {account: shop, prefix: 22, layout: small, segment: other}
    data: {account: data, prefix: 22, layout: small, segment: other}
)b";
  const test::Resolved first =
      test::resolve_text(cat(test::customer_globex(), test::kNetworkHead, kStays), resolve::Lock());
  const test::Resolved second =
      test::resolve_text(cat(test::customer_globex(), test::kNetworkHead, kMoved), first.after);
  REQUIRE(second.organization);
  const plan::Plan moved = transit_plan(*second.organization);
  const plan::Step& leave = test::step_of(moved, "transit-leave-vpc-shop");
  const auto& cli = std::get<plan::CliStep>(leave.what);
  CHECK(cli.account == "network");
  REQUIRE(cli.commands.size() == 2);
  CHECK(cli.commands[0] == std::vector<std::string>{"aws", "cloudformation", "delete-stack", "--region", "us-east-1",
                                                    "--stack-name", "globex-transit-vpc-shop"});
  CHECK(test::stack_of(moved, "transit-vpc-shop--other").stack.str() == "globex-transit-vpc-shop--other");
  const std::vector<std::string> needs = needs_of(test::step_of(moved, "transit"));
  CHECK(std::count(needs.begin(), needs.end(), leave.name) == 1);

  // Once more, and back: what it leaves is the other one, and its first stack has its first name.
  const test::Resolved third =
      test::resolve_text(cat(test::customer_globex(), test::kNetworkHead, kStays), second.after);
  REQUIRE(third.organization);
  const plan::Plan back = transit_plan(*third.organization);
  CHECK(test::stack_of(back, "transit-vpc-shop").stack.str() == "globex-transit-vpc-shop");
  const auto& again = std::get<plan::CliStep>(test::step_of(back, "transit-leave-vpc-shop").what);
  CHECK(again.commands[0].back() == "globex-transit-vpc-shop--other");
}

TEST_CASE("IPv6 goes to the gateway from tiers of the transit, and from others to ranges that the blueprint says") {
  const resolve::Organization organization = connected(R"b(  transit: {kind: transit-gateway}
  tiers:
    inner: {zones: 1, subnets: {link: {prefix: 28, route: transit}, app: {prefix: 26, route: internet}}}
  vpcs:
    shop: {account: shop, prefix: 22, layout: inner, ipv6: amazon}
    data: {account: data, prefix: 22, layout: inner, ipv6: {pool: ipv6pool-ec2-0123456789abcdef0, cidr: "2001:db8:1::/56"}}
    test: {account: shop-test, prefix: 22, layout: inner}
)b");
  const auto ipv6_routes_of = [&](const std::string& vpc) {
    cfn::Bindings bindings;
    stacks::bind_transit_routes(stacks::VpcWords(*organization.network.vpc(vpc)),
                                stacks::transit_ways(organization.network), bindings);
    return listed(bindings, "Ipv6TransitRoutes");
  };
  CHECK(ipv6_routes_of("shop") == std::vector<std::string>{"AppTo20010db800010000x56", "LinkToIpv6"});
  CHECK(ipv6_routes_of("data") == std::vector<std::string>{"LinkToIpv6"});
  CHECK(ipv6_routes_of("test").empty());
}

}  // namespace landform
