// Law: no principal has more managed policies than IAM attaches, counting those that name it from elsewhere in the
// template. Source: aws-facts.md D1, D2.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "verify/laws.h"
#include "verify/quota_check.h"

namespace landform::verify {
namespace {

using base::cat;
using yaml::Node;

// Items that are there for sure: what stands under a condition may not be.
std::int64_t sure_items(const Node* list) {
  if (list == nullptr) return 0;
  std::int64_t count = 0;
  for (const Node& item : list->items) {
    const Intrinsic call = intrinsic_of(item);
    const bool sure = call.name != "Fn::If" && !is_no_value(item) && !call.name.starts_with("Fn::ForEach::");
    count += sure ? 1 : 0;
  }
  return count;
}

void count_back_references(const Index& index, std::map<std::size_t, std::int64_t>& counts) {
  for (const Resource& resource : index.resources) {
    if (resource.type != "AWS::IAM::ManagedPolicy" || resource.properties == nullptr || resource.looped) continue;
    if (resource.condition != nullptr) continue;
    for (const std::string_view property : {"Roles", "Users", "Groups"}) {
      const Node* names = resource.properties->find(property);
      if (names == nullptr) continue;
      for (const Node& name : names->items) {
        const Intrinsic call = intrinsic_of(name);
        const std::size_t* found = call.is(Function::ref) ? index.resource_of.find(call.argument->text) : nullptr;
        if (found != nullptr) ++counts[*found];
      }
    }
  }
}

}  // namespace

void law_attached_policies(const Input& input, base::Diagnostics& diagnostics) {
  const Index& index = input.index;
  const bool concerned = std::any_of(index.types.begin(), index.types.end(), [](const UsedType& type) {
    return type.name.starts_with("AWS::IAM::") || type.name == "AWS::SSO::PermissionSet";
  });
  if (!concerned) return;
  std::map<std::size_t, std::int64_t> counts;
  count_back_references(index, counts);
  for (std::size_t i = 0; i < index.resources.size(); ++i) {
    const Resource& resource = index.resources[i];
    if (resource.properties == nullptr) continue;
    if (resource.type == "AWS::SSO::PermissionSet") {
      const std::int64_t count = sure_items(resource.properties->find("ManagedPolicies")) +
                                 sure_items(resource.properties->find("CustomerManagedPolicyReferences"));
      check_limit("iam/too-many-policies", input.context, "sso/policies-per-set", count,
                  cat("permission set `", resource.id, "` has ", count, " managed policies"), resource.id_span(),
                  diagnostics);
      continue;
    }
    const bool holds =
        resource.type == "AWS::IAM::Role" || resource.type == "AWS::IAM::User" || resource.type == "AWS::IAM::Group";
    if (!holds) continue;
    const auto back = counts.find(i);
    const std::int64_t count =
        sure_items(resource.properties->find("ManagedPolicyArns")) + (back == counts.end() ? 0 : back->second);
    const auto subject = [&] { return cat("`", resource.id, "` has ", count, " managed policies"); };
    if (resource.type == "AWS::IAM::Role") {
      check_limit("iam/too-many-policies", input.context, "iam/policies-per-role", count, subject, resource.id_span(),
                  diagnostics);
    } else if (resource.type == "AWS::IAM::User") {
      check_limit("iam/too-many-policies", input.context, "iam/policies-per-user", count, subject, resource.id_span(),
                  diagnostics);
    } else if (resource.type == "AWS::IAM::Group") {
      check_limit("iam/too-many-policies", input.context, "iam/policies-per-group", count, subject, resource.id_span(),
                  diagnostics);
    }
  }
}

}  // namespace landform::verify
