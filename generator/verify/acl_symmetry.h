// Part of the law of networks: network ACLs are stateless, so what one direction lets through needs its way back.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/diagnostic.h"
#include "verify/laws.h"

namespace landform::verify {

// What an AWS::EC2::NetworkAclEntry says; null where it says nothing.
struct AclEntry {
  const Resource* resource = nullptr;
  const yaml::Node* acl = nullptr;
  const yaml::Node* action = nullptr;
  const yaml::Node* egress = nullptr;
  const yaml::Node* ipv4_range = nullptr;
  const yaml::Node* ipv6_range = nullptr;
  const yaml::Node* ports = nullptr;
  const yaml::Node* protocol = nullptr;
  const yaml::Node* rule_number = nullptr;

  // What an ACL that is referred to is called.
  [[nodiscard]] std::optional<std::string_view> acl_name() const;
  [[nodiscard]] bool is_outbound() const;
};
// `resource` has properties.
AclEntry read_acl_entry(const Resource& resource);

// `entries`: all of the template.
void check_acl_symmetry(std::span<const AclEntry> entries, const Index& index, base::Diagnostics& diagnostics);

}  // namespace landform::verify
