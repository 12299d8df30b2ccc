#include "aws/resource_spec.h"

#include <algorithm>

#include "base/suggest.h"

namespace landform::aws {
namespace {

const table::SectionIndex& spec_sections() {
  static const table::SectionIndex sections(table::embedded_text("resource_spec.txt"));
  return sections;
}

// What stands between the first parenthesis and the last character.
std::string_view inside(std::string_view text) {
  const std::size_t open = text.find('(');
  return open == std::string_view::npos ? std::string_view{} : text.substr(open + 1, text.size() - open - 2);
}

// "a\tb\tc" as pieces.
table::Pieces tab_separated(std::string_view text) {
  return {text, '\t'};
}

std::string_view last_word(std::string_view type) {
  const std::size_t colon = type.rfind(':');
  return colon == std::string_view::npos ? type : type.substr(colon + 1);
}

}  // namespace

TypeKind ValueType::kind() const {
  switch (text_.empty() ? '\0' : text_.front()) {
    case '&':
      return TypeKind::definition;
    case '(':
      return TypeKind::either_of;
    default:
      break;
  }
  if (text_.starts_with("list(")) return TypeKind::list;
  if (text_.starts_with("map(")) return TypeKind::map;
  if (text_ == "string" || text_.starts_with("enum(")) return TypeKind::string;
  if (text_ == "integer" || text_.starts_with("intenum(")) return TypeKind::integer;
  if (text_ == "boolean") return TypeKind::boolean;
  if (text_ == "number") return TypeKind::number;
  if (text_ == "timestamp") return TypeKind::timestamp;
  if (text_ == "tag") return TypeKind::tag;
  if (text_ == "null") return TypeKind::null;
  return TypeKind::json;
}

ValueType ValueType::element() const {
  const bool has_element = text_.starts_with("list(") || text_.starts_with("map(");
  return ValueType(has_element ? inside(text_) : std::string_view("json"));
}

std::string_view ValueType::definition() const {
  return text_.starts_with('&') ? text_.substr(1) : std::string_view{};
}

table::Pieces ValueType::alternatives() const {
  return text_.starts_with('(') ? table::Pieces(inside(text_), '|', true) : table::Pieces();
}

table::Pieces ValueType::enum_values() const {
  return is_enum() ? table::Pieces(inside(text_), '|', true) : table::Pieces();
}

Property Property::from_line(std::string_view line) {
  const auto [name, types, marks, nothing] = table::columns(line);
  const std::size_t older = types.find('~');
  Property property;
  property.name = name.substr(1);
  property.type = ValueType(types.substr(0, older));
  if (older != std::string_view::npos) property.older_types = table::Pieces(types.substr(older + 1), '~');
  property.required = table::has_word(marks, ' ', "required");
  property.deprecated = table::has_word(marks, ' ', "deprecated");
  if (table::has_word(marks, ' ', "replace")) property.update = Update::replaces;
  if (table::has_word(marks, ' ', "maybe")) property.update = Update::may_replace;
  return property;
}

Attribute Attribute::from_line(std::string_view line) {
  const std::string_view types = table::column(line, 1);
  return {table::column(line, 0).substr(1), ValueType(types.substr(0, types.find('~')))};
}

std::optional<Property> Properties::find(std::string_view name) const {
  const auto line = table::find_line(lines_, name, table::Letters::exact);
  if (!line) return std::nullopt;
  return Property::from_line(*line);
}

std::vector<std::string_view> Properties::near(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const Property& property : *this) names.push_back(property.name);
  return base::near_names(name, names);
}

Properties ResourceType::properties() const {
  return Properties(table::from_first(head(), '.'));
}

std::optional<Properties> ResourceType::definition(std::string_view name) const {
  const auto part = table::find_part(table::from_first(body_, '#'), '#', name);
  if (!part) return std::nullopt;
  return Properties(*part);
}

std::vector<std::string_view> ResourceType::definition_names() const {
  std::vector<std::string_view> names;
  for (std::string_view rest = table::from_first(body_, '#'); !rest.empty();
       rest = table::from_first(rest.substr(1), '#')) {
    names.push_back(rest.substr(1, rest.find('\n') - 1));
  }
  return names;
}

