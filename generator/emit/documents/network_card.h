// One VPC of the network map: whose it is, its ranges, a line a tier with a cell a zone, and what leads out of it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emit/documents/svg.h"
#include "resolve/network.h"

namespace landform::emit {

inline constexpr std::size_t kCardWidth = 272;

// By the name of a VPC: those that it is peered with, by name.
using PeersOfVpcs = std::map<std::string_view, std::vector<std::string_view>>;
PeersOfVpcs peers_of_vpcs(const resolve::Network& network);

std::size_t card_height(const resolve::Vpc& vpc, const PeersOfVpcs& peers);
void draw_card(const resolve::Vpc& vpc, const PeersOfVpcs& peers, std::size_t x, std::size_t y, std::size_t height,
               SvgPen& pen);

}  // namespace landform::emit
