// Rules that VPCs get: network ACLs by preset, security groups with and without circles.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "stacks/acl_rows.h"
#include "stacks/acl_rules.h"
#include "stacks/vpc_rows.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;
using resolve::AclPreset;

resolve::Vpc vpc_with(bool ipv6, std::vector<std::string> endpoints) {
  resolve::Vpc vpc;
  vpc.name = "shop";
  vpc.cidr = aws::ipv4_cidr(10, 0, 0, 0, 18);
  vpc.more_cidrs = {aws::ipv4_cidr(10, 80, 0, 0, 20)};
  if (ipv6) vpc.ipv6.source = resolve::Ipv6Source::amazon;
  for (std::string& endpoint : endpoints) vpc.endpoints.push_back({std::move(endpoint), {}});
  return vpc;
}

resolve::AddressPool pool(std::string name, aws::Cidr cidr) {
  resolve::AddressPool pool;
  pool.name = std::move(name);
  pool.cidr = cidr;
  return pool;
}

resolve::ReservedRange reserved(std::string name, aws::Cidr cidr,
                                resolve::ReservedFor kind = resolve::ReservedFor::on_premises) {
  return {std::move(name), cidr, kind, {}};
}

// "in 200 allow 6 0.0.0.0/0 443-443"
std::vector<std::string> lines(const resolve::Network& network, const resolve::Vpc& vpc, AclPreset preset) {
  resolve::Tier tier;
  tier.name = "tier";
  tier.acl = preset;
  std::vector<std::string> all;
  for (const auto& rule : stacks::acl_rules(stacks::acl_ranges(network), vpc, tier)) {
    std::string line = cat(rule.outbound ? "out " : "in ", rule.number, rule.allow ? " allow " : " deny ",
                           rule.protocol, ' ', rule.range.empty() ? "own" : rule.range);
    if (rule.ports) line += cat(' ', rule.ports->first, '-', rule.ports->last);
    if (rule.icmp) line += cat(" type ", rule.icmp->first, " code ", rule.icmp->last);
    all.push_back(line);
  }
  return all;
}

}  // namespace

TEST_CASE("a public tier lets the web in and answers back, and the world never reaches remote desktops") {
  CHECK(lines({}, vpc_with(true, {}), AclPreset::public_facing) ==
        std::vector<std::string>{"in 100 allow -1 10.0.0.0/18", "in 102 allow -1 10.80.0.0/20", "in 101 allow -1 own",
                                 "in 200 allow 6 0.0.0.0/0 443-443", "in 201 allow 6 ::/0 443-443",
                                 "in 210 allow 6 0.0.0.0/0 80-80", "in 211 allow 6 ::/0 80-80",
                                 "in 300 deny 6 0.0.0.0/0 3389-3389", "in 301 deny 6 ::/0 3389-3389",
                                 "in 310 allow 6 0.0.0.0/0 1024-65535", "in 311 allow 6 ::/0 1024-65535",
                                 "in 320 allow 17 0.0.0.0/0 1024-65535", "in 321 allow 17 ::/0 1024-65535",
                                 "in 330 allow 1 0.0.0.0/0 type 3 code 4", "in 331 allow 58 ::/0 type 2 code 0",
                                 "out 200 allow -1 0.0.0.0/0", "out 201 allow -1 ::/0"});
}

TEST_CASE("an isolated tier talks to its VPC alone, and to gateway endpoints where there are some") {
  const std::vector<std::string> alone{"in 100 allow -1 10.0.0.0/18", "in 102 allow -1 10.80.0.0/20",
                                       "out 100 allow -1 10.0.0.0/18", "out 102 allow -1 10.80.0.0/20"};
  CHECK(lines({}, vpc_with(false, {"kms"}), AclPreset::isolated) == alone);
  CHECK(lines({}, vpc_with(false, {"kms", "s3"}), AclPreset::isolated) ==
        std::vector<std::string>{"in 100 allow -1 10.0.0.0/18", "in 102 allow -1 10.80.0.0/20",
                                 "in 300 deny 6 0.0.0.0/0 3389-3389", "in 310 allow 6 0.0.0.0/0 1024-65535",
                                 "out 100 allow -1 10.0.0.0/18", "out 102 allow -1 10.80.0.0/20",
                                 "out 200 allow 6 0.0.0.0/0 443-443"});
}

