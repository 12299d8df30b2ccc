#include "verify/lock_out.h"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <variant>

#include "aws/handler_permissions.h"
#include "base/text.h"
#include "plan/ids.h"
#include "policy/document.h"

namespace landform::verify {
namespace {

using base::cat;
using policy::Decision;
using resolve::Account;

// Source: policy/deployers.h; the name of a stack set's role ends in what only AWS knows.
Asker stack_set_role() {
  return {cat("role/stacksets-exec-", policy::kUnknownPart), "role/stacksets-exec-*"};
}
Asker account_access_role(const resolve::Organization& organization) {
  const std::string_view name = organization.delivery.value == resolve::Delivery::control_tower
                                    ? "AWSControlTowerExecution"
                                    : "OrganizationAccountAccessRole";
  return {cat("role/", name), cat("role/", name)};
}

// What somebody needs who mends an account in which nobody else can do anything: to look, to give rights back, to
// assume a role, to take away a resource policy that shuts everybody out, to undo a stack.
constexpr std::string_view kMendingActions[] = {
    "cloudformation:DescribeStacks",
    "cloudformation:UpdateStack",
    "cloudtrail:LookupEvents",
    "iam:AttachRolePolicy",
    "iam:CreateRole",
    "iam:DetachRolePolicy",
    "iam:GetRole",
    "iam:ListRoles",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
    "kms:PutKeyPolicy",
    "s3:DeleteBucketPolicy",
    "s3:PutBucketPolicy",
    "sts:AssumeRole",
};

constexpr std::string_view kStackResource = "AWS::CloudFormation::Stack";

// What a VPC's stack is made of, until there is one in the plan.
constexpr std::string_view kVpcTypes[] = {"AWS::EC2::VPC",
                                          "AWS::EC2::Subnet",
                                          "AWS::EC2::RouteTable",
                                          "AWS::EC2::Route",
                                          "AWS::EC2::SubnetRouteTableAssociation",
                                          "AWS::EC2::NetworkAcl",
                                          "AWS::EC2::SecurityGroup"};
// Who has a VPC in a region wants instances there.
constexpr std::string_view kVpcUse[] = {"ec2:RunInstances", "ec2:DescribeVpcs"};

std::vector<std::string> names_of(const std::vector<aws::RegionName>& regions) {
  std::vector<std::string> names;
  for (const aws::RegionName& region : regions) names.push_back(region.str());
  return names;
}

std::vector<DeploymentNeed> needs_to_make_vpc() {
  std::vector<DeploymentNeed> needs;
  for (const std::string_view type : kVpcTypes) {
    for (DeploymentNeed& need : needs_of_type(type)) needs.push_back(std::move(need));
  }
  return needs;
}

// What a guardrail's `exempt` calls the asker.
std::string exempt_name(const Asker& asker) {
  return asker.text.substr(asker.text.find('/') + 1);
}

}  // namespace

LockOut::LockOut(const EffectivePolicies& effective)
    : effective_(effective),
      organization_(effective.organization()),
      stack_sets_(agent(stack_set_role(), true)),
      account_access_(agent(account_access_role(organization_), true)),
      others_(agent({cat("role/", kSomebody), "everybody but the deployers"}, false)),
      decider_(effective) {}

std::vector<DeniedWork> LockOut::own(const plan::Step& step, const Index& index) {
  const auto& stack = std::get<plan::StackStep>(step.what);
  if (stack.target.account == plan::kManagementAccount) return {};
  const Account* account = organization_.account(stack.target.account);
  if (account == nullptr) return {};
  const Account* const one[] = {account};
  return deploy(step, index, account_access_, group_accounts(effective_, one), {stack.target.region.str()});
}

std::vector<DeniedWork> LockOut::carried(const plan::Step& step, const Index& index) {
  const plan::StackSet& set = *std::get<plan::StackStep>(step.what).stack_set;
  return deploy(step, index, stack_sets_, groups_of(set), names_of(set.regions));
}

void LockOut::tell(std::vector<PlannedStack> stacks, base::Diagnostics& diagnostics) {
  DenialTeller teller(diagnostics);
  for (PlannedStack& stack : stacks) {
    for (DeniedWork& denied : stack.denied) teller.tell(std::move(denied));
  }
  check_networks(stacks, teller);
  check_break_glass(teller);
  teller.finish();
}

LockOut::Agent LockOut::agent(Asker asker, bool by_cloudformation) const {
  // In an account, and region, that is not known.
  policy::Request request = make_request(effective_, {}, asker, {});
  return {std::move(asker),
          by_cloudformation,
          policy::FreeActions(effective_.everywhere(), std::move(request)),
          {},
          {},
          {}};
}

bool LockOut::Agent::is_free(std::string_view action) {
  const auto known = known_actions.find(action);
  if (known != known_actions.end()) return known->second;
  return known_actions.emplace(action, free.has(action)).first->second;
}

bool LockOut::is_free(Agent& agent, std::span<const UsedType> types) {
  const auto all_free = [&](std::span<const std::string_view> actions) {
    return std::all_of(actions.begin(), actions.end(), [&](auto action) { return agent.is_free(action); });
  };
  if (!agent.frees_stacks) agent.frees_stacks = all_free(stack_actions());
  if (!*agent.frees_stacks) return false;
  agent.free_types.resize(aws::resource_type_count());
  return std::all_of(types.begin(), types.end(), [&](const UsedType& type) {
    if (!type.known) return all_free(aws::deployment_actions(type.name));
    std::optional<bool>& known = agent.free_types[type.known->place()];
    if (!known) known = all_free(aws::deployment_actions(type.name));
    return *known;
  });
}

const LockOut::Groups& LockOut::groups_of(const plan::StackSet& set) {
  std::string key;
  for (const aws::OuPath& unit : set.units) key += cat("/", unit.str(), "\n");
  for (const std::string& account : set.accounts) key += cat(":", account, "\n");
  const std::lock_guard lock(asked_);
  const auto [found, fresh] = groups_.try_emplace(std::move(key));
  if (!fresh) return found->second;
  const std::unordered_set<std::string_view> named(set.accounts.begin(), set.accounts.end());
  std::unordered_map<std::string_view, bool> reached;  // units of accounts
  std::vector<const Account*> accounts;
  for (const Account& account : organization_.accounts) {
    const auto [unit, is_new] = reached.try_emplace(account.unit.str(), false);
    if (is_new) {
      std::vector<std::string> levels = EffectivePolicies::levels_of(account);
      levels.pop_back();  // the account itself, whose name may be a unit's, too
      unit->second = std::any_of(set.units.begin(), set.units.end(), [&](const aws::OuPath& above) {
        return std::find(levels.begin(), levels.end(), above.str()) != levels.end();
      });
    }
    if (unit->second || named.contains(account.name)) accounts.push_back(&account);
  }
  found->second = group_accounts(effective_, accounts);
  return found->second;
}

std::vector<std::size_t> LockOut::questions(const Agent& agent, const Needs& needs, const Regions& regions) {
  std::vector<std::size_t> bases;
  for (const DeploymentNeed& need : needs) {
    std::string text = cat(agent.asker.path, " ", need.action, " ", need.arn);
    bases.push_back(bases_.try_emplace(std::move(text), bases_.size()).first->second);
  }
  std::vector<std::size_t> numbers;
  numbers.reserve(needs.size() * regions.size());
  for (const std::string& region : regions) {
    const std::uint64_t place = places_of_regions_.try_emplace(region, places_of_regions_.size()).first->second;
    for (const std::size_t base : bases) {
      numbers.push_back(numbers_.try_emplace(place << 32 | base, numbers_.size()).first->second);
    }
  }
  return numbers;
}

policy::Request LockOut::request_of(const Agent& agent, const AccountGroup& group, const DeploymentNeed& need,
                                    std::string_view region) const {
  policy::Request request = make_request(effective_, *group.example, agent.asker, {need.action, need.arn, region});
  if (agent.by_cloudformation && !need.action.starts_with("cloudformation:")) {
    request.context.present.push_back({"aws:CalledVia", {"cloudformation.amazonaws.com"}, true});
  }
  return request;
}

template <class IsTold>
std::vector<Denial> LockOut::ask(DenialKind kind, Agent& agent, const Needs& all, const Groups& groups,
                                 const Regions& regions, const IsTold& is_told) {
  Needs needs;
  std::copy_if(all.begin(), all.end(), std::back_inserter(needs),
               [&](const DeploymentNeed& need) { return !agent.is_free(need.action); });
  const std::vector<std::size_t> numbers = questions(agent, needs, regions);
  Denials denials(effective_);
  for (const AccountGroup& group : groups) {
    auto number = numbers.begin();
    for (const std::string& region : regions) {
      for (const DeploymentNeed& need : needs) {
        const auto request_here = [&] { return request_of(agent, group, need, region); };
        if (!is_told(need, decider_.decide(group, *number++, request_here))) continue;
        denials.add(kind, group, need, region, request_here());
      }
    }
  }
  return denials.take();
}

std::vector<Denial> LockOut::ask(Agent& deployer, const Needs& needs, const Groups& groups, const Regions& regions) {
  return ask(DenialKind::locks_out, deployer, needs, groups, regions,
             [](const DeploymentNeed&, Decision decision) { return is_denied(decision); });
}

std::vector<Denial> LockOut::ask_for_others(const Needs& needs, const Groups& groups, const Regions& regions) {
  return ask(DenialKind::region, others_, needs, groups, regions, [](const DeploymentNeed& need, Decision decision) {
    // Stacks are the deployers' business.
    return decision == Decision::explicit_deny && need.type != kStackResource;
  });
}

std::vector<DeniedWork> LockOut::deploy(const plan::Step& step, const Index& index, Agent& deployer,
                                        const Groups& groups, const Regions& regions) {
  if (groups.empty()) return {};
  // What a customer puts into a region is most often there to be used by others.
  const bool for_others = step.asked_by.starts_with("customizations.");
  {
    const std::lock_guard lock(asked_);
    if (is_free(deployer, index.types) && (!for_others || is_free(others_, index.types))) return {};
  }
  const Needs needs = deployment_needs(*index.source, effective_.partition(), known_calls_);
  const std::string name = cat("stack `", step.name, "`");
  constexpr std::string_view kWhy = "the stack is asked for here";
  std::vector<DeniedWork> denied;
  const std::lock_guard lock(asked_);
  denied.push_back({{name, step.cause, std::string(kWhy), deployer.asker, exempt_name(deployer.asker)},
                    ask(deployer, needs, groups, regions)});
  if (for_others) {
    denied.push_back({{name, step.cause, std::string(kWhy), others_.asker, {}, base::Severity::warning},
                      ask_for_others(needs, groups, regions)});
  }
  return denied;
}

// A VPC is there to be used: its region must be open to others than the deployers. Its own stack is asked for here
// as long as the plan has none.
void LockOut::check_networks(std::span<const PlannedStack> stacks, DenialTeller& teller) {
  std::unordered_set<std::string> planned;  // "account/region" of stacks with a VPC
  for (const PlannedStack& one : stacks) {
    const auto& stack = std::get<plan::StackStep>(one.step->what);
    if (one.makes_vpc) planned.insert(cat(stack.target.account, "/", stack.target.region.str()));
  }
  std::vector<DeploymentNeed> to_make;  // looked up for the first that needs it
  std::vector<DeploymentNeed> to_use;
  for (const std::string_view action : kVpcUse) to_use.push_back({action, {}, {}, {}, Certainty::certain});
  for (const resolve::Vpc& vpc : organization_.network.vpcs) {
    const Account* account = organization_.account(vpc.account);
    if (account == nullptr) continue;
    const Account* const one[] = {account};
    const auto groups = group_accounts(effective_, one);
    const std::string name = cat("VPC `", vpc.name, "`");
    const std::vector<std::string> regions{vpc.region.str()};
    if (planned.find(cat(vpc.account, "/", vpc.region.str())) == planned.end()) {
      const Asker& deployer = account_access_.asker;
      if (to_make.empty()) to_make = needs_to_make_vpc();
      teller.tell({{name, vpc.span, "the VPC", deployer, exempt_name(deployer)},
                   ask(account_access_, to_make, groups, regions)});
    }
    teller.tell({{name, vpc.span, "the VPC", others_.asker, {}}, ask_for_others(to_use, groups, regions)});
  }
}

void LockOut::check_break_glass(DenialTeller& teller) const {
  for (const resolve::BreakGlassUser& user : organization_.break_glass) {
    std::vector<const Account*> accounts;
    for (const std::string& name : user.accounts) {
      if (const Account* account = organization_.account(name)) accounts.push_back(account);
    }
    const Asker asker{cat("user/", user.name), cat("user/", user.name)};
    const std::string exempt = cat("arn:*:iam::*:user/", user.name);
    Denials denials(effective_);
    const std::string& region = organization_.home_region.value.str();
    for (const AccountGroup& group : group_accounts(effective_, accounts)) {
      for (const std::string_view action : kMendingActions) {
        const DeploymentNeed need{action, {}, {}, {}, Certainty::certain};
        policy::Request request = make_request(effective_, *group.example, asker, {action, {}, region});
        request.context.set("aws:MultiFactorAuthPresent", "true");
        if (!is_denied(policy::decide(effective_.chain(group.chain).policies, request))) continue;
        denials.add(DenialKind::break_glass, group, need, region, request);
      }
    }
    teller.tell({{cat("user `", user.name, "`"), user.span, "the user", asker, exempt}, denials.take()});
  }
}

}  // namespace landform::verify
