#include "cfn/sub_text.h"

#include <algorithm>

#include "base/text.h"

namespace landform::cfn {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Position of the brace that closes the variable opened before `begin`; identifiers may stand inside the name.
std::size_t closing_brace(std::string_view text, std::size_t begin) {
  std::size_t depth = 1;
  for (std::size_t at = begin; at < text.size(); ++at) {
    const bool opens = (text[at] == '$' || text[at] == '&') && at + 1 < text.size() && text[at + 1] == '{';
    if (opens) {
      ++depth;
      ++at;
    } else if (text[at] == '}' && --depth == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

// AWS: "variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons".
bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return is_letter_or_digit(c) || c == '_' || c == '.' || c == ':'; });
}

bool is_name_with_identifiers(std::string_view name) {
  std::string plain;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool opens = (name[at] == '$' || name[at] == '&') && at + 1 < name.size() && name[at + 1] == '{';
    if (!opens) {
      plain += name[at];
      continue;
    }
    const std::size_t close = name.find('}', at);
    if (close == std::string_view::npos || !is_name(name.substr(at + 2, close - at - 2))) return false;
    plain += 'x';
    at = close;
  }
  return is_name(plain);
}

std::string escaped(std::string_view literal) {
  std::string out;
  for (std::size_t at = 0; at < literal.size(); ++at) {
    out += literal[at];
    if (literal[at] == '$' && at + 1 < literal.size() && literal[at + 1] == '{') {
      out += "{!";
      ++at;
    }
  }
  return out;
}

}  // namespace

void SubText::literal(std::string_view text) {
  if (text.empty()) return;
  if (parts.empty() || parts.back().variable) parts.push_back({});
  parts.back().text += text;
}

void SubText::variable(std::string name) {
  parts.push_back({true, false, std::move(name), 0, 0});
}

SubText parse_sub(std::string_view text, Loops loops) {
  SubText out;
  out.parts.reserve(4);
  std::size_t at = 0;
  while (at < text.size()) {
    const bool opens =
        at + 1 < text.size() && text[at + 1] == '{' && (text[at] == '$' || (text[at] == '&' && loops == Loops::around));
    if (!opens) {
      const std::size_t next = text.find_first_of("$&", at + 1);
      out.literal(text.substr(at, next == std::string_view::npos ? next : next - at));
      at = std::min(next, text.size());
      continue;
    }
    if (text[at] == '$' && at + 2 < text.size() && text[at + 2] == '!') {
      out.literal("${");
      at += 3;
      continue;
    }
    const std::size_t close = closing_brace(text, at + 2);
    if (close == std::string_view::npos) {
      out.fault = base::cat("`", text.substr(at, 20), "` is never closed with `}`");
      return out;
    }
    const std::string_view name = text.substr(at + 2, close - at - 2);
    const bool good = loops == Loops::around ? is_name_with_identifiers(name) : is_name(name);
    if (text[at] == '$' && !good) {
      out.fault = base::cat("`", text.substr(at, close + 1 - at),
                            "` names no variable: names have letters, digits, `_`, `.` and `:`");
      return out;
    }
    out.parts.push_back({true, text[at] == '&', std::string(name), at, close + 1 - at});
    at = close + 1;
  }
  return out;
}

std::string write_sub(const SubText& sub) {
  std::string out;
  for (const SubPart& part : sub.parts) {
    if (!part.variable) {
      out += escaped(part.text);
    } else {
      out += base::cat(part.alphanumeric ? "&{" : "${", part.text, "}");
    }
  }
  return out;
}

base::Span span_of(const yaml::Node& text, const SubPart& variable) {
  const std::size_t quotes =
      text.style == yaml::Style::double_quoted || text.style == yaml::Style::single_quoted ? 1 : 0;
  const std::size_t length = text.span.end - text.span.begin;
  if (!text.span.known() || variable.size == 0 || length != text.text.size() + 2 * quotes) return text.span;
  base::Span out = text.span;
  out.begin += static_cast<std::uint32_t>(quotes + variable.begin);
  out.end = out.begin + static_cast<std::uint32_t>(variable.size);
  return out;
}

std::string letters_and_digits(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_letter_or_digit);
  return out;
}

}  // namespace landform::cfn
