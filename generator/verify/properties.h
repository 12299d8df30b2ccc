// What an intrinsic function can give, for properties that one fills.
#pragma once

#include <cstdint>
#include <string_view>

#include "verify/index.h"

namespace landform::verify {

// Of a parameter.
bool is_list_type(std::string_view type);

enum class Gives : std::uint8_t { anything, text, list };
Gives what_gives(const Index& index, const Intrinsic& call);
// Whether that is a list: asked of most functions, which are references to resources and need no look-up for it.
bool gives_list(const Index& index, const Intrinsic& call);

}  // namespace landform::verify
