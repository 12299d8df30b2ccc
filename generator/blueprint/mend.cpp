#include "blueprint/mend.h"

#include <vector>

#include "aws/cidr.h"
#include "aws/region.h"
#include "base/suggest.h"
#include "base/text.h"

namespace landform::blueprint {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (const std::string_view word : base::split(text, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

}  // namespace

std::string mend_name(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : base::to_lower(text)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '{' || c == '}';
    const bool inside_braces = c == '_' && out.rfind('{') != std::string::npos && out.rfind('}') == std::string::npos;
    if (!kept && !inside_braces) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += '-';
    gap = false;
    out += c;
  }
  return out;
}

std::string mend_blanks(std::string_view text) {
  const std::string on_one_line = base::replace_all(base::replace_all(text, "\n", " "), "\t", " ");
  std::string out;
  for (const std::string_view word : words_of(on_one_line)) out += base::cat(out.empty() ? "" : " ", word);
  return out;
}

std::string mend_phone(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    const bool sign = c == '+' || c == ' ' || c == '-' || c == '(' || c == ')';
    if (!digit && !sign && c != '.' && c != '/') return {};
    out += digit || sign ? c : '-';
  }
  if (out.starts_with("00")) out.replace(0, 2, "+");
  return out;
}

std::string mend_country(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string mend_region(std::string_view text) {
  const std::string name = base::replace_all(base::to_lower(text), "_", "-");
  std::vector<std::string_view> names;
  for (const aws::Region& region : aws::all_regions()) {
    if (base::to_lower(region.place) == name || region.name == name) return std::string(region.name);
    names.push_back(region.name);
  }
  const auto near = base::near_names(name, names);
  return near.empty() ? std::string() : std::string(near.front());
}

std::string mend_range(std::string_view text) {
  const auto range = aws::parse_cidr(text);
  return !range.ok() && range.error().canonical ? aws::to_text(*range.error().canonical) : std::string();
}

std::string mend_schedule(std::string_view text) {
  if (text.starts_with("cron(") && text.ends_with(")")) text = text.substr(5, text.size() - 6);
  std::vector<std::string_view> fields = words_of(text);
  // Unix cron has no years, and counts weekdays from another day: a weekday is not guessed.
  if (fields.size() == 5) fields.emplace_back("*");
  if (fields.size() != 6) return {};
  if (fields[4] == "*") {
    fields[4] = fields[2] == "?" ? "*" : "?";
  } else if (fields[2] == "*") {
    return {};
  }
  if (fields[2] == "?" && fields[4] == "?") fields[2] = "*";
  return base::cat("cron(", fields[0], " ", fields[1], " ", fields[2], " ", fields[3], " ", fields[4], " ", fields[5],
                   ")");
}

}  // namespace landform::blueprint
