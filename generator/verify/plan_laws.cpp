// Laws over the templates of a whole plan: names that two of them give, values that are read before they are made, and
// VPCs that could never be connected. What only AWS knows (a parameter's value, a stack's name) is never compared.
#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "aws/cidr.h"
#include "base/text.h"
#include "verify/index.h"
#include "verify/verify.h"
#include "yaml/write.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

enum class Scope : std::uint8_t { world, account, region };

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

const NamedStep* find_named(std::string_view type) {
  const auto found = std::lower_bound(std::begin(kNamed), std::end(kNamed), type,
                                      [](const NamedStep& row, std::string_view wanted) { return row.type < wanted; });
  return found != std::end(kNamed) && found->type == type ? found : nullptr;
}

// A name with the pseudo parameters that its place gives filled in; nothing when more than that is unknown.
std::optional<std::string> name_in(const Node& node, std::string_view account, std::string_view region) {
  if (const auto text = literal(node)) {
    return text->find("{{resolve:") == std::string_view::npos ? std::optional(std::string(*text)) : std::nullopt;
  }
  const Intrinsic call = intrinsic_of(node);
  if (call.name == "Fn::Join" && call.argument->items.size() == 2 && call.argument->items[1].is_sequence()) {
    const auto delimiter = literal(call.argument->items[0]);
    std::string out;
    for (const Node& item : call.argument->items[1].items) {
      const auto part = name_in(item, account, region);
      if (!part || !delimiter) return std::nullopt;
      if (&item != &call.argument->items[1].items.front()) out += *delimiter;
      out += *part;
    }
    return out;
  }
  if (call.name == "Ref") {
    if (call.argument->text == "AWS::AccountId" && !account.empty()) return std::string(account);
    if (call.argument->text == "AWS::Region" && !region.empty()) return std::string(region);
    return std::nullopt;
  }
  if (call.name != "Fn::Sub" || !call.argument->is_string()) return std::nullopt;
  const std::string_view text = call.argument->text;
  std::string out;
  std::size_t at = 0;
  for (const Placeholder& hole : placeholders(text)) {
    out += text.substr(at, hole.begin - at);
    if (hole.name == "AWS::AccountId" && !account.empty())
      out += account;
    else if (hole.name == "AWS::Region" && !region.empty())
      out += region;
    else
      return std::nullopt;
    at = hole.end;
  }
  return cat(out, text.substr(at));
}

struct Unit {
  const Deployment* deployment = nullptr;
  Index index;
};

// "account/region" of a deployment to one account; each region on its own.
std::string place_of(std::string_view account, std::string_view region, Scope scope) {
  if (scope == Scope::world) return {};
  return scope == Scope::account ? std::string(account) : cat(account, "/", region);
}

struct First {
  const Unit* unit = nullptr;
  const Resource* resource = nullptr;
  const Node* node = nullptr;
  std::string_view region;
};

