#include "policy/measure.h"

#include <algorithm>
#include <string>

#include "policy/pattern.h"
#include "yaml/write.h"

namespace landform::policy {
namespace {

constexpr std::string_view kLookUp = "{{resolve:ssm:";

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

// What is left of the JSON text when `counts` says which of its characters count.
template <class Counts>
std::size_t count(const yaml::Node& document, const Counts& counts) {
  const std::string json = yaml::write_json(document, yaml::JsonLayout::minified);
  std::size_t total = 0;
  for (std::size_t i = 0; i < json.size();) {
    const std::size_t look_up =
        json[i] == '{' && std::string_view(json).substr(i).starts_with(kLookUp) ? unknown_part_at(json, i) : 0;
    if (look_up != 0) {
      total += longest_value(std::string_view(json).substr(i, look_up));
      i += look_up;
      continue;
    }
    if (!is_continuation(json[i]) && counts(std::string_view(json).substr(i))) ++total;
    ++i;
  }
  return total;
}

}  // namespace

std::size_t longest_value(std::string_view look_up) {
  // Patterns of the ids: docs/facts.md A3.
  constexpr std::size_t kOrganization = 34;  // "o-" and 32
  constexpr std::size_t kRoot = 34;          // "r-" and 32
  constexpr std::size_t kUnit = 68;          // "ou-", 32, "-", 32
  constexpr std::size_t kAccount = 12;
  if (!look_up.starts_with(kLookUp) || !look_up.ends_with("}}")) return characters(look_up);
  std::string_view name = look_up.substr(kLookUp.size(), look_up.size() - kLookUp.size() - 2);
  if (const std::size_t version = name.find(':'); version != std::string_view::npos) name = name.substr(0, version);
  if (name.ends_with("/organization/id")) return kOrganization;
  if (name.ends_with("/organization/root-id")) return kRoot;
  if (name.ends_with("/id") && name.find("/units/") != std::string_view::npos) return kUnit;
  if (name.ends_with("/id") && name.find("/accounts/") != std::string_view::npos) return kAccount;
  return characters(look_up);
}

std::size_t organization_characters(const yaml::Node& document) {
  return count(document, [](std::string_view) { return true; });
}

std::size_t iam_characters(const yaml::Node& document) {
  // JSON writes a line break or a tab in a text as two characters; in the document they are white space.
  bool escaped = false;
  return count(document, [&](std::string_view rest) {
    if (escaped) {
      escaped = false;
      return rest.front() != 'n' && rest.front() != 'r' && rest.front() != 't';
    }
    if (rest.front() == '\\' && rest.size() > 1) {
      escaped = true;
      return rest[1] != 'n' && rest[1] != 'r' && rest[1] != 't';
    }
    return rest.front() != ' ';
  });
}

}  // namespace landform::policy
