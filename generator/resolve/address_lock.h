// The part of the lock that remembers addresses:
//
//     address_pools:
//       main: {cidr: 10.0.0.0/8}
//       production: {cidr: 10.0.0.0/12, from: main, picked: true}
//     reserved_ranges: {on-premises: 10.255.0.0/16}
//     addresses:
//       shop-prod:
//         logical_id: VpcShopProd
//         account: shop-prod
//         region: us-east-1
//         cidr: 10.0.0.0/18
//         more_cidrs: [10.80.0.0/20]
//         pool: production
//         zones: {us-east-1a: 1, us-east-1b: 2}
//         subnets: {app-1: 10.0.0.0/22, app-2: 10.0.4.0/22}
//         ipv6: {app-1: 0, app-2: 1}
//         segments: [testing, production]
//         was: shop
//         gone: true
//
// Ranges of VPCs, of their subnets and of pools that were picked never change; `gone` is a VPC or such a pool that the
// blueprint has no more, whose range nobody gets until `landform lock release`. The rest of address_pools and
// reserved_ranges is what the blueprint said at the last build: with it `landform lock` tells what is free.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/cidr.h"
#include "aws/names.h"
#include "base/diagnostic.h"
#include "base/span.h"
#include "resolve/subnet_plan.h"
#include "yaml/node.h"

namespace landform::resolve {

class LockText;

struct LockedPool {
  aws::Cidr cidr;
  std::string from;     // the pool that it is a part of; empty at the top
  bool picked = false;  // by landform; its range never changes
  bool gone = false;    // picked, and the blueprint has it no more
  base::Span span;      // the entry's key in the lock file; unknown for an entry of this build
  base::Span cause;     // the blueprint's place that added or changed the entry in this build; unknown otherwise
};

struct LockedVpc {
  aws::LogicalId logical_id;
  std::string account;
  aws::RegionName region;
  aws::Cidr cidr;
  std::vector<aws::Cidr> more_cidrs;  // sorted; also those that the blueprint has no more while subnets lie in them
  std::string pool;                   // that it was picked from; empty for a range that the blueprint says
  std::map<std::string, std::uint32_t, std::less<>> zones;  // slots of zones that are pinned: name or id -> slot
  std::map<SubnetSlot, aws::Cidr> subnets;                  // also of tiers and zones that went
  std::map<SubnetSlot, std::uint32_t> ipv6;                 // which /64 of the VPC's range, from 0
  std::vector<std::string> segments;  // that it was in while attached to a transit gateway, the first one first
  std::string was;                    // the name it had before a rename; empty otherwise
  bool gone = false;
  base::Span span;  // as in LockedPool
  base::Span cause;
};

struct Addresses {
  std::map<std::string, LockedPool, std::less<>> pools;
  std::map<std::string, LockedPool, std::less<>> reserved;  // `from` is empty
  std::map<std::string, LockedVpc, std::less<>> vpcs;

  [[nodiscard]] bool empty() const { return pools.empty() && reserved.empty() && vpcs.empty(); }
};

inline constexpr std::string_view kPoolsKey = "address_pools";
inline constexpr std::string_view kReservedKey = "reserved_ranges";
inline constexpr std::string_view kVpcsKey = "addresses";

// Reads those three keys of a lock; what landform did not write is lock/not-readable or lock/unknown-key.
void read_addresses(const yaml::Node& root, Addresses& addresses, base::Diagnostics& diagnostics);
// Adds those of the three keys that have entries.
void write_addresses(const Addresses& addresses, LockText& text);

bool same(const LockedPool& a, const LockedPool& b);
bool same(const LockedVpc& a, const LockedVpc& b);

// "app-1" and back; the slot is what follows the last hyphen.
std::string to_text(const SubnetSlot& slot);
std::optional<SubnetSlot> parse_subnet_slot(std::string_view text);

// False when there is no such VPC, or no such tier of it.
bool release_vpc(Addresses& addresses, std::string_view name);
bool release_pool(Addresses& addresses, std::string_view name);
// A range beside the first one, with the subnets in it.
bool release_range(Addresses& addresses, std::string_view vpc, const aws::Cidr& range);
bool release_tier(Addresses& addresses, std::string_view vpc, std::string_view tier);

}  // namespace landform::resolve
