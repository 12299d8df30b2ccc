#include <algorithm>
#include <array>
#include <optional>

#include "aws/resource_spec.h"
#include "verify/properties.h"

namespace landform::verify {
namespace {

using yaml::Node;

constexpr std::string_view kListOfArns = "AWS::NotificationARNs";

// Of parameters; nothing when the name is none's.
std::optional<Gives> of_parameter(const Index& index, std::string_view name) {
  if (name == kListOfArns) return Gives::list;
  const yaml::Entry* const* parameter = index.parameter_of.find(name);
  if (parameter == nullptr) return std::nullopt;
  const Node* type = (*parameter)->value.find("Type");
  if (type == nullptr || !type->is_string()) return Gives::anything;
  return is_list_type(type->text) ? Gives::list : Gives::text;
}

Gives of_ref(const Index& index, std::string_view name) {
  if (const auto known = of_parameter(index, name)) return *known;
  return index.resource_of.contains(name) || name.starts_with("AWS::") ? Gives::text : Gives::anything;
}

Gives of_get_att(const Index& index, const Node& argument) {
  std::string_view id;
  std::string_view attribute;
  if (argument.is_string()) {
    const std::string_view text = argument.text;
    id = text.substr(0, text.find('.'));
    attribute = text.substr(std::min(text.size(), id.size() + 1));
  } else if (argument.items.size() == 2) {
    id = argument.items[0].text;
    attribute = argument.items[1].text;
  }
  const Resource* found = index.find_resource(id);
  if (found == nullptr) return Gives::anything;
  const auto& type = index.known_type(*found);
  const auto known = type ? type->find_attribute(attribute) : std::nullopt;
  if (!known) return Gives::anything;
  switch (known->type.kind()) {
    case aws::TypeKind::list:
      return Gives::list;
    case aws::TypeKind::string:
    case aws::TypeKind::timestamp:
      return Gives::text;
    default:
      return Gives::anything;
  }
}

// Of a mapping whose cells are all of one kind.
Gives of_mapping(const Index& index, const Node& argument) {
  if (argument.items.size() != 3 || !argument.items[0].is_string()) return Gives::anything;
  const yaml::Entry* const* mapping = index.mapping_of.find(argument.items[0].text);
  if (mapping == nullptr) return Gives::anything;
  const auto cells = index.cells_of.find(&(*mapping)->value);
  if (cells == index.cells_of.end()) return Gives::anything;
  Cells held = cells->second.all;
  if (argument.items[2].is_string() && !argument.items[2].text.empty()) {
    const auto column = cells->second.columns.find(argument.items[2].text);
    held = column == cells->second.columns.end() ? Cells{} : column->second;
  }
  if (held.texts == held.lists) return Gives::anything;
  return held.texts ? Gives::text : Gives::list;
}

constexpr std::array<std::string_view, 3> kGiveText = {"Fn::Base64", "Fn::ImportValue", "Fn::ToJsonString"};
constexpr std::array<std::string_view, 3> kGiveLists = {"Fn::Cidr", "Fn::GetAZs", "Fn::Split"};

}  // namespace

bool is_list_type(std::string_view type) {
  if (type.starts_with("AWS::SSM::Parameter::Value<"))
    type.remove_prefix(std::string_view("AWS::SSM::Parameter::Value<").size());
  return type.starts_with("List<") || type.starts_with("CommaDelimitedList");
}

Gives what_gives(const Index& index, const Intrinsic& call) {
  if (call.is(Function::ref)) return of_ref(index, call.argument->text);
  if (call.is(Function::get_att)) return of_get_att(index, *call.argument);
  if (call.is(Function::find_in_map)) return of_mapping(index, *call.argument);
  if (call.is(Function::sub) || call.is(Function::join)) return Gives::text;
  if (std::find(kGiveText.begin(), kGiveText.end(), call.name) != kGiveText.end()) return Gives::text;
  if (std::find(kGiveLists.begin(), kGiveLists.end(), call.name) != kGiveLists.end()) return Gives::list;
  return Gives::anything;
}

bool gives_list(const Index& index, const Intrinsic& call) {
  if (call.is(Function::ref)) {
    const std::string_view name = call.argument->text;
    return name == kListOfArns || (index.list_parameters && of_parameter(index, name) == Gives::list);
  }
  return what_gives(index, call) == Gives::list;
}

}  // namespace landform::verify
