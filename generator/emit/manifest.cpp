#include "emit/manifest.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "aws/region.h"
#include "emit/commands.h"
#include "emit/deployment.h"
#include "emit/manifest_files.h"
#include "plan/ids.h"
#include "yaml/json_text.h"

namespace landform::emit {
namespace {

constexpr std::size_t kBytesOfStep = 5000;  // a VPC's stack, with its line among the files

void describe_manifest_file(yaml::JsonText& json, std::string_view path, std::string_view sha256, std::size_t bytes) {
  json.string("path", path);
  json.string("sha256", sha256);
  json.integer("bytes", static_cast<std::int64_t>(bytes));
}

// Said straight as JSON: of a thousand networks it has megabytes, which nobody looks at as a tree.
class ManifestWriter {
 public:
  ManifestWriter(const ManifestInput& input, yaml::JsonText& json)
      : input_(input), ids_(input.organization, input.plan), json_(json) {
    for (const auto& emitted : input.stacks) stacks_.emplace(emitted.step, &emitted);
  }

  void run() {
    const auto& organization = input_.organization;
    json_.open_object();
    json_.integer("format", kManifestFormat);
    json_.string("tool", "landform");
    json_.open_object("customer");
    json_.string("name", organization.customer.name.value);
    json_.string("slug", organization.customer.slug.value);
    json_.close();
    json_.string("partition", aws::partition_of(organization.home_region.value).name);
    json_.string("home_region", organization.home_region.value.str());
    json_.open_list("regions");
    for (const auto& region : organization.regions) json_.string(region.value.str());
    json_.close();
    json_.string("access_role", access_role(organization));
    json_.open_list("rings");
    for (const auto& each : organization.rings) ring(each.name, each.units);
    json_.close();
    json_.open_list("steps");
    for (const auto& step : input_.plan.steps) describe(step);
    json_.close();
  }

 private:
  void number(std::string_view key, std::size_t value) { json_.integer(key, static_cast<std::int64_t>(value)); }

  void texts(std::string_view key, const std::vector<std::string>& values) {
    json_.open_list(key);
    for (const std::string& value : values) json_.string(value);
    json_.close();
  }

  void commands(const std::vector<Command>& list) {
    json_.open_list("commands");
    for (const Command& command : list) {
      json_.open_list();
      for (const std::string& word : command) json_.string(word);
      json_.close();
    }
    json_.close();
  }

  void describe(const plan::Step& step) {
    const auto* stack = std::get_if<plan::StackStep>(&step.what);
    const auto* cli = std::get_if<plan::CliStep>(&step.what);
    json_.open_object();
    json_.string("kind", stack ? "stack" : cli ? "cli" : "manual");
    json_.string("name", step.name);
    json_.string("title", step.title);
    json_.string("why", step.why);
    if (step.ring > 0) json_.string("ring", input_.organization.rings[step.ring - 1].name);
    if (stack) {
      describe_stack(*stacks_.at(&step), *stack);
    } else if (cli) {
      describe_cli(*cli);
    } else {
      describe_manual(std::get<plan::ManualStep>(step.what));
    }
    json_.open_list("depends_on");
    for (const auto& need : step.needs) {
      json_.open_object();
      json_.string("step", need.step);
      json_.string("why", need.why);
      json_.close();
    }
    json_.close();
    texts("controls", step.controls);
    if (!step.asked_by.empty()) json_.string("asked_by", step.asked_by);
    json_.close();
  }

  void ring(std::string_view name, const std::vector<aws::OuPath>& units) {
    json_.open_object();
    json_.string("name", name);
    json_.open_list("units");
    for (const auto& unit : units) {
      json_.open_object();
      json_.string("path", unit.str());
      id(ids_.unit(unit));
      json_.close();
    }
    json_.close();
    json_.close();
  }

  void id(const IdSource& source) {
    if (source.id) json_.string("id", *source.id);
    if (source.parameter) json_.string("id_parameter", *source.parameter);
  }

  void account(std::string_view key, const std::string& name) {
    json_.open_object(key);
    account(name);
  }
  // The rest of an object that is open.
  void account(const std::string& name) {
    json_.string("name", name);
    id(ids_.account(name));
    json_.close();
  }

  enum class Upload { may_be, never };
  void file(std::string_view key, const EmittedFile& described, Upload upload) {
    json_.open_object(key);
    describe_manifest_file(json_, described.path, described.sha256, described.bytes);
    if (upload == Upload::may_be) json_.boolean("upload", must_be_uploaded(described));
    json_.close();
  }

