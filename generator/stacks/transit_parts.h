// What the transit gateways hold and which of them are connected, from the segments of the VPCs alone.
#pragma once

#include <map>
#include <set>
#include <string>

#include "resolve/network.h"

namespace landform::stacks {

// The segments that have attached VPCs in a region, by name, and the VPC that they all go out through.
struct TransitRegion {
  std::set<std::string> segments;
  std::set<aws::RegionName> connected;  // regions that some segment here reaches, or is reached from
  const resolve::Vpc* way_out = nullptr;
};
using TransitRegions = std::map<aws::RegionName, TransitRegion>;

TransitRegions transit_regions(const resolve::Network& network);

// Whether VPCs of one segment have routes to those of another one in other regions. The VPCs that others go out through
// are of their own region alone.
bool reaches_afar(const resolve::Network& network, const std::string& from, const std::string& to);
// Whether a VPC of another region has a route to it.
bool is_reached_from_afar(const resolve::Network& network, const TransitRegions& regions, const resolve::Vpc& vpc);

// "Production" for `production`: the key of a segment's route table.
std::string segment_key(const std::string& segment);

}  // namespace landform::stacks
