// The few classes of characters by which whoever reads a text of YAML by itself finds where words end.
#pragma once

namespace landform::yaml {

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
constexpr bool is_break(char c) {
  return c == '\n' || c == '\r';
}
constexpr bool is_space(char c) {
  return is_blank(c) || is_break(c);
}
// Ends a plain text, a tag or a name inside brackets.
constexpr bool is_flow_mark(char c) {
  return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

}  // namespace landform::yaml
