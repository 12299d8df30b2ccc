// Peerings: the connection of two VPCs in the account of the one that asks, with its routes; the role that accepts it,
// in the account of the other one; then that one's routes back. Each two VPCs have stacks of their own, so one more VPC
// changes no stack of another, and no stack grows with VPCs.
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/sha256.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/vpc_rows.h"

namespace landform::stacks {

using base::cat;
using yaml::Node;

namespace {

struct Pair {
  const resolve::Vpc* requester;
  const resolve::Vpc* accepter;

  [[nodiscard]] bool crosses_accounts() const { return requester->account != accepter->account; }
};

// Names have single hyphens, so two of them part the VPCs. What is too long for a stack's name keeps its beginnings.
std::string pair_key(const Pair& pair) {
  constexpr std::size_t kMost = 80;
  constexpr std::size_t kBeginning = 34;
  constexpr std::size_t kDigits = 8;
  constexpr std::size_t kKind = std::string_view("vpc-").size();
  const std::string one = vpc_stack(*pair.requester).substr(kKind);
  const std::string two = vpc_stack(*pair.accepter).substr(kKind);
  std::string whole = cat(one, "--", two);
  if (whole.size() <= kMost) return whole;
  return cat(one.substr(0, kBeginning), "--", two.substr(0, kBeginning), '-',
             base::sha256_hex(whole).substr(0, kDigits));
}

std::string connection_name(const Pair& pair) {
  return cat("peering-", pair_key(pair));
}

// With two hyphens, as no VPC is called: names of connections have them once.
std::string accepter_name(const Pair& pair) {
  return cat("peering-accepter--", pair_key(pair));
}

std::string way_back_name(const Pair& pair) {
  return cat("peering-routes--", pair_key(pair));
}

std::string step_of_connection(const resolve::Organization& organization, const Pair& pair) {
  return plan::step_in_region(organization, connection_name(pair), pair.requester->region);
}

bool has_ipv6(const resolve::Vpc& vpc) {
  return vpc.ipv6.source != resolve::Ipv6Source::none;
}

// Parameters that other steps' outputs fill; all of a step that add_in_account has just added.
void fill_from_outputs(const std::map<std::string, plan::FromOutput>& outputs, std::size_t first, plan::Plan& plan) {
  for (std::size_t i = first; i < plan.steps.size(); ++i) {
    auto& stack = std::get<plan::StackStep>(plan.steps[i].what);
    for (const auto& [parameter, output] : outputs) {
      stack.bindings.open.insert(parameter);
      stack.parameters.emplace(parameter, output);
    }
  }
}

// From every tier of `from` that has a way out to all of `to`.
void bind_peer_routes(const resolve::Organization& organization, const resolve::Vpc& from, const resolve::Vpc& to,
                      Values& values, std::map<std::string, plan::FromOutput>& outputs) {
  std::vector<aws::Cidr> ranges{to.cidr};
  ranges.insert(ranges.end(), to.more_cidrs.begin(), to.more_cidrs.end());
  const bool ipv6 = has_ipv6(from) && has_ipv6(to);
  Node keys = yaml::sequence();
  Node rows = yaml::mapping();
  Node ipv6_keys = yaml::sequence();
  Node ipv6_rows = yaml::mapping();
  for (const WayOutTable& table : way_out_tables(VpcWords(from))) {
    const Node id = plan::stack_output(organization, vpc_stack(from), table.id, table.tier->span);
    for (const aws::Cidr& range : ranges) {
      const std::string key = cat(table.key, "To", range_key(range));
      keys.items.push_back(bound(key, to.span));
      rows.entries.push_back(
          {key, to.span, yaml::mapping({{"Table", id}, {"Cidr", bound(aws::to_text(range), to.span)}})});
    }
    if (!ipv6) continue;
    ipv6_keys.items.push_back(bound(table.key, to.span));
    ipv6_rows.entries.push_back({table.key, to.span, yaml::mapping({{"Id", id}})});
  }
  values.parameters.emplace("Routes", std::move(keys));
  values.parameters.emplace("Ipv6Routes", std::move(ipv6_keys));
  values.mappings.emplace("Routes", std::move(rows));
  values.mappings.emplace("Ipv6Routes", std::move(ipv6_rows));
  if (ipv6) {
    outputs.emplace("PeerIpv6Range", plan::FromOutput{vpc_step(to), "Ipv6Range"});
  } else {
    values.parameters.emplace("PeerIpv6Range", bound(""));
  }
}

Deployment deployment_of(const Pair& pair, std::string name, std::string template_path, const resolve::Vpc& where) {
  Deployment deployment;
  deployment.name = std::move(name);
  deployment.number = number::kPeerings;
  deployment.template_path = std::move(template_path);
  deployment.controls = {"vpc.environments"};
  deployment.needs = {{vpc_step(*pair.requester), "the VPC that asks"},
                      {vpc_step(*pair.accepter), "the VPC that is asked"}};
  deployment.regions = {where.region};
  deployment.cause = where.segment.span.known() ? where.segment.span : where.span;
  return deployment;
}

void add_accepter(const resolve::Organization& organization, const Pair& pair, plan::Plan& plan) {
  const resolve::Vpc& accepter = *pair.accepter;
  const resolve::Account* account = organization.account(pair.requester->account);
  if (account == nullptr) return;
  Deployment deployment = deployment_of(pair, accepter_name(pair), "network/peering-accepter.yaml", accepter);
  deployment.title = cat("Role that accepts the peering of ", pair.requester->name, " with ", accepter.name);
  deployment.why = cat("Account ", accepter.account, " has to accept what account ", pair.requester->account,
                       " asks for. The role can accept this one connection and do nothing else.");
  auto& parameters = deployment.values.parameters;
  parameters.emplace("Requester", bound(pair.requester->name, pair.requester->span));
  parameters.emplace("Accepter", bound(accepter.name, accepter.span));
  parameters.emplace("RequesterAccountId", account_id_value(organization, *account));
  parameters.emplace("RequesterRegion", bound(pair.requester->region.str()));
  parameters.emplace("OrganizationId", organization_id_value(organization));
  const std::size_t before = plan.steps.size();
  add_in_account(organization, deployment, accepter.account, plan);
  fill_from_outputs(
      {{"AccepterVpcId", {vpc_step(accepter), "VpcId"}}, {"RequesterVpcId", {vpc_step(*pair.requester), "VpcId"}}},
      before, plan);
}

void add_connection(const resolve::Organization& organization, const Pair& pair, plan::Plan& plan) {
  const resolve::Vpc& own = *pair.requester;
  const resolve::Vpc& peer = *pair.accepter;
  const resolve::Account* account = organization.account(peer.account);
  if (account == nullptr) return;
  Deployment deployment = deployment_of(pair, connection_name(pair), "network/peering.yaml", own);
  deployment.title = cat("Peering of VPCs ", own.name, " and ", peer.name);
  deployment.why = cat("VPC ", own.name, " is of segment ", own.segment.value, " and VPC ", peer.name, " of ",
                       peer.segment.value, ", which reach each other.");
  std::map<std::string, plan::FromOutput> outputs{{"PeerVpcId", {vpc_step(peer), "VpcId"}}};
  auto& parameters = deployment.values.parameters;
  parameters.emplace("Name", bound(cat(own.name, '-', peer.name), own.span));
  parameters.emplace("VpcId", plan::stack_output(organization, vpc_stack(own), "VpcId", own.span));
  parameters.emplace("PeerAccountId", account_id_value(organization, *account));
  parameters.emplace("PeerRegion", bound(peer.region.str()));
  parameters.emplace("IsOwnAccount", switched(!pair.crosses_accounts()));
  if (pair.crosses_accounts()) {
    const std::string accepter = plan::step_in_region(organization, accepter_name(pair), peer.region);
    outputs.emplace("AccepterRoleArn", plan::FromOutput{accepter, "RoleArn"});
    deployment.needs.push_back({accepter, "the role by which the connection is accepted"});
  } else {
    parameters.emplace("AccepterRoleArn", bound(""));
  }
  bind_peer_routes(organization, own, peer, deployment.values, outputs);
  const std::size_t before = plan.steps.size();
  add_in_account(organization, deployment, own.account, plan);
  fill_from_outputs(outputs, before, plan);
}

void add_way_back(const resolve::Organization& organization, const Pair& pair, plan::Plan& plan) {
  const resolve::Vpc& own = *pair.accepter;
  Deployment deployment = deployment_of(pair, way_back_name(pair), "network/peering-routes.yaml", own);
  const std::string connection = step_of_connection(organization, pair);
  deployment.title = cat("Routes from VPC ", own.name, " to VPC ", pair.requester->name);
  deployment.why = "A connection without routes on both sides lets nothing pass.";
  deployment.controls = {"vpc.subnets"};
  deployment.needs.push_back({connection, "the connection that the routes lead to"});
  std::map<std::string, plan::FromOutput> outputs{{"ConnectionId", {connection, "ConnectionId"}}};
  bind_peer_routes(organization, own, *pair.requester, deployment.values, outputs);
  const std::size_t before = plan.steps.size();
  add_in_account(organization, deployment, own.account, plan);
  fill_from_outputs(outputs, before, plan);
}

// ---- names
// -----------------------------------------------------------------------------------------------------------

struct SideOfPeering {
  Pair pair;
  std::string_view option;  // of the command
};
using SidesByPlace = std::map<std::pair<std::string, std::string>, std::vector<SideOfPeering>>;

bool resolves_names(const resolve::Vpc& vpc) {
  return vpc.dns.support && vpc.dns.hostnames;
}

// Each side says for itself that the other one may ask for private addresses, which no property of the connection does.
void add_name_resolution(const resolve::Organization& organization, const SidesByPlace::value_type& place,
                         plan::Plan& plan) {
  const auto& [account, region] = place.first;
  plan::Step step;
  step.name = cat("peering-names-", account, '-', region);
  step.number = number::kPeerings;
  step.title = cat("Names over the peerings of ", account, " in ", region);
  step.why =
      "Without it the public name of an instance leads peers to its public address, and so out of the network. No "
      "property of CloudFormation says it.";
  step.controls = {"vpc.environments"};
  step.cause = organization.network.transit.span;
  plan::CliStep cli;
  cli.account = account;
  cli.region = aws::RegionName(region);
  cli.check = {"aws", "ec2", "describe-vpc-peering-connections", "--region", region, "--vpc-peering-connection-ids"};
  for (const SideOfPeering& side : place.second) {
    const std::string connection = step_of_connection(organization, side.pair);
    step.needs.push_back({connection, "only an accepted connection has options"});
    const std::string id = cat("{output:", connection, "/ConnectionId}");
    cli.commands.push_back({"aws", "ec2", "modify-vpc-peering-connection-options", "--region", region,
                            "--vpc-peering-connection-id", id, std::string(side.option),
                            "AllowDnsResolutionFromRemoteVpc=true"});
    cli.check.push_back(id);
  }
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_peerings(const resolve::Organization& organization, plan::Plan& plan) {
  const auto& vpcs = organization.network.vpcs;
  SidesByPlace places;
  for (const resolve::Peering& peering : organization.network.transit.peerings) {
    const Pair pair{&vpcs[peering.requester], &vpcs[peering.accepter]};
    if (pair.crosses_accounts()) add_accepter(organization, pair, plan);
    add_connection(organization, pair, plan);
    add_way_back(organization, pair, plan);
    if (!resolves_names(*pair.requester) || !resolves_names(*pair.accepter)) continue;
    places[{pair.requester->account, pair.requester->region.str()}].push_back(
        {pair, "--requester-peering-connection-options"});
    places[{pair.accepter->account, pair.accepter->region.str()}].push_back(
        {pair, "--accepter-peering-connection-options"});
  }
  for (const auto& place : places) add_name_resolution(organization, place, plan);
}

}  // namespace landform::stacks
