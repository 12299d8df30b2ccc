#include "verify/lock_out.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "policy/document.h"
#include "verify/access.h"
#include "verify/denials.h"
#include "verify/deployment_needs.h"

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

bool makes(const cfn::Template& source, std::string_view type) {
  const yaml::Node* resources = source.root.find("Resources");
  if (resources == nullptr) return false;
  return std::any_of(resources->entries.begin(), resources->entries.end(), [&](const yaml::Entry& resource) {
    const yaml::Node* found = resource.value.find("Type");
    return found != nullptr && found->text == type;
  });
}

std::vector<DeploymentNeed> needs_to_make_vpc() {
  std::vector<DeploymentNeed> needs;
  for (const std::string_view type : kVpcTypes) {
    for (DeploymentNeed& need : needs_of_type(type)) needs.push_back(std::move(need));
  }
  return needs;
}

class LockOut {
 public:
  LockOut(const EffectivePolicies& effective, base::Diagnostics& diagnostics)
      : effective_(effective),
        organization_(effective.organization()),
        denials_(effective, diagnostics),
        decider_(effective) {}

  void check(const PlannedStack& planned) {
    const auto& stack = std::get<plan::StackStep>(planned.step->what);
    const bool in_member = stack.target.account != plan::kManagementAccount;
    if (planned.own != nullptr && in_member) {
      const Account* account = organization_.account(stack.target.account);
      if (account != nullptr) {
        const Account* const one[] = {account};
        deploy(*planned.step, *planned.own, account_access_role(organization_), group_accounts(effective_, one),
               {stack.target.region.str()});
      }
    }
    if (stack.stack_set && planned.carries != nullptr) {
      deploy(*planned.step, *planned.carries, stack_set_role(), groups_of(*stack.stack_set),
             names_of(stack.stack_set->regions));
    }
  }

  void check_networks(std::span<const PlannedStack> stacks);
  void check_break_glass();
  void finish() { denials_.finish(); }

 private:
  void deploy(const plan::Step& step, const cfn::Template& source, const Asker& deployer,
              const std::vector<AccountGroup>& groups, const std::vector<std::string>& regions);
  void ask(const Work& work, const std::vector<DeploymentNeed>& needs, const std::vector<AccountGroup>& groups,
           const std::vector<std::string>& regions);
  // Regions that only the exempt deployer can use: told as warnings.
  void ask_for_others(const Work& work, const std::vector<DeploymentNeed>& needs,
                      const std::vector<AccountGroup>& groups, const std::vector<std::string>& regions);
  // Numbers for each region and need in it. What several stacks ask is asked once; `way` tells apart what is asked
  // differently.
  [[nodiscard]] std::vector<std::size_t> questions(std::string_view way, const Work& work,
                                                   const std::vector<DeploymentNeed>& needs,
                                                   const std::vector<std::string>& regions);
  [[nodiscard]] std::vector<AccountGroup> groups_of(const plan::StackSet& set);

  const EffectivePolicies& effective_;
  const resolve::Organization& organization_;
  Denials denials_;
  HandlerCalls known_calls_;
  Decider decider_;
  std::unordered_map<std::string, std::size_t> bases_;  // of questions, whatever the region is
  std::unordered_map<std::string, std::size_t> places_of_regions_;
  std::unordered_map<std::uint64_t, std::size_t> numbers_;             // of questions, by both
  std::unordered_map<std::string, std::vector<AccountGroup>> groups_;  // by the units and accounts of a stack set
};

std::vector<AccountGroup> LockOut::groups_of(const plan::StackSet& set) {
  std::string key;
  for (const aws::OuPath& unit : set.units) key += cat("/", unit.str(), "\n");
  for (const std::string& account : set.accounts) key += cat(":", account, "\n");
  const auto [found, fresh] = groups_.try_emplace(std::move(key));
  if (!fresh) return found->second;
  std::unordered_set<std::string> units;
  for (const aws::OuPath& unit : set.units) units.insert(unit.str());
  const std::unordered_set<std::string> named(set.accounts.begin(), set.accounts.end());
  std::vector<const Account*> accounts;
  for (const Account& account : organization_.accounts) {
    std::vector<std::string> levels = EffectivePolicies::levels_of(account);
    levels.pop_back();  // the account itself, whose name may be a unit's, too
    const bool below = std::any_of(levels.begin(), levels.end(),
                                   [&](const std::string& level) { return units.find(level) != units.end(); });
    if (below || named.find(account.name) != named.end()) accounts.push_back(&account);
  }
  found->second = group_accounts(effective_, accounts);
  return found->second;
}

