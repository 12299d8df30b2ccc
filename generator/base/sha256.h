// SHA-256, for the manifest and for telling whether a file is still as it was written.
#pragma once

#include <string>
#include <string_view>

namespace landform::base {

// 64 lower-case hexadecimal digits. Source: FIPS 180-4, 6.2.
std::string sha256_hex(std::string_view bytes);
// The same without instructions that only some processors have; what sha256_hex is held against.
std::string sha256_hex_portably(std::string_view bytes);

}  // namespace landform::base
