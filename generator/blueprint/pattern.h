// Matching by pattern, for the texts of the language. The patterns stand in the JSON Schema too, so that editors and
// landform agree by construction.
#pragma once

#include <string_view>

namespace landform::blueprint {

// Whether `pattern` matches the whole of `text`, byte by byte. Patterns are ours, not a customer's, and are written in
// a subset of ECMA-262: ^ and $ at the ends (required), literals, escapes (\d and \ before punctuation), classes
// [a-z0-9_-] and [^...] of ASCII, groups ( | ), and the greedy quantifiers * + ? {n} {n,m}. Time is bounded: a text
// that needs more than a fixed number of steps does not match.
bool matches(std::string_view pattern, std::string_view text);

}  // namespace landform::blueprint
