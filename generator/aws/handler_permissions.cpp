#include "aws/handler_permissions.h"

#include <algorithm>

namespace landform::aws {
namespace {

// The lines of a type's section; empty when the table does not know it.
std::string_view permission_lines(std::string_view type) {
  static const table::SectionIndex sections(table::embedded_text("handler_permissions.txt"));
  return sections.body_of(type);
}

std::string_view column_name(Operation operation) {
  switch (operation) {
    case Operation::create:
      return "create";
    case Operation::read:
      return "read";
    case Operation::update:
      return "update";
    case Operation::remove:
      return "delete";
    case Operation::list:
      return "list";
  }
  return "";
}

}  // namespace

table::Pieces handler_actions(std::string_view type, Operation operation) {
  std::string_view rest = permission_lines(type);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (table::column(line, 0) == column_name(operation)) return {table::column(line, 1), ','};
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return {};
}

std::vector<std::string_view> deployment_actions(std::string_view type) {
  std::vector<std::string_view> actions;
  for (const Operation operation : {Operation::create, Operation::update, Operation::remove}) {
    for (const std::string_view action : handler_actions(type, operation)) actions.push_back(action);
  }
  std::ranges::sort(actions);
  actions.erase(std::unique(actions.begin(), actions.end()), actions.end());
  return actions;
}

}  // namespace landform::aws
