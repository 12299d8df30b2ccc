// Which capabilities a deployer must acknowledge. Source: aws-facts.md B2 (botocore cloudformation, CreateStack).
#include <algorithm>
#include <array>

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

void count_resources(const yaml::Node& resources, Capabilities& out) {
  for (const yaml::Entry& entry : resources.entries) {
    if (entry.key.starts_with("Fn::ForEach::") && entry.value.items.size() == 3) {
      count_resources(entry.value.items[2], out);
      continue;
    }
    const yaml::Node* type = entry.value.find("Type");
    if (type == nullptr) continue;
    const auto found =
        std::find_if(kIamTypes.begin(), kIamTypes.end(), [&](const Named& row) { return row.type == type->text; });
    if (found == kIamTypes.end()) continue;
    out.iam = true;
    const yaml::Node* properties = entry.value.find("Properties");
    if (found->name_property.empty() || properties == nullptr) continue;
    const yaml::Node* name = properties->find(found->name_property);
    out.named_iam = out.named_iam || (name != nullptr && !name->is_null());
  }
}

bool calls_transform(const yaml::Node& node) {
  constexpr std::string_view kTransform = "Fn::Transform";  // compares its length first
  const auto calls = [](const yaml::Node& child) { return !child.is_scalar() && calls_transform(child); };
  for (const yaml::Node& item : node.items) {
    if (calls(item)) return true;
  }
  for (const yaml::Entry& entry : node.entries) {
    if (entry.key == kTransform || calls(entry.value)) return true;
  }
  return false;
}

}  // namespace

Capabilities needed_capabilities(const cfn::Template& source) {
  Capabilities out;
  const yaml::Node* transform = source.root.find("Transform");
  out.auto_expand = (transform != nullptr && !transform->is_null()) || calls_transform(source.root);
  if (const yaml::Node* resources = source.root.find("Resources")) count_resources(*resources, out);
  return out;
}

}  // namespace landform::verify
