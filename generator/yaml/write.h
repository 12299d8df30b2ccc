// Nodes to text. Same node, same bytes, everywhere. What is long and needs no tree is said with json_text.h instead.
#pragma once

#include <cstddef>
#include <string>

#include "yaml/node.h"
#include "yaml/out_text.h"

namespace landform::yaml {

// Block style, two spaces, no line folding; short tagged forms as the nodes' tags say. Strings are quoted wherever a
// YAML 1.1 or 1.2 reader could take them for something else (account ids, dates, on/off/yes/no, versions, null words).
// Text of several lines is written as a literal block where that keeps every byte, else double quoted. Ends in a
// newline.
std::string write_yaml(const Node& node);
// One entry of a mapping in block style, behind a whole line: as write_yaml has it where its key stands in this column.
void write_entry(const Entry& entry, std::size_t column, OutText& out);

enum class JsonLayout { pretty, minified };

// UTF-8, two-space indentation when pretty, ending in a newline when pretty. Numbers as they were written if JSON has
// that form.
std::string write_json(const Node& node, JsonLayout layout);

}  // namespace landform::yaml
