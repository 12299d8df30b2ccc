#include "policy/situation.h"

#include <algorithm>
#include <utility>

#include "aws/account_id.h"
#include "aws/arn.h"
#include "aws/iam_actions.h"
#include "base/text.h"

namespace landform::policy {
namespace {

using base::cat;

std::string_view last_path_segment(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// "arn:aws:sts::111122223333:assumed-role/Admin/anna" is a session of "arn:aws:iam::111122223333:role/Admin".
std::string role_of_session(std::string_view session) {
  const auto arn = aws::split_arn(session);
  if (!arn || !arn->resource.starts_with("assumed-role/")) return {};
  std::string_view name = arn->resource.substr(std::string_view("assumed-role/").size());
  name = name.substr(0, name.find('/'));
  return cat("arn:", arn->partition, ":iam::", arn->account, ":role/", name);
}

bool is_some_role(PrincipalKind kind) {
  return kind == PrincipalKind::role || kind == PrincipalKind::assumed_role ||
         kind == PrincipalKind::service_linked_role;
}

std::string_view type_of(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::user:
      return "User";
    case PrincipalKind::role:
    case PrincipalKind::assumed_role:
    case PrincipalKind::service_linked_role:
      return "AssumedRole";
    case PrincipalKind::root:
      return "Account";
    case PrincipalKind::federated_user:
      return "FederatedUser";
    case PrincipalKind::federated:
    case PrincipalKind::service:
    case PrincipalKind::anonymous:
      return {};
  }
  return {};
}

}  // namespace

Principal read_principal(std::string_view text) {
  Principal principal;
  if (text == "*") return principal;
  if (aws::is_account_id(text)) {
    return {PrincipalKind::root, cat("arn:aws:iam::", text, ":root"), {}, std::string(text), {}};
  }
  const auto arn = aws::split_arn(text);
  if (!arn) {
    principal.kind = text.ends_with(".amazonaws.com") && text != "cognito-identity.amazonaws.com"
                         ? PrincipalKind::service
                         : PrincipalKind::federated;
    principal.name = text;
    return principal;
  }
  principal.arn = text;
  principal.account = arn->account;
  if (arn->service == "iam" && arn->resource == "root") {
    principal.kind = PrincipalKind::root;
  } else if (arn->service == "iam" && arn->resource.starts_with("user/")) {
    principal.kind = PrincipalKind::user;
  } else if (arn->service == "iam" && arn->resource.starts_with("role/")) {
    const bool linked = arn->resource.starts_with("role/aws-service-role/");
    principal.kind = linked ? PrincipalKind::service_linked_role : PrincipalKind::role;
  } else if (arn->service == "sts" && arn->resource.starts_with("assumed-role/")) {
    const bool linked = arn->resource.starts_with("assumed-role/AWSServiceRoleFor");
    principal.kind = linked ? PrincipalKind::service_linked_role : PrincipalKind::assumed_role;
  } else if (arn->service == "sts" && arn->resource.starts_with("federated-user/")) {
    principal.kind = PrincipalKind::federated_user;
  } else {
    principal.kind = PrincipalKind::federated;
    principal.name = text;
    principal.account.clear();
  }
  return principal;
}

ContextKey read_context_key(std::string_view key, std::vector<std::string> values, bool written_as_list) {
  const auto known = aws::find_condition_key(key);
  const bool one = values.size() == 1;
  const bool list = known ? known->values == aws::Values::many || !one : written_as_list || !one;
  return {std::string(key), std::move(values), list};
}

void Context::set(std::string_view key, std::string_view value) {
  present.push_back({std::string(key), {std::string(value)}, false});
}

Situation::Situation(const Request& request) : request_(request), action_(base::to_lower(request.action)) {
  service_ = std::string_view(action_).substr(0, action_.find(':'));
  if (is_some_role(request.principal.kind)) {
    const bool session = request.principal.arn.find(":assumed-role/") != std::string::npos;
    role_arn_ = request.principal.role_arn;
    if (role_arn_.empty()) role_arn_ = session ? role_of_session(request.principal.arn) : request.principal.arn;
  }
  resource_account_ = request.resource_account;
  if (resource_account_.empty() && request.resource) {
    if (const auto arn = aws::split_arn(*request.resource)) {
      if (aws::is_account_id(arn->account)) resource_account_ = arn->account;
    }
  }
  const Context& context = request.context;
  keys_.reserve(context.present.size() + context.absent.size() + context.unknown.size() + 12);
  for (const ContextKey& key : context.present) {
    add(key.key, Presence::present, key.values, key.list || key.values.size() != 1);
  }
  for (const std::string& key : context.absent) add(key, Presence::absent);
  for (const std::string& key : context.unknown) add(key, Presence::unknown);
  derive();
  // Of equal keys the first counts: those named by the context stand before those that follow from the rest.
  std::stable_sort(keys_.begin(), keys_.end(), [](const Known& a, const Known& b) { return a.key < b.key; });
  if (resource_account_.empty()) resource_account_ = request.principal.account;
}

void Situation::add(std::string_view key, Presence presence, std::vector<std::string> values, bool list) {
  keys_.push_back({base::to_lower(key), presence, std::move(values), list});
}

void Situation::add_value(std::string_view key, std::string_view value) {
  if (!value.empty()) add(key, Presence::present, {std::string(value)});
}

void Situation::derive() {
  const Principal& principal = request_.principal;
  const PrincipalKind kind = principal.kind;
  const bool outside = kind == PrincipalKind::service || kind == PrincipalKind::anonymous;
  if (outside || kind == PrincipalKind::federated) {
    add("aws:principalarn", Presence::absent);
  } else {
    add_value("aws:principalarn", is_some_role(kind) ? role_arn_ : principal.arn);
    add_value("aws:principalaccount", principal.account);
  }
  add_value("aws:principaltype", type_of(kind));
  if (kind == PrincipalKind::anonymous) {
    add("aws:principalisawsservice", Presence::absent);
  } else {
    add_value("aws:principalisawsservice", kind == PrincipalKind::service ? "true" : "false");
  }
  if (kind == PrincipalKind::service) {
    add_value("aws:principalservicename", principal.name);
  } else {
    add("aws:principalservicename", Presence::absent);
    add("aws:principalservicenameslist", Presence::absent);
  }
  if (kind == PrincipalKind::user) {
    add_value("aws:username", last_path_segment(principal.arn));
  } else {
    add("aws:username", Presence::absent);
  }
  if (kind == PrincipalKind::root) add_value("aws:userid", principal.account);
  if (kind == PrincipalKind::anonymous) add_value("aws:userid", "anonymous");
  add_value("aws:resourceaccount", resource_account_);
  if (outside) {
    add("aws:principalorgid", Presence::absent);
    add("aws:principalorgpaths", Presence::absent);
  } else {
    add_value("aws:principalorgid", request_.principal_organization);
  }
  add_value("aws:resourceorgid", request_.resource_organization);
}

KeyState Situation::find(std::string_view key) const {
  const auto found = std::lower_bound(keys_.begin(), keys_.end(), key,
                                      [](const Known& known, std::string_view wanted) { return known.key < wanted; });
  if (found != keys_.end() && found->key == key) return {found->presence, &found->values, found->list};
  return {request_.context.unnamed == Unnamed::absent ? Presence::absent : Presence::unknown, nullptr, false};
}

}  // namespace landform::policy
