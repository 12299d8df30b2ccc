#include "verify/policy.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "verify/json_text.h"
#include "verify/known_policies.h"

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
static_assert(std::ranges::is_sorted(kDocumentPlaces, {}, &DocumentPlace::type));

void add_texts(const Node& element, std::deque<std::string>& storage, PolicyTexts& out) {
  const auto add = [&](PolicyText text, std::string* made) {
    if (made != nullptr) text.text = storage.emplace_back(std::move(*made));
    out.known.push_back(text);
  };
  each_text(element, add, [&] { out.others = true; });
}

struct ElementPlace {
  std::string_view key;
  const yaml::Entry* Statement::*element;
  PolicyTexts Statement::*texts;  // null for elements that are no lists of texts
};
constexpr ElementPlace kElements[] = {
    {"Sid", &Statement::sid, nullptr},
    {"Effect", &Statement::effect, nullptr},
    {"Action", &Statement::action, &Statement::actions},
    {"Resource", &Statement::resource, &Statement::resources},
    {"Principal", &Statement::principal, nullptr},
    {"Condition", &Statement::condition, nullptr},
    {"NotAction", &Statement::not_action, &Statement::not_actions},
    {"NotResource", &Statement::not_resource, &Statement::not_resources},
    {"NotPrincipal", &Statement::not_principal, nullptr},
};

void read_statement(const Node& node, std::deque<std::string>& storage, Statement& statement) {
  statement.node = &node;
  for (const yaml::Entry& entry : node.entries) {
    const auto* known = std::find_if(std::begin(kElements), std::end(kElements),
                                     [&](const ElementPlace& place) { return place.key == entry.key; });
    if (known == std::end(kElements)) {
      statement.other_keys = true;
      continue;
    }
    statement.*known->element = &entry;
    if (known->texts != nullptr) add_texts(entry.value, storage, statement.*known->texts);
  }
  statement.judged.reserve(statement.actions.known.size());
  for (const PolicyText& action : statement.actions.known) {
    statement.judged.push_back(action.complete ? aws::look_up_action(action.text) : aws::JudgedAction{});
  }
}

void read_statements(PolicyDocument& policy, std::deque<std::string>& storage) {
  const Node* statements = policy.kind == PolicyKind::management ? nullptr : policy.document->find("Statement");
  if (statements == nullptr) return;
  const auto add = [&](const Node& node) {
    if (!intrinsic_of(node)) read_statement(node, storage, policy.statements.emplace_back());
  };
  each_value(*statements, [&](const Node& value) {
    if (!value.is_sequence()) {
      add(value);
      return;
    }
    policy.statements.reserve(policy.statements.size() + value.items.size());
    for (const Node& item : value.items) each_value(item, add);
  });
}

class Finder {
 public:
  Finder(const KnownPolicies* known, Policies& out, base::Diagnostics& diagnostics)
      : known_(known), out_(out), diagnostics_(diagnostics) {}

  void add(const PolicyDocument& policy, const Node& node) {
    each_value(node, [&](const Node& value) { add_value(policy, value); });
  }

 private:
  void add_document(const PolicyDocument& policy, const Node& document) {
    PolicyDocument& added = out_.documents.emplace_back(policy);
    added.document = &document;
    read_statements(added, out_.texts);
  }

  void add_value(PolicyDocument policy, const Node& value) {
    const Intrinsic call = intrinsic_of(value);
    if (value.is_mapping() && !call) {
      const bool known = known_ != nullptr && known_->has(policy.kind, policy.resource->type, value);
      if (!known) add_document(policy, value);
      return;
    }
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
    policy.complete = text->complete;
    policy.characters = base::count_characters(text->text);
    add_document(policy, out_.parsed.back());
  }

  const KnownPolicies* known_;
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

Policies find_policies(const Index& index, const KnownPolicies* known, base::Diagnostics& diagnostics) {
  Policies out;
  Finder finder(known, out, diagnostics);
  const RowsByType<kDocumentPlaces> places(index);
  for (const Resource& resource : index.resources) {
    if (resource.properties == nullptr) continue;
    for (const DocumentPlace& place : places.of(resource)) {
      each_at(*resource.properties, place.path, [&](const Node& node) {
        finder.add({place.kind, &resource, {}, nullptr}, node);
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

bool has_unknown_text(const Node& element) {
  bool unknown = false;
  each_text(
      element, [](const PolicyText&, std::string*) {}, [&] { unknown = true; });
  return unknown;
}

std::string statement_name(const PolicyDocument& policy, const Statement& statement) {
  const auto name = statement.sid == nullptr ? std::nullopt : literal(statement.sid->value);
  std::string out = "a statement";
  if (name && !name->empty() && name->find(kUnknownPart) == std::string_view::npos)
    out = cat("statement `", *name, "`");
  return cat(out, " of the ", noun_of(policy.kind), " of `", policy.resource->id, "`");
}

}  // namespace landform::verify
