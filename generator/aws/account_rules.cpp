#include "aws/account_rules.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/text.h"

namespace landform::aws {

using base::cat;

namespace {

bool is_printable(char c) {
  return c >= 0x20 && c <= 0x7E;
}

// Characters as people count them: bytes that do not continue a UTF-8 sequence.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<NameFault> size_fault(std::string_view text, std::size_t minimum, std::size_t maximum) {
  const std::size_t size = characters(text);
  if (size == 0 && minimum > 0) return NameFault{"is empty"};
  if (size < minimum)
    return NameFault{cat("has ", base::count_of(size, "character"), "; AWS wants at least ", minimum)};
  if (size > maximum) return NameFault{cat("has ", size, " characters; AWS takes at most ", maximum)};
  return std::nullopt;
}

std::optional<NameFault> printable_fault(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_printable)) {
    return NameFault{"holds a character that is not printable ASCII; AWS takes the characters from space to ~"};
  }
  if (text.front() == ' ' || text.back() == ' ') return NameFault{"begins or ends with a space"};
  return std::nullopt;
}

std::optional<NameFault> local_part_fault(std::string_view local) {
  constexpr std::string_view kRefused = " \t\"'()<>[]:;,\\|%&";
  if (local.empty()) return NameFault{"has nothing before its @"};
  if (local.starts_with('.')) return NameFault{"begins with a dot"};
  const std::size_t bad = local.find_first_of(kRefused);
  if (bad == std::string_view::npos) return std::nullopt;
  const bool blank = local[bad] == ' ' || local[bad] == '\t';
  return NameFault{cat("holds ", blank ? std::string("white space") : cat('`', local[bad], '`'),
                       " before its @, which AWS does not take there")};
}

std::optional<NameFault> domain_fault(std::string_view domain) {
  const auto allowed = [](char c) { return base::is_letter(c) || base::is_digit(c) || c == '.' || c == '-'; };
  if (domain.empty()) return NameFault{"has nothing behind its @"};
  if (!std::all_of(domain.begin(), domain.end(), allowed)) {
    return NameFault{"has a domain with other characters than letters, digits, dots and hyphens"};
  }
  if (domain.find('.') == std::string_view::npos) return NameFault{"has a domain without a dot"};
  const auto edge = [](char c) { return c == '.' || c == '-'; };
  if (edge(domain.front()) || edge(domain.back()))
    return NameFault{"has a domain that begins or ends with a dot or hyphen"};
  return std::nullopt;
}

}  // namespace

std::optional<NameFault> account_name_fault(std::string_view text) {
  if (auto fault = size_fault(text, 1, kAccountNameSize)) return fault;
  return printable_fault(text);
}

std::optional<NameFault> account_email_fault(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return NameFault{"holds a character that is not ASCII"};
  }
  if (auto fault = size_fault(text, 6, kAccountEmailSize)) return fault;
  const auto signs = std::count(text.begin(), text.end(), '@');
  if (signs != 1) return NameFault{signs == 0 ? std::string("has no @") : cat("has ", signs, " @; an address has one")};
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
    return NameFault{"holds a control character"};
  }
  const std::size_t at = text.find('@');
  if (auto fault = local_part_fault(text.substr(0, at))) return fault;
  return domain_fault(text.substr(at + 1));
}

std::string email_key(std::string_view email) {
  return base::to_lower(email);
}

std::optional<NameFault> unit_name_fault(std::string_view text) {
  if (auto fault = size_fault(text, 1, kUnitNameSize)) return fault;
  if (auto fault = printable_fault(text)) return fault;
  if (text.find('/') != std::string_view::npos) return NameFault{"holds a slash, which separates the units of a path"};
  return std::nullopt;
}

std::optional<NameFault> role_name_fault(std::string_view text) {
  constexpr std::string_view kMarks = "_+=,.@-";
  if (auto fault = size_fault(text, 1, kRoleNameSize)) return fault;
  const auto allowed = [&](char c) {
    return base::is_letter(c) || base::is_digit(c) || kMarks.find(c) != std::string_view::npos;
  };
  if (!std::all_of(text.begin(), text.end(), allowed)) {
    return NameFault{"holds other characters than letters, digits and _+=,.@-"};
  }
  return std::nullopt;
}

std::optional<NameFault> organization_id_fault(std::string_view text) {
  if (is_organization_id(text)) return std::nullopt;
  return NameFault{"is no organization's id; those are `o-` and 10 to 32 lower-case letters and digits"};
}

std::optional<NameFault> root_id_fault(std::string_view text) {
  if (is_root_id(text)) return std::nullopt;
  return NameFault{"is no root's id; those are `r-` and 4 to 32 lower-case letters and digits"};
}

std::optional<NameFault> unit_id_fault(std::string_view text) {
  if (is_unit_id(text)) return std::nullopt;
  if (is_root_id(text)) return NameFault{"is a root's id; a unit's begins with `ou-`"};
  return NameFault{"is no unit's id; those are `ou-`, the root's 4 to 32 letters and digits, `-` and 8 to 32 more"};
}

std::string root_of_unit_id(std::string_view unit_id) {
  if (!is_unit_id(unit_id)) return {};
  const std::string_view rest = unit_id.substr(3);
  return cat("r-", rest.substr(0, rest.find('-')));
}

namespace {

// AWS's class is [\p{L}\p{Z}\p{N}_.:/=+\-@]. Letters, digits and spaces of other scripts are not told apart from other
// characters beyond ASCII here: no table of Unicode categories is carried for them.
std::optional<NameFault> tag_text_fault(std::string_view text) {
  constexpr std::string_view kMarks = " _.:/=+-@";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80 || base::is_letter(c) || base::is_digit(c)) continue;
    if (kMarks.find(c) != std::string_view::npos) continue;
    if (!is_printable(c)) return NameFault{"holds a control character"};
    return NameFault{cat("holds `", c, "`; tags take letters, digits, spaces and _ . : / = + - @")};
  }
  return std::nullopt;
}

bool is_reserved(std::string_view text) {
  return base::to_lower(text.substr(0, 4)) == "aws:";
}

}  // namespace

std::optional<NameFault> tag_key_fault(std::string_view text) {
  if (auto fault = size_fault(text, 1, 128)) return fault;
  if (is_reserved(text)) return NameFault{"begins with `aws:`, which AWS keeps for itself"};
  return tag_text_fault(text);
}

std::optional<NameFault> tag_value_fault(std::string_view text) {
  if (auto fault = size_fault(text, 0, 256)) return fault;
  if (is_reserved(text)) return NameFault{"begins with `aws:`, which AWS keeps for itself"};
  return tag_text_fault(text);
}

}  // namespace landform::aws
