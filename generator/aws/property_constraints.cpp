#include "aws/property_constraints.h"

#include <charconv>

#include "aws/table_text.h"
#include "base/text.h"

namespace landform::aws {
namespace {

// The lines of a type's section; empty when the table does not know it.
std::string_view constraint_lines(std::string_view type) {
  static const table::SectionIndex sections(table::embedded_text("property_constraints.txt"));
  return sections.body_of(type);
}

template <class T>
std::optional<T> number_of(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void apply(Constraints& constraints, std::string_view name, std::string_view value) {
  if (name == "minimum") constraints.minimum = number_of<double>(value);
  if (name == "maximum") constraints.maximum = number_of<double>(value);
  if (name == "minLength") constraints.min_length = number_of<std::int64_t>(value);
  if (name == "maxLength") constraints.max_length = number_of<std::int64_t>(value);
  if (name == "minItems") constraints.min_items = number_of<std::int64_t>(value);
  if (name == "maxItems") constraints.max_items = number_of<std::int64_t>(value);
  if (name == "uniqueItems") constraints.unique_items = value == "true";
  if (name == "pattern") constraints.pattern = value;
}

// The pattern is the last column and may hold brackets of any kind, so columns are cut by tabs alone.
Constraints constraints_of(std::string_view columns) {
  Constraints constraints;
  while (!columns.empty()) {
    const std::string_view each = columns.substr(0, columns.find('\t'));
    const std::size_t equals = each.find('=');
    if (equals != std::string_view::npos) apply(constraints, each.substr(0, equals), each.substr(equals + 1));
    columns.remove_prefix(std::min(columns.size(), each.size() + 1));
  }
  return constraints;
}

std::optional<Constraints> find_path(std::string_view type, std::string_view path) {
  // A section has a few dozen lines: reading on costs less than searching.
  std::string_view rest = constraint_lines(type);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (line.size() > path.size() && line[path.size()] == '\t' && line.starts_with(path)) {
      return constraints_of(line.substr(path.size() + 1));
    }
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Constraints> find_constraints(std::string_view type, std::string_view definition, std::string_view path) {
  return definition.empty() ? find_path(type, path) : find_path(type, base::cat('#', definition, '.', path));
}

TypeConstraints constraints_of_type(std::string_view type) {
  TypeConstraints all;
  std::string_view rest = constraint_lines(type);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const std::string_view path = table::column(line, 0);
    if (path.size() < line.size()) all.emplace(path, constraints_of(line.substr(path.size() + 1)));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return all;
}

std::optional<Constraints> find_definition_constraints(std::string_view type, std::string_view definition) {
  return find_path(type, base::cat('#', definition));
}

}  // namespace landform::aws
