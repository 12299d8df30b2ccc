// A rule is asymmetric when no rule of the other direction can carry the other half of its connections: neither lets it
// what answers to the rule's traffic back to a port from 1024 up, nor is the rule itself the way back of one there.
// Only allowing rules count, and what is not known is taken to fit. Source: aws-facts.md F1 ("ephemeral ports").
#include "verify/acl_symmetry.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "aws/cidr.h"
#include "base/text.h"

namespace landform::verify {
namespace {

using base::cat;
using yaml::Node;

constexpr std::int64_t kFirstReplyPort = 1024;
constexpr std::int64_t kLastPort = 65535;
constexpr std::int64_t kAllProtocols = -1;

struct AclEntry {
  const Resource* resource = nullptr;
  std::optional<std::int64_t> protocol;  // nothing: not known
  std::optional<aws::Cidr> range;        // likewise
  std::int64_t first_port = 0;
  std::int64_t last_port = kLastPort;
};

struct Acl {
  std::vector<AclEntry> inbound, outbound;
};

std::optional<aws::Cidr> range_of(const Node& properties) {
  for (const std::string_view name : {"CidrBlock", "Ipv6CidrBlock"}) {
    const Node* node = properties.find(name);
    const auto text = node == nullptr ? std::nullopt : literal(*node);
    if (!text) continue;
    const auto parsed = aws::parse_cidr(*text);
    if (parsed) return parsed.value();
    return parsed.error().canonical;
  }
  return std::nullopt;
}

AclEntry entry_of(const Resource& resource) {
  const Node& properties = *resource.properties;
  AclEntry entry;
  entry.resource = &resource;
  if (const Node* protocol = properties.find("Protocol")) entry.protocol = literal_integer(*protocol);
  entry.range = range_of(properties);
  const Node* ports = properties.find("PortRange");
  if (ports == nullptr) return entry;
  if (const Node* first = ports->find("From")) entry.first_port = literal_integer(*first).value_or(0);
  if (const Node* last = ports->find("To")) entry.last_port = literal_integer(*last).value_or(kLastPort);
  return entry;
}

bool takes_replies(const AclEntry& entry) {
  return entry.first_port <= kLastPort && entry.last_port >= kFirstReplyPort;
}

bool same_traffic(const AclEntry& a, const AclEntry& b) {
  const bool protocols = !a.protocol || !b.protocol || *a.protocol == *b.protocol || *a.protocol == kAllProtocols ||
                         *b.protocol == kAllProtocols;
  return protocols && (!a.range || !b.range || aws::overlaps(*a.range, *b.range));
}

void check(const std::vector<AclEntry>& entries, const std::vector<AclEntry>& others, std::string_view way_back,
           base::Diagnostics& diagnostics) {
  for (const AclEntry& entry : entries) {
    const bool answered = std::any_of(others.begin(), others.end(), [&](const AclEntry& other) {
      return same_traffic(entry, other) && (takes_replies(other) || takes_replies(entry));
    });
    if (answered) continue;
    diagnostics.add(base::Diagnostic("verify/asymmetric-acl", entry.resource->id_span(),
                                     cat("network ACL entry `", entry.resource->id, "` lets traffic through, but no ",
                                         way_back, " entry lets the answers back"))
                        .note("network ACLs do not remember connections: answers go to a port from 1024 to 65535")
                        .help(cat("add an ", way_back,
                                  " entry for its range: Protocol: 6, PortRange: {From: 1024, To: "
                                  "65535}")));
  }
}

}  // namespace

void check_acl_symmetry(const Input& input, base::Diagnostics& diagnostics) {
  if (!input.index.uses_type("AWS::EC2::NetworkAclEntry")) return;
  std::map<std::string_view, Acl> acls;
  for (const Resource& resource : input.index.resources) {
    if (resource.type != "AWS::EC2::NetworkAclEntry" || resource.properties == nullptr) continue;
    const Node* acl = resource.properties->find("NetworkAclId");
    const Intrinsic call = acl == nullptr ? Intrinsic{} : intrinsic_of(*acl);
    if (call.name != "Ref") continue;
    // An ACL that comes from elsewhere may have other entries elsewhere.
    if (!input.index.resource_of.contains(call.argument->text)) continue;
    const Node* action = resource.properties->find("RuleAction");
    const auto verdict = action == nullptr ? std::nullopt : literal(*action);
    if (verdict && *verdict != "allow") continue;
    const Node* egress = resource.properties->find("Egress");
    const bool outbound = egress != nullptr && literal_boolean(*egress).value_or(false);
    Acl& entries = acls[call.argument->text];
    (outbound ? entries.outbound : entries.inbound).push_back(entry_of(resource));
  }
  for (const auto& [name, acl] : acls) {
    check(acl.inbound, acl.outbound, "outbound", diagnostics);
    check(acl.outbound, acl.inbound, "inbound", diagnostics);
  }
}

}  // namespace landform::verify
