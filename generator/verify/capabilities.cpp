// Which capabilities a deployer must acknowledge. Source: aws-facts.md B2 (botocore cloudformation, CreateStack).
#include <algorithm>
#include <array>

#include "verify/index.h"
#include "verify/verify.h"

namespace landform::verify {
namespace {

struct Named {
  std::string_view type;
  std::string_view name_property;  // empty: the type has no name of its own
};
// The policies that are types of their own are missing from AWS's list; to acknowledge more than needed does no harm.
constexpr std::array<Named, 11> kIamTypes = {{
    {"AWS::IAM::AccessKey", ""},
    {"AWS::IAM::Group", "GroupName"},
    {"AWS::IAM::GroupPolicy", ""},
    {"AWS::IAM::InstanceProfile", "InstanceProfileName"},
    {"AWS::IAM::ManagedPolicy", "ManagedPolicyName"},
    {"AWS::IAM::Policy", ""},
    {"AWS::IAM::Role", "RoleName"},
    {"AWS::IAM::RolePolicy", ""},
    {"AWS::IAM::User", "UserName"},
    {"AWS::IAM::UserPolicy", ""},
    {"AWS::IAM::UserToGroupAddition", ""},
}};

void count_resource(std::string_view type, const yaml::Node* properties, Capabilities& out) {
  const auto found =
      std::find_if(kIamTypes.begin(), kIamTypes.end(), [&](const Named& row) { return row.type == type; });
  if (found == kIamTypes.end()) return;
  out.iam = true;
  if (found->name_property.empty() || properties == nullptr) return;
  const yaml::Node* name = properties->find(found->name_property);
  out.named_iam = out.named_iam || (name != nullptr && !name->is_null());
}

void count_resources(const yaml::Node& resources, Capabilities& out) {
  for (const yaml::Entry& entry : resources.entries) {
    if (entry.key.starts_with("Fn::ForEach::") && entry.value.items.size() == 3) {
      count_resources(entry.value.items[2], out);
    } else if (const yaml::Node* type = entry.value.find("Type")) {
      count_resource(type->text, entry.value.find("Properties"), out);
    }
  }
}

constexpr std::string_view kTransform = "Fn::Transform";  // compares its length first

bool calls_transform(const yaml::Node& node) {
  const auto calls = [](const yaml::Node& child) { return !child.is_scalar() && calls_transform(child); };
  for (const yaml::Node& item : node.items) {
    if (calls(item)) return true;
  }
  for (const yaml::Entry& entry : node.entries) {
    if (entry.key == kTransform || calls(entry.value)) return true;
  }
  return false;
}

bool has_transform(const yaml::Node& root) {
  const yaml::Node* transform = root.find("Transform");
  return transform != nullptr && !transform->is_null();
}

// In a section whose calls the index has not: mappings and metadata, say.
bool transforms_beside_index(const yaml::Node& root) {
  constexpr std::array<std::string_view, 4> kIndexed{"Rules", "Conditions", "Resources", "Outputs"};
  return std::any_of(root.entries.begin(), root.entries.end(), [&](const yaml::Entry& section) {
    if (std::find(kIndexed.begin(), kIndexed.end(), section.key) != kIndexed.end()) return false;
    return section.key == kTransform || calls_transform(section.value);
  });
}

}  // namespace

Capabilities needed_capabilities(const Index& index) {
  const yaml::Node& root = index.source->root;
  Capabilities out;
  out.auto_expand = has_transform(root) || transforms_beside_index(root) ||
                    std::any_of(index.calls.begin(), index.calls.end(),
                                [](const Call& call) { return call.entry->key == kTransform; });
  for (const Resource& resource : index.resources) count_resource(resource.type, resource.properties, out);
  return out;
}

Capabilities needed_capabilities(const cfn::Template& source) {
  Capabilities out;
  out.auto_expand = has_transform(source.root) || calls_transform(source.root);
  if (const yaml::Node* resources = source.root.find("Resources")) count_resources(*resources, out);
  return out;
}

}  // namespace landform::verify
