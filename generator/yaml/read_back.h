// The last look before YAML is written to disk: would a YAML reader, of version 1.1 or 1.2, see exactly this node in
// this text? Walks text and node side by side, shares no code with the writer, allocates next to nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "yaml/node.h"

namespace landform::yaml {

// Offset in `written` of the first place that says something else, or that is outside of the strict form that
// write_yaml has (two blanks a level, no comments, no anchors); nothing when all is the same.
std::optional<std::size_t> first_difference(std::string_view written, const Node& node);

inline bool reads_back(std::string_view written, const Node& node) {
  return !first_difference(written, node);
}
// The same for what write_entry wrote. That no other entry of its mapping has the key is for the caller to see to.
bool reads_back(std::string_view written, const Entry& entry, std::size_t column);

}  // namespace landform::yaml
