// Law: address ranges, ports and rule numbers. Ranges are well formed and of a size that EC2 makes; subnets lie inside
// their VPC and not over each other; peered VPCs differ; ports are in order; ACLs let answers back. Source:
// aws-facts.md F1.
#include <algorithm>
#include <map>
#include <optional>

#include "aws/cidr.h"
#include "base/text.h"
#include "verify/acl_symmetry.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Node;

struct RangePlace {
  std::string_view type;
  std::string_view path;
  std::optional<aws::AddressFamily> family;  // nothing: either
  bool sized = false;                        // EC2 limits its size
};
using enum aws::AddressFamily;
constexpr RangePlace kRangePlaces[] = {
    {"AWS::EC2::ClientVpnEndpoint", "ClientCidrBlock", ipv4},
    {"AWS::EC2::NetworkAclEntry", "CidrBlock", ipv4},
    {"AWS::EC2::NetworkAclEntry", "Ipv6CidrBlock", ipv6},
    {"AWS::EC2::Route", "DestinationCidrBlock", ipv4},
    {"AWS::EC2::Route", "DestinationIpv6CidrBlock", ipv6},
    {"AWS::EC2::SecurityGroup", "SecurityGroupEgress[].CidrIp", ipv4},
    {"AWS::EC2::SecurityGroup", "SecurityGroupEgress[].CidrIpv6", ipv6},
    {"AWS::EC2::SecurityGroup", "SecurityGroupIngress[].CidrIp", ipv4},
    {"AWS::EC2::SecurityGroup", "SecurityGroupIngress[].CidrIpv6", ipv6},
    {"AWS::EC2::SecurityGroupEgress", "CidrIp", ipv4},
    {"AWS::EC2::SecurityGroupEgress", "CidrIpv6", ipv6},
    {"AWS::EC2::SecurityGroupIngress", "CidrIp", ipv4},
    {"AWS::EC2::SecurityGroupIngress", "CidrIpv6", ipv6},
    {"AWS::EC2::Subnet", "CidrBlock", ipv4, true},
    {"AWS::EC2::Subnet", "Ipv6CidrBlock", ipv6},
    {"AWS::EC2::TransitGatewayRoute", "DestinationCidrBlock", std::nullopt},
    {"AWS::EC2::VPC", "CidrBlock", ipv4, true},
    {"AWS::EC2::VPCCidrBlock", "CidrBlock", ipv4},
};
static_assert(std::ranges::is_sorted(kRangePlaces, {}, &RangePlace::type));

std::optional<aws::Cidr> literal_cidr(const Node* node, aws::AddressFamily family) {
  const auto text = node == nullptr ? std::nullopt : complete_text(*node);
  if (!text) return std::nullopt;
  auto parsed = aws::parse_cidr(text->view(), family);
  if (parsed) return parsed.value();
  return parsed.error().canonical;
}

class Networks {
 public:
  Networks(const Input& input, base::Diagnostics& diagnostics) : input_(input), diagnostics_(diagnostics) {}

  void ranges(const Resource& resource, const RangePlace& place) {
    each_at(*resource.properties, place.path, [&](const Node& node) { range(resource, place, node); });
  }

  void rule(const Resource& resource, const Node& rule) {
    const Node* protocol = rule.find("IpProtocol");
    const auto name = protocol == nullptr ? std::nullopt : literal(*protocol);
    if (!name) return;
    const std::string lower = base::to_lower(*name);
    const bool with_ports = lower == "tcp" || lower == "udp" || lower == "6" || lower == "17";
    if (!with_ports) return;
    const Node* from = rule.find("FromPort");
    const Node* to = rule.find("ToPort");
    if (from == nullptr && to == nullptr && !has_open_keys(rule)) {
      diagnostics_.add(Diagnostic("verify/port-range", protocol->span,
                                  cat("a rule of `", resource.id, "` for ", lower, " has no FromPort and no ToPort")));
      return;
    }
    ports(resource, from, to, lower);
  }

