#include "emit/deploy_script.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "aws/region.h"
#include "base/text.h"
#include "emit/commands.h"
#include "emit/deployment.h"
#include "plan/ids.h"

namespace landform::emit {
namespace {

using base::cat;

constexpr std::array<bool, 256> make_plain_for_bash() {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("_./:=@%+,-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}
constexpr auto kPlainForBash = make_plain_for_bash();

// One word for bash, whatever is in it.
void append_bash_word(std::string& out, std::string_view text) {
  const auto plain = [](char c) { return kPlainForBash[static_cast<unsigned char>(c)]; };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) {
    out += text;
    return;
  }
  out += '\'';
  for (std::size_t quote = text.find('\''); quote != std::string_view::npos; quote = text.find('\'')) {
    base::append(out, text.substr(0, quote), "'\\''");
    text.remove_prefix(quote + 1);
  }
  base::append(out, text, '\'');
}

std::string source_text(const IdSource& source) {
  if (source.id) return *source.id;
  return source.parameter ? cat("{ssm:", *source.parameter, '}') : std::string();
}

class ScriptWriter {
 public:
  explicit ScriptWriter(const DeployScriptInput& input) : input_(input), ids_(input.organization, input.plan) {}

  std::string run() {
    const resolve::Organization& organization = input_.organization;
    constexpr std::size_t kBytesOfStep = 1400;  // a VPC's stack
    out_.reserve(input_.engine.size() + (input_.plan.steps.size() + 1) * kBytesOfStep);
    out_ +=
        "#!/usr/bin/env bash\n"
        "# Deploys this out tree. Written by landform; --help shows how to use it, docs/deploying.md of landform how "
        "it\n"
        "# works. First comes the deployment, a function a step, as manifest.json has it; then the program.\n"
        "# shellcheck disable=SC2016,SC2034,SC2317,SC2329 # the program below calls and reads by name\n"
        "\n";
    settings(organization);
    out_ += "\nsteps=(\n";
    for (const plan::Step& step : input_.plan.steps) base::append(out_, "  ", step.name, '\n');
    out_ += ")\n";
    // Not by their order: under Control Tower some steps with a template are no stacks.
    std::unordered_map<const plan::Step*, const EmittedStack*> emitted;
    for (const EmittedStack& stack : input_.stacks) emitted.emplace(stack.step, &stack);
    for (const plan::Step& step : input_.plan.steps) {
      const bool is_stack = std::holds_alternative<plan::StackStep>(step.what);
      describe(step, is_stack ? emitted.at(&step) : nullptr);
    }
    out_ += '\n';
    out_ += input_.engine;
    return std::move(out_);
  }

 private:
  void settings(const resolve::Organization& organization) {
    const std::string& home = organization.home_region.value.str();
    const aws::Partition& partition = aws::partition_of(organization.home_region.value);
    out_ += "customer=";
    append_bash_word(out_, organization.customer.name.value);
    out_ += cat("\nslug=", organization.customer.slug.value, '\n');
    out_ += cat("partition=", partition.name, '\n');
    out_ += cat("url_suffix=", partition.dns_suffix, '\n');
    out_ += cat("home_region=", home, '\n');
    // Where stacks of this deployment may be.
    std::vector<std::string> regions;
    for (const auto& region : organization.regions) regions.push_back(region.value.str());
    for (const aws::RegionName& region : organization.former_regions) regions.push_back(region.str());
    std::sort(regions.begin(), regions.end());
    out_ += cat("regions=(", base::join(regions, " "), ")\n");
    const IdSource management = ids_.account(std::string(plan::kManagementAccount));
    out_ += cat("management_account=", management.id ? *management.id : "''", "\n");
    out_ += cat("access_role=", access_role(organization), '\n');
    out_ += "rings=(";
    for (std::size_t i = 0; i < organization.rings.size(); ++i) {
      if (i > 0) out_ += ' ';
      append_bash_word(out_, organization.rings[i].name);
    }
    out_ += ")\n";
  }

  // "  verb word word"
  template <class... Words>
  void line(std::string_view verb, const Words&... words) {
    base::append(out_, "  ", verb);
    (word(words), ...);
    out_ += '\n';
  }
  void word(std::string_view text) {
    out_ += ' ';
    append_bash_word(out_, text);
  }
  void word(const std::vector<std::string>& list) {
    for (const std::string& each : list) word(each);
  }

  void place(const std::string& account, const aws::RegionName& region) {
    line("account", account, source_text(ids_.account(account)));
    line("region", region.str());
  }

  void describe(const plan::Step& step, const EmittedStack* emitted) {
    base::append(out_, "\nstep_", step.name, "() {\n");
    line("title", step.title);
    if (step.ring > 0) line("ring", input_.organization.rings[step.ring - 1].name);
    if (!step.needs.empty()) {
      out_ += "  needs";
      for (const plan::Step::Need& need : step.needs) word(need.step);
      out_ += '\n';
    }
    if (const auto* stack = std::get_if<plan::StackStep>(&step.what)) describe_stack(*stack, *emitted);
    if (const auto* cli = std::get_if<plan::CliStep>(&step.what)) describe_cli(*cli);
    if (const auto* manual = std::get_if<plan::ManualStep>(&step.what)) describe_manual(*manual);
    out_ += "}\n";
  }

  static std::string_view way(const EmittedFile& file) { return must_be_uploaded(file) ? "upload" : "inline"; }

  void describe_stack(const plan::StackStep& stack, const EmittedStack& emitted) {
    place(stack.target.account, stack.target.region);
    line("stack", stack.stack.str(), emitted.file.path, emitted.file.sha256, way(emitted.file));
    if (!emitted.holds.empty()) line("protect");
    if (makes_accounts(emitted)) line("keep_what_is_made");
    if (emitted.import_template && emitted.import_resources) {
      const EmittedFile& import = *emitted.import_template;
      line("take_over", import.path, import.sha256, way(import), emitted.import_resources->path);
    }
    const auto capabilities = capability_names(emitted.capabilities);
    if (!capabilities.empty()) line("capabilities", capabilities);
    for (const auto* given : given_parameters(stack.parameters, emitted.parameters)) {
      line("parameter", given->first, value_text(given->second));
    }
    for (const auto& [key, value] : stack.tags) line("tag", key, value);
    if (stack.stack_set && emitted.carried) describe_stack_set(*stack.stack_set, *emitted.carried, stack);
  }

  void describe_stack_set(const plan::StackSet& set, const Carried& carried, const plan::StackStep& stack) {
    line("stack_set", stack.stack.str(), carried.file.path, carried.file.sha256);
    const auto capabilities = capability_names(carried.capabilities);
    if (!capabilities.empty()) line("set_capabilities", capabilities);
    out_ += "  set_regions";
    for (const aws::RegionName& region : set.regions) word(region.str());
    out_ += '\n';
    for (const auto* given : given_parameters(set.parameters, carried.parameters)) {
      line("set_parameter", given->first, value_text(given->second));
    }
    for (const RingOfSet& ring : rings_of_set(input_.organization, set)) {
      out_ += "  set_ring";
      word(ring.ring);
      for (const aws::OuPath& unit : ring.units) word(source_text(ids_.unit(unit)));
      out_ += '\n';
    }
  }

  void describe_cli(const plan::CliStep& step) {
    place(step.account, step.region);
    for (const auto& command : step.commands) line("call", command);
    if (!step.tolerates.empty()) line("tolerates", step.tolerates);
    for (const plan::Capture& capture : step.captures) line("capture", capture.parameter, capture.command);
    if (!step.check.empty()) line("check", step.check);
  }

  void describe_manual(const plan::ManualStep& step) {
    line("who", step.who);
    for (const std::string& instruction : step.instructions) line("instruction", instruction);
    line("evidence", step.evidence);
  }

  const DeployScriptInput& input_;
  Ids ids_;
  std::string out_;
};

}  // namespace

OutputFile emit_deploy_script(const DeployScriptInput& input) {
  return output_file(std::string(kDeployScriptPath), ScriptWriter(input).run());
}

}  // namespace landform::emit
