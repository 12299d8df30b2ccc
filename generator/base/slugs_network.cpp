#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"network/dhcp", Severity::error, "more servers than DHCP options take"},
    {"network/egress-vpc", Severity::error, "a way out of all VPCs that cannot be one"},
    {"network/endpoint-not-in-region", Severity::warning, "an endpoint of a service that the region may not have"},
    {"network/flow-interval", Severity::error, "flow logs over an interval that AWS does not know"},
    {"network/flow-log-account", Severity::error, "flow logs that go elsewhere than to the log archive"},
    {"network/group-in-another-vpc", Severity::error, "a security group that refers to one of another VPC"},
    {"network/ipv6", Severity::error, "an IPv6 range that a VPC cannot have"},
    {"network/many-peerings", Severity::warning, "more peerings than are worth looking after"},
    {"network/no-nat", Severity::error, "a route to a NAT gateway that does not exist"},
    {"network/no-network-account", Severity::error, "a transit gateway without an account"},
    {"network/no-pool", Severity::error, "a VPC that no address pool, or more than one, is for"},
    {"network/no-transit", Severity::error, "a route to a transit gateway that does not exist"},
    {"network/open-to-world", Severity::error, "a port that the whole internet reaches"},
    {"network/overlap", Severity::error, "two ranges that overlap"},
    {"network/pool-circle", Severity::error, "an address pool that is a part of itself"},
    {"network/pool-exhausted", Severity::error, "an address pool without a hole that is large enough"},
    {"network/pool-overlap", Severity::error, "an address pool that lies over another, or outside of its own"},
    {"network/pool-range", Severity::error, "an address pool without a range, or with two"},
    {"network/pool-resized", Severity::error, "another range for a part of a pool that was picked"},
    {"network/ports-ignored", Severity::error, "ports of a protocol that has none"},
    {"network/prefix-too-small", Severity::error, "a VPC without room for the subnets of its layout"},
    {"network/public-range", Severity::warning, "a VPC or pool with addresses of the internet"},
    {"network/range-in-use", Severity::error, "a VPC that would lose a range with subnets"},
    {"network/range-size", Severity::error, "a range of a size that a VPC cannot have"},
    {"network/range-to-avoid", Severity::warning, "a range that collides with something later"},
    {"network/region-not-governed", Severity::error, "a VPC or pool in a region that is not governed"},
    {"network/regions-apart", Severity::note, "VPCs of one segment in regions that are not connected"},
    {"network/restricted-range", Severity::error, "a range that EC2 refuses"},
    {"network/rule-twice", Severity::error, "a rule that a security group has twice"},
    {"network/second-range", Severity::error, "a further range that EC2 does not take beside the first"},
    {"network/subnets-kept", Severity::note, "subnets that stay larger than their layout wishes"},
    {"network/subnets-shrunk", Severity::warning, "subnets that are smaller than their layout wishes"},
    {"network/tier-zones", Severity::error, "a tier with more zones than its layout"},
    {"network/too-many-peerings", Severity::error, "a VPC with more peerings than AWS lets it have"},
    {"network/too-many-ranges", Severity::error, "a VPC with more ranges than AWS lets it have"},
    {"network/too-many-routes", Severity::error, "a route table with more routes than AWS lets it have"},
    {"network/too-many-rules", Severity::error, "a security group with more rules than AWS lets it have"},
    {"network/too-many-segments", Severity::error, "more segments than a transit gateway has route tables"},
    {"network/too-many-subnets", Severity::error, "a VPC with more subnets than AWS lets it have"},
    {"network/undeclared-rename", Severity::warning, "a VPC that has gone while one like it is new"},
    {"network/unknown-account", Severity::error, "a part of the network in an account that does not exist"},
    {"network/unknown-endpoint", Severity::error, "an endpoint of a service that does not exist"},
    {"network/unknown-group", Severity::error, "a security group that does not exist"},
    {"network/unknown-layout", Severity::error, "a VPC of a layout that does not exist"},
    {"network/unknown-pool", Severity::error, "an address pool that does not exist"},
    {"network/unknown-segment", Severity::error, "a segment of the transit gateway that does not exist"},
    {"network/unknown-target", Severity::error, "a unit or account that does not exist"},
    {"network/unknown-vpc", Severity::error, "a security group for a VPC that does not exist"},
    {"network/unknown-zone", Severity::error, "an availability zone that the region does not have"},
    {"network/unused-group", Severity::warning, "a security group that changes nothing"},
    {"network/vpc-moved", Severity::error, "another place for a VPC that is deployed"},
    {"network/vpc-quota", Severity::warning, "more VPCs in an account and region than AWS allows at first"},
    {"network/vpc-resized", Severity::error, "another size for a VPC that is deployed"},
    {"network/zone-count", Severity::error, "more zones than the region has"},
    {"network/zone-list", Severity::error, "zones that stand twice, or by name and by id"},
    {"network/zones-repinned", Severity::warning, "zones that were pinned by name and now are by id, or back"},
};

}  // namespace

std::span<const SlugInfo> network_slugs() {
  return kSlugs;
}

}  // namespace landform::base
