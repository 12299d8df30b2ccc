// The networks as a picture: a column a region, a box a VPC with its account, addresses and tiers. An SVG without any
// script, whose colours are the page's.
#pragma once

#include <string>

#include "resolve/organization.h"

namespace landform::emit {

// Empty when there is nothing to show, or more than a picture can hold: then the table says it better.
std::string network_map_svg(const resolve::Organization& organization);

}  // namespace landform::emit
