// What Customizations for Control Tower delivers: the stack sets of the plan go into its package, so that its pipeline
// brings them to accounts that Account Factory makes later, too. One package is delivered at once, so a stack set that
// waits for another one stays a stack set of CloudFormation's own.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kInstalled = "control-tower-customizations";
constexpr std::string_view kUploaded = "control-tower-package";
constexpr std::string_view kDelivered = "control-tower-pipeline";

using StepIndex = std::map<std::string, std::size_t, std::less<>>;

// For each step, whether it is, or waits for, a stack set. Steps name only steps that exist, without a circle: plan
// order holds to that later; a name that does not exist, or a circle, counts as no.
class Waits {
 public:
  Waits(const plan::Plan& plan, const StepIndex& index)
      : plan_(plan), index_(index), state_(plan.steps.size(), State::unknown) {}

  bool on_a_set(std::size_t step) {
    const auto& needs = plan_.steps[step].needs;
    return std::any_of(needs.begin(), needs.end(), [&](const plan::Step::Need& need) {
      const auto found = index_.find(need.step);
      return found != index_.end() && is_or_waits(found->second);
    });
  }

 private:
  enum class State : std::uint8_t { unknown, asked, no, yes };

  bool is_or_waits(std::size_t step) {
    if (state_[step] != State::unknown) return state_[step] == State::yes;
    state_[step] = State::asked;
    const auto* stack = std::get_if<plan::StackStep>(&plan_.steps[step].what);
    const bool yes = (stack && stack->stack_set) || on_a_set(step);
    state_[step] = yes ? State::yes : State::no;
    return yes;
  }

  const plan::Plan& plan_;
  const StepIndex& index_;
  std::vector<State> state_;
};

void add_installation(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step;
  step.name = kInstalled;
  step.number = number::kControlTowerPackage;
  step.title = "Customizations for Control Tower";
  step.why = "Its pipeline brings the package's templates to every account, those to come among them.";
  step.controls = {"extra.control-tower"};
  step.needs = {{"landing-zone", "it works on a landing zone"}};
  const std::string source =
      organization.control_tower->package_is_zipped ? "Amazon S3" : "GitHub (via Code Connection)";
  plan::ManualStep manual;
  manual.who = "administrator of the management account";
  manual.instructions = {
      cat("In the management account, region ", organization.home_region.value.str(),
          ", create the stack `CustomControlTowerInitiation` from AWS's template: `aws cloudformation create-stack "
          "--stack-name CustomControlTowerInitiation --capabilities CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND "
          "--template-url https://s3.amazonaws.com/solutions-reference/customizations-for-aws-control-tower/latest/"
          "custom-control-tower-initiation.template --parameters ParameterKey=CodePipelineSource,ParameterValue=\"",
          source, "\"`."),
      "Wait for it: `aws cloudformation wait stack-create-complete --stack-name CustomControlTowerInitiation`.",
      "Set its parameter `PipelineApprovalStage` to `Yes` if somebody is to agree before each delivery.",
  };
  if (!organization.control_tower->package_is_zipped) {
    manual.instructions.emplace_back(
        "Connect the repository: Developer Tools > Connections, and give the stack its parameters of the repository.");
  }
  manual.evidence = "the answer of aws cloudformation describe-stacks --stack-name CustomControlTowerInitiation";
  step.what = std::move(manual);
  plan.steps.push_back(std::move(step));
}