std::vector<std::size_t> LockOut::questions(std::string_view way, const Work& work,
                                            const std::vector<DeploymentNeed>& needs,
                                            const std::vector<std::string>& regions) {
  std::vector<std::size_t> bases;
  for (const DeploymentNeed& need : needs) {
    std::string text = cat(way, " ", work.asker.path, " ", need.action, " ", need.arn);
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

void LockOut::ask(const Work& work, const std::vector<DeploymentNeed>& needs, const std::vector<AccountGroup>& groups,
                  const std::vector<std::string>& regions) {
  const std::vector<std::size_t> numbers = questions("stack", work, needs, regions);
  for (const AccountGroup& group : groups) {
    auto number = numbers.begin();
    for (const std::string& region : regions) {
      for (const DeploymentNeed& need : needs) {
        const auto request_here = [&] {
          policy::Request request =
              make_request(effective_, *group.example, work.asker, {need.action, need.arn, region});
          if (!need.action.starts_with("cloudformation:")) {
            request.context.present.push_back({"aws:CalledVia", {"cloudformation.amazonaws.com"}, true});
          }
          return request;
        };
        if (!is_denied(decider_.decide(group, *number++, request_here))) continue;
        denials_.add(DenialKind::locks_out, group, need, region, request_here());
      }
    }
  }
  denials_.tell(work);
}

void LockOut::ask_for_others(const Work& work, const std::vector<DeploymentNeed>& needs,
                             const std::vector<AccountGroup>& groups, const std::vector<std::string>& regions) {
  const std::vector<std::size_t> numbers = questions("alone", work, needs, regions);
  for (const AccountGroup& group : groups) {
    auto number = numbers.begin();
    for (const std::string& region : regions) {
      for (const DeploymentNeed& need : needs) {
        const auto request_here = [&] {
          return make_request(effective_, *group.example, work.asker, {need.action, need.arn, region});
        };
        if (decider_.decide(group, *number++, request_here) != Decision::explicit_deny) continue;
        if (need.type == kStackResource) continue;  // stacks are the deployers' business
        denials_.add(DenialKind::region, group, need, region, request_here());
      }
    }
  }
  denials_.tell(work);
}

void LockOut::deploy(const plan::Step& step, const cfn::Template& source, const Asker& deployer,
                     const std::vector<AccountGroup>& groups, const std::vector<std::string>& regions) {
  if (groups.empty()) return;
  const auto needs = deployment_needs(source, effective_.partition(), known_calls_);
  const std::string name = cat("stack `", step.name, "`");
  const std::string exempt = deployer.text.substr(deployer.text.find('/') + 1);
  ask({name, step.cause, "the stack is asked for here", deployer, exempt}, needs, groups, regions);
  // What a customer puts into a region is most often there to be used by others.
  if (!step.asked_by.starts_with("customizations.")) return;
  const Asker others{cat("role/", kSomebody), "everybody but the deployers"};
  ask_for_others({name, step.cause, "the stack is asked for here", others, {}, base::Severity::warning}, needs, groups,
                 regions);
}

// A VPC is there to be used: its region must be open to others than the deployers. Its own stack is asked for here
// as long as the plan has none.
void LockOut::check_networks(std::span<const PlannedStack> stacks) {
  std::unordered_set<std::string> planned;  // "account/region" of stacks with a VPC
  for (const PlannedStack& one : stacks) {
    const auto& stack = std::get<plan::StackStep>(one.step->what);
    const bool has_vpc = one.own != nullptr && makes(*one.own, "AWS::EC2::VPC");
    if (has_vpc) planned.insert(cat(stack.target.account, "/", stack.target.region.str()));
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
      const Asker deployer = account_access_role(organization_);
      if (to_make.empty()) to_make = needs_to_make_vpc();
      ask({name, vpc.span, "the VPC", deployer, deployer.text.substr(deployer.text.find('/') + 1)}, to_make, groups,
          regions);
    }
    const Asker others{cat("role/", kSomebody), "everybody but the deployers"};
    ask_for_others({name, vpc.span, "the VPC", others, {}}, to_use, groups, regions);
  }
}

void LockOut::check_break_glass() {
  for (const resolve::BreakGlassUser& user : organization_.break_glass) {
    std::vector<const Account*> accounts;
    for (const std::string& name : user.accounts) {
      if (const Account* account = organization_.account(name)) accounts.push_back(account);
    }
    const Asker asker{cat("user/", user.name), cat("user/", user.name)};
    const std::string exempt = cat("arn:*:iam::*:user/", user.name);
    const Work work{cat("user `", user.name, "`"), user.span, "the user", asker, exempt};
    const std::string& region = organization_.home_region.value.str();
    for (const AccountGroup& group : group_accounts(effective_, accounts)) {
      for (const std::string_view action : kMendingActions) {
        const DeploymentNeed need{action, {}, {}, {}, Certainty::certain};
        policy::Request request = make_request(effective_, *group.example, asker, {action, {}, region});
        request.context.set("aws:MultiFactorAuthPresent", "true");
        if (!is_denied(policy::decide(effective_.chain(group.chain).policies, request))) continue;
        denials_.add(DenialKind::break_glass, group, need, region, request);
      }
    }
    denials_.tell(work);
  }
}

}  // namespace

void check_lock_out(const EffectivePolicies& effective, std::span<const PlannedStack> stacks,
                    base::Diagnostics& diagnostics) {
  LockOut check(effective, diagnostics);
  for (const PlannedStack& stack : stacks) check.check(stack);
  check.check_networks(stacks);
  check.check_break_glass();
  check.finish();
}

}  // namespace landform::verify
