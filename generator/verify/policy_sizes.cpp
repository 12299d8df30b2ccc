// Law: policies fit. IAM does not count white space, Organizations counts every character. A document with values that
// only AWS has is counted without them, so what is told is certain. Source: aws-facts.md A2, D1, E6, F1.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "base/utf8.h"
#include "verify/laws.h"
#include "verify/policy.h"
#include "verify/quota_check.h"

namespace landform::verify {
namespace {

using base::cat;
using yaml::Entry;
using yaml::Node;

enum class Space : std::uint8_t { counted, ignored };

// What each byte of a text adds to the size of its JSON.
using ByteSizes = std::array<std::uint8_t, 256>;

constexpr ByteSizes byte_sizes(Space space) {
  ByteSizes sizes{};
  for (std::size_t byte = 0; byte < sizes.size(); ++byte) {
    const auto c = static_cast<unsigned char>(byte);
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (c == kUnknownPart || (blank && space == Space::ignored)) continue;
    if ((c & 0xC0U) == 0x80) continue;  // the rest of a character
    sizes[byte] = c == '"' || c == '\\' || c < 0x20 ? 2 : 1;
  }
  return sizes;
}
constexpr ByteSizes kSizesWithSpace = byte_sizes(Space::counted);
constexpr ByteSizes kSizesWithoutSpace = byte_sizes(Space::ignored);

std::int64_t text_size(std::string_view text, Space space) {
  const ByteSizes& sizes = space == Space::counted ? kSizesWithSpace : kSizesWithoutSpace;
  std::size_t size = 0;
  for (const char c : text) size += sizes[static_cast<unsigned char>(c)];
  return static_cast<std::int64_t>(size);
}

// Of the minified JSON, at least: what is unknown counts nothing, and of two branches the shorter.
std::int64_t json_size(const Node& node, Space space) {
  const Intrinsic call = intrinsic_of(node);
  if (call.is(Function::condition) && call.argument->items.size() == 3) {
    return std::min(json_size(call.argument->items[1], space), json_size(call.argument->items[2], space));
  }
  if (call) {
    const auto text = partial_text(node);
    return text ? 2 + text_size(text->text, space) : 0;
  }
  switch (node.kind) {
    case yaml::Kind::string:
      return 2 + text_size(node.text, space);
    case yaml::Kind::null:
      return 4;
    case yaml::Kind::boolean:
    case yaml::Kind::integer:
    case yaml::Kind::real:
      return static_cast<std::int64_t>(node.text.size());
    default:
      break;
  }
  std::int64_t size = 2;
  for (const Node& item : node.items) size += json_size(item, space) + 1;
  for (const Entry& entry : node.entries) size += text_size(entry.key, space) + 4 + json_size(entry.value, space);
  return size - (node.items.empty() && node.entries.empty() ? 0 : 1);
}

class Sizes {
 public:
  Sizes(const Input& input, base::Diagnostics& diagnostics) : input_(input), diagnostics_(diagnostics) {}

  void check(const PolicyDocument& policy) {
    const std::string_view type = policy.resource->type;
    switch (policy.kind) {
      case PolicyKind::identity:
        identity(policy, type);
        break;
      case PolicyKind::trust:
        hold(policy, "iam/trust-policy-size", json_size(*policy.document, Space::ignored));
        break;
      case PolicyKind::bucket:
        hold(policy, "s3/bucket-policy-size", json_size(*policy.document, Space::counted));
        break;
      case PolicyKind::endpoint:
        hold(policy, "vpc/endpoint-policy-size", json_size(*policy.document, Space::counted));
        break;
      case PolicyKind::scp:
        hold(policy, "organizations/scp-size", written(policy));
        break;
      case PolicyKind::rcp:
        hold(policy, "organizations/rcp-size", written(policy));
        break;
      case PolicyKind::management:
        management(policy);
        break;
      case PolicyKind::resource:
        if (type == "AWS::Logs::ResourcePolicy") hold(policy, "logs/resource-policy-size", written(policy));
        if (type == "AWS::Organizations::ResourcePolicy")
          hold(policy, "organizations/delegation-policy-size", written(policy));
        break;
      case PolicyKind::key:
        break;  // 32 KB, which no template that fits CloudFormation comes near in one statement
    }
  }

