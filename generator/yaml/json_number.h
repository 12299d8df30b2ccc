// Numbers as YAML writes them, in the form that JSON has.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace landform::yaml {

// True for -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?
bool is_json_number(std::string_view text);

// The same value in JSON's form (`.5` 0.5, `+1` 1, `0x1F` 31, `0o17` 15, `1.` 1.0); nothing where JSON has no form:
// infinities, beyond 64 bits in base 8 or 16, what is no number.
std::optional<std::string> to_json_number(std::string_view text);

}  // namespace landform::yaml
