#include "blueprint/keys.h"

#include <algorithm>

#include "base/text.h"

namespace landform::blueprint {

std::vector<std::string_view> keys_of(std::span<const Field> fields) {
  std::vector<std::string_view> keys;
  keys.reserve(fields.size());
  for (const Field& field : fields) keys.push_back(field.name);
  return keys;
}

std::string list_of_keys(std::span<const Field> fields) {
  const std::string_view unit = fields.front().facts.rule.unit;
  const bool one_unit = !unit.empty() && std::all_of(fields.begin(), fields.end(),
                                                     [&](const Field& f) { return f.facts.rule.unit == unit; });
  std::string out = one_unit ? base::cat("its keys, all in ", unit, ":") : "its keys:";
  bool first_default = true;
  for (const Field& field : fields) {
    out += base::cat(&field == &fields.front() ? " " : ", ", field.name);
    const std::string_view own_unit = one_unit ? std::string_view() : field.facts.rule.unit;
    if (field.facts.need == Need::required) {
      out += " (required)";
    } else if (!field.facts.fallback.empty()) {
      out += base::cat(first_default ? " (default " : " (", field.facts.fallback, own_unit.empty() ? "" : " ", own_unit,
                       ")");
      first_default = false;
    }
  }
  return out;
}

}  // namespace landform::blueprint
