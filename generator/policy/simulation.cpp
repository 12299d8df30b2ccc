#include "policy/simulation.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace landform::policy {
namespace {

using base::cat;
using yaml::Node;

// The first fault of a reading that goes on after it.
class Reader {
 public:
  void refuse(const Node& node, std::string reason) {
    if (!fault_) fault_ = SimulationFault{std::move(reason), node.span};
  }
  [[nodiscard]] std::optional<SimulationFault>& fault() { return fault_; }

  std::string text(const Node& node, std::string_view key) {
    if (node.is_scalar() && !node.is_null()) return node.text;
    refuse(node, cat("`", key, "` wants a text"));
    return {};
  }

  bool flag(const Node& node, std::string_view key) {
    if (node.kind == yaml::Kind::boolean) return node.text == "true";
    refuse(node, cat("`", key, "` wants true or false"));
    return false;
  }

  bool is_mapping(const Node& node, std::string_view key) {
    if (node.is_mapping()) return true;
    refuse(node, cat("`", key, "` wants a mapping"));
    return false;
  }

 private:
  std::optional<SimulationFault> fault_;
};

struct KindName {
  std::string_view name;
  PrincipalKind kind;
};
constexpr std::array<KindName, 9> kKinds{{
    {"user", PrincipalKind::user},
    {"role", PrincipalKind::role},
    {"assumed_role", PrincipalKind::assumed_role},
    {"service_linked_role", PrincipalKind::service_linked_role},
    {"root", PrincipalKind::root},
    {"federated_user", PrincipalKind::federated_user},
    {"federated", PrincipalKind::federated},
    {"service", PrincipalKind::service},
    {"anonymous", PrincipalKind::anonymous},
}};

void read_kind(const Node& node, Principal& principal, Reader& reader) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const KindName& row) { return row.name == node.text; });
  if (found != kKinds.end()) {
    principal.kind = found->kind;
    return;
  }
  std::vector<std::string> names;
  for (const KindName& row : kKinds) names.emplace_back(row.name);
  reader.refuse(node, cat("`", node.text, "` is no kind of principal; there are ", base::join(names, ", ")));
}

// "role/x" or a misspelt ARN would pass for an identity provider, whom no service control policy reaches.
void check_provider(const Node& node, const Principal& principal, Reader& reader) {
  const bool provider = principal.kind == PrincipalKind::federated && principal.arn.empty();
  if (!provider || principal.name.find('.') != std::string::npos) return;
  reader.refuse(node, cat("`", principal.name, "` is no principal; wanted: an ARN of IAM or STS, an account id, a ",
                          "service, an identity provider, or `*`"));
}

void read_principal_mapping(const Node& node, Request& request, Reader& reader) {
  for (const char* key : {"arn", "service", "provider"}) {
    const Node* name = node.find(key);
    if (name == nullptr) continue;
    request.principal = read_principal(reader.text(*name, key));
    if (std::string_view(key) != "provider") check_provider(*name, request.principal, reader);
  }
  for (const yaml::Entry& entry : node.entries) {
    Principal& principal = request.principal;
    if (entry.key == "kind") {
      read_kind(entry.value, principal, reader);
    } else if (entry.key == "account") {
      principal.account = reader.text(entry.value, entry.key);
    } else if (entry.key == "role_arn") {
      principal.role_arn = reader.text(entry.value, entry.key);
    } else if (entry.key == "organization") {
      request.principal_organization = reader.text(entry.value, entry.key);
    } else if (entry.key != "arn" && entry.key != "service" && entry.key != "provider") {
      reader.refuse(entry.value, cat("`principal` has no key `", entry.key, "`"));
    }
  }
}

void read_context(const Node& node, Context& context, Reader& reader) {
  if (!reader.is_mapping(node, "context")) return;
  for (const yaml::Entry& entry : node.entries) {
    if (entry.value.is_null()) {
      context.absent.push_back(entry.key);
    } else if (entry.value.is_scalar()) {
      context.present.push_back(read_context_key(entry.key, {entry.value.text}, false));
    } else if (entry.value.is_sequence()) {
      std::vector<std::string> values;
      for (const Node& item : entry.value.items) values.push_back(reader.text(item, entry.key));
      context.present.push_back(read_context_key(entry.key, std::move(values), true));
    } else {
      reader.refuse(entry.value, cat("`", entry.key, "` wants a text, a list of texts, or null where it is absent"));
    }
  }
}

std::vector<Prepared> read_documents(const Node& node, std::string_view key, Reader& reader) {
  std::vector<Prepared> documents;
  if (node.is_mapping()) {
    documents.emplace_back(read_document(node));
  } else if (node.is_sequence()) {
    documents.reserve(node.items.size());
    for (const Node& item : node.items) {
      if (reader.is_mapping(item, key)) documents.emplace_back(read_document(item));
    }
  } else if (!node.is_null()) {
    reader.refuse(node, cat("`", key, "` wants a policy document, or a list of them"));
  }
  return documents;
}

// [[document, ...], {"name": "Root", "documents": [...]}, document]
std::vector<Level> read_levels(const Node& node, std::string_view key, Reader& reader) {
  std::vector<Level> levels;
  if (!node.is_sequence() && !node.is_null()) {
    reader.refuse(node, cat("`", key, "` wants a list with one entry for each level, the root's first"));
  }
  for (const Node& item : node.items) {
    Level level;
    const Node* documents = item.is_mapping() ? item.find("documents") : nullptr;
    if (documents != nullptr) {
      if (const Node* name = item.find("name")) level.name = reader.text(*name, "name");
    } else {
      documents = &item;
    }
    level.documents = read_documents(*documents, key, reader);
    levels.push_back(std::move(level));
  }
  return levels;
}

