// The version of landform, which CMake knows.
#pragma once

#include <string_view>

namespace landform::cli {

// Of the project in CMakeLists.txt.
inline constexpr std::string_view kVersion = LANDFORM_VERSION;

}  // namespace landform::cli
