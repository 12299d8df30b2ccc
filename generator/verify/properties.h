// What an intrinsic function can give, for properties that one fills.
#pragma once

#include <cstdint>
#include <string_view>

#include "verify/index.h"

namespace landform::verify {

enum class Gives : std::uint8_t { anything, text, list };
Gives what_gives(const Index& index, const Intrinsic& call);

}  // namespace landform::verify
