// Transit: a gateway a region in the network account with a route table for each segment, and for each attached VPC a
// stack that says which segments reach it. So one more VPC changes no stack of another, and no stack grows with VPCs.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"
#include "stacks/transit_names.h"
#include "stacks/transit_parts.h"
#include "stacks/vpc_rows.h"

namespace landform::stacks {

using base::cat;
using yaml::Node;

namespace {

// Of the region alone, so that it never changes: another number replaces the gateway. FNV-1a over the private numbers
// of 32 bits.
std::int64_t autonomous_system(const aws::RegionName& region) {
  constexpr std::uint64_t kFirst = 4200000000;
  constexpr std::uint64_t kCount = 94967295;
  constexpr std::uint64_t kBasis = 0xcbf29ce484222325;
  constexpr std::uint64_t kPrime = 0x100000001b3;
  std::uint64_t hash = kBasis;
  for (const char c : region.str()) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return static_cast<std::int64_t>(kFirst + hash % kCount);
}

Node table_reference(const std::string& segment) {
  Node node = yaml::mapping();
  node.add("Ref", yaml::string(cat("RouteTable", segment_key(segment))));
  return node;
}

// Private ranges whose longer prefixes alone a segment knows. What it does not reach must not go out by the default
// route either, come to the VPC that all go out through, and from there to where it was not to come.
std::vector<aws::Cidr> kept_inside(const resolve::Network& network) {
  std::set<aws::Cidr> ranges{aws::ipv4_cidr(10, 0, 0, 0, 8), aws::ipv4_cidr(100, 64, 0, 0, 10),
                             aws::ipv4_cidr(172, 16, 0, 0, 12), aws::ipv4_cidr(192, 168, 0, 0, 16)};
  const std::set<aws::Cidr> private_ranges = ranges;
  for (const aws::Cidr& range : transit_ways(network).ranges) {
    const bool covered = std::any_of(private_ranges.begin(), private_ranges.end(),
                                     [&](const aws::Cidr& around) { return aws::contains(around, range); });
    if (!covered) ranges.insert(range);
  }
  // A static route wins over what an attachment brings for the very same range.
  for (const resolve::Vpc& vpc : network.vpcs) {
    ranges.erase(vpc.cidr);
    for (const aws::Cidr& range : vpc.more_cidrs) ranges.erase(range);
  }
  return {ranges.begin(), ranges.end()};
}

void bind_segment_tables(const resolve::Network& network, const TransitRegion& region, Values& values) {
  Node keys = yaml::sequence();
  Node rows = yaml::mapping();
  Node hole_keys = yaml::sequence();
  Node holes = yaml::mapping();
  const std::vector<aws::Cidr> ranges = region.way_out != nullptr ? kept_inside(network) : std::vector<aws::Cidr>();
  for (const std::string& name : region.segments) {
    const resolve::Segment* segment = network.transit.segment(name);
    const base::Span span = segment != nullptr ? segment->span : base::Span();
    const std::string key = segment_key(name);
    keys.items.push_back(bound(key, span));
    rows.entries.push_back({key, span, yaml::mapping({{"Name", bound(name, span)}, {"Id", table_reference(name)}})});
    if (name == resolve::kEgressSegment) continue;
    for (const aws::Cidr& range : ranges) {
      std::string hole = cat(key, "To");
      for (const char c : aws::to_text(range)) hole += c == '.' || c == '/' ? 'x' : c;
      hole_keys.items.push_back(bound(hole, span));
      holes.entries.push_back(
          {hole, span, yaml::mapping({{"Table", table_reference(name)}, {"Cidr", bound(aws::to_text(range), span)}})});
    }
  }
  values.parameters.emplace("Segments", std::move(keys));
  values.parameters.emplace("Blackholes", std::move(hole_keys));
  values.mappings.emplace("Segments", std::move(rows));
  values.mappings.emplace("Blackholes", std::move(holes));
}

bool shares_subnets(const resolve::Network& network) {
  for (const resolve::Vpc& vpc : network.vpcs) {
    for (const resolve::Tier& tier : vpc.tiers) {
      if (!tier.shared_to.empty()) return true;
    }
  }
  return false;
}

void add_trusted_sharing(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step = command_step(organization, std::string(kTrustedSharing), plan::kManagementAccount);
  step.number = number::kTransit;
  step.title = "Trusted access for RAM";
  step.why = "Without it accounts have to accept what is shared with them one by one, and units cannot be named.";
  step.controls = {"vpc.environments"};
  step.needs = {{"organization", "the organization must exist, with all features"}};
  step.cause = organization.network.transit.span;
  auto& cli = std::get<plan::CliStep>(step.what);
  cli.commands = {{"aws", "ram", "enable-sharing-with-aws-organization"}};
  cli.check = {"aws", "organizations", "list-aws-service-access-for-organization"};
  plan.steps.push_back(std::move(step));
}

// ---- a VPC that changes its segment --------------------------------------------------------------------------------
//
// An attachment has one route table at a time, and CloudFormation makes the new association before it takes the old one
// away, which EC2 refuses. So each segment that a VPC comes to has a stack of its own, and the former ones go first.
// Which they may be the lock remembers. The first one is without its segment's name, as most VPCs never move.

std::vector<std::string> former_segments(const resolve::Vpc& vpc) {
  std::vector<std::string> former = vpc.segments;
  std::erase(former, vpc.segment.value);
  return former;
}

std::string routes_name(const resolve::Vpc& vpc, const std::string& segment) {
  const std::string first = cat("transit-", vpc_stack(vpc));
  return vpc.segments.empty() || vpc.segments.front() == segment ? first : cat(first, "--", segment);
}

std::string leave_step(const resolve::Vpc& vpc) {
  return cat("transit-leave-", vpc_stack(vpc));
}

// Both commands are content with a stack that is not there.
void add_leave(const resolve::Organization& organization, const resolve::Vpc& vpc, plan::Plan& plan) {
  const std::vector<std::string> former = former_segments(vpc);
  if (former.empty()) return;
  const std::string& owner = organization.network.transit.account;
  plan::Step step;
  step.name = leave_step(vpc);
  step.number = number::kTransit;
  step.title = cat("VPC ", vpc.name, " leaves segment ", base::join(former, ", "));
  step.why = cat("VPC ", vpc.name, " is of segment ", vpc.segment.value,
                 " now. An attachment has one route table, so what it had before goes first; until its new routes are "
                 "there, the VPC reaches no other one.");
  step.controls = {"vpc.environments"};
  step.cause = vpc.segment.span.known() ? vpc.segment.span : vpc.span;
  if (const resolve::Account* account = organization.account(owner)) {
    step.needs.push_back({cat(account->existing_id ? "adopted-accounts-" : "accounts-", account->shard),
                          "the account of the transit gateway"});
  }
  plan::CliStep cli;
  cli.account = owner;
  cli.region = vpc.region;
  for (const std::string& segment : former) {
    const std::string stack = plan::stack_name(organization, routes_name(vpc, segment)).str();
    for (const std::vector<std::string>& verb :
         {std::vector<std::string>{"delete-stack"}, std::vector<std::string>{"wait", "stack-delete-complete"}}) {
      std::vector<std::string> command{"aws", "cloudformation"};
      command.insert(command.end(), verb.begin(), verb.end());
      command.insert(command.end(), {"--region", vpc.region.str(), "--stack-name", stack});
      cli.commands.push_back(std::move(command));
    }
  }
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

Deployment transit_gateway(const resolve::Organization& organization, const aws::RegionName& region,
                           const TransitRegion& parts) {
  Deployment deployment;
  deployment.name = kTransitStep;
  deployment.number = number::kTransit;
  deployment.template_path = "network/transit-gateway.yaml";
  deployment.title = "Transit gateway";
  deployment.why =
      "VPCs reach each other through one place that says who reaches whom: a segment each, so that production and "
      "development stay apart.";
  deployment.controls = {"vpc.environments"};
  deployment.needs = {{std::string(kTrustedSharing), "the gateway is shared with the organization"}};
  deployment.regions = {region};
  deployment.cause = organization.network.transit.span;
  auto& parameters = deployment.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("Asn", yaml::integer(autonomous_system(region)));
  parameters.emplace("ManagementAccountId", management_id_value(organization));
  parameters.emplace("OrganizationId", organization_id_value(organization));
  parameters.emplace("HasArrivals", switched(!parts.connected.empty(), organization.network.transit.span));
  bind_segment_tables(organization.network, parts, deployment.values);
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    if (vpc.region != region || former_segments(vpc).empty()) continue;
    deployment.needs.push_back({leave_step(vpc), "a route table that no VPC is in any more can only be deleted then"});
  }
  return deployment;
}

void add_routes_of(const resolve::Organization& organization, const resolve::Vpc& vpc, const TransitRegions& regions,
                   plan::Plan& plan) {
  const resolve::Segment* own = organization.network.transit.segment(vpc.segment.value);
  if (own == nullptr) return;
  const std::string gateway = plan::step_in_region(organization, kTransitStep, vpc.region);
  const auto table = [&](const std::string& segment) {
    return plan::stack_output(organization, kTransitStep, cat("RouteTable", segment_key(segment), "Id"), own->span);
  };
  Deployment deployment;
  deployment.name = routes_name(vpc, vpc.segment.value);
  deployment.number = number::kTransitRoutes;
  deployment.template_path = "network/transit-routes.yaml";
  deployment.title = cat("Transit routes of VPC ", vpc.name);
  deployment.why = cat("VPC ", vpc.name, " is of segment ", own->name, ", which reaches ",
                       base::join(own->reaches, ", "), ", and no others.");
  deployment.controls = {"vpc.environments"};
  deployment.needs = {{gateway, "it has the route tables"}, {vpc_step(vpc), "it attaches the VPC"}};
  deployment.regions = {vpc.region};
  deployment.cause = vpc.segment.span.known() ? vpc.segment.span : vpc.span;
  Node reaching = yaml::sequence();
  Node going_out = yaml::sequence();
  Node rows = yaml::mapping();
  for (const std::string& segment : own->reaches) {
    if (!regions.at(vpc.region).segments.contains(segment)) continue;
    const std::string key = segment_key(segment);
    reaching.items.push_back(bound(key, own->span));
    if (vpc.egress && segment != resolve::kEgressSegment) going_out.items.push_back(bound(key, own->span));
    rows.entries.push_back({key, own->span, yaml::mapping({{"Table", table(segment)}})});
  }
  auto& values = deployment.values;
  values.parameters.emplace("RouteTableId", table(own->name));
  values.parameters.emplace("Reaching", std::move(reaching));
  values.parameters.emplace("GoingOut", std::move(going_out));
  values.mappings.emplace("Segments", std::move(rows));
  const bool from_afar = is_reached_from_afar(organization.network, regions, vpc);
  values.parameters.emplace("HasArrivals", switched(from_afar, own->span));
  values.parameters.emplace(
      "ArrivalTableId",
      from_afar ? plan::stack_output(organization, kTransitStep, "ArrivalTableId", own->span) : bound(""));
  const std::size_t before = plan.steps.size();
  add_in_account(organization, deployment, organization.network.transit.account, plan);
  for (std::size_t i = before; i < plan.steps.size(); ++i) {
    auto& stack = std::get<plan::StackStep>(plan.steps[i].what);
    stack.bindings.open.insert("AttachmentId");
    stack.parameters.emplace("AttachmentId", plan::FromOutput{vpc_step(vpc), "TransitAttachmentId"});
  }
}

}  // namespace

void add_transit(const resolve::Organization& organization, plan::Plan& plan) {
  const TransitRegions regions = transit_regions(organization.network);
  if (!regions.empty() || shares_subnets(organization.network)) add_trusted_sharing(organization, plan);
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    if (vpc.attached) add_leave(organization, vpc, plan);
  }
  for (const auto& [region, parts] : regions) {
    add_in_account(organization, transit_gateway(organization, region, parts), organization.network.transit.account,
                   plan);
  }
}

void add_transit_routes(const resolve::Organization& organization, plan::Plan& plan) {
  const TransitRegions regions = transit_regions(organization.network);
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    if (vpc.attached) add_routes_of(organization, vpc, regions, plan);
  }
}

}  // namespace landform::stacks
