// "did you mean": which of the known names was meant.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace landform::base {

// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other, ASCII case ignored.
// Counts no further than `limit` + 1.
std::size_t edit_distance(std::string_view one, std::string_view other, std::size_t limit);

// At most four of the candidates, nearest first, ties by name, each once. Near is a distance of at most two, and of at
// most a third of the word's length: one letter of a word of three to five letters, and only its case below that.
std::vector<std::string_view> near_names(std::string_view word, std::span<const std::string_view> candidates);
std::vector<std::string_view> near_names(std::string_view word, std::span<const std::string> candidates);

// "did you mean `a`?", "did you mean `a` or `b`?", "did you mean `a`, `b` or `c`?"; empty for no name.
std::string did_you_mean(std::span<const std::string_view> names);

}  // namespace landform::base