  void describe_stack(const EmittedStack& emitted, const plan::StackStep& stack) {
    json_.string("stack", stack.stack.str());
    file("template", emitted.file, Upload::may_be);
    account("account", stack.target.account);
    region(stack.target.region);
    json_.open_list("parameters");
    for (const auto* given : given_parameters(stack.parameters, emitted.parameters)) {
      parameter(given->first, given->second);
    }
    json_.close();
    texts("capabilities", capability_names(emitted.capabilities));
    json_.open_object("tags");
    for (const auto& [key, value] : stack.tags) json_.string(key, value);
    json_.close();
    json_.boolean("termination_protection", !emitted.holds.empty());
    json_.open_object("holds");
    for (const auto& [type, count] : emitted.holds) number(type, count);
    json_.close();
    if (emitted.import_template && emitted.import_resources) {
      json_.open_object("import");
      file("template", *emitted.import_template, Upload::may_be);
      file("resources", *emitted.import_resources, Upload::never);
      commands(import_commands(emitted));
      json_.close();
    }
    if (stack.stack_set && emitted.carried) describe_stack_set(*stack.stack_set, *emitted.carried);
    commands(deploy_commands(emitted));
  }

  void region(const aws::RegionName& name) {
    json_.open_list("regions");
    json_.string(name.str());
    json_.close();
  }

  void describe_stack_set(const plan::StackSet& set, const Carried& carried) {
    json_.open_object("stack_set");
    file("template", carried.file, Upload::never);
    json_.open_list("units");
    for (const auto& unit : set.units) json_.string(unit.str());
    json_.close();
    json_.open_list("accounts");
    for (const auto& name : set.accounts) {
      json_.open_object();
      account(name);
    }
    json_.close();
    json_.open_list("regions");
    for (const auto& each : set.regions) json_.string(each.str());
    json_.close();
    texts("capabilities", capability_names(carried.capabilities));
    json_.open_list("parameters");
    for (const auto* given : given_parameters(set.parameters, carried.parameters)) {
      parameter(given->first, stored_source(given->second));
    }
    json_.close();
    json_.open_list("rings");
    for (const auto& each : rings_of_set(input_.organization, set)) ring(each.ring, each.units);
    json_.close();
    json_.close();
  }

  // What the stack set's own stack looks up in the Parameter Store is a value from there for whoever reads this.
  plan::ParameterSource stored_source(const plan::ParameterSource& source) {
    const std::string text = value_text(source);
    constexpr std::string_view kOpen = "{ssm:";
    if (!std::holds_alternative<plan::Literal>(source) || text == std::get<plan::Literal>(source).value) return source;
    return plan::FromSsm{text.substr(kOpen.size(), text.size() - kOpen.size() - 1),
                         std::string(plan::kManagementAccount), input_.organization.home_region.value};
  }

  void parameter(std::string_view name, const plan::ParameterSource& source) {
    json_.open_object();
    json_.string("name", name);
    if (const auto* literal = std::get_if<plan::Literal>(&source)) {
      json_.string("value", literal->value);
    } else if (const auto* ssm = std::get_if<plan::FromSsm>(&source)) {
      json_.open_object("from_parameter");
      json_.string("name", ssm->name);
      account("account", ssm->account);
      json_.string("region", ssm->region.str());
      json_.close();
    } else {
      const auto& output = std::get<plan::FromOutput>(source);
      json_.open_object("from_output");
      json_.string("step", output.step);
      json_.string("output", output.output);
      json_.close();
    }
    json_.close();
  }

  void describe_cli(const plan::CliStep& step) {
    account("account", step.account);
    region(step.region);
    commands(step.commands);
    if (!step.tolerates.empty()) texts("tolerates", step.tolerates);
    if (!step.captures.empty()) {
      json_.open_list("captures");
      for (const plan::Capture& capture : step.captures) {
        json_.open_object();
        texts("command", capture.command);
        json_.string("parameter", capture.parameter);
        json_.close();
      }
      json_.close();
    }
    if (!step.check.empty()) texts("check", step.check);
  }

  void describe_manual(const plan::ManualStep& step) {
    json_.string("who", step.who);
    texts("instructions", step.instructions);
    json_.string("evidence", step.evidence);
  }

  const ManifestInput& input_;
  Ids ids_;
  std::unordered_map<const plan::Step*, const EmittedStack*> stacks_;
  yaml::JsonText& json_;
};

}  // namespace

// Once made as large as it will be, the text is not copied again and again while it grows.
Manifest::Manifest(const ManifestInput& input)
    : json_(yaml::JsonLayout::pretty, (input.plan.steps.size() + 1) * kBytesOfStep) {
  ManifestWriter(input, json_).run();
  hash_.add(json_.so_far());
  bytes_ = json_.so_far().size();
}

OutputFile Manifest::finish(const std::vector<OutputFile>& files) {
  json_.open_list("files");
  for (const OutputFile& file : files) {
    json_.open_object();
    describe_manifest_file(json_, file.path, file.sha256, file.bytes.size());
    json_.close();
  }
  json_.close();
  json_.string("seal", unsealed());
  json_.close();
  return {std::string(kManifestPath), seal_manifest(std::move(json_).take(), hash_, bytes_), {}};
}

}  // namespace landform::emit
