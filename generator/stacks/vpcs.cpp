// VPCs: a stack each, in its own account and region, and the emptying of its default security group, which no resource
// type does.
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/acl_rows.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"
#include "stacks/subnet_rows.h"
#include "stacks/transit_names.h"
#include "stacks/vpc_rows.h"

namespace landform::stacks {

using base::cat;

namespace {

std::string_view traffic(resolve::FlowTraffic traffic) {
  switch (traffic) {
    case resolve::FlowTraffic::accepted:
      return "ACCEPT";
    case resolve::FlowTraffic::rejected:
      return "REJECT";
    case resolve::FlowTraffic::all:
      break;
  }
  return "ALL";
}

// Where its records go: known, or handed in.
void add_log_archive_of(const resolve::Organization& organization, const resolve::Vpc& vpc, plan::StackStep& stack) {
  const resolve::Account* archive = organization.account(vpc.flow_logs.account);
  if (archive == nullptr) {
    stack.bindings.parameters.emplace("LogArchiveAccountId", bound(""));
    return;
  }
  fold_or_open(stack, organization, "LogArchiveAccountId",
               archive->existing_id
                   ? std::optional(bound(archive->existing_id->value.str(), archive->existing_id->span))
                   : std::nullopt,
               plan::account_id_parameter(organization, *archive));
}

void bind_flow_log(const resolve::Organization& organization, const resolve::Vpc& vpc, cfn::Bindings& bindings) {
  const resolve::FlowLogs& logs = vpc.flow_logs;
  auto& parameters = bindings.parameters;
  parameters.emplace("HasFlowLog", switched(organization.account(logs.account) != nullptr, logs.span));
  parameters.emplace("FlowLogFolder", bound(flow_log_folder(logs), logs.span));
  parameters.emplace("FlowLogTraffic", bound(std::string(traffic(logs.traffic)), logs.span));
  parameters.emplace("FlowLogFormat",
                     bound(logs.format == resolve::FlowFormat::parquet ? "parquet" : "plain-text", logs.span));
  parameters.emplace("FlowLogSeconds", yaml::integer(logs.interval_seconds));
}

void add_gateway_of(const resolve::Organization& organization, const resolve::Vpc& vpc, plan::StackStep& stack) {
  if (!vpc.attached) {
    stack.bindings.parameters.emplace("TransitGatewayId", bound(""));
    return;
  }
  stack.bindings.open.insert("TransitGatewayId");
  stack.parameters.emplace(
      "TransitGatewayId",
      plan::FromOutput{plan::step_in_region(organization, kTransitStep, vpc.region), "TransitGatewayId"});
}

void add_needs(const resolve::Organization& organization, const resolve::Vpc& vpc, plan::Step& step) {
  if (const resolve::Account* account = organization.account(vpc.account)) {
    step.needs.push_back({cat(account->existing_id ? "adopted-accounts-" : "accounts-", account->shard),
                          "the VPC's account must exist"});
  }
  if (organization.account(vpc.flow_logs.account) != nullptr) {
    step.needs.push_back({"log-archive", "EC2 checks the bucket's policy when the flow log is made"});
  }
  if (vpc.attached) {
    step.needs.push_back({plan::step_in_region(organization, kTransitStep, vpc.region),
                          "the VPC attaches itself to the transit gateway"});
  }
}

// What the rows of every VPC are made with.
struct Surroundings {
  TransitWays ways;
  AclRows acls;
  SubnetRows subnets;
};

void bind_vpc(const resolve::Organization& organization, const resolve::Vpc& vpc,
              const std::vector<const resolve::SecurityGroup*>& groups, const Surroundings& around,
              cfn::Bindings& bindings) {
  const VpcWords words(vpc);
  bindings.parameters.emplace("Name", bound(vpc.name, vpc.span));
  bindings.parameters.emplace("Slug", bound(organization.customer.slug));
  bindings.parameters.emplace("IsAttached", switched(vpc.attached, vpc.span));
  bind_flow_log(organization, vpc, bindings);
  bind_ranges(vpc, bindings);
  bind_options(vpc, bindings);
  around.subnets.bind(words, bindings);
  bind_subnets(words, bindings);
  bind_routes(words, bindings);
  bind_transit_routes(words, around.ways, bindings);
  bind_shared_tiers(words, bindings);
  around.acls.bind(words, bindings);
  bind_endpoints(words, bindings);
  bind_security_groups(vpc, groups, bindings);
}

void add_vpc(const resolve::Organization& organization, const resolve::Vpc& vpc,
             std::vector<const resolve::SecurityGroup*> groups, const std::shared_ptr<const Surroundings>& around,
             plan::Plan& plan) {
  plan::Step step;
  step.name = vpc_step(vpc);
  step.number = number::kVpcs;
  step.title = cat("VPC ", vpc.name);
  step.why = cat("Account ", vpc.account, " has a network of its own in ", vpc.region.str(),
                 ", so that what goes wrong in one environment stays in it.");
  step.controls = {"vpc.environments", "vpc.flow-logs", "vpc.nacls", "vpc.security-groups", "vpc.subnets"};
  step.cause = vpc.span;
  add_needs(organization, vpc, step);

  plan::StackStep stack;
  stack.stack = plan::stack_name(organization, vpc_stack(vpc));
  stack.template_path = "network/vpc.yaml";
  stack.target = plan::AccountTarget{vpc.account, vpc.region};
  stack.tags = plain_tags(vpc.tags);
  add_gateway_of(organization, vpc, stack);
  add_log_archive_of(organization, vpc, stack);
  stack.bind_late = [&organization, &vpc, groups = std::move(groups), around](cfn::Bindings& late) {
    bind_vpc(organization, vpc, groups, *around, late);
  };
  fold_or_open(stack, organization, "OrganizationId",
               organization.existing_organization_id ? std::optional(bound(*organization.existing_organization_id))
                                                     : std::nullopt,
               plan::organization_id_parameter(organization));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

// Revokes what EC2 puts into a default group. What is not there any more is EC2's InvalidPermission.NotFound.
void add_default_groups(const std::vector<const resolve::Vpc*>& vpcs, plan::Plan& plan) {
  const resolve::Vpc& first = *vpcs.front();
  plan::Step step;
  step.name = cat("default-groups-", first.account, '-', first.region.str());
  step.number = number::kVpcs;
  step.title = cat("Empty default security groups of ", first.account, " in ", first.region.str());
  step.why =
      "What is started without a security group gets the default one, which lets its members reach each other and "
      "everything else. No resource type can empty it.";
  step.controls = {"vpc.security-groups"};
  step.cause = first.span;
  plan::CliStep cli;
  cli.account = first.account;
  cli.region = first.region;
  cli.tolerates = {"InvalidPermission.NotFound"};
  cli.check = {"aws", "ec2", "describe-security-groups", "--region", first.region.str(), "--group-ids"};
  const auto revoke = [&](const std::string& group, const char* direction, std::string permissions) {
    cli.commands.push_back({"aws", "ec2", cat("revoke-security-group-", direction), "--region", first.region.str(),
                            "--group-id", group, "--ip-permissions", std::move(permissions)});
  };
  for (const resolve::Vpc* vpc : vpcs) {
    step.needs.push_back({vpc_step(*vpc), "the group comes with the VPC"});
    const std::string group = cat("{output:", vpc_step(*vpc), "/DefaultSecurityGroupId}");
    cli.check.push_back(group);
    revoke(group, "ingress", cat(R"([{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": ")", group, R"("}]}])"));
    revoke(group, "egress", R"([{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])");
    if (vpc->ipv6.source != resolve::Ipv6Source::none) {
      revoke(group, "egress", R"([{"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}])");
    }
  }
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_vpcs(const resolve::Organization& organization, plan::Plan& plan) {
  GroupsByVpc groups;
  for (const resolve::SecurityGroup& group : organization.network.security_groups) {
    for (const auto& vpc : group.vpcs) groups[vpc.value].push_back(&group);
  }
  const auto around = std::make_shared<const Surroundings>(Surroundings{
      transit_ways(organization.network), AclRows(organization.network), SubnetRows(organization.network)});
  std::map<std::pair<std::string, std::string>, std::vector<const resolve::Vpc*>> places;
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    add_vpc(organization, vpc, std::move(groups[vpc.name]), around, plan);
    places[{vpc.account, vpc.region.str()}].push_back(&vpc);
  }
  for (const auto& [place, vpcs] : places) add_default_groups(vpcs, plan);
}

}  // namespace landform::stacks