// {account} stands for nothing in commands: the bucket's name is looked up by its beginning.
void add_upload(const resolve::Organization& organization, std::vector<plan::Step::Need> needs, plan::Plan& plan) {
  const std::string& region = organization.home_region.value.str();
  plan::Step step;
  step.name = kUploaded;
  step.number = number::kControlTowerPackage;
  step.title = "Package of customizations";
  step.why = "What lies in the package is what the pipeline delivers; it begins by itself.";
  step.controls = {"extra.control-tower", "org.consistent-setup"};
  step.needs = std::move(needs);
  if (organization.control_tower->package_is_zipped) {
    plan::CliStep cli;
    cli.account = plan::kManagementAccount;
    cli.region = organization.home_region.value;
    const std::string object = cat("s3://custom-control-tower-configuration-", management_in_command(organization), '-',
                                   region, "/custom-control-tower-configuration.zip");
    cli.commands = {{"aws", "s3", "cp", "control-tower/custom-control-tower-configuration.zip", object}};
    cli.check = {"aws", "s3", "ls", object};
    step.what = std::move(cli);
  } else {
    plan::ManualStep manual;
    manual.who = "deployer with write access to the repository";
    manual.instructions = {
        "Copy the content of `control-tower/` into the root of the repository, and nothing beside it.",
        "Commit and push to the branch that the pipeline reads."};
    manual.evidence = "the commit's id";
    step.what = std::move(manual);
  }
  plan.steps.push_back(std::move(step));
}

void add_delivery(const std::set<std::string>& sets, plan::Plan& plan) {
  plan::Step step;
  step.name = kDelivered;
  step.number = number::kControlTowerPackage;
  step.title = "Pipeline of Customizations for Control Tower";
  step.why = "Steps that follow stand on what the pipeline brings to the accounts.";
  step.controls = {"extra.control-tower"};
  step.needs = {{std::string(kUploaded), "the package begins it"}};
  plan::ManualStep manual;
  manual.who = "administrator of the management account";
  manual.instructions = {
      "Wait until every stage has succeeded: `aws codepipeline get-pipeline-state --name "
      "Custom-Control-Tower-CodePipeline`. Approve the stage of that name, if there is one.",
      "If the stage Build fails, its log says which file was refused; the stage CloudformationResource names stack "
      "instances that failed.",
      cat("These stack sets are there then: ", base::join({sets.begin(), sets.end()}, ", "), "."),
  };
  manual.evidence = "the answer of aws codepipeline get-pipeline-state --name Custom-Control-Tower-CodePipeline";
  step.what = std::move(manual);
  plan.steps.push_back(std::move(step));
}

// What the pipeline makes has no stack here whose output names it; the need for it, and so the order, stays.
void forget_package(plan::Step& step, const std::set<std::string>& moved) {
  auto* stack = std::get_if<plan::StackStep>(&step.what);
  if (!stack || !stack->stack_set || !moved.contains(stack->stack_set->after)) return;
  stack->stack_set->after.clear();
  stack->bindings.open.erase("Earlier");
  stack->parameters.erase("Earlier");
}

}  // namespace

void add_control_tower_package(const resolve::Organization& organization, plan::Plan& plan) {
  if (!organization.control_tower) return;
  StepIndex index;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) index.emplace(plan.steps[i].name, i);
  Waits waits(plan, index);
  std::set<std::string> moved;
  std::set<std::string> names;
  std::map<std::string, std::string> needs{{std::string(kInstalled), "its pipeline takes the package"}};
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    plan::Step& step = plan.steps[i];
    auto* stack = std::get_if<plan::StackStep>(&step.what);
    if (!stack || !stack->stack_set || waits.on_a_set(i)) continue;
    stack->stack_set->in_package = true;
    moved.insert(step.name);
    names.insert(cat("`CustomControlTower-", stack->stack.str(), '`'));
    for (const plan::Step::Need& need : step.needs) {
      if (need.step != kTrustedStackSets && need.step != "artifacts") needs.emplace(need.step, need.why);
    }
  }
  if (moved.empty()) return;
  for (plan::Step& step : plan.steps) forget_package(step, moved);
  for (plan::Step& step : plan.steps) {
    if (!moved.contains(step.name)) continue;
    step.needs = {{std::string(kDelivered), "the pipeline of Customizations for Control Tower brings it"}};
  }
  for (const plan::Step& step : plan.steps) {
    if (step.name.starts_with("registered-units-")) needs.emplace(step.name, "it goes to accounts of registered units");
  }
  std::vector<plan::Step::Need> of_package;
  for (auto& [name, why] : needs) of_package.push_back({name, why});
  add_installation(organization, plan);
  add_upload(organization, std::move(of_package), plan);
  add_delivery(names, plan);
}

}  // namespace landform::stacks
