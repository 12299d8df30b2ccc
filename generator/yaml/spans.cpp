#include "yaml/spans.h"

#include "yaml/character.h"

namespace landform::yaml {
namespace {

std::size_t line_end(std::string_view source, std::size_t at) {
  const std::size_t end = source.find('\n', at);
  if (end == std::string_view::npos) return source.size();
  return end > at && source[end - 1] == '\r' ? end - 1 : end;
}

std::size_t tag_end(std::string_view source, std::size_t at) {
  if (source.substr(at).starts_with("!<")) {
    const std::size_t close = source.find('>', at);
    return close == std::string_view::npos ? source.size() : close + 1;
  }
  while (at < source.size() && !is_space(source[at]) && !is_flow_mark(source[at])) ++at;
  return at;
}

// Folding only ever changes white space, so the marks of value and source match one by one; the last one is the end.
std::size_t match_marks(std::string_view source, std::size_t at, std::string_view value) {
  if (source.substr(at, value.size()) == value) return at + value.size();
  std::size_t end = at;
  for (const char wanted : value) {
    if (is_space(wanted)) continue;
    while (at < source.size() && is_space(source[at])) ++at;
    if (at >= source.size() || source[at] != wanted) return end;
    end = ++at;
  }
  return end;
}

std::size_t block_scalar_end(std::string_view source, std::size_t at, std::string_view value) {
  const std::size_t header_end = line_end(source, at);
  const std::size_t end = match_marks(source, header_end, value);
  if (end == header_end) {
    const std::size_t header = source.find_first_of(" \t\r\n", at);
    return header == std::string_view::npos ? source.size() : header;
  }
  return line_end(source, end);
}

}  // namespace

std::size_t skip_to_token(std::string_view source, std::size_t at) {
  while (at < source.size()) {
    const char c = source[at];
    if (is_space(c)) {
      ++at;
    } else if (c == '#') {
      at = line_end(source, at);
    } else {
      break;
    }
  }
  return at;
}

Properties skip_properties(std::string_view source, std::size_t at) {
  Properties found{at, at, at, at};
  while (at < source.size() && (source[at] == '!' || source[at] == '&')) {
    if (source[at] == '!') {
      found.tag_begin = at;
      found.tag_end = at = tag_end(source, at);
    } else {
      at = name_end(source, at);
    }
    found.end = at;
    at = skip_to_token(source, at);
  }
  found.value = at;
  return found;
}

std::size_t quoted_end(std::string_view source, std::size_t at) {
  const char quote = source[at++];
  while (at < source.size()) {
    const char c = source[at];
    if (c == '\\' && quote == '"') {
      at += 2;
    } else if (c == quote) {
      if (quote == '\'' && at + 1 < source.size() && source[at + 1] == '\'') {
        at += 2;
      } else {
        return at + 1;
      }
    } else {
      ++at;
    }
  }
  return std::string_view::npos;
}

std::size_t name_end(std::string_view source, std::size_t at) {
  ++at;
  while (at < source.size() && !is_space(source[at]) && !is_flow_mark(source[at])) ++at;
  return at;
}

ScalarEnd scalar_end(std::string_view source, std::size_t at, std::string_view value) {
  if (at >= source.size()) return {at, Style::plain};
  switch (source[at]) {
    case '"':
    case '\'': {
      const std::size_t end = quoted_end(source, at);
      return {end == std::string_view::npos ? source.size() : end,
              source[at] == '"' ? Style::double_quoted : Style::single_quoted};
    }
    case '|':
      return {block_scalar_end(source, at, value), Style::literal};
    case '>':
      return {block_scalar_end(source, at, value), Style::folded};
    default:
      return {match_marks(source, at, value), Style::plain};
  }
}

}  // namespace landform::yaml
