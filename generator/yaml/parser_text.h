// The source as yaml-cpp 0.7 can take it. What it refuses although it is YAML is written over, byte for byte, so that
// its marks stay the offsets of the source; the tree builder puts back what was hidden:
//   "\ud83d\ude00"   pairs of \u escapes, which JSON has        -> two escaped U+0001
//   - !Sub |           a tag before a block of text, where a key   -> `|` in its place; yaml-cpp takes the tag for the
//                      could stand                                    start of a key, wants the text indented deeper
//   - !Sub a           the same before a plain text of several      -> blanks
//     b                lines
#pragma once

#include <string>
#include <string_view>

#include "yaml/tree_builder.h"

namespace landform::yaml {

// `input.text` itself where nothing is to be hidden, else `copy`.
std::string_view parser_text(const ReaderInput& input, std::string& copy);

}  // namespace landform::yaml