class Names {
 public:
  explicit Names(base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add(const Unit& unit) {
    for (const Resource& resource : unit.index.resources) {
      const NamedStep* named = find_named(resource.type);
      if (named == nullptr || resource.properties == nullptr || resource.looped) continue;
      if (resource.node->find("Condition") != nullptr) continue;
      const Node* node = value_at(*resource.properties, named->property);
      if (node == nullptr) continue;
      for (const std::string& region : unit.deployment->regions) one(unit, resource, *named, *node, region);
    }
  }

 private:
  void one(const Unit& unit, const Resource& resource, const NamedStep& named, const Node& node,
           std::string_view region) {
    const std::string& account = unit.deployment->account;
    const auto name = name_in(node, account, region);
    if (!name) return;
    // To many accounts at once: only what is unique in the world can be told to collide.
    const std::string owner = account.empty() ? cat("each account of ", unit.deployment->name) : account;
    const auto [first, fresh] = seen_.emplace(cat(named.type, "\n", *name, "\n", place_of(owner, region, named.scope)),
                                              First{&unit, &resource, &node, region});
    if (fresh || told_ == &resource) return;
    told_ = &resource;
    const First& before = first->second;
    const bool itself = before.resource == &resource;
    Diagnostic fault("verify/duplicate-physical-name", node.span,
                     itself
                         ? cat("`", resource.id, "` of ", unit.deployment->name, " would get the name ", *name, " in ",
                               before.region, " and in ", region, ", where ", scope_words(named.scope))
                         : cat("`", resource.id, "` of ", unit.deployment->name, " gets the name ", *name, ", which `",
                               before.resource->id, "` of ", before.unit->deployment->name, " has already"));
    if (itself)
      fault.helps.emplace_back("put ${AWS::Region} into the name, or deploy it to one region");
    else
      fault.secondary.push_back({before.node->span, "given here first"});
    diagnostics_.add(std::move(fault));
  }

  static std::string_view scope_words(Scope scope) {
    return scope == Scope::world ? "it must be the only one in the world" : "it must be the only one of its account";
  }

  base::Diagnostics& diagnostics_;
  std::unordered_map<std::string, First> seen_;
  const Resource* told_ = nullptr;
};

enum class Via : std::uint8_t { parameter_store, exports, outputs };

std::string_view noun_of(Via via) {
  switch (via) {
    case Via::parameter_store:
      return "SSM parameter";
    case Via::exports:
      return "export";
    case Via::outputs:
      return "output";
  }
  return "value";
}

// How readings and makers name an output of a stack.
std::string output_name(std::string_view stack, std::string_view output) {
  return cat(stack, '.', output);
}

struct Reading {
  const Unit* unit = nullptr;
  std::string name;
  Via via = Via::parameter_store;
  base::Span span;
};

// What each template reads from others.
class Readings {
 public:
  explicit Readings(const Unit& unit) : unit_(unit) {
    if (unit.index.parameters != nullptr) {
      for (const Entry& parameter : unit.index.parameters->entries) {
        const Node* type = parameter.value.find("Type");
        const Node* value = parameter.value.find("Default");
        if (type == nullptr || value == nullptr || !type->text.starts_with("AWS::SSM::Parameter::Value<")) continue;
        if (const auto text = literal(*value))
          found.push_back({&unit_, std::string(*text), Via::parameter_store, value->span});
      }
    }
    walk(unit.deployment->source->root);
  }
  std::vector<Reading> found;

 private:
  void walk(const Node& node) {
    for (const Node& item : node.items) walk(item);
    for (const Entry& entry : node.entries) {
      if (entry.key == "Fn::ImportValue") {
        if (const auto text = literal(entry.value))
          found.push_back({&unit_, std::string(*text), Via::exports, entry.value.span});
      } else if (entry.key == "Fn::GetStackOutput") {
        output(entry.value);
      }
      walk(entry.value);
    }
    if (node.is_string()) dynamic(node);
  }

  // Of the same account and region: where those are given, another one is meant.
  void output(const Node& given) {
    const Node* const stack = given.find("StackName");
    const Node* const name = given.find("OutputName");
    if (stack == nullptr || name == nullptr || given.find("Region") != nullptr || given.find("RoleArn") != nullptr)
      return;
    const auto stack_text = literal(*stack);
    const auto name_text = literal(*name);
    if (stack_text && name_text)
      found.push_back({&unit_, output_name(*stack_text, *name_text), Via::outputs, name->span});
  }

  // {{resolve:ssm:NAME}} and {{resolve:ssm:NAME:VERSION}}
  void dynamic(const Node& node) {
    constexpr std::string_view kOpen = "{{resolve:ssm:";
    std::string_view text = node.text;
    for (std::size_t at = text.find(kOpen); at != std::string_view::npos; at = text.find(kOpen, at + 1)) {
      const std::size_t begin = at + kOpen.size();
      const std::size_t end = text.find("}}", begin);
      if (end == std::string_view::npos) return;
      std::string_view name = text.substr(begin, end - begin);
      name = name.substr(0, name.find(':'));
      if (name.find("${") == std::string_view::npos)
        found.push_back({&unit_, std::string(name), Via::parameter_store, node.span});
    }
  }