TEST_CASE(
    "private tiers hear the whole network only where there is a transit, and never more than a handful of ranges") {
  resolve::Network network;
  network.pools.push_back(pool("main", aws::ipv4_cidr(10, 0, 0, 0, 8)));
  network.reserved.push_back(reserved("office", aws::ipv4_cidr(192, 168, 0, 0, 16)));
  network.reserved.push_back(reserved("inside", aws::ipv4_cidr(10, 255, 0, 0, 16)));
  network.reserved.push_back(reserved("later", aws::ipv4_cidr(172, 16, 0, 0, 12), resolve::ReservedFor::growth));
  const auto of_network = [&] {
    auto all = lines(network, vpc_with(false, {}), AclPreset::private_only);
    all.erase(std::remove_if(all.begin(), all.end(), [](const auto& line) { return !line.starts_with("in 15"); }),
              all.end());
    return all;
  };
  CHECK(of_network().empty());
  network.transit.kind = resolve::TransitKind::transit_gateway;
  CHECK(of_network() == std::vector<std::string>{"in 150 allow -1 10.0.0.0/8", "in 152 allow -1 192.168.0.0/16"});
  for (std::uint8_t i = 0; i < 9; ++i) {
    network.reserved.push_back(reserved(cat("site-", i), aws::ipv4_cidr(172, 20, i, 0, 25)));
  }
  CHECK(of_network() == std::vector<std::string>{"in 150 allow -1 10.0.0.0/8", "in 152 allow -1 100.64.0.0/10",
                                                 "in 154 allow -1 172.16.0.0/12", "in 156 allow -1 192.168.0.0/16"});
}

TEST_CASE("no preset has over 20 rules of a direction and family for a VPC with five ranges") {
  resolve::Network network;
  network.transit.kind = resolve::TransitKind::transit_gateway;
  for (std::uint8_t i = 0; i < 6; ++i) {
    network.pools.push_back(pool(cat("p", i), aws::ipv4_cidr(10, i, 0, 0, 16)));
  }
  resolve::Vpc vpc = vpc_with(true, {"s3"});
  for (std::uint8_t i = 0; i < 3; ++i) vpc.more_cidrs.push_back(aws::ipv4_cidr(10, 90, i, 0, 24));
  for (const AclPreset preset :
       {AclPreset::public_facing, AclPreset::private_only, AclPreset::isolated, AclPreset::open}) {
    resolve::Tier tier;
    tier.acl = preset;
    const auto rules = stacks::acl_rules(stacks::acl_ranges(network), vpc, tier);
    for (const bool outbound : {false, true}) {
      for (const bool ipv6 : {false, true}) {
        CHECK(std::count_if(rules.begin(), rules.end(),
                            [&](const auto& rule) { return rule.outbound == outbound && rule.ipv6 == ipv6; }) <= 20);
      }
    }
  }
}

