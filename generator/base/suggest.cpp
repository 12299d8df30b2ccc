#include "base/suggest.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace landform::base {
namespace {

constexpr std::size_t kMaxNames = 4;
constexpr std::size_t kMaxDistance = 2;
// Rows of the table stand on the stack; what is longer than this is no misspelt name.
constexpr std::size_t kMaxLength = 128;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t allowed_distance(std::string_view word) {
  return std::min(kMaxDistance, word.size() / 3);
}

template <class Text>
std::vector<std::string_view> nearest(std::string_view word, std::span<const Text> candidates) {
  const std::size_t allowed = allowed_distance(word);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate, allowed);
    if (distance <= allowed) near.emplace_back(distance, candidate);
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < std::min(near.size(), kMaxNames); ++i) names.push_back(near[i].second);
  return names;
}

}  // namespace

std::size_t edit_distance(std::string_view one, std::string_view other, std::size_t limit) {
  if (one.size() > other.size()) std::swap(one, other);
  if (other.size() - one.size() > limit || other.size() > kMaxLength) return limit + 1;
  // Row i holds the distances of the first i letters of `one` to each beginning of `other`. (Optimal string alignment:
  // no letter is edited twice.)
  std::array<std::array<std::size_t, kMaxLength + 1>, 3> rows;
  for (std::size_t j = 0; j <= other.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= one.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const bool same = lower(one[i - 1]) == lower(other[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0U : 1U)});
      const bool swapped =
          i > 1 && j > 1 && lower(one[i - 1]) == lower(other[j - 2]) && lower(one[i - 2]) == lower(other[j - 1]);
      if (swapped) row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
      least = std::min(least, row[j]);
    }
    // A swap reaches two rows back, so a row over the limit decides only together with the one above it.
    const auto least_above =
        *std::min_element(above.begin(), above.begin() + static_cast<std::ptrdiff_t>(other.size()) + 1);
    if (least > limit && least_above > limit) return limit + 1;
  }
  return std::min(rows[one.size() % 3][other.size()], limit + 1);
}

std::vector<std::string_view> near_names(std::string_view word, std::span<const std::string_view> candidates) {
  return nearest(word, candidates);
}

std::vector<std::string_view> near_names(std::string_view word, std::span<const std::string> candidates) {
  return nearest(word, candidates);
}

std::string did_you_mean(std::span<const std::string_view> names) {
  if (names.empty()) return {};
  std::string out = "did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += cat("`", names[i], "`");
  }
  return out + "?";
}

}  // namespace landform::base
