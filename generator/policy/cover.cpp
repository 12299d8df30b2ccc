#include "policy/cover.h"

#include <algorithm>
#include <string>

#include "aws/arn.h"
#include "base/ascii.h"
#include "base/star_match.h"
#include "base/text.h"

namespace landform::policy {
namespace {

// Where a variable or an unknown part begins; the text's end when there is none.
std::size_t open_part(std::string_view text) {
  return std::min({text.find("${"), text.find("{{"), text.size()});
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

// A star of `narrow` is taken by a star of `wide` only, so that whatever it stands for is.
bool glob_covers(std::string_view wide, std::string_view narrow) {
  const auto is_star = [&](std::size_t w) { return wide[w] == '*'; };
  const auto fits = [&](std::size_t w, std::size_t n) -> std::size_t {
    return narrow[n] != '*' && (wide[w] == narrow[n] || wide[w] == '?') ? 1 : 0;
  };
  return base::match_with_stars(wide.size(), narrow.size(), is_star, fits, [](std::size_t n) { return n + 1; });
}

bool covers(std::string_view wide, std::string_view narrow) {
  if (wide == narrow || wide == "*") return true;
  if (open_part(wide) != wide.size()) return false;
  const std::size_t known = open_part(narrow);
  const bool ascii = std::all_of(narrow.begin(), narrow.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  if (known == narrow.size() && (ascii || wide.find('?') == std::string_view::npos)) return glob_covers(wide, narrow);
  // Of what is not known only a star at the end is sure.
  if (!wide.ends_with('*')) return false;
  const std::string_view begin = wide.substr(0, wide.size() - 1);
  return !has_wildcard(begin) && begin.size() <= known && narrow.starts_with(begin);
}

}  // namespace

bool action_covers(std::string_view wide, std::string_view narrow) {
  // Most pairs have nothing in common, and are told apart without texts in lower case.
  const auto lower = [](char c) { return base::is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto same = [&](char a, char b) { return lower(a) == lower(b); };
  if (!has_wildcard(wide)) return std::equal(wide.begin(), wide.end(), narrow.begin(), narrow.end(), same);
  const bool begins_wild = wide.front() == '*' || wide.front() == '?';
  if (!begins_wild && (narrow.empty() || !same(wide.front(), narrow.front()))) return false;
  return covers(base::to_lower(wide), base::to_lower(narrow));
}

bool resource_covers(std::string_view wide, std::string_view narrow) {
  if (wide == narrow || wide == "*") return true;
  // A variable's name holds colons: such texts have no parts that could be compared one by one.
  if (open_part(wide) != wide.size()) return false;
  if (open_part(narrow) != narrow.size()) return covers(wide, narrow);
  const auto a = aws::split_arn(wide);
  const auto b = aws::split_arn(narrow);
  if (!a || !b) return false;
  return covers(a->partition, b->partition) && covers(a->service, b->service) && covers(a->region, b->region) &&
         covers(a->account, b->account) && covers(a->resource, b->resource);
}

}  // namespace landform::policy
