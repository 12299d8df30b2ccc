#include "emit/manifest.h"

#include <cstddef>
#include <map>
#include <utility>

#include "aws/region.h"
#include "emit/commands.h"
#include "emit/deployment.h"
#include "emit/manifest_files.h"
#include "plan/ids.h"
#include "yaml/write.h"

namespace landform::emit {
namespace {

using yaml::Node;

Node number(std::size_t value) {
  return yaml::integer(static_cast<std::int64_t>(value));
}

Node command_list(const std::vector<Command>& commands) {
  Node list = yaml::sequence();
  for (const auto& command : commands) list.add(yaml::strings(command));
  return list;
}

class Writer {
 public:
  explicit Writer(const ManifestInput& input) : input_(input), ids_(input.organization, input.plan) {
    for (const auto& emitted : input.stacks) stacks_.emplace(emitted.step, &emitted);
  }

  Node run() {
    const auto& organization = input_.organization;
    Node root = yaml::mapping();
    root.add("format", yaml::integer(kManifestFormat));
    root.add("tool", yaml::string("landform"));
    Node& customer = root.add("customer", yaml::mapping());
    customer.add("name", yaml::string(organization.customer.name.value));
    customer.add("slug", yaml::string(organization.customer.slug.value));
    const std::string& home = organization.home_region.value.str();
    root.add("partition", yaml::string(std::string(aws::partition_of(organization.home_region.value).name)));
    root.add("home_region", yaml::string(home));
    Node regions = yaml::sequence();
    for (const auto& region : organization.regions) regions.add(yaml::string(region.value.str()));
    root.add("regions", std::move(regions));
    root.add("access_role", yaml::string(std::string(access_role(organization))));
    Node rings = yaml::sequence();
    for (const auto& ring : organization.rings) rings.add(ring_node(ring.name, ring.units));
    root.add("rings", std::move(rings));
    Node steps = yaml::sequence();
    for (const auto& step : input_.plan.steps) steps.add(describe(step));
    root.add("steps", std::move(steps));
    Node files = yaml::sequence();
    for (const auto& file : input_.files) {
      Node& item = files.add(yaml::mapping());
      item.add("path", yaml::string(file.path));
      item.add("sha256", yaml::string(file.sha256));
      item.add("bytes", number(file.bytes.size()));
    }
    root.add("files", std::move(files));
    root.add("seal", yaml::string(std::string(unsealed())));
    return root;
  }

 private:
  Node describe(const plan::Step& step) {
    Node node = yaml::mapping();
    const bool is_stack = std::holds_alternative<plan::StackStep>(step.what);
    const bool is_cli = std::holds_alternative<plan::CliStep>(step.what);
    node.add("kind", yaml::string(is_stack ? "stack" : is_cli ? "cli" : "manual"));
    node.add("name", yaml::string(step.name));
    node.add("title", yaml::string(step.title));
    node.add("why", yaml::string(step.why));
    if (step.ring > 0) node.add("ring", yaml::string(input_.organization.rings[step.ring - 1].name));
    if (is_stack) {
      add_stack(node, *stacks_.at(&step), std::get<plan::StackStep>(step.what));
    } else if (is_cli) {
      add_cli(node, std::get<plan::CliStep>(step.what));
    } else {
      add_manual(node, std::get<plan::ManualStep>(step.what));
    }
    Node needs = yaml::sequence();
    for (const auto& need : step.needs) {
      Node& item = needs.add(yaml::mapping());
      item.add("step", yaml::string(need.step));
      item.add("why", yaml::string(need.why));
    }
    node.add("depends_on", std::move(needs));
    node.add("controls", yaml::strings(step.controls));
    if (!step.asked_by.empty()) node.add("asked_by", yaml::string(step.asked_by));
    return node;
  }

  Node ring_node(const std::string& name, const std::vector<aws::OuPath>& units) {
    Node node = yaml::mapping();
    node.add("name", yaml::string(name));
    Node list = yaml::sequence();
    for (const auto& unit : units) {
      Node& item = list.add(yaml::mapping());
      item.add("path", yaml::string(unit.str()));
      add_id(item, ids_.unit(unit));
    }
    node.add("units", std::move(list));
    return node;
  }

  static void add_id(Node& node, const IdSource& source) {
    if (source.id) node.add("id", yaml::string(*source.id));
    if (source.parameter) node.add("id_parameter", yaml::string(*source.parameter));
  }

  Node account(const std::string& name) {
    Node node = yaml::mapping();
    node.add("name", yaml::string(name));
    add_id(node, ids_.account(name));
    return node;
  }

  static Node file(const EmittedStack::File& described, bool with_upload) {
    Node node = yaml::mapping();
    node.add("path", yaml::string(described.path));
    node.add("sha256", yaml::string(described.sha256));
    node.add("bytes", number(described.bytes));
    if (with_upload) node.add("upload", yaml::boolean(must_be_uploaded(described)));
    return node;
  }