  const Unit& unit_;
};

struct Made {
  const Unit* unit = nullptr;
  base::Span span;
};

class Order {
 public:
  explicit Order(base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add(const Unit& unit) {
    for (const std::string& region : unit.deployment->regions) {
      for (const Resource& resource : unit.index.resources) {
        if (resource.type != "AWS::SSM::Parameter" || resource.properties == nullptr) continue;
        if (const Node* name = resource.properties->find("Name")) make(unit, Via::parameter_store, *name, region);
      }
      if (unit.index.outputs == nullptr) continue;
      for (const Entry& output : unit.index.outputs->entries) {
        const Node* name = value_at(output.value, "Export.Name");
        if (name != nullptr) make(unit, Via::exports, *name, region);
        const std::string& stack = unit.deployment->stack;
        if (!stack.empty()) make(unit, Via::outputs, output_name(stack, output.key), output.key_span, region);
      }
    }
  }

  void check(const Unit& unit) {
    for (const Reading& reading : Readings(unit).found) {
      for (const std::string& region : unit.deployment->regions) {
        const auto made = made_.find(key(reading.via, reading.name, unit.deployment->account, region));
        if (made == made_.end() || made->second.unit->deployment->order < unit.deployment->order) continue;
        if (made->second.unit == &unit) continue;
        diagnostics_.add(
            Diagnostic(
                "verify/used-before-made", reading.span,
                cat(unit.deployment->name, " reads the ", noun_of(reading.via), ' ', reading.name, ", which ",
                    made->second.unit->deployment->name, " makes ",
                    made->second.unit->deployment->order == unit.deployment->order ? "at the same time" : "only later"))
                .also(made->second.span, "made here"));
        break;
      }
    }
  }

 private:
  static std::string key(Via via, std::string_view name, std::string_view account, std::string_view region) {
    return cat(noun_of(via), "\n", name, "\n", account, "\n", region);
  }

  void make(const Unit& unit, Via via, const Node& node, std::string_view region) {
    if (const auto name = name_in(node, unit.deployment->account, region)) make(unit, via, *name, node.span, region);
  }

  // The earliest maker counts.
  void make(const Unit& unit, Via via, std::string_view name, base::Span span, std::string_view region) {
    if (unit.deployment->account.empty()) return;
    const auto [made, fresh] = made_.emplace(key(via, name, unit.deployment->account, region), Made{&unit, span});
    if (!fresh && unit.deployment->order < made->second.unit->deployment->order) made->second = {&unit, span};
  }

  base::Diagnostics& diagnostics_;
  std::unordered_map<std::string, Made> made_;
};

struct Network {
  aws::Cidr range;
  const Unit* unit = nullptr;
  const Resource* resource = nullptr;
  const Node* node = nullptr;
};

void check_ranges(const std::vector<Unit>& units, base::Diagnostics& diagnostics) {
  std::vector<Network> networks;
  for (const Unit& unit : units) {
    for (const Resource& resource : unit.index.resources) {
      if (resource.type != "AWS::EC2::VPC" || resource.properties == nullptr || resource.looped) continue;
      if (resource.node->find("Condition") != nullptr) continue;
      const Node* node = value_at(*resource.properties, "CidrBlock");
      const auto text = node == nullptr ? std::nullopt : literal(*node);
      const auto range = text ? aws::parse_cidr(*text, aws::AddressFamily::ipv4)
                              : base::Result<aws::Cidr, aws::CidrFault>(aws::CidrFault{});
      if (range) networks.push_back({range.value(), &unit, &resource, node});
    }
  }
  std::stable_sort(networks.begin(), networks.end(),
                   [](const Network& a, const Network& b) { return a.range < b.range; });
  const Network* widest = nullptr;
  for (const Network& network : networks) {
    if (widest != nullptr && aws::overlaps(widest->range, network.range)) {
      const bool same = widest->range == network.range;
      diagnostics.add(Diagnostic("verify/same-cidr", network.node->span,
                                 cat("VPC `", network.resource->id, "` of ", network.unit->deployment->name, " has ",
                                     aws::to_text(network.range), same ? ", the range of" : ", which overlaps ",
                                     same ? "" : aws::to_text(widest->range), same ? "" : " of", " VPC `",
                                     widest->resource->id, "` of ", widest->unit->deployment->name))
                          .also(widest->node->span, "the other VPC")
                          .note("networks with common addresses can never be peered or routed to each other"));
    }
    if (widest == nullptr || aws::last_address(widest->range) < aws::last_address(network.range)) widest = &network;
  }
  for (const Network& network : networks) {
    const auto places = network.unit->deployment->regions.size();
    if (places < 2) continue;
    diagnostics.add(Diagnostic("verify/same-cidr", network.node->span,
                               cat("VPC `", network.resource->id, "` of ", network.unit->deployment->name, " has ",
                                   aws::to_text(network.range), " in each of ", places, " regions"))
                        .help("make the range a parameter"));
  }
}

}  // namespace

void verify_plan(std::span<const Deployment> deployments, base::Diagnostics& diagnostics) {
  std::vector<Unit> units;
  units.reserve(deployments.size());
  for (const Deployment& deployment : deployments) {
    if (deployment.source != nullptr) units.push_back({&deployment, index_template(*deployment.source)});
  }
  Names names(diagnostics);
  Order order(diagnostics);
  for (const Unit& unit : units) {
    names.add(unit);
    order.add(unit);
  }
  for (const Unit& unit : units) order.check(unit);
  check_ranges(units, diagnostics);
}

}  // namespace landform::verify
