// Where the subnets of one VPC lie. What the VPC has already never moves; what is new goes to free space, so that a
// further zone of each tier and a further tier find room as long as the VPC is large enough.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aws/cidr.h"

namespace landform::resolve {

// A subnet's place in its VPC: tier and zone slot.
struct SubnetSlot {
  std::string tier;
  std::uint32_t zone = 1;
  friend auto operator<=>(const SubnetSlot&, const SubnetSlot&) = default;
};

struct TierWish {
  std::string name;
  unsigned prefix_length = 24;       // 16 to 28
  std::vector<std::uint32_t> zones;  // slots; sorted, unique, not empty
};

struct SubnetRequest {
  std::vector<aws::Cidr> ranges;         // the VPC's, without overlaps
  std::vector<TierWish> tiers;           // by name, unique
  std::map<SubnetSlot, aws::Cidr> held;  // given before, each in one of `ranges`; of tiers and zones that went, too
};

struct SubnetPlan {
  std::map<SubnetSlot, aws::Cidr> subnets;  // `held`, and one for each zone of each tier
  // By how many bits new subnets are longer than wished, those at /28 apart: of tiers that had subnets already, and of
  // others.
  unsigned zones_shortened = 0;
  unsigned tiers_shortened = 0;
};

// Nothing when the tiers do not fit, not even with subnets of /28.
//
// A VPC without subnets: blocks of zones, one for each tier, the largest first; each with room for one zone more than
// there are (in powers of two), and a free block for one more of the smallest tier, where all that fits; else subnet by
// subnet. Where even that does not fit all new subnets become shorter by the same number of bits.
// Later: a new zone goes beside its tier's other subnets, a new tier to where no other tier keeps its room, and both to
// whatever is free where there is no such place.
std::optional<SubnetPlan> plan_subnets(const SubnetRequest& request);

// The longest prefix (16 to 28) of a VPC that holds the tiers as they are wished; nothing when not even a /16 does.
std::optional<unsigned> needed_prefix(const std::vector<TierWish>& tiers);
// The same with room for one more zone of each tier and one more tier; 16 when not even a /16 has it.
unsigned roomy_prefix(const std::vector<TierWish>& tiers);

}  // namespace landform::resolve
