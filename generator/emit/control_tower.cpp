#include "emit/control_tower.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "base/text.h"
#include "emit/deployment.h"
#include "emit/zip.h"
#include "plan/ids.h"
#include "resolve/rings.h"
#include "resolve/unit_paths.h"
#include "yaml/write.h"

namespace landform::emit {
namespace {

using base::cat;

constexpr std::string_view kFolder = "control-tower/";

// "Workloads:Production". The pipeline takes accounts directly in a unit alone, so each unit below is named as well.
// Root is never written: it would reach the management account, which has stacks of its own.
std::vector<std::string> named_units(const resolve::Organization& organization, const plan::StackSet& set) {
  std::set<std::string> names;
  for (const resolve::Unit& unit : organization.units) {
    if (resolve::lies_in_any(unit.path, set.units)) names.insert(base::replace_all(unit.path.str(), "/", ":"));
  }
  return {names.begin(), names.end()};
}

// An account's id where the blueprint has it, else its name, which the pipeline compares with those of AWS.
std::vector<std::string> named_accounts(const resolve::Organization& organization, const plan::StackSet& set) {
  std::vector<std::string> names;
  for (const std::string& name : set.accounts) {
    const resolve::Account* account = organization.account(name);
    if (account == nullptr) continue;
    names.push_back(account->existing_id ? account->existing_id->value.str() : account->account_name);
  }
  return names;
}

// The pipeline looks values up in the Parameter Store of the management account's home region.
std::string package_value(const plan::ParameterSource& source) {
  constexpr std::string_view kOpen = "{ssm:";
  const std::string text = value_text(source);
  if (!text.starts_with(kOpen) || !text.ends_with('}')) return text;
  return cat("$[alfred_ssm_", text.substr(kOpen.size(), text.size() - kOpen.size() - 1), ']');
}

PackagedSet packaged(const resolve::Organization& organization, const plan::StackStep& stack, const plan::Step& step,
                     const Carried& carried) {
  const plan::StackSet& set = *stack.stack_set;
  PackagedSet result;
  result.name = stack.stack.str();
  result.description = step.title;
  result.file = cat("templates/", step.name, ".yaml");
  for (const auto* given : given_parameters(set.parameters, carried.parameters)) {
    result.parameters.emplace(given->first, package_value(given->second));
  }
  result.units = named_units(organization, set);
  result.accounts = named_accounts(organization, set);
  for (const aws::RegionName& region : set.regions) result.regions.push_back(region.str());
  return result;
}

void move_template(Carried& carried, const std::string& path, std::vector<OutputFile>& files) {
  for (OutputFile& file : files) {
    if (file.path == carried.file.path) file.path = path;
  }
  carried.file.path = path;
}

// Fails as long as the pipeline did not bring the stack set, and says so.
plan::CliStep presence(const resolve::Organization& organization, const std::string& name) {
  plan::CliStep cli;
  cli.account = plan::kManagementAccount;
  cli.region = organization.home_region.value;
  cli.commands = {{"aws", "cloudformation", "describe-stack-set", "--stack-set-name", cat("CustomControlTower-", name),
                   "--query", "StackSet.Status", "--output", "text"}};
  cli.check = {"aws", "cloudformation", "list-stack-instances", "--stack-set-name", cat("CustomControlTower-", name)};
  return cli;
}

class ManifestText {
 public:
  std::string write(std::string_view home_region, const std::vector<PackagedSet>& sets) {
    // The date stands bare: in quotes it is a text, which the schema refuses. `resource_file` is never the first key of
    // a resource, and never in quotes: a shell script looks for it by its place in the line.
    line(0, cat("region: ", home_region));
    line(0, "version: 2021-03-15");
    line(0, "enable_stack_set_deletion: false");
    line(0, sets.empty() ? "resources: []" : "resources:");
    for (const PackagedSet& set : sets) resource(set);
    return std::move(out_);
  }

 private:
  void resource(const PackagedSet& set) {
    line(1, cat("- name: ", scalar(set.name)));
    line(2, cat("description: ", scalar(set.description)));
    line(2, cat("resource_file: ", set.file));
    line(2, "deploy_method: stack_set");
    line(2, "deployment_targets:");
    list("organizational_units", set.units);
    list("accounts", set.accounts);
    if (!set.parameters.empty()) line(2, "parameters:");
    for (const auto& [name, value] : set.parameters) {
      line(3, cat("- parameter_key: ", scalar(name)));
      line(4, cat("parameter_value: ", scalar(value)));
    }
    line(2, "regions:");
    for (const std::string& region : set.regions) line(3, cat("- ", region));
  }

  void list(std::string_view key, const std::vector<std::string>& items) {
    if (items.empty()) return;
    line(3, cat(key, ':'));
    for (const std::string& item : items) line(4, cat("- ", scalar(item)));
  }

  // As every reader of YAML 1.1 takes it for the same text; ids and names with ':' in quotes.
  static std::string scalar(const std::string& text) {
    std::string written = yaml::write_json(yaml::string(text), yaml::JsonLayout::minified);
    return written;
  }

  void line(std::size_t depth, std::string_view text) {
    out_.append(depth * 2, ' ');
    out_ += text;
    out_ += '\n';
  }

  std::string out_;
};

}  // namespace

std::string customizations_manifest(std::string_view home_region, const std::vector<PackagedSet>& sets) {
  return ManifestText().write(home_region, sets);
}

void emit_control_tower(const resolve::Organization& organization, plan::Plan& plan, std::vector<EmittedStack>& stacks,
                        std::vector<OutputFile>& files) {
  if (!organization.control_tower) return;
  std::map<const plan::Step*, EmittedStack*> emitted;
  for (EmittedStack& stack : stacks) emitted.emplace(stack.step, &stack);
  std::vector<PackagedSet> sets;
  std::set<std::string> gone;
  for (plan::Step& step : plan.steps) {
    const auto* stack = std::get_if<plan::StackStep>(&step.what);
    if (!stack || !stack->stack_set || !stack->stack_set->in_package) continue;
    EmittedStack& of_step = *emitted.at(&step);
    if (!of_step.carried) continue;
    PackagedSet set = packaged(organization, *stack, step, *of_step.carried);
    move_template(*of_step.carried, cat(kFolder, set.file), files);
    gone.insert(of_step.file.path);
    of_step.file = of_step.carried->file;
    step.what = presence(organization, set.name);
    sets.push_back(std::move(set));
  }
  if (sets.empty()) return;
  const auto left_over = [&](const OutputFile& file) { return gone.contains(file.path); };
  files.erase(std::remove_if(files.begin(), files.end(), left_over), files.end());
  files.push_back(
      output_file(cat(kFolder, "manifest.yaml"), customizations_manifest(organization.home_region.value.str(), sets)));
  if (!organization.control_tower->package_is_zipped) return;
  std::vector<ZipEntry> entries;
  for (const OutputFile& file : files) {
    if (file.path.starts_with(kFolder)) entries.push_back({file.path.substr(kFolder.size()), file.bytes});
  }
  files.push_back(output_file(cat(kFolder, "custom-control-tower-configuration.zip"), zip_archive(std::move(entries))));
}

}  // namespace landform::emit
