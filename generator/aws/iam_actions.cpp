#include "aws/iam_actions.h"

#include <algorithm>
#include <array>

#include "aws/arn.h"
#include "base/ascii.h"
#include "base/suggest.h"
#include "base/text.h"

namespace landform::aws {
namespace {

// The table with the places of its services and of the kinds of lines inside them: policies ask for a few dozen
// services hundreds of times.
class ServiceTable {
 public:
  ServiceTable() {
    kinds_.reserve(sections_.size());
    for (std::size_t place = 0; place < sections_.size(); ++place) {
      const std::string_view body = sections_.at(place).body;
      // Resource types come first, actions last; either may be missing.
      const std::size_t actions = body.size() - table::from_first(body, '.').size();
      const std::string_view before = body.substr(0, actions);
      const std::size_t keys = before.size() - table::from_first(before, '?').size();
      kinds_.push_back({static_cast<std::uint32_t>(keys), static_cast<std::uint32_t>(actions)});
    }
  }

  [[nodiscard]] std::size_t size() const { return sections_.size(); }
  [[nodiscard]] std::string_view prefix(std::size_t place) const { return sections_.at(place).name; }
  [[nodiscard]] IamService at(std::size_t place) const {
    const table::Section section = sections_.at(place);
    const auto [keys, actions] = kinds_[place];
    return IamService(
        section.name, section.heading,
        {section.body.substr(0, keys), section.body.substr(keys, actions - keys), section.body.substr(actions)});
  }
  [[nodiscard]] std::optional<IamService> find(std::string_view prefix) const {
    const std::size_t place = sections_.find(prefix);
    if (place == sections_.size()) return std::nullopt;
    return at(place);
  }

