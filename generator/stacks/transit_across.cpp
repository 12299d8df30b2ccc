// Transit gateways of different regions: a peering of each two of them, accepted by the other one, and static routes to
// each VPC from the segments that reach it. A peering has one route table for all that arrives, so who reaches whom is
// said where traffic sets out. One more VPC adds its own stacks and changes no other.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/transit_names.h"
#include "stacks/transit_parts.h"
#include "stacks/vpc_rows.h"

namespace landform::stacks {

using base::cat;
using yaml::Node;

namespace {

// Two regions; the one whose name comes first asks.
struct RegionPair {
  aws::RegionName requester;
  aws::RegionName accepter;
};

RegionPair pair_of(const aws::RegionName& one, const aws::RegionName& other) {
  return one < other ? RegionPair{one, other} : RegionPair{other, one};
}

std::string peering_step_of(const resolve::Organization& organization, const RegionPair& pair) {
  return plan::step_in_region(organization, cat("transit-peering-", pair.accepter.str()), pair.requester);
}

std::string acceptance_step_of(const RegionPair& pair) {
  return cat("transit-accept-", pair.requester.str(), "-to-", pair.accepter.str());
}

void open_output(plan::Plan& plan, std::size_t first, const std::string& parameter, const plan::FromOutput& output) {
  for (std::size_t i = first; i < plan.steps.size(); ++i) {
    auto& stack = std::get<plan::StackStep>(plan.steps[i].what);
    stack.bindings.open.insert(parameter);
    stack.parameters.emplace(parameter, output);
  }
}

void add_gateway_peering(const resolve::Organization& organization, const RegionPair& pair, plan::Plan& plan) {
  const base::Span span = organization.network.transit.span;
  const std::string own = plan::step_in_region(organization, kTransitStep, pair.requester);
  const std::string other = plan::step_in_region(organization, kTransitStep, pair.accepter);
  Deployment deployment;
  deployment.name = cat("transit-peering-", pair.accepter.str());
  deployment.number = number::kTransit;
  deployment.template_path = "network/transit-peering.yaml";
  deployment.title = cat("Peering of the transit gateways of ", pair.requester.str(), " and ", pair.accepter.str());
  deployment.why = "The blueprint lets segments hold across regions.";
  deployment.controls = {"vpc.environments"};
  deployment.needs = {{own, "one of the gateways"}, {other, "the other one"}};
  deployment.regions = {pair.requester};
  deployment.cause = span;
  deployment.values.parameters.emplace("TransitGatewayId",
                                       plan::stack_output(organization, kTransitStep, "TransitGatewayId", span));
  deployment.values.parameters.emplace("PeerRegion", bound(pair.accepter.str(), span));
  const std::size_t before = plan.steps.size();
  add_in_account(organization, deployment, organization.network.transit.account, plan);
  open_output(plan, before, "PeerTransitGatewayId", {other, "TransitGatewayId"});
}

// A request has to be accepted in the other region, even within one account, and is there some minutes later. It is
// accepted once; a second run finds it available.
void add_acceptance(const resolve::Organization& organization, const RegionPair& pair, plan::Plan& plan) {
  const std::string peering = peering_step_of(organization, pair);
  const std::string region = pair.accepter.str();
  const std::string id = cat("{output:", peering, "/AttachmentId}");
  plan::Step step;
  step.name = acceptance_step_of(pair);
  step.number = number::kTransit;
  step.title = cat("Accept in ", region, " the peering with the transit gateway of ", pair.requester.str());
  step.why = "A peering is accepted where it leads to. No resource type does that, and routes wait until it is there.";
  step.controls = {"vpc.environments"};
  step.needs = {{peering, "what is accepted"}};
  step.cause = organization.network.transit.span;
  plan::CliStep cli;
  cli.account = organization.network.transit.account;
  cli.region = pair.accepter;
  cli.commands = {
      {"bash", "-c",
       "for turn in $(seq 60); do "
       "state=$(aws ec2 describe-transit-gateway-peering-attachments --region \"$1\" --filters "
       "Name=transit-gateway-attachment-id,Values=\"$2\" --query 'TransitGatewayPeeringAttachments[0].State' "
       "--output text) || exit; "
       "case $state in available) exit 0 ;; "
       "pendingAcceptance) aws ec2 accept-transit-gateway-peering-attachment --region \"$1\" "
       "--transit-gateway-attachment-id \"$2\" || exit ;; "
       "rejected | rejecting | failed | failing | deleted | deleting) echo \"the peering $2 is $state\" >&2; exit 1 ;; "
       "esac; sleep 15; done; echo \"the peering $2 is still $state\" >&2; exit 1",
       "accept-peering", region, id}};
  cli.check = {"aws",      "ec2",  "describe-transit-gateway-peering-attachments",
               "--region", region, "--transit-gateway-attachment-ids",
               id};
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

void add_arrivals(const resolve::Organization& organization, const RegionPair& pair, const aws::RegionName& where,
                  plan::Plan& plan) {
  const base::Span span = organization.network.transit.span;
  const aws::RegionName& from = where == pair.requester ? pair.accepter : pair.requester;
  Deployment deployment;
  deployment.name = cat("transit-arrivals-", from.str());
  deployment.number = number::kTransitRoutes;
  deployment.template_path = "network/transit-arrivals.yaml";
  deployment.title = cat("What arrives from ", from.str());
  deployment.why = "Traffic of the other region finds the VPCs that segments there reach, and no others.";
  deployment.controls = {"vpc.environments"};
  deployment.needs = {{plan::step_in_region(organization, kTransitStep, where), "the route table for what arrives"},
                      {acceptance_step_of(pair), "only an accepted peering has a route table"}};
  deployment.regions = {where};
  deployment.cause = span;
  deployment.values.parameters.emplace("ArrivalTableId",
                                       plan::stack_output(organization, kTransitStep, "ArrivalTableId", span));
  const std::size_t before = plan.steps.size();
  add_in_account(organization, deployment, organization.network.transit.account, plan);
  open_output(plan, before, "AttachmentId", {peering_step_of(organization, pair), "AttachmentId"});
}

// In the tables of the segments of one region: a route to each range of a VPC of another one that they reach.
void add_far_routes(const resolve::Organization& organization, const resolve::Vpc& vpc, const aws::RegionName& where,
                    const TransitRegion& region, plan::Plan& plan) {
  const resolve::Network& network = organization.network;
  std::vector<aws::Cidr> ranges{vpc.cidr};
  ranges.insert(ranges.end(), vpc.more_cidrs.begin(), vpc.more_cidrs.end());
  const bool ipv6 = vpc.ipv6.source != resolve::Ipv6Source::none;
  Node keys = yaml::sequence();
  Node rows = yaml::mapping();
  Node ipv6_keys = yaml::sequence();
  Node ipv6_rows = yaml::mapping();
  std::vector<std::string> reaching;
  for (const std::string& name : region.segments) {
    if (!reaches_afar(network, name, vpc.segment.value)) continue;
    reaching.push_back(name);
    const std::string segment = segment_key(name);
    const Node table = plan::stack_output(organization, kTransitStep, cat("RouteTable", segment, "Id"), vpc.span);
    for (const aws::Cidr& range : ranges) {
      const std::string key = cat(segment, "To", range_key(range));
      keys.items.push_back(bound(key, vpc.span));
      rows.entries.push_back(
          {key, vpc.span, yaml::mapping({{"Table", table}, {"Cidr", bound(aws::to_text(range), vpc.span)}})});
    }
    if (!ipv6) continue;
    ipv6_keys.items.push_back(bound(segment, vpc.span));
    ipv6_rows.entries.push_back({segment, vpc.span, yaml::mapping({{"Table", table}})});
  }
  if (reaching.empty()) return;
  const RegionPair pair = pair_of(vpc.region, where);
  Deployment deployment;
  deployment.name = cat("transit-far-", vpc_stack(vpc));
  deployment.number = number::kTransitRoutes;
  deployment.template_path = "network/transit-far-routes.yaml";
  deployment.title = cat("Routes to VPC ", vpc.name, " of ", vpc.region.str());
  deployment.why = cat("VPC ", vpc.name, " is of segment ", vpc.segment.value, ", which is reached by ",
                       base::join(reaching, ", "), ". A peering of gateways learns no routes.");
  deployment.controls = {"vpc.environments"};
  deployment.needs = {{plan::step_in_region(organization, kTransitStep, where), "the route tables"},
                      {acceptance_step_of(pair), "routes lead to an accepted peering alone"}};
  deployment.regions = {where};
  deployment.cause = vpc.segment.span.known() ? vpc.segment.span : vpc.span;
  auto& values = deployment.values;
  values.parameters.emplace("Routes", std::move(keys));
  values.parameters.emplace("Ipv6Routes", std::move(ipv6_keys));
  values.mappings.emplace("Routes", std::move(rows));
  values.mappings.emplace("Ipv6Routes", std::move(ipv6_rows));
  if (ipv6) {
    deployment.needs.push_back({vpc_step(vpc), "its IPv6 range"});
  } else {
    values.parameters.emplace("Ipv6Range", bound(""));
  }
  const std::size_t before = plan.steps.size();
  add_in_account(organization, deployment, network.transit.account, plan);
  open_output(plan, before, "AttachmentId", {peering_step_of(organization, pair), "AttachmentId"});
  if (ipv6) open_output(plan, before, "Ipv6Range", {vpc_step(vpc), "Ipv6Range"});
}

}  // namespace

void add_transit_peerings(const resolve::Organization& organization, plan::Plan& plan) {
  for (const auto& [name, region] : transit_regions(organization.network)) {
    for (const aws::RegionName& other : region.connected) {
      const RegionPair pair = pair_of(name, other);
      if (pair.requester != name) continue;
      add_gateway_peering(organization, pair, plan);
      add_acceptance(organization, pair, plan);
      add_arrivals(organization, pair, pair.requester, plan);
      add_arrivals(organization, pair, pair.accepter, plan);
    }
  }
}

void add_transit_far_routes(const resolve::Organization& organization, plan::Plan& plan) {
  const TransitRegions regions = transit_regions(organization.network);
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    if (!vpc.attached) continue;
    for (const aws::RegionName& other : regions.at(vpc.region).connected) {
      add_far_routes(organization, vpc, other, regions.at(other), plan);
    }
  }
}

}  // namespace landform::stacks
