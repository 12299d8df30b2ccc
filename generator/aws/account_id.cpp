#include "aws/account_id.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace landform::aws {
namespace {

constexpr std::size_t kAccountIdDigits = 12;

constexpr bool is_lower_or_digit(char c) {
  return base::is_digit(c) || (c >= 'a' && c <= 'z');
}
constexpr bool is_word(char c) {
  return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '_';
}

template <class Accepts>
bool is_run(std::string_view text, std::size_t least, std::size_t most, Accepts accepts) {
  return text.size() >= least && text.size() <= most && std::ranges::all_of(text, accepts);
}

}  // namespace

base::Result<AccountId, NameFault> parse_account_id(std::string_view text) {
  if (is_account_id(text)) return AccountId(std::string(text));
  if (text.empty()) return NameFault{"is empty; AWS account ids have 12 digits"};
  if (std::ranges::all_of(text, base::is_digit)) {
    return NameFault{base::cat("has ", base::count_of(text.size(), "digit"), "; AWS account ids have 12")};
  }
  if (std::ranges::all_of(text, [](char c) { return base::is_digit(c) || c == '-' || c == ' '; })) {
    return NameFault{"is written in groups; AWS account ids are 12 digits without separators"};
  }
  return NameFault{"holds other characters than digits; AWS account ids are 12 digits"};
}

bool is_account_id(std::string_view text) {
  return is_run(text, kAccountIdDigits, kAccountIdDigits, base::is_digit);
}

bool is_organization_id(std::string_view text) {
  return text.starts_with("o-") && is_run(text.substr(2), 10, 32, is_lower_or_digit);
}

bool is_root_id(std::string_view text) {
  return text.starts_with("r-") && is_run(text.substr(2), 4, 32, is_lower_or_digit);
}

bool is_unit_id(std::string_view text) {
  if (!text.starts_with("ou-")) return false;
  const std::string_view rest = text.substr(3);
  const std::size_t dash = rest.find('-');
  return dash != std::string_view::npos && is_run(rest.substr(0, dash), 4, 32, is_lower_or_digit) &&
         is_run(rest.substr(dash + 1), 8, 32, is_lower_or_digit);
}

bool is_policy_id(std::string_view text) {
  return text.starts_with("p-") && is_run(text.substr(2), 8, 128, is_word);
}

}  // namespace landform::aws