table::Lines<Attribute> ResourceType::attributes() const {
  return {table::from_first(head(), '@'), '@'};
}

std::optional<Attribute> ResourceType::find_attribute(std::string_view name) const {
  std::string_view rest = table::from_first(body_, '@');
  while (rest.starts_with('@')) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (line.substr(1).starts_with(name) && line.substr(1 + name.size()).starts_with('\t')) {
      return Attribute::from_line(line);
    }
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return std::nullopt;
}

std::vector<std::string_view> ResourceType::near_attributes(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const Attribute& attribute : attributes()) names.push_back(attribute.name);
  return base::near_names(name, names);
}

// The columns behind the line "key\t..." of the head; of "stateful" the word itself.
std::string_view ResourceType::field(std::string_view key) const {
  std::string_view rest = body_;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (line.empty() || line.front() == '@' || line.front() == '.' || line.front() == '#') return {};
    if (table::column(line, 0) == key) return line.size() > key.size() ? line.substr(key.size() + 1) : line;
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return {};
}

std::optional<TagProperty> ResourceType::tags() const {
  const std::string_view columns = field("tags");
  if (columns.empty()) return std::nullopt;
  const std::string_view variant = table::column(columns, 1);
  TagProperty tags{table::column(columns, 0), TagShape::key_value_list};
  if (variant == "map") tags.shape = TagShape::map;
  if (variant == "asg") tags.shape = TagShape::auto_scaling;
  return tags;
}

table::Pieces ResourceType::primary_identifier() const {
  return tab_separated(field("id"));
}

table::Pieces ResourceType::ref() const {
  const std::string_view own = field("ref");
  return tab_separated(own.empty() ? field("id") : own);
}

std::string_view ResourceType::arn_template() const {
  return field("arn");
}
bool ResourceType::stateful() const {
  return !field("stateful").empty();
}
std::string_view ResourceType::transform() const {
  return field("transform");
}
table::Pieces ResourceType::regions() const {
  return tab_separated(field("regions"));
}
table::Pieces ResourceType::replaced_paths() const {
  return tab_separated(field("replaced"));
}

std::optional<ResourceType> find_resource_type(std::string_view name) {
  const table::SectionIndex& sections = spec_sections();
  const std::size_t place = sections.find(name);
  if (place == sections.size()) return std::nullopt;
  const table::Section section = sections.at(place);
  return ResourceType(section.name, section.body, place);
}

std::size_t resource_type_count() {
  return spec_sections().size();
}

std::vector<std::string_view> resource_type_names() {
  std::vector<std::string_view> names;
  names.reserve(resource_type_count());
  for (std::size_t place = 0; place < resource_type_count(); ++place) names.push_back(spec_sections().at(place).name);
  return names;
}

std::vector<std::string_view> near_resource_types(std::string_view name) {
  constexpr std::size_t kMost = 4;
  const std::vector<std::string_view> names = resource_type_names();
  std::vector<std::string_view> near = base::near_names(name, names);
  if (!near.empty()) return near;
  const std::string_view word = last_word(name);
  for (const std::string_view candidate : names) {
    if (near.size() == kMost) break;
    if (table::compare_ignoring_case(last_word(candidate), word) == 0) near.push_back(candidate);
  }
  return near;
}

bool is_opaque_type(std::string_view name) {
  if (name.starts_with("Custom::") || name == "AWS::CloudFormation::CustomResource") return true;
  if (name == "AWS::CDK::Metadata") return true;  // what the CDK leaves in templates; CloudFormation ignores it
  if (name.ends_with("::MODULE")) return true;
  return !name.starts_with("AWS::") && !name.starts_with("Alexa::") && std::ranges::count(name, ':') == 4;
}

bool accepts_attribute(std::string_view type, std::string_view attribute) {
  if (is_opaque_type(type)) return true;
  const bool has_outputs =
      type == "AWS::CloudFormation::Stack" || type == "AWS::ServiceCatalog::CloudFormationProvisionedProduct";
  return has_outputs && attribute.starts_with("Outputs.") && attribute.size() > std::string_view("Outputs.").size();
}

}  // namespace landform::aws
