// Rows for mappings and values for parameters, made where they stand: initializer lists would copy every node, and to
// move one into its place costs as much as to make it. Stacks of a thousand VPCs have a million of them.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/span.h"
#include "yaml/node.h"

namespace landform::cfn {

// Cells say nothing yet when they are put: texts are appended, which costs half of assigning them.

// What a cell may say beside a whole node or a text without a place: row_of("Id", Reference{id}, "Cidr", Text{cidr}).
struct Text {
  std::string text;
  base::Span span = {};
};
// The same for a text that stays where it is.
struct View {
  std::string_view text;
  base::Span span = {};
};
struct Number {
  std::int64_t value = 0;
};
// {Ref: id}
struct Reference {
  std::string id;
};
// {Fn::GetAtt: [id, name]}
struct Attribute {
  std::string id;
  std::string_view name;
};
// {Ref: AWS::NoValue}: what a row says of a property that is to be left out.
struct NoValue {};

inline void put(yaml::Node& cell, yaml::Node&& value) {
  cell = std::move(value);
}
inline void put(yaml::Node& cell, std::string_view text) {
  cell.kind = yaml::Kind::string;
  cell.text.append(text);
}
template <std::same_as<std::string> String>
void put(yaml::Node& cell, String&& text) {
  cell.kind = yaml::Kind::string;
  cell.text = std::move(text);
}
inline void put(yaml::Node& cell, Text&& value) {
  put(cell, std::move(value.text));
  cell.span = value.span;
}
inline void put(yaml::Node& cell, View value) {
  put(cell, value.text);
  cell.span = value.span;
}
inline void put(yaml::Node& cell, Number number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number.value).ptr;
  cell.kind = yaml::Kind::integer;
  cell.text.assign(digits, static_cast<std::size_t>(end - digits));
}
template <std::same_as<bool> Flag>
void put(yaml::Node& cell, Flag flag) {
  put(cell, std::string_view(flag ? "true" : "false"));
  cell.kind = yaml::Kind::boolean;
}
// Anything else is called with the cell and fills it in.
template <std::invocable<yaml::Node&> Maker>
void put(yaml::Node& cell, Maker&& make) {
  make(cell);
}

// Turns a cell that says nothing yet into a mapping of these keys and values.
template <class... KeysAndValues>
void put_row(yaml::Node& cell, KeysAndValues&&... keys_and_values);

inline void put(yaml::Node& cell, Reference&& reference) {
  put_row(cell, "Ref", std::move(reference.id));
}
inline void put(yaml::Node& cell, NoValue /*none*/) {
  put_row(cell, "Ref", std::string_view("AWS::NoValue"));
}
// Appends to a list.
template <class Value>
yaml::Node& add_item(yaml::Node& list, Value&& value) {
  yaml::Node& item = list.items.emplace_back();
  put(item, std::forward<Value>(value));
  return item;
}
template <class... Items>
void put_list(yaml::Node& cell, Items&&... items) {
  cell.kind = yaml::Kind::sequence;
  cell.items.reserve(sizeof...(items));
  (add_item(cell, std::forward<Items>(items)), ...);
}
inline void put(yaml::Node& cell, Attribute&& attribute) {
  put_row(cell, "Fn::GetAtt", [&](yaml::Node& list) { put_list(list, std::move(attribute.id), attribute.name); });
}

// Appends to a mapping.
inline void add_cells(yaml::Node& /*row*/) {}
template <class Value, class... More>
void add_cells(yaml::Node& row, std::string_view key, Value&& value, More&&... more) {
  yaml::Entry& entry = row.entries.emplace_back();
  entry.key.append(key);
  put(entry.value, std::forward<Value>(value));
  entry.key_span = entry.value.span;
  add_cells(row, std::forward<More>(more)...);
}

template <class... KeysAndValues>
void put_row(yaml::Node& cell, KeysAndValues&&... keys_and_values) {
  cell.kind = yaml::Kind::mapping;
  cell.entries.reserve(sizeof...(keys_and_values) / 2);
  add_cells(cell, std::forward<KeysAndValues>(keys_and_values)...);
}
template <class... KeysAndValues>
yaml::Node row_of(KeysAndValues&&... keys_and_values) {
  yaml::Node row;
  put_row(row, std::forward<KeysAndValues>(keys_and_values)...);
  return row;
}
// The same as a member of a mapping of rows.
template <class... KeysAndValues>
void add_row(yaml::Node& rows, std::string_view key, base::Span key_span, KeysAndValues&&... keys_and_values) {
  yaml::Entry& entry = rows.entries.emplace_back();
  entry.key.append(key);
  entry.key_span = key_span;
  put_row(entry.value, std::forward<KeysAndValues>(keys_and_values)...);
}
inline yaml::Node list_for(std::size_t items) {
  yaml::Node list;
  list.kind = yaml::Kind::sequence;
  list.items.reserve(items);
  return list;
}
inline yaml::Node rows_for(std::size_t rows) {
  yaml::Node mapping;
  mapping.kind = yaml::Kind::mapping;
  mapping.entries.reserve(rows);
  return mapping;
}

}  // namespace landform::cfn
