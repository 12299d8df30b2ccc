// Layouts of VPCs: those of the blueprint, and those that landform ships under the names three-tier, two-tier, isolated
// and small. One of the blueprint's replaces the shipped one of its name, whole.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/network.h"
#include "resolve/network.h"
#include "resolve/organization.h"

namespace landform::resolve {

struct TierDesign {
  Tier tier;                                  // without its tags, which are laid over a VPC's
  std::uint32_t zones = 0;                    // the first ones of the VPC; 0: all
  const blueprint::Tags* own_tags = nullptr;  // null: none
  base::Span prefix_span;
};

struct Layout {
  std::string name;
  std::uint32_t zones = 3;
  std::vector<TierDesign> tiers;  // by name, at least one
  NatPlacement nat = NatPlacement::none;
  std::vector<Located<std::string>> endpoints;  // sorted, each once
  FlowLogs flow_logs;
  Ipv6 ipv6;
  Dns dns;
  DhcpOptions dhcp;
  base::Span span;  // the key in the blueprint; unknown for a shipped one
  base::Span zones_span;
  bool sound = true;  // false when part of it was refused: nothing is concluded from what it lacks
};

class Layouts {
 public:
  Layouts(const blueprint::Network& written, const Organization& organization, base::Diagnostics& diagnostics);

  // Null when there is none.
  [[nodiscard]] const Layout* find(const std::string& name) const;
  // All names, sorted.
  [[nodiscard]] std::vector<std::string_view> names() const;

 private:
  std::map<std::string, Layout> layouts_;
};

// What a layout and a VPC may both say.
Ipv6 bind_ipv6(const blueprint::Written<blueprint::Ipv6>& written, base::Diagnostics& diagnostics);
Dns bind_dns(const blueprint::Written<blueprint::Dns>& written);
DhcpOptions bind_dhcp(const blueprint::Written<blueprint::Dhcp>& written, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