  void ports(const Resource& resource, const Node* from, const Node* to, std::string_view protocol) {
    constexpr std::int64_t kHighestPort = 65535;
    const auto first = from == nullptr ? std::nullopt : literal_integer(*from);
    const auto last = to == nullptr ? std::nullopt : literal_integer(*to);
    for (const auto& [value, node] : {std::pair{first, from}, {last, to}}) {
      // -1 stands for all ports in some services' examples.
      if (!value || (*value >= -1 && *value <= kHighestPort)) continue;
      diagnostics_.add(Diagnostic("verify/port-range", node->span,
                                  cat("port ", *value, " in a rule of `", resource.id, "`; ports go from 0 to 65535")));
      return;
    }
    if (!first || !last || *first <= *last) return;
    diagnostics_.add(
        Diagnostic("verify/port-range", from->span,
                   cat("a ", protocol, " rule of `", resource.id, "` goes from port ", *first, " down to ", *last))
            .help(cat("FromPort: ", *last, ", ToPort: ", *first)));
  }

  void acl_entry(const Resource& resource) {
    const AclEntry& entry = acl_entries_.emplace_back(read_acl_entry(resource));
    const std::int64_t number = entry.protocol == nullptr ? -1 : literal_integer(*entry.protocol).value_or(-1);
    if (entry.ports != nullptr) ports(resource, entry.ports->find("From"), entry.ports->find("To"), "network ACL");
    if ((number == 6 || number == 17) && entry.ports == nullptr && !has_open_keys(*resource.properties)) {
      diagnostics_.add(
          Diagnostic("verify/port-range", entry.protocol->span,
                     cat("network ACL entry `", resource.id, "` for protocol ", number, " has no PortRange")));
    }
    const auto value = entry.rule_number == nullptr ? std::nullopt : literal_integer(*entry.rule_number);
    const auto acl = entry.acl_name();
    if (!value || !acl || resource.condition != nullptr || resource.looped) return;
    const std::size_t acl_number = *acls_.add(*acl, acls_.size()).first;
    const auto [first, fresh] = numbers_.emplace(std::tuple(acl_number, entry.is_outbound(), *value), &resource);
    if (fresh) return;
    diagnostics_.add(Diagnostic("verify/port-range", entry.rule_number->span,
                                cat("rule number ", *value, " stands twice in network ACL `", *acl, "`: in `",
                                    first->second->id, "` and `", resource.id, "`"))
                         .also(first->second->id_span(), "the first"));
  }
  [[nodiscard]] const std::vector<AclEntry>& acl_entries() const { return acl_entries_; }

  // What EC2 lets CloudFormation wait for in vain: such a connection is never active.
  void peering(const Resource& resource) {
    const Node* own = resource.properties->find("VpcId");
    const Node* peer = resource.properties->find("PeerVpcId");
    const Intrinsic one = own == nullptr ? Intrinsic{} : intrinsic_of(*own);
    const Intrinsic other = peer == nullptr ? Intrinsic{} : intrinsic_of(*peer);
    if (!one.is(Function::ref) || !other.is(Function::ref)) return;
    if (one.argument->text == other.argument->text) {
      diagnostics_.add(Diagnostic("verify/peering", peer->span,
                                  cat("`", resource.id, "` peers `", one.argument->text, "` with itself"))
                           .also(own->span, "the same"));
      return;
    }
    const Resource* requester = vpc_named(one.argument->text);
    const Resource* accepter = vpc_named(other.argument->text);
    if (requester == nullptr || accepter == nullptr) return;
    const Node* own_range = requester->properties->find("CidrBlock");
    const Node* peer_range = accepter->properties->find("CidrBlock");
    const auto left = literal_cidr(own_range, ipv4);
    const auto right = literal_cidr(peer_range, ipv4);
    if (!left || !right || !aws::overlaps(*left, *right)) return;
    diagnostics_.add(Diagnostic("verify/peering", peer->span,
                                cat("`", resource.id, "` peers `", requester->id, "` (", aws::to_text(*left),
                                    ") with `", accepter->id, "` (", aws::to_text(*right), "), whose ranges overlap"))
                         .also(own_range->span, cat("`", requester->id, "`"))
                         .also(peer_range->span, cat("`", accepter->id, "`")));
  }

