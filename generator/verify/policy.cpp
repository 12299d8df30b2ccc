#include "verify/policy.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "verify/json_text.h"

namespace landform::verify {
namespace {

using base::cat;
using yaml::Node;

struct DocumentPlace {
  std::string_view type;
  std::string_view path;
  PolicyKind kind;
};

// Sorted by type. API Gateway's and IoT's policies have grammars of their own and are not here.
constexpr DocumentPlace kDocumentPlaces[] = {
    {"AWS::Backup::BackupVault", "AccessPolicy", PolicyKind::resource},
    {"AWS::CloudTrail::ResourcePolicy", "ResourcePolicy", PolicyKind::resource},
    {"AWS::DynamoDB::Table", "ResourcePolicy.PolicyDocument", PolicyKind::resource},
    {"AWS::EC2::VPCEndpoint", "PolicyDocument", PolicyKind::endpoint},
    {"AWS::ECR::Repository", "RepositoryPolicyText", PolicyKind::resource},
    {"AWS::EFS::FileSystem", "FileSystemPolicy", PolicyKind::resource},
    {"AWS::IAM::Group", "Policies[].PolicyDocument", PolicyKind::identity},
    {"AWS::IAM::GroupPolicy", "PolicyDocument", PolicyKind::identity},
    {"AWS::IAM::ManagedPolicy", "PolicyDocument", PolicyKind::identity},
    {"AWS::IAM::Policy", "PolicyDocument", PolicyKind::identity},
    {"AWS::IAM::Role", "AssumeRolePolicyDocument", PolicyKind::trust},
    {"AWS::IAM::Role", "Policies[].PolicyDocument", PolicyKind::identity},
    {"AWS::IAM::RolePolicy", "PolicyDocument", PolicyKind::identity},
    {"AWS::IAM::User", "Policies[].PolicyDocument", PolicyKind::identity},
    {"AWS::IAM::UserPolicy", "PolicyDocument", PolicyKind::identity},
    {"AWS::KMS::Key", "KeyPolicy", PolicyKind::key},
    {"AWS::KMS::ReplicaKey", "KeyPolicy", PolicyKind::key},
    {"AWS::Kinesis::ResourcePolicy", "ResourcePolicy", PolicyKind::resource},
    {"AWS::Logs::ResourcePolicy", "PolicyDocument", PolicyKind::resource},
    {"AWS::Organizations::ResourcePolicy", "Content", PolicyKind::resource},
    {"AWS::S3::AccessPoint", "Policy", PolicyKind::bucket},
    {"AWS::S3::BucketPolicy", "PolicyDocument", PolicyKind::bucket},
    {"AWS::SNS::TopicInlinePolicy", "PolicyDocument", PolicyKind::resource},
    {"AWS::SNS::TopicPolicy", "PolicyDocument", PolicyKind::resource},
    {"AWS::SQS::QueueInlinePolicy", "PolicyDocument", PolicyKind::resource},
    {"AWS::SQS::QueuePolicy", "PolicyDocument", PolicyKind::resource},
    {"AWS::SSO::PermissionSet", "InlinePolicy", PolicyKind::identity},
    {"AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", PolicyKind::resource},
};

class Finder {
 public:
  Finder(Policies& out, base::Diagnostics& diagnostics) : out_(out), diagnostics_(diagnostics) {}

  void add(PolicyDocument policy, const Node& node) {
    each_value(node, [&](const Node& value) { add_value(policy, value); });
  }

 private:
  void add_value(PolicyDocument policy, const Node& value) {
    if (value.is_mapping() && !intrinsic_of(value)) {
      policy.document = &value;
      out_.documents.push_back(policy);
      return;
    }
    const Intrinsic call = intrinsic_of(value);
    if (call.name == "Fn::ToJsonString") {
      add_value(policy, *call.argument);
      return;
    }
    const auto text = partial_text(value);
    if (!text || base::trim(text->text).empty()) return;
    auto parsed = parse_json_text(text->text, value.span);
    if (!parsed) {
      base::Diagnostic fault(
          "verify/json-text", value.span,
          cat("the ", noun_of(policy.kind), " of `", policy.resource->id, "` is no JSON: ", parsed.error().reason));
      if (!text->complete) fault.severity = base::Severity::warning;
      diagnostics_.add(std::move(fault));
      return;
    }
    out_.parsed.push_back(std::move(parsed).value());
    if (!out_.parsed.back().is_mapping()) return;
    policy.document = &out_.parsed.back();
    policy.complete = text->complete;
    policy.characters = base::count_characters(text->text);
    out_.documents.push_back(policy);
  }

