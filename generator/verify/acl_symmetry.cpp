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

// One direction of one connection.
struct Rule {
  const Resource* resource = nullptr;
  std::optional<std::int64_t> protocol;  // nothing: not known
  std::optional<aws::Cidr> range;        // likewise
  std::int64_t first_port = 0;
  std::int64_t last_port = kLastPort;
};

struct Acl {
  std::vector<Rule> inbound, outbound;
};

std::optional<aws::Cidr> range_of(const AclEntry& entry) {
  for (const Node* node : {entry.ipv4_range, entry.ipv6_range}) {
    const auto text = node == nullptr ? std::nullopt : literal(*node);
    if (!text) continue;
    const auto parsed = aws::parse_cidr(*text);
    if (parsed) return parsed.value();
    return parsed.error().canonical;
  }
  return std::nullopt;
}

Rule rule_of(const AclEntry& entry) {
  Rule rule;
  rule.resource = entry.resource;
  if (entry.protocol != nullptr) rule.protocol = literal_integer(*entry.protocol);
  rule.range = range_of(entry);
  if (entry.ports == nullptr) return rule;
  if (const Node* first = entry.ports->find("From")) rule.first_port = literal_integer(*first).value_or(0);
  if (const Node* last = entry.ports->find("To")) rule.last_port = literal_integer(*last).value_or(kLastPort);
  return rule;
}

bool takes_replies(const Rule& rule) {
  return rule.first_port <= kLastPort && rule.last_port >= kFirstReplyPort;
}

bool same_traffic(const Rule& a, const Rule& b) {
  const bool protocols = !a.protocol || !b.protocol || *a.protocol == *b.protocol || *a.protocol == kAllProtocols ||
                         *b.protocol == kAllProtocols;
  return protocols && (!a.range || !b.range || aws::overlaps(*a.range, *b.range));
}

void check(const std::vector<Rule>& rules, const std::vector<Rule>& others, std::string_view way_back,
           base::Diagnostics& diagnostics) {
  for (const Rule& rule : rules) {
    const bool answered = std::any_of(others.begin(), others.end(), [&](const Rule& other) {
      return same_traffic(rule, other) && (takes_replies(other) || takes_replies(rule));
    });
    if (answered) continue;
    diagnostics.add(base::Diagnostic("verify/asymmetric-acl", rule.resource->id_span(),
                                     cat("network ACL entry `", rule.resource->id, "` lets traffic through, but no ",
                                         way_back, " entry lets the answers back"))
                        .note("network ACLs do not remember connections: answers go to a port from 1024 to 65535")
                        .help(cat("add an ", way_back,
                                  " entry for its range: Protocol: 6, PortRange: {From: 1024, To: "
                                  "65535}")));
  }
}

struct Property {
  std::string_view name;
  const Node* AclEntry::*member;
};
constexpr Property kProperties[] = {
    {"NetworkAclId", &AclEntry::acl},
    {"RuleNumber", &AclEntry::rule_number},
    {"Protocol", &AclEntry::protocol},
    {"RuleAction", &AclEntry::action},
    {"Egress", &AclEntry::egress},
    {"CidrBlock", &AclEntry::ipv4_range},
    {"Ipv6CidrBlock", &AclEntry::ipv6_range},
    {"PortRange", &AclEntry::ports},
};

}  // namespace

std::optional<std::string_view> AclEntry::acl_name() const {
  const Intrinsic call = acl == nullptr ? Intrinsic{} : intrinsic_of(*acl);
  if (!call.is(Function::ref)) return std::nullopt;
  return call.argument->text;
}

bool AclEntry::is_outbound() const {
  return egress != nullptr && literal_boolean(*egress).value_or(false);
}

AclEntry read_acl_entry(const Resource& resource) {
  AclEntry entry;
  entry.resource = &resource;
  for (const yaml::Entry& property : resource.properties->entries) {
    const std::string_view key = property.key;
    const auto* known = std::find_if(std::begin(kProperties), std::end(kProperties),
                                     [&](const Property& one) { return one.name == key; });
    if (known != std::end(kProperties)) entry.*known->member = &property.value;
  }
  return entry;
}

void check_acl_symmetry(std::span<const AclEntry> entries, const Index& index, base::Diagnostics& diagnostics) {
  std::map<std::string_view, Acl> acls;
  for (const AclEntry& entry : entries) {
    // An ACL that comes from elsewhere may have other entries elsewhere.
    const auto name = entry.acl_name();
    if (!name || !index.resource_of.contains(*name)) continue;
    const auto verdict = entry.action == nullptr ? std::nullopt : literal(*entry.action);
    if (verdict && *verdict != "allow") continue;
    Acl& acl = acls[*name];
    (entry.is_outbound() ? acl.outbound : acl.inbound).push_back(rule_of(entry));
  }
  for (const auto& [name, acl] : acls) {
    check(acl.inbound, acl.outbound, "outbound", diagnostics);
    check(acl.outbound, acl.inbound, "inbound", diagnostics);
  }
}

}  // namespace landform::verify
