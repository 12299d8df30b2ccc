// What the laws over a plan compare, taken out of a template.
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "verify/index.h"
#include "verify/plan_laws.h"

namespace landform::verify {
namespace {

using base::cat;
using yaml::Entry;
using yaml::Node;

struct NamedStep {
  std::string_view type;
  std::string_view property;
  Scope scope;
};
// Sorted by type. Resources whose name is given by hand and must be unique.
constexpr NamedStep kNamed[] = {
    {"AWS::Backup::BackupPlan", "BackupPlan.BackupPlanName", Scope::region},
    {"AWS::Backup::BackupVault", "BackupVaultName", Scope::region},
    {"AWS::Budgets::Budget", "Budget.BudgetName", Scope::account},
    {"AWS::CloudFormation::StackSet", "StackSetName", Scope::region},
    {"AWS::CloudTrail::Trail", "TrailName", Scope::region},
    {"AWS::CloudWatch::Alarm", "AlarmName", Scope::region},
    {"AWS::CloudWatch::Dashboard", "DashboardName", Scope::account},
    {"AWS::Config::ConfigRule", "ConfigRuleName", Scope::region},
    {"AWS::DynamoDB::Table", "TableName", Scope::region},
    {"AWS::EC2::SecurityGroup", "GroupName", Scope::region},
    {"AWS::ECR::Repository", "RepositoryName", Scope::region},
    {"AWS::Events::EventBus", "Name", Scope::region},
    {"AWS::Events::Rule", "Name", Scope::region},
    {"AWS::IAM::Group", "GroupName", Scope::account},
    {"AWS::IAM::InstanceProfile", "InstanceProfileName", Scope::account},
    {"AWS::IAM::ManagedPolicy", "ManagedPolicyName", Scope::account},
    {"AWS::IAM::Role", "RoleName", Scope::account},
    {"AWS::IAM::User", "UserName", Scope::account},
    {"AWS::KMS::Alias", "AliasName", Scope::region},
    {"AWS::Lambda::Function", "FunctionName", Scope::region},
    {"AWS::Logs::LogGroup", "LogGroupName", Scope::region},
    {"AWS::S3::Bucket", "BucketName", Scope::world},
    {"AWS::SNS::Topic", "TopicName", Scope::region},
    {"AWS::SQS::Queue", "QueueName", Scope::region},
    {"AWS::SSM::Document", "Name", Scope::region},
    {"AWS::SSM::Parameter", "Name", Scope::region},
    {"AWS::SSO::PermissionSet", "Name", Scope::account},
    {"AWS::SecretsManager::Secret", "Name", Scope::region},
};

static_assert(std::ranges::is_sorted(kNamed, {}, &NamedStep::type));

// A name with the pseudo parameters that its place gives filled in; nothing when more than that is unknown.
class PlaceNames {
 public:
  explicit PlaceNames(std::string_view account) : account_(account) {}

  [[nodiscard]] std::optional<PlacedName> read(const Node& node) const {
    PlacedName name;
    if (!append(node, name)) return std::nullopt;
    return name;
  }

 private:
  // False when something is unknown.
  bool append(const Node& node, PlacedName& name) const {
    if (const auto text = literal(node)) {
      name.text += *text;
      return text->find("{{resolve:") == std::string_view::npos;
    }
    const Intrinsic call = intrinsic_of(node);
    if (call.is(Function::join)) return append_join(*call.argument, name);
    if (call.is(Function::ref)) return append_place(call.argument->text, name);
    if (!call.is(Function::sub) || !call.argument->is_string()) return false;
    const std::string_view text = call.argument->text;
    std::size_t at = 0;
    bool known = true;
    each_placeholder(text, [&](const Placeholder& hole) {
      if (!known) return;
      name.text += text.substr(at, hole.begin - at);
      known = append_place(hole.name, name);
      at = hole.end;
    });
    if (!known) return false;
    name.text += text.substr(at);
    return true;
  }

  bool append_join(const Node& argument, PlacedName& name) const {
    if (argument.items.size() != 2 || !argument.items[1].is_sequence()) return false;
    const auto delimiter = literal(argument.items[0]);
    bool first = true;
    for (const Node& item : argument.items[1].items) {
      if (!delimiter) return false;
      if (!first) name.text += *delimiter;
      first = false;
      if (!append(item, name)) return false;
    }
    return true;
  }

  bool append_place(std::string_view parameter, PlacedName& name) const {
    if (parameter == "AWS::Region") {
      name.text += kRegionHole;
      name.by_region = true;
      return true;
    }
    if (parameter != "AWS::AccountId" || account_.empty()) return false;
    name.text += account_;
    return true;
  }

