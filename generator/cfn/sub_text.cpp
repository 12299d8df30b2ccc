#include "cfn/sub_text.h"

#include <algorithm>
#include <array>

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

constexpr auto kNameCharacters = [] {
  std::array<bool, 256> all{};
  for (std::size_t c = 0; c < all.size(); ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    all[c] = letter || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == ':';
  }
  return all;
}();

bool is_name_character(char c) {
  return kNameCharacters[static_cast<unsigned char>(c)];
}

// AWS: "variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons".
bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), is_name_character);
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

}  // namespace

// Where `${`, or inside loops `&{`, stands next; the end of the text when nowhere.
std::size_t SubReader::next_opening() const {
  for (std::size_t at = at_; at < text_.size(); ++at) {
    if (loops_ == Loops::none) at = std::min(text_.find('$', at), text_.size());
    if (at + 1 >= text_.size()) break;
    if (text_[at + 1] == '{' && (text_[at] == '$' || text_[at] == '&')) return at;
  }
  return text_.size();
}

bool SubReader::next(SubPiece& piece) {
  if (at_ == text_.size() || !fault_.empty()) return false;
  const std::size_t opening = next_opening();
  if (opening > at_) {
    piece = {false, false, text_.substr(at_, opening - at_), 0, 0};
    at_ = opening;
    return true;
  }
  const bool escaped = text_[at_] == '$' && at_ + 2 < text_.size() && text_[at_ + 2] == '!';
  if (!escaped) return variable(piece);
  piece = {false, false, text_.substr(at_, 2), 0, 0};
  at_ += 3;
  return true;
}

bool SubReader::variable(SubPiece& piece) {
  const bool alphanumeric = text_[at_] == '&';
  const std::size_t begin = at_ + 2;
  // Nearly always there is nothing but a name between the braces.
  std::size_t close = begin;
  while (close < text_.size() && is_name_character(text_[close])) ++close;
  if (close == begin || close == text_.size() || text_[close] != '}') {
    close = closing_brace(text_, begin);
    if (close == std::string_view::npos) {
      fault_ = base::cat("`", text_.substr(at_, 20), "` is never closed with `}`");
      return false;
    }
    const std::string_view name = text_.substr(begin, close - begin);
    const bool good = alphanumeric || (loops_ == Loops::around ? is_name_with_identifiers(name) : is_name(name));
    if (!good) {
      fault_ = base::cat("`", text_.substr(at_, close + 1 - at_),
                         "` names no variable: names have letters, digits, `_`, `.` and `:`");
      return false;
    }
  }
  piece = {true, alphanumeric, text_.substr(begin, close - begin), at_, close + 1 - at_};
  at_ = close + 1;
  return true;
}

void SubWriter::literal(std::string_view text) {
  if (text.empty()) return;
  std::size_t begin = 0;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    if (at == 0 ? !dollar_ : text[at - 1] != '$') continue;
    text_.append(text, begin, at + 1 - begin).append("!");
    begin = at + 1;
  }
  text_.append(text, begin);
  dollar_ = text.back() == '$';
}

void SubWriter::variable(std::string_view name) {
  text_.append("${").append(name).append("}");
  dollar_ = false;
}

void SubWriter::alphanumeric(std::string_view name) {
  text_.append("&{").append(name).append("}");
  dollar_ = false;
}

base::Span span_of(const yaml::Node& text, const SubPiece& variable) {
  const std::size_t quotes =
      text.style == yaml::Style::double_quoted || text.style == yaml::Style::single_quoted ? 1 : 0;
  const std::size_t length = text.span.end - text.span.begin;
  if (!text.span.known() || variable.size == 0 || length != text.text.size() + 2 * quotes) return text.span;
  base::Span out = text.span;
  out.begin += static_cast<std::uint32_t>(quotes + variable.begin);
  out.end = out.begin + static_cast<std::uint32_t>(variable.size);
  return out;
}

bool is_variable_name(std::string_view name) {
  return is_name(name) && std::any_of(name.begin(), name.end(), is_letter_or_digit);
}

std::string letters_and_digits(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_letter_or_digit);
  return out;
}

}  // namespace landform::cfn