std::optional<Prepared> read_one(const Node& node, std::string_view key, Reader& reader) {
  if (node.is_null() || !reader.is_mapping(node, key)) return std::nullopt;
  return Prepared(read_document(node));
}

// False when the key is none of the policies'.
bool read_policies_entry(const yaml::Entry& entry, Policies& policies, Reader& reader) {
  const auto& [key, span, value] = entry;
  if (key == "service_control") {
    policies.service_control = read_levels(value, key, reader);
  } else if (key == "resource_control") {
    policies.resource_control = read_levels(value, key, reader);
  } else if (key == "management_account") {
    policies.management_account = reader.text(value, key);
  } else if (key == "identity") {
    if (!value.is_null()) policies.identity = read_documents(value, key, reader);
  } else if (key == "boundary") {
    policies.boundary = read_one(value, key, reader);
  } else if (key == "session") {
    policies.session = read_one(value, key, reader);
  } else if (key == "resource_policy") {
    policies.resource = read_one(value, key, reader);
  } else {
    return false;
  }
  return true;
}

void read_request_entry(const yaml::Entry& entry, Simulation& simulation, Reader& reader) {
  const auto& [key, span, value] = entry;
  Request& request = simulation.request;
  if (key == "id") {
    simulation.id = value;
  } else if (key == "principal") {
    if (value.is_mapping()) {
      read_principal_mapping(value, request, reader);
    } else {
      request.principal = read_principal(reader.text(value, key));
      check_provider(value, request.principal, reader);
    }
  } else if (key == "action") {
    request.action = reader.text(value, key);
  } else if (key == "resource") {
    if (!value.is_null()) request.resource = reader.text(value, key);
  } else if (key == "resource_account") {
    request.resource_account = reader.text(value, key);
  } else if (key == "resource_organization") {
    request.resource_organization = reader.text(value, key);
  } else if (key == "context") {
    read_context(value, request.context, reader);
  } else if (key == "unknown_context") {
    if (!value.is_sequence()) reader.refuse(value, "`unknown_context` wants a list of context keys");
    for (const Node& item : value.items) request.context.unknown.push_back(reader.text(item, key));
  } else if (key == "complete_context") {
    request.context.unnamed = reader.flag(value, key) ? Unnamed::absent : Unnamed::unknown;
  } else {
    reader.refuse(value, cat("a request has no key `", key, "`"));
  }
}

const Document* document_at(const Policies& policies, const Place& place) {
  switch (place.set) {
    case PolicySet::service_control:
      return &policies.service_control[place.level].documents[place.document].document();
    case PolicySet::resource_control:
      return &policies.resource_control[place.level].documents[place.document].document();
    case PolicySet::identity:
      return &(*policies.identity)[place.document].document();
    case PolicySet::boundary:
      return &policies.boundary->document();
    case PolicySet::session:
      return &policies.session->document();
    case PolicySet::resource:
      return &policies.resource->document();
  }
  return nullptr;
}

void add_level(const Policies& policies, PolicySet set, std::size_t level, Node& node) {
  node.add("set", yaml::string(std::string(to_text(set))));
  const bool leveled = set == PolicySet::service_control || set == PolicySet::resource_control;
  if (!leveled) return;
  node.add("level", yaml::integer(static_cast<std::int64_t>(level)));
  const auto& levels = set == PolicySet::service_control ? policies.service_control : policies.resource_control;
  if (!levels[level].name.empty()) node.add("name", yaml::string(levels[level].name));
}

Node place_node(const Policies& policies, const Place& place) {
  Node node = yaml::mapping();
  add_level(policies, place.set, place.level, node);
  node.add("document", yaml::integer(static_cast<std::int64_t>(place.document)));
  const Document* document = document_at(policies, place);
  node.add("statement", yaml::integer(place.statement - document->statements.data()));
  if (!place.statement->sid.empty()) node.add("sid", yaml::string(place.statement->sid));
  return node;
}

}  // namespace

base::Result<Simulation, SimulationFault> read_simulation(const Node& node) {
  if (!node.is_mapping()) return SimulationFault{"a request is a mapping, beginning with `{`", node.span};
  Reader reader;
  Simulation simulation;
  for (const yaml::Entry& entry : node.entries) {
    if (!read_policies_entry(entry, simulation.policies, reader)) read_request_entry(entry, simulation, reader);
  }
  for (const char* key : {"principal", "action"}) {
    if (node.find(key) == nullptr) reader.refuse(node, cat("a request must have the key `", key, "`"));
  }
  if (reader.fault()) return *std::move(reader.fault());
  if (simulation.request.action.find(':') == std::string::npos) {
    return SimulationFault{cat("the action `", simulation.request.action, "` names no service, as in s3:GetObject"),
                           node.find("action")->span};
  }
  return simulation;
}

Node write_verdict(const Simulation& simulation, const Verdict& verdict) {
  const Policies& policies = simulation.policies;
  Node node = yaml::mapping();
  if (simulation.id) node.add("id", *simulation.id);
  node.add("verdict", yaml::string(std::string(to_text(verdict.decision))));
  if (verdict.decided_by) node.add("decided_by", place_node(policies, *verdict.decided_by));
  if (verdict.not_allowed_by) {
    Node by = yaml::mapping();
    add_level(policies, *verdict.not_allowed_by, verdict.not_allowed_level, by);
    node.add("not_allowed_by", std::move(by));
  }
  if (!verdict.missing_keys.empty()) node.add("missing_keys", yaml::strings(verdict.missing_keys));
  if (!verdict.doubts.empty()) {
    Node doubts = yaml::sequence();
    for (const Place& place : verdict.doubts) doubts.add(place_node(policies, place));
    node.add("doubts", std::move(doubts));
  }
  return node;
}

}  // namespace landform::policy
