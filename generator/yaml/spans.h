// Where a value that yaml-cpp announced at an offset ends in the source: yaml-cpp gives no ends and does not say how a
// scalar was quoted. Every function reads forward from its offset and never past the end of the text.
#pragma once

#include <cstddef>
#include <string_view>

#include "yaml/node.h"

namespace landform::yaml {

// Offset of the first byte that is neither blank, line break nor comment. `at` is between two tokens, where yaml-cpp
// takes every `#` for a comment, with a blank before it or without.
std::size_t skip_to_token(std::string_view source, std::size_t at);

// Tags (`!Sub`) and anchors (`&name`) before a value.
struct Properties {
  std::size_t value = 0;      // offset of the value behind them
  std::size_t tag_begin = 0;  // tag_begin == tag_end: no tag
  std::size_t tag_end = 0;
  std::size_t end = 0;  // end of the last property; `at` when there is none
};
Properties skip_properties(std::string_view source, std::size_t at);

struct ScalarEnd {
  std::size_t end = 0;
  Style style = Style::plain;
};
// The end of a scalar that starts at `at`; quotes belong to it. `value` is what the reader made of it, by which the end
// of plain and block scalars is found.
ScalarEnd scalar_end(std::string_view source, std::size_t at, std::string_view value);

// `at` is on the opening quote. The offset behind the closing quote, or npos when there is none.
std::size_t quoted_end(std::string_view source, std::size_t at);
// The end of a name after `*` or `&` at `at`.
std::size_t name_end(std::string_view source, std::size_t at);

}  // namespace landform::yaml
