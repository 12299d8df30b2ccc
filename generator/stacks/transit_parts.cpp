#include "stacks/transit_parts.h"

#include <algorithm>

#include "aws/logical_id.h"

namespace landform::stacks {

bool reaches_afar(const resolve::Network& network, const std::string& from, const std::string& to) {
  if (!network.transit.across_regions || from == resolve::kEgressSegment || to == resolve::kEgressSegment) return false;
  const resolve::Segment* segment = network.transit.segment(from);
  return segment != nullptr && std::binary_search(segment->reaches.begin(), segment->reaches.end(), to);
}

namespace {

bool any_reaches(const resolve::Network& network, const TransitRegion& one, const TransitRegion& other) {
  return std::any_of(one.segments.begin(), one.segments.end(), [&](const std::string& from) {
    return std::any_of(other.segments.begin(), other.segments.end(),
                       [&](const std::string& to) { return reaches_afar(network, from, to); });
  });
}

}  // namespace

TransitRegions transit_regions(const resolve::Network& network) {
  TransitRegions regions;
  for (const resolve::Vpc& vpc : network.vpcs) {
    if (!vpc.attached) continue;
    TransitRegion& region = regions[vpc.region];
    region.segments.insert(vpc.segment.value);
    if (vpc.egress) region.way_out = &vpc;
  }
  for (auto& [name, region] : regions) {
    for (const auto& [other_name, other] : regions) {
      if (name != other_name && any_reaches(network, region, other)) region.connected.insert(other_name);
    }
  }
  return regions;
}

bool is_reached_from_afar(const resolve::Network& network, const TransitRegions& regions, const resolve::Vpc& vpc) {
  const auto& connected = regions.at(vpc.region).connected;
  return std::any_of(connected.begin(), connected.end(), [&](const aws::RegionName& other) {
    const auto& segments = regions.at(other).segments;
    return std::any_of(segments.begin(), segments.end(),
                       [&](const std::string& segment) { return reaches_afar(network, segment, vpc.segment.value); });
  });
}

std::string segment_key(const std::string& segment) {
  return aws::logical_id(segment).str();
}

}  // namespace landform::stacks