  // Inline policies of one principal share a budget.
  void inline_totals() {
    for (const auto& [index, size] : inline_) {
      const Resource* resource = &input_.index.resources[index];
      const base::Span span = resource->id_span();
      const std::string subject =
          cat("the inline policies of `", resource->id, "` have together ", size, " characters without white space");
      if (resource->type == "AWS::IAM::Role") {
        check_limit("iam/policy-size", input_.context, "iam/inline-role-size", size, subject, span, diagnostics_);
      } else if (resource->type == "AWS::IAM::User") {
        check_limit("iam/policy-size", input_.context, "iam/inline-user-size", size, subject, span, diagnostics_);
      } else if (resource->type == "AWS::IAM::Group") {
        check_limit("iam/policy-size", input_.context, "iam/inline-group-size", size, subject, span, diagnostics_);
      }
    }
  }

 private:
  static std::int64_t written(const PolicyDocument& policy) {
    if (policy.characters != 0 && policy.complete) return static_cast<std::int64_t>(policy.characters);
    return json_size(*policy.document, Space::counted);
  }

  void hold(const PolicyDocument& policy, aws::QuotaId quota, std::int64_t size) {
    const bool blank = quota.row().unit == aws::QuotaUnit::characters_without_space;
    check_limit(
        "iam/policy-size", input_.context, quota, size,
        [&] {
          return cat("the ", noun_of(policy.kind), " of `", policy.resource->id, "` has ", size, " characters",
                     blank ? " without white space" : "");
        },
        policy.document->span, diagnostics_);
  }

  void identity(const PolicyDocument& policy, std::string_view type) {
    const std::int64_t size = json_size(*policy.document, Space::ignored);
    if (type == "AWS::IAM::ManagedPolicy") hold(policy, "iam/managed-policy-size", size);
    if (type == "AWS::SSO::PermissionSet") hold(policy, "sso/inline-policy-size", size);
    if (is_conditional(*policy.resource)) return;
    if (type == "AWS::IAM::Role" || type == "AWS::IAM::User" || type == "AWS::IAM::Group")
      add_inline(policy.resource, size);
    if (type != "AWS::IAM::Policy" && type != "AWS::IAM::RolePolicy") return;
    // A policy of its own counts for each principal of this template that it names.
    for (const std::string_view property : {"Roles", "Users", "Groups", "RoleName"}) {
      const Node* names = policy.resource->properties->find(property);
      if (names == nullptr) continue;
      const auto add = [&](const Node& name) {
        const Intrinsic call = intrinsic_of(name);
        if (call.name != "Ref") return;
        if (const Resource* found = input_.index.find_resource(call.argument->text)) add_inline(found, size);
      };
      add(*names);
      for (const Node& name : names->items) add(name);
    }
  }

  // What stands under a condition may exclude something else: it is not added up.
  static bool is_conditional(const Resource& resource) {
    return resource.looped || resource.condition != nullptr || resource.branches;
  }

  void add_inline(const Resource* resource, std::int64_t size) {
    inline_[static_cast<std::size_t>(resource - input_.index.resources.data())] += size;
  }

  void management(const PolicyDocument& policy) {
    const std::int64_t size = written(policy);
    if (policy.type == "TAG_POLICY") hold(policy, "organizations/tag-size", size);
    if (policy.type == "BACKUP_POLICY") hold(policy, "organizations/backup-size", size);
    if (policy.type == "AISERVICES_OPT_OUT_POLICY") hold(policy, "organizations/ai-opt-out-size", size);
    if (policy.type == "CHATBOT_POLICY") hold(policy, "organizations/chat-size", size);
    if (policy.type == "DECLARATIVE_POLICY_EC2") hold(policy, "organizations/declarative-size", size);
    if (policy.type == "SECURITYHUB_POLICY") hold(policy, "organizations/security-hub-size", size);
    if (policy.type == "S3_POLICY") hold(policy, "organizations/s3-size", size);
  }

  const Input& input_;
  base::Diagnostics& diagnostics_;
  std::map<std::size_t, std::int64_t> inline_;  // by the place of the principal in the index
};

}  // namespace

void law_policy_sizes(const Input& input, base::Diagnostics& diagnostics) {
  Sizes sizes(input, diagnostics);
  for (const PolicyDocument& policy : input.policies.documents) sizes.check(policy);
  sizes.inline_totals();
}

}  // namespace landform::verify