  // A range of a VPC's: of a subnet, or one more of the VPC itself.
  void part_of_vpc(const Resource& resource, bool subnet) {
    if (resource.looped) return;
    const Node* vpc = resource.properties->find("VpcId");
    const Intrinsic call = vpc == nullptr ? Intrinsic{} : intrinsic_of(*vpc);
    if (!call.is(Function::ref)) return;
    const std::string_view name = call.argument->text;
    if (!subnet) {
      grown_.add(name, {});
      return;
    }
    if (resource.condition != nullptr) return;
    if (const auto range = literal_cidr(resource.properties->find("CidrBlock"), ipv4)) {
      subnets_[name].emplace_back(*range, &resource);
    }
  }

  // Of VPCs of this template whose ranges are written out as theirs is.
  void subnets() {
    for (auto& [name, subnets] : subnets_) {
      std::stable_sort(subnets.begin(), subnets.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      overlaps(subnets);
      const Resource* vpc = input_.index.find_resource(name);
      if (vpc != nullptr && !grown_.contains(name)) inside(*vpc, subnets);
    }
  }

 private:
  [[nodiscard]] const Resource* vpc_named(std::string_view id) const {
    const Resource* found = input_.index.find_resource(id);
    return found != nullptr && found->type == "AWS::EC2::VPC" && found->properties != nullptr ? found : nullptr;
  }

  void range(const Resource& resource, const RangePlace& place, const Node& node) {
    const auto text = complete_text(node);
    if (!text) return;
    const auto parsed = place.family ? aws::parse_cidr(text->view(), *place.family) : aws::parse_cidr(text->view());
    if (!parsed) {
      const aws::CidrFault& fault = parsed.error();
      Diagnostic found("verify/cidr", node.span, cat("`", text->view(), "` in `", resource.id, "` ", fault.reason));
      if (fault.kind == aws::CidrFaultKind::host_bits && fault.canonical) {
        // EC2 clears them without a word.
        found.severity = base::Severity::warning;
        found.helps.push_back(aws::to_text(*fault.canonical));
      }
      diagnostics_.add(std::move(found));
      if (!fault.canonical) return;
    }
    if (place.sized) {
      size(resource, parsed ? parsed.value() : *parsed.error().canonical, node);
    }
  }

  void size(const Resource& resource, const aws::Cidr& cidr, const Node& node) {
    if (cidr.prefix_length < largest_ || cidr.prefix_length > smallest_) {
      diagnostics_.add(Diagnostic("verify/cidr", node.span,
                                  cat("`", resource.id, "` has a range of /", cidr.prefix_length,
                                      "; VPCs and subnets go from /", largest_, " to /", smallest_)));
      return;
    }
    const aws::RestrictedRange* restricted = resource.type == "AWS::EC2::VPC" ? aws::find_restriction(cidr) : nullptr;
    if (restricted == nullptr || restricted->restriction != aws::Restriction::refused) return;
    diagnostics_.add(
        Diagnostic("verify/cidr", node.span,
                   cat("`", resource.id, "` asks for ", aws::to_text(cidr), ", which EC2 refuses: ", restricted->why)));
  }

  void overlaps(const std::vector<std::pair<aws::Cidr, const Resource*>>& subnets) {
    // Sorted by first address: a range that overlaps a later one overlaps the next or contains it.
    const std::pair<aws::Cidr, const Resource*>* widest = nullptr;
    for (const auto& subnet : subnets) {
      if (widest != nullptr && aws::overlaps(widest->first, subnet.first)) {
        tell_subnet(*subnet.second,
                    cat("subnet `", subnet.second->id, "` (", aws::to_text(subnet.first), ") lies over subnet `",
                        widest->second->id, "` (", aws::to_text(widest->first), ")"),
                    *widest->second);
      }
      if (widest == nullptr || aws::last_address(widest->first) < aws::last_address(subnet.first)) widest = &subnet;
    }
  }

  void inside(const Resource& vpc, const std::vector<std::pair<aws::Cidr, const Resource*>>& subnets) {
    if (vpc.type != "AWS::EC2::VPC" || vpc.properties == nullptr) return;
    const auto range = literal_cidr(vpc.properties->find("CidrBlock"), ipv4);
    if (!range) return;
    for (const auto& [cidr, subnet] : subnets) {
      if (aws::contains(*range, cidr)) continue;
      tell_subnet(*subnet,
                  cat("subnet `", subnet->id, "` (", aws::to_text(cidr), ") lies outside of its VPC `", vpc.id, "` (",
                      aws::to_text(*range), ")"),
                  vpc);
    }
  }

  void tell_subnet(const Resource& subnet, std::string message, const Resource& other) {
    diagnostics_.add(Diagnostic("verify/subnet-range", subnet.properties->find("CidrBlock")->span, std::move(message))
                         .also(other.properties->find("CidrBlock")->span, cat("`", other.id, "`")));
  }

  const Input& input_;
  base::Diagnostics& diagnostics_;
  const std::int64_t largest_ = input_.context.quotas.limit("vpc/prefix-largest");
  const std::int64_t smallest_ = input_.context.quotas.limit("vpc/prefix-smallest");
  std::vector<AclEntry> acl_entries_;
  base::NameTable<std::size_t> acls_;                                                       // their numbers
  std::map<std::tuple<std::size_t, bool, std::int64_t>, const Resource*> numbers_;          // by ACL and direction
  std::map<std::string_view, std::vector<std::pair<aws::Cidr, const Resource*>>> subnets_;  // by VPC
  base::NameSet grown_;                                                                     // VPCs with further ranges
};

enum class Concern : std::uint8_t { acl_entry, group, rule, subnet, further_range, peering };
struct ConcernedType {
  std::string_view type;
  Concern concern;
};
constexpr ConcernedType kConcernedTypes[] = {
    {"AWS::EC2::NetworkAclEntry", Concern::acl_entry},
    {"AWS::EC2::SecurityGroup", Concern::group},
    {"AWS::EC2::SecurityGroupEgress", Concern::rule},
    {"AWS::EC2::SecurityGroupIngress", Concern::rule},
    {"AWS::EC2::Subnet", Concern::subnet},
    {"AWS::EC2::VPCCidrBlock", Concern::further_range},
    {"AWS::EC2::VPCPeeringConnection", Concern::peering},
};
static_assert(std::ranges::is_sorted(kConcernedTypes, {}, &ConcernedType::type));

void check_resource(const Resource& resource, Concern concern, Networks& networks) {
  switch (concern) {
    case Concern::acl_entry:
      networks.acl_entry(resource);
      break;
    case Concern::group:
      for (const std::string_view path : {"SecurityGroupIngress[]", "SecurityGroupEgress[]"}) {
        each_at(*resource.properties, path, [&](const Node& rule) { networks.rule(resource, rule); });
      }
      break;
    case Concern::rule:
      networks.rule(resource, *resource.properties);
      break;
    case Concern::subnet:
    case Concern::further_range:
      networks.part_of_vpc(resource, concern == Concern::subnet);
      break;
    case Concern::peering:
      networks.peering(resource);
      break;
  }
}

}  // namespace

void law_networks(const Input& input, base::Diagnostics& diagnostics) {
  const RowsByType<kRangePlaces> places(input.index);
  const RowsByType<kConcernedTypes> concerned(input.index);
  if (places.empty() && concerned.empty()) return;
  Networks networks(input, diagnostics);
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr) continue;
    for (const RangePlace& place : places.of(resource)) networks.ranges(resource, place);
    for (const ConcernedType& type : concerned.of(resource)) check_resource(resource, type.concern, networks);
  }
  networks.subnets();
  check_acl_symmetry(networks.acl_entries(), input.index, diagnostics);
}

}  // namespace landform::verify
