// The rows of a table as people see them: for suggestions, notes, hover texts and the reference.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blueprint/field.h"
#include "yaml/node.h"

namespace landform::blueprint {

std::vector<std::string_view> keys_of(std::span<const Field> fields);

// "its keys, all in days: security (default 2555), application (365), debug (30)"
std::string list_of_keys(std::span<const Field> fields);

// The field that a single value stands for, of a record that has a short form.
const Field& short_field(const Type& record);

// A default, written as in the table, as a node of the field's kind; of a list, a sequence.
yaml::Node default_node(const Type& type, std::string_view text);

// "1 to 3653 days", "at least 1"; empty without limits.
std::string limits_of(const Rule& rule);

// What stands behind the key without it: "default: `90` days", "required", "without it: the home region alone".
std::string without_it(const Field& field);

// Markdown of a few lines: the sentences, what holds without the key, limits, example, what a change does.
std::string hover_text(const Field& field);

}  // namespace landform::blueprint
