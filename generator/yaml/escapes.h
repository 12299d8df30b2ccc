// Escape sequences in double quotes: which there are, and the pairs of \u escapes by which JSON writes characters
// beyond U+FFFF. yaml-cpp refuses such pairs, so they are hidden from it and put back into its values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "yaml/tree_builder.h"

namespace landform::yaml {

// Checks the double-quoted text at [begin, end), quotes included. Reports unknown and cut escapes and those that name
// no character; false then. Appends the offsets of surrogate pairs to `pairs`.
bool check_escapes(const ReaderInput& input, std::size_t begin, std::size_t end, std::vector<std::size_t>& pairs,
                   base::Diagnostics& diagnostics);

// Writes the pair at `at` of `text` as two escaped U+0001: as many bytes, and legal.
void hide_pair(std::string& text, std::size_t at);
// Puts the characters back into the value that was read from the double-quoted `source` (the original text).
std::string restore_pairs(std::string_view source, std::string_view value);

}  // namespace landform::yaml
