// The network as a picture: address pools with what lies in them, each region with its transit gateway and segments,
// each VPC with its tiers and zones. An SVG without any script; light or dark as its reader has it.
#pragma once

#include <optional>
#include <string>

#include "emit/output_file.h"
#include "resolve/organization.h"

namespace landform::emit {

// False when there is nothing to show, or more than a picture can hold: then a table says it better.
bool has_network_map(const resolve::Organization& organization);
// Empty without a map.
std::string network_map_svg(const resolve::Organization& organization);

// docs/network-map.svg with what network_map_svg drew; nothing where the map is empty.
std::optional<OutputFile> emit_network_map(std::string map);

}  // namespace landform::emit
