// VPCs of the blueprint, each with its account, region, layout and zones, and with the entry of the lock that it goes
// on from. No address is given here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/network.h"
#include "resolve/address_lock.h"
#include "resolve/layouts.h"
#include "resolve/lock.h"
#include "resolve/network.h"
#include "resolve/organization.h"
#include "resolve/tag_rules.h"

namespace landform::resolve {

struct DraftVpc {
  const blueprint::Vpc* written = nullptr;
  const Account* account = nullptr;  // null, like `layout`, after a complaint
  const Layout* layout = nullptr;
  Vpc vpc;                            // all but ranges and subnets
  std::string locked_name;            // its name in the lock before this build; empty for a new one
  const LockedVpc* locked = nullptr;  // null for a new one
  std::map<std::string, std::uint32_t, std::less<>> pins;  // as LockedVpc::zones
  bool sound = true;                                       // false after a complaint: it gets no addresses

  // "VPC `shop-prod`"
  [[nodiscard]] std::string title() const { return "VPC `" + vpc.name + "`"; }
};

struct DraftVpcs {
  std::vector<DraftVpc> vpcs;        // by name
  std::vector<std::string> claimed;  // names of the lock that they go on from, sorted
  // False when a VPC was refused: what is absent may only be misspelt, so nothing is concluded from its absence.
  bool complete = true;
};

DraftVpcs draft_vpcs(const blueprint::Network& written, const Organization& organization, const Layouts& layouts,
                     const TagRules& tags, const Lock& before, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