TEST_CASE("the ids of a VPC's parts say tier and slot, and a tier without NAT has one route table for all zones") {
  resolve::Vpc vpc = vpc_with(false, {});
  vpc.tiers.resize(2);
  vpc.tiers[0].name = "app";
  vpc.tiers[0].route = resolve::SubnetRoute::nat;
  vpc.tiers[1].name = "edge-web";
  vpc.tiers[1].route = resolve::SubnetRoute::internet;
  vpc.zones.resize(2);
  vpc.zones[1].slot = 3;
  for (const std::size_t tier : {0, 1}) {
    for (const std::size_t zone : {0, 1}) vpc.subnets.push_back({tier, zone, {}, 0});
  }
  const stacks::VpcWords words(vpc);
  CHECK(words.tiers == std::vector<std::string>{"App", "EdgeWeb"});
  CHECK(words.subnets == std::vector<std::string>{"App1", "App3", "EdgeWeb1", "EdgeWeb3"});
  CHECK(words.tables ==
        std::vector<std::string>{"ZoneRouteTableApp1", "ZoneRouteTableApp3", "RouteTableEdgeWeb", "RouteTableEdgeWeb"});
  CHECK(words.first_of_tables() == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE(
    "rules between groups in a circle stand beside them, all others inside, and no rule at all is one that says so") {
  using resolve::PeerKind;
  using resolve::SecurityGroup;
  using resolve::TrafficRule;
  const auto from = [](std::string peer, PeerKind kind, std::uint16_t port) {
    TrafficRule rule;
    rule.peer = {std::move(peer), {}};
    rule.kind = kind;
    rule.first_port = rule.last_port = port;
    return rule;
  };
  SecurityGroup app;
  app.name = "app";
  app.ingress = {from("web", PeerKind::group, 8080), from("db", PeerKind::group, 9000),
                 from("app", PeerKind::group, 7000)};
  SecurityGroup db;
  db.name = "db";
  db.ingress = {from("app", PeerKind::group, 5432)};
  db.egress.emplace();
  SecurityGroup web;
  web.name = "web";
  web.ingress = {from("0.0.0.0/0", PeerKind::range, 443)};
  web.egress = {from("app", PeerKind::group, 8080)};
  cfn::Bindings bindings;
  stacks::bind_security_groups(vpc_with(false, {}), {&app, &db, &web}, bindings);
  const auto text = [](const yaml::Node& node) { return yaml::write_json(node, yaml::JsonLayout::minified); };
  // web and app refer to each other as well: app lets web in, web goes out to app.
  CHECK(text(bindings.parameters.at("CircularIngress")) ==
        R"(["AppFromWebTcp8080","AppFromDbTcp9000","AppFromAppTcp7000","DbFromAppTcp5432"])");
  CHECK(text(bindings.parameters.at("CircularEgress")) == R"(["WebToAppTcp8080"])");
  const yaml::Node& rows = bindings.mappings.at("SecurityGroups");
  CHECK(text(*rows.find("Web")->find("Ingress")) ==
        R"([{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"0.0.0.0/0"}])");
  CHECK(text(*rows.find("Db")->find("Egress")).find("127.0.0.1/32") != std::string::npos);
  CHECK(text(*rows.find("Web")->find("Egress")).find("127.0.0.1/32") != std::string::npos);
  CHECK(text(*rows.find("App")->find("Egress")) == R"({"Ref":"AWS::NoValue"})");
}

TEST_CASE("VPCs with the same tiers share the rows of their network ACLs, others have rows of their own") {
  const auto named = [](std::string name, std::uint8_t second, bool more) {
    resolve::Vpc vpc = vpc_with(false, {});
    vpc.name = std::move(name);
    vpc.cidr = aws::ipv4_cidr(10, second, 0, 0, 18);
    if (!more) vpc.more_cidrs.clear();
    resolve::Tier tier;
    tier.name = "app";
    tier.acl = AclPreset::isolated;
    vpc.tiers.push_back(std::move(tier));
    return vpc;
  };
  resolve::Network network;
  network.vpcs = {named("a", 1, false), named("b", 2, false), named("c", 3, true), named("d", 4, false)};
  network.vpcs[3].tiers[0].acl = AclPreset::open;
  const stacks::AclRows acls(network);
  const auto rows_of = [&](std::size_t place) {
    cfn::Bindings bindings;
    acls.bind(stacks::VpcWords(network.vpcs[place]), bindings);
    CHECK(bindings.parameters.at("AclEntries").items.size() ==
          bindings.shared_mappings.at("AclEntries")->entries.size());
    return bindings.shared_mappings.at("AclEntries");
  };
  CHECK(rows_of(0) == rows_of(1));
  CHECK(rows_of(0) != rows_of(3));
  const auto cidrs = [](const yaml::Node& rows) {
    std::string all;
    for (const yaml::Entry& row : rows.entries) {
      all += cat(row.key, ' ', yaml::write_json(*row.value.find("Cidr"), yaml::JsonLayout::minified), ' ');
    }
    return all;
  };
  CHECK(cidrs(*rows_of(0)) == R"(AppIn100 {"Ref":"Cidr"} AppOut100 {"Ref":"Cidr"} )");
  CHECK(cidrs(*rows_of(2)) ==
        R"(AppIn100 {"Ref":"Cidr"} AppIn102 "10.80.0.0/20" AppOut100 {"Ref":"Cidr"} AppOut102 "10.80.0.0/20" )");
}

}  // namespace landform
