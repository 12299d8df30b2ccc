// Mustache over yaml::Node: a source and its data to text, which is put straight to its place. Reading a source is a
// matter of microseconds, so nothing is kept.
//
//   {{name}}   the text, escaped for where it stands: in Markdown it is safe in prose and in a cell of a table
//   {{{name}}} the text as it is: Markdown (markdown.h) or HTML that C++ made, or a line of a code block
//   {{#name}} {{/name}} {{^name}}   sections: null, false and empty lists are "no"; a mapping or "true" is "yes"
//
// Rules beyond mustache: a name that the data does not have is a fault, not nothing; there are no partials, and the
// delimiters stay as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "yaml/node.h"

namespace landform::emit {

enum class Escape : std::uint8_t { markdown, html };

// Appends text that stands for itself in HTML, in attributes too.
void append_html_escaped(std::string& out, std::string_view text);

struct RenderFault {
  std::string what;  // "it uses the name `acount`, which its data does not have"
};

// A mapping at the end of a list, with room for so many values: lists are long.
inline yaml::Node& add_row(yaml::Node& list, std::size_t values) {
  yaml::Node& row = list.add(yaml::mapping());
  row.entries.reserve(values);
  return row;
}

base::Result<std::string, RenderFault> render(std::string_view source, const yaml::Node& data, Escape escape);

}  // namespace landform::emit
