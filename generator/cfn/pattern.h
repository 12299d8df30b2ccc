// Regular expressions of AllowedPattern, matched in linear time: no backtracking, so no pattern can hang a build.
// AWS takes Java's; what goes beyond character classes, groups, alternatives and repetition is left undecided.
#pragma once

#include <optional>
#include <string_view>

namespace landform::cfn {

// Whether the whole text matches; nothing when the pattern uses what this matcher does not know (look-around,
// back references, possessive repetition, Unicode classes) or is too large.
std::optional<bool> matches_whole(std::string_view pattern, std::string_view text);

}  // namespace landform::cfn
