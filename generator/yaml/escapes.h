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

// The text with each pair `\ud83d\ude00` written as two escaped U+0001: as many bytes, and legal.
std::string hide_pairs(std::string_view text, const std::vector<std::size_t>& pairs);
// Puts the characters back into the value that was read from the double-quoted `source` (the original text).
std::string restore_pairs(std::string_view source, std::string_view value);

}  // namespace landform::yaml