  void add_stack(Node& node, const EmittedStack& emitted, const plan::StackStep& stack) {
    node.add("stack", yaml::string(stack.stack.str()));
    node.add("template", file(emitted.file, true));
    node.add("account", account(stack.target.account));
    node.add("regions", yaml::strings({stack.target.region.str()}));
    Node parameters = yaml::sequence();
    for (const auto& [name, source] : given_parameters(stack.parameters, emitted.parameters)) {
      parameters.add(parameter(name, source));
    }
    node.add("parameters", std::move(parameters));
    node.add("capabilities", yaml::strings(capability_names(emitted.capabilities)));
    Node tags = yaml::mapping();
    for (const auto& [key, value] : stack.tags) tags.add(key, yaml::string(value));
    node.add("tags", std::move(tags));
    node.add("termination_protection", yaml::boolean(!emitted.holds.empty()));
    Node holds = yaml::mapping();
    for (const auto& [type, count] : emitted.holds) holds.add(type, number(count));
    node.add("holds", std::move(holds));
    if (emitted.import_template && emitted.import_resources) {
      Node& import = node.add("import", yaml::mapping());
      import.add("template", file(*emitted.import_template, true));
      import.add("resources", file(*emitted.import_resources, false));
      import.add("commands", command_list(import_commands(emitted)));
    }
    if (stack.stack_set && emitted.carried) node.add("stack_set", stack_set(*stack.stack_set, *emitted.carried));
    node.add("commands", command_list(deploy_commands(emitted)));
  }

  Node stack_set(const plan::StackSet& set, const Carried& carried) {
    Node node = yaml::mapping();
    node.add("template", file(carried.file, false));
    Node units = yaml::sequence();
    for (const auto& unit : set.units) units.add(yaml::string(unit.str()));
    node.add("units", std::move(units));
    Node accounts = yaml::sequence();
    for (const auto& name : set.accounts) accounts.add(account(name));
    node.add("accounts", std::move(accounts));
    Node regions = yaml::sequence();
    for (const auto& region : set.regions) regions.add(yaml::string(region.str()));
    node.add("regions", std::move(regions));
    node.add("capabilities", yaml::strings(capability_names(carried.capabilities)));
    Node parameters = yaml::sequence();
    for (const auto& [name, source] : given_parameters(set.parameters, carried.parameters)) {
      parameters.add(parameter(name, stored_source(source)));
    }
    node.add("parameters", std::move(parameters));
    Node rings = yaml::sequence();
    for (const auto& ring : rings_of_set(input_.organization, set)) rings.add(ring_node(ring.ring, ring.units));
    node.add("rings", std::move(rings));
    return node;
  }

  // What the stack set's own stack looks up in the Parameter Store is a value from there for whoever reads this.
  plan::ParameterSource stored_source(const plan::ParameterSource& source) {
    const std::string text = value_text(source);
    constexpr std::string_view kOpen = "{ssm:";
    if (!std::holds_alternative<plan::Literal>(source) || text == std::get<plan::Literal>(source).value) return source;
    return plan::FromSsm{text.substr(kOpen.size(), text.size() - kOpen.size() - 1),
                         std::string(plan::kManagementAccount), input_.organization.home_region.value};
  }

  Node parameter(const std::string& name, const plan::ParameterSource& source) {
    Node node = yaml::mapping();
    node.add("name", yaml::string(name));
    if (const auto* literal = std::get_if<plan::Literal>(&source)) {
      node.add("value", yaml::string(literal->value));
    } else if (const auto* ssm = std::get_if<plan::FromSsm>(&source)) {
      Node& from = node.add("from_parameter", yaml::mapping());
      from.add("name", yaml::string(ssm->name));
      from.add("account", account(ssm->account));
      from.add("region", yaml::string(ssm->region.str()));
    } else {
      const auto& output = std::get<plan::FromOutput>(source);
      Node& from = node.add("from_output", yaml::mapping());
      from.add("step", yaml::string(output.step));
      from.add("output", yaml::string(output.output));
    }
    return node;
  }

  void add_cli(Node& node, const plan::CliStep& step) {
    node.add("account", account(step.account));
    node.add("regions", yaml::strings({step.region.str()}));
    node.add("commands", command_list(step.commands));
    if (!step.tolerates.empty()) node.add("tolerates", yaml::strings(step.tolerates));
    if (!step.captures.empty()) {
      Node& captures = node.add("captures", yaml::sequence());
      for (const plan::Capture& capture : step.captures) {
        Node& item = captures.add(yaml::mapping());
        item.add("command", yaml::strings(capture.command));
        item.add("parameter", yaml::string(capture.parameter));
      }
    }
    if (!step.check.empty()) node.add("check", yaml::strings(step.check));
  }

  static void add_manual(Node& node, const plan::ManualStep& step) {
    node.add("who", yaml::string(step.who));
    node.add("instructions", yaml::strings(step.instructions));
    node.add("evidence", yaml::string(step.evidence));
  }

  const ManifestInput& input_;
  Ids ids_;
  std::map<const plan::Step*, const EmittedStack*> stacks_;
};

}  // namespace

OutputFile emit_manifest(const ManifestInput& input) {
  const Node root = Writer(input).run();
  return output_file(std::string(kManifestPath), seal_manifest(yaml::write_json(root, yaml::JsonLayout::pretty)));
}

}  // namespace landform::emit
