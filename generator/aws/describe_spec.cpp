#include "aws/describe_spec.h"

#include <charconv>
#include <vector>

#include "aws/handler_permissions.h"
#include "aws/iam_actions.h"
#include "aws/property_constraints.h"
#include "aws/resource_spec.h"
#include "aws/type_availability.h"
#include "base/text.h"

namespace landform::aws {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kNameColumn = 36;
// Allowed values of up to so many characters stand on the property's own line, others below it.
constexpr std::size_t kShortEnum = 50;

// Words behind `indent`, broken so that lines stay within kWidth where the words allow it.
template <class Words>
void append_wrapped(std::string& out, std::string_view indent, const Words& words, std::string_view separator) {
  std::string line(indent);
  bool first = true;
  for (const std::string_view word : words) {
    if (!first && line.size() + separator.size() + word.size() > kWidth) {
      out += base::cat(base::trim(separator).empty() ? line : line + std::string(base::trim(separator)), '\n');
      line = indent;
      first = true;
    }
    if (!first) line += separator;
    line += word;
    first = false;
  }
  if (!first) out += base::cat(line, '\n');
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  out.append(width > out.size() ? width - out.size() : 1, ' ');
  return out;
}

std::string type_text(const ValueType& type) {
  switch (type.kind()) {
    case TypeKind::list:
      return base::cat("list of ", type_text(type.element()));
    case TypeKind::map:
      return base::cat("map of ", type_text(type.element()));
    case TypeKind::definition:
      return std::string(type.definition());
    case TypeKind::tag:
      return "Tag {Key, Value}";
    case TypeKind::json:
      return "JSON";
    case TypeKind::either_of: {
      std::vector<std::string> texts;
      for (const std::string_view each : type.alternatives()) texts.push_back(type_text(ValueType(each)));
      return base::join(texts, " or ");
    }
    default:
      break;
  }
  if (type.is_enum()) {
    const table::Pieces values = type.enum_values();
    const std::string all = base::join(std::vector<std::string>(values.begin(), values.end()), ", ");
    const std::string_view kind = type.kind() == TypeKind::integer ? "integer, one of" : "one of";
    return all.size() <= kShortEnum ? base::cat(kind, ' ', all) : base::cat(kind, " those below");
  }
  return std::string(type.text());
}

// The values of the enum inside a list, map or plain type.
table::Pieces enum_values_in(const ValueType& type) {
  const TypeKind kind = type.kind();
  return kind == TypeKind::list || kind == TypeKind::map ? enum_values_in(type.element()) : type.enum_values();
}

std::string number_text(double number) {
  char buffer[32];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, number);
  return std::string(buffer, result.ptr);
}

// "1 to 50 items", "at most 1 item"; without a unit the numbers alone.
template <class Number>
std::string range_text(const std::optional<Number>& least, const std::optional<Number>& most, std::string_view unit) {
  const auto text = [](Number number) {
    if constexpr (std::is_same_v<Number, double>) {
      return number_text(number);
    } else {
      return base::cat(number);
    }
  };
  std::string out;
  if (least && most) out = base::cat(text(*least), " to ", text(*most));
  if (least && !most) out = base::cat("at least ", text(*least));
  if (!least && most) out = base::cat("at most ", text(*most));
  if (out.empty() || unit.empty()) return out;
  const bool one = (most ? *most : *least) == Number{1};
  return base::cat(out, ' ', unit, one ? "" : "s");
}

std::vector<std::string> constraint_texts(std::string_view type, std::string_view definition, std::string_view name) {
  std::vector<std::string> texts;
  const auto constraints = find_constraints(type, definition, name);
  if (!constraints) return texts;
  const auto add = [&](std::string text) {
    if (!text.empty()) texts.push_back(std::move(text));
  };
  add(range_text(constraints->minimum, constraints->maximum, ""));
  add(range_text(constraints->min_length, constraints->max_length, "character"));
  add(range_text(constraints->min_items, constraints->max_items, "item"));
  if (!constraints->pattern.empty()) add(base::cat("matches ", constraints->pattern));
  return texts;
}

void append_property(std::string& out, std::string_view type, std::string_view definition, const Property& property) {
  std::vector<std::string> notes{type_text(property.type)};
  if (property.required) notes.emplace_back("required");
  if (property.update == Update::replaces) notes.emplace_back("a change replaces the resource");
  if (property.update == Update::may_replace) notes.emplace_back("a change may replace the resource");
  if (property.deprecated) notes.emplace_back("deprecated");
  out += base::cat("  ", padded(property.name, kNameColumn), base::join(notes, "; "), '\n');
  const std::string indent(kNameColumn + 4, ' ');
  const table::Pieces values = enum_values_in(property.type);
  if (type_text(property.type).ends_with(" those below")) append_wrapped(out, indent, values, ", ");
  for (const std::string& text : constraint_texts(type, definition, property.name)) {
    out += base::cat(indent, text, '\n');
  }
}

void append_properties(std::string& out, std::string_view type, std::string_view definition, const Properties& all) {
  for (const Property& property : all) append_property(out, type, definition, property);
}