 private:
  struct Kinds {
    std::uint32_t keys;
    std::uint32_t actions;
  };
  table::SectionIndex sections_{table::embedded_text("iam_actions.txt")};
  std::vector<Kinds> kinds_;
};

const ServiceTable& services() {
  static const ServiceTable table;
  return table;
}

AccessLevel level_of(std::string_view letter) {
  switch (letter.empty() ? 'W' : letter.front()) {
    case 'R':
      return AccessLevel::read;
    case 'L':
      return AccessLevel::list;
    case 'T':
      return AccessLevel::tagging;
    case 'P':
      return AccessLevel::permissions_management;
    default:
      return AccessLevel::write;
  }
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

// Services whose sections hold keys of other prefixes (a test reads the table and holds this list to it): where a key
// is looked for when its own prefix does not know it.
constexpr std::array<std::string_view, 14> kHosts{
    "arc-zonal-shift",
    "aws-marketplace",
    "cases",
    "codestar",
    "cognito-identity",
    "ec2-instance-connect",
    "ec2messages",
    "iotjobsdata",
    "q",
    "qbusiness",
    "ssm",
    "ssmmessages",
    "sso",
    "xray",
};

// The services above, and sts for keys of identity providers, which look like host names.
std::optional<ConditionKey> find_in_other_services(std::string_view prefix, std::string_view key) {
  if (prefix.find('.') != std::string_view::npos || prefix == "saml" || prefix == "iam") {
    if (const auto sts = find_iam_service("sts")) {
      if (const auto found = sts->find_condition_key(key)) return found;
    }
  }
  // Any OpenID Connect provider of the customer's has its own host name, with claims that nobody can list.
  if (prefix.find('.') != std::string_view::npos) return ConditionKey{key, ConditionValue::string, Values::one};
  for (const std::string_view host : kHosts) {
    const auto service = find_iam_service(host);
    if (!service) continue;
    if (const auto found = service->find_condition_key(key)) return found;
  }
  return std::nullopt;
}

}  // namespace

IamAction IamAction::from_line(std::string_view line) {
  IamAction action;
  const auto [name, level, resources, keys] = table::columns(line);
  action.name = name.substr(1);
  action.level = level_of(level);
  action.resources = table::Pieces(resources, ',');
  action.condition_keys = table::Pieces(keys, ',');
  return action;
}

ActionResource action_resource(std::string_view piece) {
  const bool required = piece.ends_with('!');
  if (required) piece.remove_suffix(1);
  return {piece, required};
}

IamResourceType IamResourceType::from_line(std::string_view line) {
  return {table::column(line, 0).substr(1), table::column(line, 1)};
}

std::optional<IamAction> IamService::find_action(std::string_view name) const {
  const auto line = table::find_line(lines_.actions, name, table::Letters::ignore_case);
  if (!line) return std::nullopt;
  return IamAction::from_line(*line);
}

std::vector<std::string_view> IamService::near_actions(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const IamAction& action : actions()) names.push_back(action.name);
  return base::near_names(name, names);
}

bool IamService::any_action_matches(std::string_view pattern) const {
  // Names are sorted: those that begin as the pattern does stand together.
  const std::string_view begin = pattern.substr(0, pattern.find_first_of("*?"));
  std::string_view rest = table::lines_from(lines_.actions, begin, table::Letters::ignore_case);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const std::string_view name = table::column(line, 0).substr(1);
    if (table::compare_ignoring_case(name.substr(0, begin.size()), begin) != 0) return false;
    if (wildcard_matches(pattern, name)) return true;
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return false;
}

std::optional<IamResourceType> IamService::find_resource_type(std::string_view name) const {
  const auto line = table::find_line(lines_.resource_types, name, table::Letters::ignore_case);
  if (!line) return std::nullopt;
  return IamResourceType::from_line(*line);
}

std::optional<ConditionKey> IamService::find_condition_key(std::string_view key) const {
  for (const ConditionKey& known : condition_keys()) {
    if (key_fits(known.key, key)) return known;
  }
  return std::nullopt;
}

std::optional<IamService> find_iam_service(std::string_view prefix) {
  if (std::none_of(prefix.begin(), prefix.end(), base::is_upper)) return services().find(prefix);
  return services().find(base::to_lower(prefix));
}

std::vector<std::string_view> iam_service_prefixes() {
  std::vector<std::string_view> prefixes;
  for (std::size_t place = 0; place < services().size(); ++place) prefixes.push_back(services().prefix(place));
  return prefixes;
}

std::vector<std::string_view> near_iam_services(std::string_view prefix) {
  return base::near_names(prefix, iam_service_prefixes());
}

std::vector<ServiceAction> expand_action(std::string_view pattern) {
  std::vector<ServiceAction> found;
  const auto add_matching = [&](const IamService& service, std::string_view name) {
    for (const IamAction& action : service.actions()) {
      if (wildcard_matches(name, action.name)) found.push_back({service.prefix(), action});
    }
  };
  if (pattern == "*") {
    for (std::size_t place = 0; place < services().size(); ++place) add_matching(services().at(place), "*");
    return found;
  }
  const std::size_t colon = pattern.find(':');
  const auto service = colon == std::string_view::npos ? std::nullopt : find_iam_service(pattern.substr(0, colon));
  if (!service) return found;
  const std::string_view name = pattern.substr(colon + 1);
  if (has_wildcard(name)) {
    add_matching(*service, name);
  } else if (const auto action = service->find_action(name)) {
    found.push_back({service->prefix(), *action});
  }
  return found;
}

JudgedAction look_up_action(std::string_view text) {
  if (text == "*") return {ActionVerdict::known};
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {ActionVerdict::no_colon};
  const std::string_view prefix = text.substr(0, colon);
  const std::string_view name = text.substr(colon + 1);
  if (has_wildcard(prefix)) return {ActionVerdict::wildcard_service};
  JudgedAction judged{ActionVerdict::unknown_service, find_iam_service(prefix)};
  if (!judged.service) return judged;
  const bool wild = has_wildcard(name);
  if (!wild) judged.action = judged.service->find_action(name);
  const bool exists = wild ? judged.service->any_action_matches(name) : judged.action.has_value();
  judged.verdict = exists ? ActionVerdict::known : ActionVerdict::unknown_action;
  return judged;
}

ActionVerdict judge_action(std::string_view text) {
  return look_up_action(text).verdict;
}

std::optional<ConditionKey> find_condition_key(std::string_view key) {
  if (const auto global = find_global_condition_key(key)) return global;
  const std::size_t colon = key.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view prefix = key.substr(0, colon);
  if (const auto service = find_iam_service(prefix)) {
    if (const auto found = service->find_condition_key(key)) return found;
  }
  return find_in_other_services(prefix, key);
}

}  // namespace landform::aws