  std::string_view account_;
};

// How readings and makers name an output of a stack.
std::string output_name(std::string_view stack, std::string_view output) {
  return cat(stack, '.', output);
}

// What each template reads from others.
class Readings {
 public:
  explicit Readings(const Index& index) {
    if (index.parameters != nullptr) {
      for (const Entry& parameter : index.parameters->entries) {
        const Node* type = parameter.value.find("Type");
        const Node* value = parameter.value.find("Default");
        if (type == nullptr || value == nullptr || !type->text.starts_with("AWS::SSM::Parameter::Value<")) continue;
        if (const auto text = literal(*value)) found.push_back({Via::parameter_store, std::string(*text), value->span});
      }
    }
    for (const Call& call : index.calls) {
      const Node& argument = call.entry->value;
      if (call.entry->key == "Fn::ImportValue") {
        if (const auto text = literal(argument)) found.push_back({Via::exports, std::string(*text), argument.span});
      } else if (call.entry->key == "Fn::GetStackOutput") {
        output(argument);
      }
    }
    for (const Node* text : index.dynamic) {
      if (text->is_string()) dynamic(*text);
    }
  }
  std::vector<ReadValue> found;

 private:
  // Of the same account and region: where those are given, another one is meant.
  void output(const Node& given) {
    const Node* const stack = given.find("StackName");
    const Node* const name = given.find("OutputName");
    if (stack == nullptr || name == nullptr || given.find("Region") != nullptr || given.find("RoleArn") != nullptr)
      return;
    const auto stack_text = literal(*stack);
    const auto name_text = literal(*name);
    if (stack_text && name_text) found.push_back({Via::outputs, output_name(*stack_text, *name_text), name->span});
  }

  // {{resolve:ssm:NAME}} and {{resolve:ssm:NAME:VERSION}}
  void dynamic(const Node& node) {
    constexpr std::string_view kOpen = "{{resolve:ssm:";
    const std::string_view text = node.text;
    if (text.size() < kOpen.size()) return;
    for (std::size_t at = text.find(kOpen); at != std::string_view::npos; at = text.find(kOpen, at + 1)) {
      const std::size_t begin = at + kOpen.size();
      const std::size_t end = text.find("}}", begin);
      if (end == std::string_view::npos) return;
      std::string_view name = text.substr(begin, end - begin);
      name = name.substr(0, name.find(':'));
      if (name.find("${") == std::string_view::npos)
        found.push_back({Via::parameter_store, std::string(name), node.span});
    }
  }
};

void gather_names(const Index& index, const PlaceNames& places, PlanFacts& facts) {
  const RowsByType<kNamed> named(index);
  if (named.empty()) return;
  for (const Resource& resource : index.resources) {
    if (resource.properties == nullptr || resource.looped || resource.condition != nullptr) continue;
    for (const NamedStep& step : named.of(resource)) {
      const Node* node = value_at(*resource.properties, step.property);
      auto name = node == nullptr ? std::nullopt : places.read(*node);
      if (name) facts.names.push_back({step.type, step.scope, std::string(resource.id), std::move(*name), node->span});
    }
  }
}

// In many accounts at once nobody knows who makes what.
void gather_made(const Index& index, const Deployment& deployment, const PlaceNames& places, PlanFacts& facts) {
  if (deployment.account.empty()) return;
  const auto make = [&](Via via, const Node& node) {
    if (auto name = places.read(node)) facts.makes.push_back({via, std::move(*name), node.span});
  };
  constexpr std::string_view kParameter = "AWS::SSM::Parameter";
  if (index.uses_type(kParameter)) {
    for (const Resource& resource : index.resources) {
      if (resource.type != kParameter || resource.properties == nullptr) continue;
      if (const Node* name = resource.properties->find("Name")) make(Via::parameter_store, *name);
    }
  }
  if (index.outputs == nullptr) return;
  facts.makes.reserve(facts.makes.size() + index.outputs->entries.size());
  for (const Entry& output : index.outputs->entries) {
    if (const Node* name = value_at(output.value, "Export.Name")) make(Via::exports, *name);
    if (deployment.stack.empty()) continue;
    facts.makes.push_back({Via::outputs, {output_name(deployment.stack, output.key), false}, output.key_span});
  }
}

void gather_ranges(const Index& index, PlanFacts& facts) {
  constexpr std::string_view kVpc = "AWS::EC2::VPC";
  if (!index.uses_type(kVpc)) return;
  for (const Resource& resource : index.resources) {
    if (resource.type != kVpc) continue;
    facts.makes_vpc = true;
    if (resource.properties == nullptr || resource.looped) continue;
    if (resource.condition != nullptr) continue;
    const Node* node = value_at(*resource.properties, "CidrBlock");
    const auto text = node == nullptr ? std::nullopt : literal(*node);
    const auto range = text ? aws::parse_cidr(*text, aws::AddressFamily::ipv4)
                            : base::Result<aws::Cidr, aws::CidrFault>(aws::CidrFault{});
    if (range) facts.ranges.push_back({range.value(), std::string(resource.id), node->span});
  }
}

}  // namespace

PlanFacts plan_facts(const Index& index, const Deployment& deployment) {
  const PlaceNames places(deployment.account);
  PlanFacts facts;
  gather_names(index, places, facts);
  gather_made(index, deployment, places, facts);
  facts.reads = Readings(index).found;
  gather_ranges(index, facts);
  return facts;
}

}  // namespace landform::verify