  Policies& out_;
  base::Diagnostics& diagnostics_;
};

PolicyKind organization_kind(std::string_view type) {
  if (type == "SERVICE_CONTROL_POLICY") return PolicyKind::scp;
  if (type == "RESOURCE_CONTROL_POLICY") return PolicyKind::rcp;
  return PolicyKind::management;
}

}  // namespace

std::string_view noun_of(PolicyKind kind) {
  switch (kind) {
    case PolicyKind::identity:
      return "policy";
    case PolicyKind::trust:
      return "trust policy";
    case PolicyKind::scp:
      return "service control policy";
    case PolicyKind::rcp:
      return "resource control policy";
    case PolicyKind::key:
      return "key policy";
    case PolicyKind::bucket:
      return "bucket policy";
    case PolicyKind::resource:
      return "resource policy";
    case PolicyKind::endpoint:
      return "endpoint policy";
    case PolicyKind::management:
      return "organization policy";
  }
  return "policy";
}

Policies find_policies(const Index& index, base::Diagnostics& diagnostics) {
  Policies out;
  Finder finder(out, diagnostics);
  for (const Resource& resource : index.resources) {
    if (resource.properties == nullptr) continue;
    const auto [begin, end] = std::equal_range(
        std::begin(kDocumentPlaces), std::end(kDocumentPlaces), DocumentPlace{resource.type, "", PolicyKind::identity},
        [](const DocumentPlace& a, const DocumentPlace& b) { return a.type < b.type; });
    for (auto place = begin; place != end; ++place) {
      each_at(*resource.properties, place->path, [&](const Node& node) {
        finder.add({place->kind, &resource, {}, nullptr}, node);
      });
    }
    if (resource.type != "AWS::Organizations::Policy") continue;
    const Node* content = resource.properties->find("Content");
    const Node* type = resource.properties->find("Type");
    const auto type_text = type == nullptr ? std::nullopt : literal(*type);
    if (content == nullptr || !type_text) continue;
    finder.add({organization_kind(*type_text), &resource, *type_text, nullptr}, *content);
  }
  return out;
}

void each_statement(const PolicyDocument& policy, const Visitor& visit) {
  const Node* statements = policy.document->find("Statement");
  if (statements == nullptr) return;
  each_value(*statements, [&](const Node& value) {
    if (!value.is_sequence()) {
      if (!intrinsic_of(value)) visit(value);
      return;
    }
    for (const Node& item : value.items) {
      each_value(item, [&](const Node& statement) {
        if (!intrinsic_of(statement)) visit(statement);
      });
    }
  });
}

void each_text(const Node& element, const std::function<void(const PartialText&, const Node&)>& visit) {
  each_value(element, [&](const Node& value) {
    if (value.is_sequence()) {
      for (const Node& item : value.items) each_text(item, visit);
      return;
    }
    if (auto text = partial_text(value)) {
      text->complete = text->complete && text->text.find(kUnknownPart) == std::string::npos;
      visit(*text, value);
    }
  });
}

bool has_unknown_text(const Node& element) {
  bool unknown = false;
  each_value(element, [&](const Node& value) {
    if (value.is_sequence()) {
      unknown = unknown || std::any_of(value.items.begin(), value.items.end(), has_unknown_text);
    } else {
      unknown = unknown || !partial_text(value);
    }
  });
  return unknown;
}

std::string statement_name(const PolicyDocument& policy, const Node& statement) {
  const Node* sid = statement.find("Sid");
  const auto name = sid == nullptr ? std::nullopt : literal(*sid);
  std::string out = "a statement";
  if (name && !name->empty() && name->find(kUnknownPart) == std::string_view::npos)
    out = cat("statement `", *name, "`");
  return cat(out, " of the ", noun_of(policy.kind), " of `", policy.resource->id, "`");
}

}  // namespace landform::verify
