#include "verify/deployment_needs.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "aws/arn.h"
#include "aws/handler_permissions.h"
#include "aws/iam_actions.h"
#include "aws/resource_spec.h"
#include "base/ascii.h"
#include "base/text.h"
#include "policy/document.h"
#include "verify/values.h"

namespace landform::verify {
namespace {

using base::cat;
using yaml::Node;

constexpr std::string_view kStackActions[] = {"cloudformation:CreateStack", "cloudformation:DeleteStack",
                                              "cloudformation:DescribeStacks", "cloudformation:UpdateStack"};
constexpr std::string_view kStackType = "AWS::CloudFormation::Stack";
constexpr std::string_view kBucketPolicy = "AWS::S3::BucketPolicy";

// Calls that no property is named after. An empty property: made in some cases only.
// Source: the properties' pages in the CloudFormation template reference.
struct CalledFor {
  std::string_view type, action, property;
};
constexpr CalledFor kCalledFor[] = {
    {"AWS::EC2::VPC", "ec2:CreateVpcEncryptionControl", {}},
    {"AWS::EC2::VPC", "ec2:ModifyVpcTenancy", "InstanceTenancy"},
    {"AWS::IAM::Role", "iam:AttachRolePolicy", "ManagedPolicyArns"},
    {"AWS::IAM::Role", "iam:DetachRolePolicy", "ManagedPolicyArns"},
    {"AWS::Logs::LogGroup", "logs:AssociateKmsKey", "KmsKeyId"},
    {"AWS::Logs::LogGroup", "logs:DeleteRetentionPolicy", {}},
    {"AWS::Logs::LogGroup", "logs:DisassociateKmsKey", {}},
    {"AWS::Logs::LogGroup", "logs:PutRetentionPolicy", "RetentionInDays"},
    {"AWS::S3::Bucket", "s3:DeleteObject", {}},
    {"AWS::S3::Bucket", "s3:PutBucketAbac", "AbacStatus"},
    {"AWS::S3::Bucket", "s3:PutBucketAcl", "AccessControl"},
    {"AWS::S3::Bucket", "s3:PutBucketObjectLockConfiguration", "ObjectLockEnabled"},
    {"AWS::S3::Bucket", "s3:PutObjectAcl", "AccessControl"},
    {"AWS::S3::Bucket", "s3:PutObjectLockConfiguration", "ObjectLockConfiguration"},
    {"AWS::S3::Bucket", "s3:UpdateBucketMetadataAnnotationTableConfiguration", "MetadataConfiguration"},
    {"AWS::S3::Bucket", "s3:UpdateBucketMetadataInventoryTableConfiguration", "MetadataConfiguration"},
    {"AWS::S3::Bucket", "s3:UpdateBucketMetadataJournalTableConfiguration", "MetadataConfiguration"},
};

void drop_end(std::string& text, std::string_view end) {
  if (text.size() > end.size() && text.ends_with(end)) text.resize(text.size() - end.size());
}

// "BucketEncryption" of a Bucket and "EncryptionConfiguration" come to one word.
std::string topic(std::string_view name, std::string_view noun) {
  std::string text = base::to_lower(name);
  const std::string of = base::to_lower(noun);
  if (text.size() > of.size() && text.starts_with(of)) text.erase(0, of.size());
  drop_end(text, "s");
  drop_end(text, "configuration");
  if (text.ends_with("ie")) text.replace(text.size() - 2, 2, "y");
  return text;
}

// "PutBucketWebsite" -> "BucketWebsite"
std::string_view without_verb(std::string_view action) {
  std::size_t at = 1;
  while (at < action.size() && !base::is_upper(action[at])) ++at;
  return action.substr(std::min(at, action.size()));
}

// The service that most of a type's calls go to: its own.
std::string_view own_service(std::string_view type, const std::vector<std::string_view>& actions) {
  const auto parts = base::split(type, ':');  // AWS, "", S3, "", Bucket
  const std::string wanted = parts.size() > 2 ? base::to_lower(parts[2]) : std::string();
  std::map<std::string_view, std::size_t> counts;
  for (const std::string_view action : actions) {
    const std::string_view service = action.substr(0, action.find(':'));
    if (service == wanted) return service;
    ++counts[service];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::string_view() : most->first;
}

bool takes_tags_away(std::string_view name) {
  return name.starts_with("Untag") || name.starts_with("RemoveTags") || name == "DeleteTags";
}

// True when whatever the action works on is what the type's ARN names; others of its kind would be judged in vain. Only
// the ARN's form decides: names stand in for names, which have no slashes where the form has a slash of its own.
bool acts_on(std::string_view action, std::string_view form) {
  const std::size_t colon = action.find(':');
  const auto service = aws::find_iam_service(action.substr(0, colon));
  const auto known = service ? service->find_action(action.substr(colon + 1)) : std::nullopt;
  if (!known || action == "iam:PassRole") return false;
  std::size_t kinds = 0;
  for (const std::string_view piece : known->resources) {
    const auto kind = service->find_resource_type(aws::action_resource(piece).name);
    if (!kind || !aws::arn_patterns_can_meet(form, kind->arn)) return false;
    ++kinds;
  }
  return kinds == 1;
}

// Empty when the specification has none for the type. A policy of a bucket works on the bucket.
std::string_view arn_form(std::string_view type) {
  if (type == kBucketPolicy) return "arn:${Partition}:s3:::${BucketName}";
  const auto spec = aws::find_resource_type(type);
  return spec ? spec->arn_template() : std::string_view();
}

std::vector<HandlerCall> calls_of(std::string_view type) {
  using aws::Operation;
  const std::vector<std::string_view> actions = aws::deployment_actions(type);
  const std::string_view service = own_service(type, actions);
  const std::string_view noun = type.substr(type.rfind(':') + 1);
  const auto spec = aws::find_resource_type(type);
  std::map<std::string, std::string_view> property_of;
  if (spec) {
    for (const aws::Property& property : spec->properties()) {
      if (!property.required) property_of.emplace(topic(property.name, noun), property.name);
    }
  }
  std::set<std::string_view> kept;
  for (const Operation operation : {Operation::create, Operation::update}) {
    for (const std::string_view action : aws::handler_actions(type, operation)) kept.insert(action);
  }
  std::string shape = fill_arn_form(arn_form(type), "*", [](std::string_view) { return std::string("name"); });
  shape = base::replace_all(base::replace_all(shape, "{region}", "*"), "{account}", "*");
  std::vector<HandlerCall> calls;
  for (const std::string_view action : actions) {
    HandlerCall call{
        action, Certainty::certain, {}, kept.find(action) == kept.end(), !shape.empty() && acts_on(action, shape)};
    const std::string_view name = action.substr(action.find(':') + 1);
    const auto* known = std::find_if(std::begin(kCalledFor), std::end(kCalledFor),
                                     [&](const CalledFor& row) { return row.type == type && row.action == action; });
    if (known != std::end(kCalledFor)) {
      call.property = known->property;
      if (known->property.empty()) call.certainty = Certainty::possible;
    } else if (action.substr(0, action.find(':')) != service || takes_tags_away(name)) {
      call.certainty = Certainty::possible;
    } else if (const auto found = property_of.find(topic(without_verb(name), noun)); found != property_of.end()) {
      call.property = found->second;
    }
    calls.push_back(call);
  }
  return calls;
}

std::string known_text(const Node* node) {
  const auto text = node == nullptr ? std::nullopt : partial_text(*node);
  if (!text) return std::string(policy::kUnknownPart);
  std::string result;
  for (const char c : text->text) {
    if (c == verify::kUnknownPart)
      result += policy::kUnknownPart;
    else
      result += c;
  }
  return result;
}

// What stands for a variable of an ARN's form: the property of that name, or the one property that is the name.
std::string variable_value(std::string_view variable, std::string_view noun, const Node& properties) {
  std::string name(variable);
  const bool with_path = name.ends_with("WithPath");
  const bool without_slash = name.ends_with("WithoutLeadingSlash");
  drop_end(name, "WithPath");
  drop_end(name, "WithoutLeadingSlash");
  const Node* found = properties.find(name);
  if (found == nullptr) found = properties.find(cat(noun, "Name"));
  if (found == nullptr && name.ends_with("Name")) found = properties.find("Name");
  std::string text = known_text(found);
  if (variable == "Alias" && text.starts_with("alias/")) text.erase(0, 6);
  if (without_slash && text.starts_with('/')) text.erase(0, 1);
  if (with_path) {
    const Node* path = properties.find("Path");
    std::string before = path == nullptr ? "/" : known_text(path);
    if (before.starts_with('/')) before.erase(0, 1);
    text.insert(0, before);
  }
  return text;
}

// Empty when the type has no form.
std::string arn_of(std::string_view type, const Node& properties, std::string_view partition) {
  const std::string_view noun = type.substr(type.rfind(':') + 1);
  return fill_arn_form(arn_form(type), partition,
                       [&](std::string_view name) { return variable_value(name, noun, properties); });
}

class Collector {
 public:
  Collector(std::string_view partition, KnownCalls& known) : partition_(partition), known_(known) {}

  void add(const cfn::Template& source) {
    const Node* resources = source.root.find("Resources");
    if (resources == nullptr || !resources->is_mapping()) return;
    for (const yaml::Entry& resource : resources->entries) add(resource.key, resource.value, *resources);
  }

  void add(const std::string& id, const Node& resource, const Node& resources) {
    const Node* type = resource.find("Type");
    if (type == nullptr || !type->is_string()) return;
    const Node* written = resource.find("Properties");
    const Node& properties = written != nullptr ? *written : kNothing;
    const Node* deletion = resource.find("DeletionPolicy");
    const bool kept = deletion != nullptr && deletion->text.starts_with("Retain");
    const bool conditional = resource.find("Condition") != nullptr;
    const std::string arn =
        type->text == kBucketPolicy ? arn_of_bucket(properties, resources) : arn_of(type->text, properties, partition_);
    for (const HandlerCall& call : known_.of(type->text)) {
      if (call.only_deletes && kept) continue;
      if (!call.property.empty() && properties.find(call.property) == nullptr) continue;
      const std::string on = call.on_the_resource ? arn : std::string();
      if (!seen_.emplace(call.action, on).second) continue;
      needs.push_back({call.action, type->text, id, on, conditional ? Certainty::possible : call.certainty});
    }
  }

  std::vector<DeploymentNeed> needs;

 private:
  [[nodiscard]] std::string arn_of_bucket(const Node& properties, const Node& resources) const {
    const Node* bucket = properties.find("Bucket");
    if (bucket == nullptr) return {};
    std::string name = known_text(bucket);
    if (const Intrinsic call = intrinsic_of(*bucket); call.name == "Ref") {
      const Node* other = resources.find(call.argument->text);
      const Node* named = other == nullptr ? nullptr : value_at(*other, "Properties.BucketName");
      name = known_text(named);
    }
    return cat("arn:", partition_, ":s3:::", name);
  }

  static inline const Node kNothing = yaml::mapping();
  std::string partition_;
  KnownCalls& known_;
  std::set<std::pair<std::string_view, std::string>> seen_;
};

}  // namespace

const std::vector<HandlerCall>& KnownCalls::of(std::string_view type) {
  const std::lock_guard lock(asked_);
  const auto known = calls_.find(type);
  if (known != calls_.end()) return known->second;
  return calls_.emplace(type, calls_of(type)).first->second;
}

std::span<const std::string_view> stack_actions() {
  return kStackActions;
}

std::vector<DeploymentNeed> deployment_needs(const cfn::Template& source, std::string_view partition) {
  KnownCalls known;
  return deployment_needs(source, partition, known);
}

std::vector<DeploymentNeed> deployment_needs(const cfn::Template& source, std::string_view partition,
                                             KnownCalls& known) {
  Collector collector(partition, known);
  for (const std::string_view action : kStackActions) {
    collector.needs.push_back({action, std::string(kStackType), {}, {}, Certainty::certain});
  }
  collector.add(source);
  return std::move(collector.needs);
}

std::vector<DeploymentNeed> needs_of_type(std::string_view type) {
  std::vector<DeploymentNeed> needs;
  for (const HandlerCall& call : calls_of(type)) {
    if (call.property.empty()) needs.push_back({call.action, std::string(type), {}, {}, call.certainty});
  }
  return needs;
}

std::string arn_in(std::string_view arn, std::string_view account, std::string_view region) {
  return base::replace_all(base::replace_all(arn, "{account}", account), "{region}", region);
}

}  // namespace landform::verify