void append_facts(std::string& out, const ResourceType& type) {
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out += base::cat("  ", padded(name, kNameColumn), value, '\n');
  };
  const auto joined = [](const table::Pieces& pieces) {
    return base::join(std::vector<std::string>(pieces.begin(), pieces.end()), ", ");
  };
  add("Ref gives", joined(type.ref()));
  add("identified by", joined(type.primary_identifier()));
  add("ARN", type.arn_template());
  if (const auto tags = type.tags()) {
    constexpr std::string_view kShapes[] = {"list of {Key, Value}", "map", "list of {Key, Value, PropagateAtLaunch}"};
    add("tags", base::cat(tags->name, ", a ", kShapes[static_cast<std::size_t>(tags->shape)]));
  } else {
    add("tags", "takes none");
  }
  if (type.stateful()) add("holds data", "yes: keep it with DeletionPolicy and UpdateReplacePolicy");
  add("needs the transform", type.transform());
  add("regions", describe_availability(type.name()));
  if (!type.replaced_paths().empty()) add("also replaces on change of", joined(type.replaced_paths()));
}

void append_attributes(std::string& out, const ResourceType& type) {
  if (type.attributes().empty()) return;
  out += "\nAttributes for Fn::GetAtt\n";
  for (const Attribute& attribute : type.attributes()) {
    out += base::cat("  ", padded(attribute.name, kNameColumn), type_text(attribute.type), '\n');
  }
}

void append_permissions(std::string& out, std::string_view type) {
  struct Row {
    Operation operation;
    std::string_view name;
  };
  constexpr Row kRows[] = {{Operation::create, "create"}, {Operation::update, "update"}, {Operation::remove, "delete"}};
  bool headed = false;
  for (const Row& row : kRows) {
    const table::Pieces actions = handler_actions(type, row.operation);
    if (actions.empty()) continue;
    if (!headed) out += "\nIAM actions that CloudFormation calls\n";
    headed = true;
    out += base::cat("  to ", row.name, '\n');
    append_wrapped(out, "    ", actions, " ");
  }
}

std::string_view level_text(AccessLevel level) {
  switch (level) {
    case AccessLevel::read:
      return "read";
    case AccessLevel::list:
      return "list";
    case AccessLevel::write:
      return "write";
    case AccessLevel::tagging:
      return "tagging";
    case AccessLevel::permissions_management:
      return "permissions management";
  }
  return "";
}

std::string describe_action(const IamService& service, const IamAction& action) {
  std::string out = base::cat(service.prefix(), ':', action.name, "  (", level_text(action.level), ")\n");
  if (action.resources.empty()) out += "  resources: only \"*\"\n";
  for (const std::string_view piece : action.resources) {
    const ActionResource resource = action_resource(piece);
    const auto known = service.find_resource_type(resource.name);
    out += base::cat("  ", padded(base::cat(resource.name, resource.required ? " (required)" : ""), kNameColumn),
                     known ? known->arn : std::string_view{}, '\n');
  }
  if (!action.condition_keys.empty()) {
    out += "  condition keys, beside the global ones\n";
    append_wrapped(out, "    ", action.condition_keys, " ");
  }
  return out;
}

std::string describe_service(const IamService& service) {
  std::string out = base::cat(service.prefix(), "  ", service.name(), '\n');
  if (service.in_resource_control_policies()) out += "  covered by resource control policies\n";
  out += "\nActions\n";
  std::vector<std::string_view> names;
  for (const IamAction& action : service.actions()) names.push_back(action.name);
  append_wrapped(out, "  ", names, " ");
  if (!service.resource_types().empty()) out += "\nResource types\n";
  for (const IamResourceType& type : service.resource_types()) {
    out += base::cat("  ", padded(type.name, kNameColumn), type.arn, '\n');
  }
  if (!service.condition_keys().empty()) out += "\nCondition keys\n";
  for (const ConditionKey& key : service.condition_keys()) out += base::cat("  ", key.key, '\n');
  return out;
}

}  // namespace

std::optional<std::string> describe_resource_type(std::string_view name) {
  const auto type = find_resource_type(name);
  if (!type) return std::nullopt;
  std::string out = base::cat(name, '\n');
  append_facts(out, *type);
  if (!type->properties().empty()) out += "\nProperties\n";
  append_properties(out, name, {}, type->properties());
  for (const std::string_view definition : type->definition_names()) {
    out += base::cat("\n", definition, '\n');
    if (const auto properties = type->definition(definition)) append_properties(out, name, definition, *properties);
  }
  append_attributes(out, *type);
  append_permissions(out, name);
  return out;
}

std::optional<std::string> describe_iam(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto service = find_iam_service(text.substr(0, colon));
  if (!service) return std::nullopt;
  if (colon == std::string_view::npos) return describe_service(*service);
  std::string out;
  for (const ServiceAction& found : expand_action(text)) {
    if (!out.empty()) out += '\n';
    out += describe_action(*service, found.action);
  }
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace landform::aws
