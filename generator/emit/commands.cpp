#include "emit/commands.h"

#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "aws/quotas.h"
#include "base/text.h"
#include "emit/deployment.h"
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

Command deploy_stack(const EmittedStack& emitted, const plan::StackStep& stack) {
  Command command =
      aws_cloudformation({"deploy", "--stack-name", stack.stack.str(), "--template-file", emitted.file.path, "--region",
                          stack.target.region.str(), "--no-fail-on-empty-changeset"});
  if (must_be_uploaded(emitted.file)) {
    command.insert(command.end(), {"--s3-bucket", std::string(kBucket), "--s3-prefix", "landform"});
  }
  add_capabilities(command, emitted);
  if (makes_accounts(emitted)) command.emplace_back("--disable-rollback");
  const auto parameters = given_parameters(stack.parameters, emitted.parameters);
  if (!parameters.empty()) {
    command.push_back("--parameter-overrides");
    for (const auto* given : parameters) command.push_back(cat(given->first, '=', value_text(given->second)));
  }
  if (!stack.tags.empty()) {
    command.push_back("--tags");
    for (const auto& [key, value] : stack.tags) command.push_back(cat(key, '=', value));
  }
  return command;
}

// Puts what a stack set carries where its URL looks for it; the same bytes under the same name every time.
Command upload(const EmittedFile& file, const aws::RegionName& region) {
  return {"aws", "s3", "cp", file.path, cat("s3://", kBucket, "/", file.sha256, ".yaml"), "--region", region.str()};
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

std::vector<Command> deploy_commands(const EmittedStack& emitted) {
  const auto& stack = std::get<plan::StackStep>(emitted.step->what);
  std::vector<Command> commands;
  if (emitted.carried) commands.push_back(upload(emitted.carried->file, stack.target.region));
  commands.push_back(deploy_stack(emitted, stack));
  return commands;
}

std::vector<Command> import_commands(const EmittedStack& emitted) {
  if (!emitted.import_template || !emitted.import_resources) return {};
  const auto& stack = std::get<plan::StackStep>(emitted.step->what);
  const std::string name = stack.stack.str();
  const std::string region = stack.target.region.str();
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
