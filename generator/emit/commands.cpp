#include "emit/commands.h"

#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "aws/quotas.h"
#include "base/text.h"
#include "plan/ids.h"

namespace landform::emit {
namespace {

using base::cat;

constexpr std::string_view kImportChangeSet = "landform-import";
constexpr std::string_view kBucket = "{bucket}";

Command aws_cloudformation(std::initializer_list<std::string> words) {
  Command command{"aws", "cloudformation"};
  command.insert(command.end(), words);
  return command;
}

std::string value_of(const plan::ParameterSource& source) {
  if (const auto* literal = std::get_if<plan::Literal>(&source)) return literal->value;
  if (const auto* ssm = std::get_if<plan::FromSsm>(&source)) return cat("{ssm:", ssm->name, '}');
  const auto& output = std::get<plan::FromOutput>(source);
  return cat("{output:", output.step, '/', output.output, '}');
}

// Where the body lies: in the request while it fits, else where the deployer uploaded it, under its own hash so that an
// old command can never pick up a new body.
void add_body(Command& command, const EmittedStack::File& file) {
  if (must_be_uploaded(file)) {
    command.insert(command.end(),
                   {"--template-url", cat("https://", kBucket, ".s3.amazonaws.com/landform/", file.sha256)});
  } else {
    command.insert(command.end(), {"--template-body", cat("file://", file.path)});
  }
}

void add_capabilities(Command& command, const EmittedStack& emitted) {
  const auto names = capability_names(emitted.capabilities);
  if (names.empty()) return;
  command.push_back("--capabilities");
  command.insert(command.end(), names.begin(), names.end());
}

// "ParameterKey=..,ParameterValue=.." of create-change-set and create-stack-set. The CLI splits such a word at commas,
// so the value is quoted.
void add_parameters(Command& command, const plan::StackStep& stack) {
  if (stack.parameters.empty()) return;
  command.push_back("--parameters");
  for (const auto& [name, source] : stack.parameters) {
    const std::string value = base::replace_all(base::replace_all(value_of(source), "\\", "\\\\"), "\"", "\\\"");
    command.push_back(cat("ParameterKey=", name, ",ParameterValue=\"", value, '"'));
  }
}

void add_tags(Command& command, const plan::StackStep& stack) {
  if (stack.tags.empty()) return;
  command.push_back("--tags");
  for (const auto& [key, value] : stack.tags) command.push_back(cat("Key=\"", key, "\",Value=\"", value, '"'));
}

std::vector<Command> deploy_stack(const EmittedStack& emitted, const plan::StackStep& stack,
                                  const plan::AccountTarget& target) {
  Command command =
      aws_cloudformation({"deploy", "--stack-name", stack.stack.str(), "--template-file", emitted.file.path, "--region",
                          target.region.str(), "--no-fail-on-empty-changeset"});
  if (must_be_uploaded(emitted.file)) {
    command.insert(command.end(), {"--s3-bucket", std::string(kBucket), "--s3-prefix", "landform"});
  }
  add_capabilities(command, emitted);
  if (!stack.parameters.empty()) {
    command.push_back("--parameter-overrides");
    for (const auto& [name, source] : stack.parameters) command.push_back(cat(name, '=', value_of(source)));
  }
  if (!stack.tags.empty()) {
    command.push_back("--tags");
    for (const auto& [key, value] : stack.tags) command.push_back(cat(key, '=', value));
  }
  return {std::move(command)};
}

std::string unit_id(const resolve::Organization& organization, const aws::OuPath& path) {
  const auto* unit = organization.unit(path);
  if (unit != nullptr && unit->existing_id) return unit->existing_id->value;
  if (unit == nullptr && organization.existing_root_id) return organization.existing_root_id->value;
  return cat("{ssm:", plan::unit_id_parameter(organization, path), '}');
}

std::string account_id(const resolve::Organization& organization, const std::string& name) {
  const auto* account = organization.account(name);
  if (account != nullptr && account->existing_id) return account->existing_id->value.str();
  return cat("{ssm:", plan::account_id_parameter(organization, name), '}');
}

std::string deployment_targets(const resolve::Organization& organization, const plan::UnitsTarget& target) {
  std::vector<std::string> units;
  for (const auto& path : target.units) units.push_back(unit_id(organization, path));
  std::string words = cat("OrganizationalUnitIds=", base::join(units, ","));
  if (!target.accounts.empty()) {
    std::vector<std::string> accounts;
    for (const auto& name : target.accounts) accounts.push_back(account_id(organization, name));
    words += cat(",Accounts=", base::join(accounts, ","), ",AccountFilterType=INTERSECTION");
  }
  return words;
}

// Source: CloudFormation API reference, CreateStackSet, UpdateStackSet, CreateStackInstances. A service-managed set
// must say how it deploys by itself to accounts that come later.
std::vector<Command> deploy_stack_set(const EmittedStack& emitted, const plan::StackStep& stack,
                                      const plan::UnitsTarget& target, const resolve::Organization& organization) {
  const std::string region = organization.home_region.value.str();
  std::vector<Command> commands;
  for (const std::string_view verb : {"create-stack-set", "update-stack-set"}) {
    Command command = aws_cloudformation({std::string(verb), "--stack-set-name", stack.stack.str(), "--region", region,
                                          "--permission-model", "SERVICE_MANAGED", "--auto-deployment",
                                          "Enabled=true,RetainStacksOnAccountRemoval=true"});
    add_body(command, emitted.file);
    add_capabilities(command, emitted);
    add_parameters(command, stack);
    add_tags(command, stack);
    commands.push_back(std::move(command));
  }
  Command instances =
      aws_cloudformation({"create-stack-instances", "--stack-set-name", stack.stack.str(), "--region", region,
                          "--deployment-targets", deployment_targets(organization, target), "--regions"});
  for (const auto& target_region : target.regions) instances.push_back(target_region.str());
  commands.push_back(std::move(instances));
  return commands;
}

}  // namespace

bool must_be_uploaded(const EmittedStack::File& file) {
  return file.bytes > static_cast<std::size_t>(aws::quota("cloudformation/template-inline").value);
}

std::vector<std::string> capability_names(const verify::Capabilities& capabilities) {
  std::vector<std::string> names;
  if (capabilities.auto_expand) names.emplace_back("CAPABILITY_AUTO_EXPAND");
  if (capabilities.named_iam) {
    names.emplace_back("CAPABILITY_NAMED_IAM");
  } else if (capabilities.iam) {
    names.emplace_back("CAPABILITY_IAM");
  }
  return names;
}

std::vector<Command> deploy_commands(const EmittedStack& emitted, const resolve::Organization& organization) {
  const auto& stack = std::get<plan::StackStep>(emitted.step->what);
  if (const auto* account = std::get_if<plan::AccountTarget>(&stack.target)) {
    return deploy_stack(emitted, stack, *account);
  }
  return deploy_stack_set(emitted, stack, std::get<plan::UnitsTarget>(stack.target), organization);
}

std::vector<Command> import_commands(const EmittedStack& emitted) {
  if (!emitted.import_template || !emitted.import_resources) return {};
  const auto& stack = std::get<plan::StackStep>(emitted.step->what);
  const auto* target = std::get_if<plan::AccountTarget>(&stack.target);
  if (target == nullptr) return {};
  const std::string name = stack.stack.str();
  const std::string region = target->region.str();
  const std::string change_set(kImportChangeSet);
  Command create = aws_cloudformation({"create-change-set", "--stack-name", name, "--change-set-name", change_set,
                                       "--change-set-type", "IMPORT", "--region", region, "--resources-to-import",
                                       cat("file://", emitted.import_resources->path)});
  add_body(create, *emitted.import_template);
  add_capabilities(create, emitted);
  return {std::move(create),
          aws_cloudformation({"wait", "change-set-create-complete", "--stack-name", name, "--change-set-name",
                              change_set, "--region", region}),
          aws_cloudformation(
              {"execute-change-set", "--stack-name", name, "--change-set-name", change_set, "--region", region}),
          aws_cloudformation({"wait", "stack-import-complete", "--stack-name", name, "--region", region})};
}

}  // namespace landform::emit
