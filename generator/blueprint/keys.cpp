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
    const Facts& facts = field.facts;
    out += base::cat(&field == &fields.front() ? " " : ", ", field.name);
    if (facts.need == Need::required) out += " (required)";
    if (facts.fallback.empty()) continue;
    const std::string_view own_unit = one_unit ? std::string_view() : facts.rule.unit;
    out += base::cat(first_default ? " (default " : " (", facts.fallback, own_unit.empty() ? "" : " ", own_unit, ")");
    first_default = false;
  }
  return out;
}

const Field& short_field(const Type& record) {
  const auto fields = record.fields();
  return *std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == record.short_form(); });
}

yaml::Node default_node(const Type& type, std::string_view text) {
  if (type.form == Form::list) {
    yaml::Node out = yaml::sequence();
    for (const std::string_view item : base::split(text, ',')) out.add(default_node(*type.element, base::trim(item)));
    return out;
  }
  yaml::Node out = yaml::string(std::string(text));
  if (type.form == Form::integer) out.kind = yaml::Kind::integer;
  if (type.form == Form::decimal) {
    out.kind = text.find('.') == std::string_view::npos ? yaml::Kind::integer : yaml::Kind::real;
  }
  if (type.form == Form::boolean) out.kind = yaml::Kind::boolean;
  return out;
}

std::string limits_of(const Rule& rule) {
  const std::string unit = rule.unit.empty() ? std::string() : base::cat(" ", rule.unit);
  const bool low = rule.minimum != INT64_MIN;
  const bool high = rule.maximum != INT64_MAX;
  if (low && high && rule.minimum == rule.maximum) return base::cat(rule.minimum, unit);
  if (low && high) return base::cat(rule.minimum, " to ", rule.maximum, unit);
  if (low) return base::cat("at least ", rule.minimum, unit);
  return high ? base::cat("at most ", rule.maximum, unit) : std::string();
}

std::string without_it(const Field& field) {
  const Facts& facts = field.facts;
  if (facts.need == Need::required) return "required";
  if (facts.fallback.empty()) return base::cat("without it: ", facts.absent);
  const std::string unit = facts.rule.unit.empty() ? std::string() : base::cat(" ", facts.rule.unit);
  return base::cat("default: `", facts.fallback, "`", unit);
}

std::string hover_text(const Field& field) {
  const Facts& facts = field.facts;
  std::string out = base::cat(facts.doc, "\n\n", without_it(field));
  const bool numeric = field.type->form == Form::integer || field.type->form == Form::decimal;
  const std::string limits = numeric ? limits_of(facts.rule) : std::string();
  if (!limits.empty()) out += base::cat("; ", limits);
  if (!facts.example.empty()) out += base::cat("\n\nExample: `", field.name, ": ", facts.example, "`");
  if (!facts.change.empty()) out += base::cat("\n\nA later change: ", facts.change);
  return out;
}

}  // namespace landform::blueprint
