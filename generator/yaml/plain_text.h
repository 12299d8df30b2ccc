// Which texts may stand without quotes in YAML: those that no reader, YAML 1.1 or 1.2, takes for anything but text.
// On the writers' hot path: one pass over a table of byte classes.
#pragma once

#include <cstdint>
#include <string_view>

namespace landform::yaml {

enum class Context : std::uint8_t { block, flow };

// Conservative: a text that only might be taken for something else is not safe. Source of the rules: YAML 1.2.2
// sections 5.3, 7.3.3, 10.3; YAML 1.1 types bool, float, int, merge, null, timestamp, value.
bool plain_is_safe(std::string_view text, Context context);

}  // namespace landform::yaml
