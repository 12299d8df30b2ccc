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
    {"AWS::EC2::Subnet", "CidrBlock", ipv4},
    {"AWS::EC2::Subnet", "Ipv6CidrBlock", ipv6},
    {"AWS::EC2::TransitGatewayRoute", "DestinationCidrBlock", std::nullopt},
    {"AWS::EC2::VPC", "CidrBlock", ipv4},
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
  Networks(const Input& input, base::Diagnostics& diagnostics)
      : input_(input), places_(input.index, kRangePlaces), diagnostics_(diagnostics) {}

  void ranges(const Resource& resource) {
    for (const RangePlace& place : places_.of(resource)) {
      each_at(*resource.properties, place.path, [&](const Node& node) { range(resource, place, node); });
    }
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
    const Node& properties = *resource.properties;
    const Node* protocol = properties.find("Protocol");
    const std::int64_t number = protocol == nullptr ? -1 : literal_integer(*protocol).value_or(-1);
    const Node* range = properties.find("PortRange");
    if (range != nullptr) ports(resource, range->find("From"), range->find("To"), "network ACL");
    if ((number == 6 || number == 17) && range == nullptr && !has_open_keys(properties)) {
      diagnostics_.add(
          Diagnostic("verify/port-range", protocol->span,
                     cat("network ACL entry `", resource.id, "` for protocol ", number, " has no PortRange")));
    }
    const Node* rule_number = properties.find("RuleNumber");
    const Node* acl = properties.find("NetworkAclId");
    const auto value = rule_number == nullptr ? std::nullopt : literal_integer(*rule_number);
    const Intrinsic call = acl == nullptr ? Intrinsic{} : intrinsic_of(*acl);
    if (!value || call.name != "Ref" || resource.condition != nullptr || resource.looped) return;
    const Node* egress = properties.find("Egress");
    const bool outbound = egress != nullptr && literal_boolean(*egress).value_or(false);
    const auto [first, fresh] =
        numbers_.emplace(std::tuple(std::string_view(call.argument->text), outbound, *value), &resource);
    if (fresh) return;
    diagnostics_.add(Diagnostic("verify/port-range", rule_number->span,
                                cat("rule number ", *value, " stands twice in network ACL `", call.argument->text,
                                    "`: in `", first->second->id, "` and `", resource.id, "`"))
                         .also(first->second->id_span(), "the first"));
  }

  // What EC2 lets CloudFormation wait for in vain: such a connection is never active.
  void peering(const Resource& resource) {
    const Node* own = resource.properties->find("VpcId");
    const Node* peer = resource.properties->find("PeerVpcId");
    const Intrinsic one = own == nullptr ? Intrinsic{} : intrinsic_of(*own);
    const Intrinsic other = peer == nullptr ? Intrinsic{} : intrinsic_of(*peer);
    if (one.name != "Ref" || other.name != "Ref") return;
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

  // Subnets of VPCs of this template whose ranges are both written out.
  void subnets() {
    std::map<std::string_view, std::vector<std::pair<aws::Cidr, const Resource*>>> by_vpc;
    std::map<std::string_view, bool> grown;  // VPCs with further ranges
    for (const Resource& resource : input_.index.resources) {
      const bool concerned = resource.type == "AWS::EC2::Subnet" || resource.type == "AWS::EC2::VPCCidrBlock";
      if (!concerned || resource.properties == nullptr || resource.looped) continue;
      const Node* vpc = resource.properties->find("VpcId");
      const Intrinsic call = vpc == nullptr ? Intrinsic{} : intrinsic_of(*vpc);
      if (call.name != "Ref") continue;
      if (resource.type == "AWS::EC2::VPCCidrBlock") grown[call.argument->text] = true;
      if (resource.type != "AWS::EC2::Subnet" || resource.condition != nullptr) continue;
      if (const auto range = literal_cidr(resource.properties->find("CidrBlock"), ipv4)) {
        by_vpc[call.argument->text].emplace_back(*range, &resource);
      }
    }
    for (auto& [name, subnets] : by_vpc) {
      std::stable_sort(subnets.begin(), subnets.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      overlaps(subnets);
      const Resource* vpc = input_.index.find_resource(name);
      if (vpc != nullptr && !grown.contains(name)) inside(*vpc, subnets);
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
    if (place.path == "CidrBlock" && (place.type == "AWS::EC2::VPC" || place.type == "AWS::EC2::Subnet")) {
      size(resource, parsed ? parsed.value() : *parsed.error().canonical, node);
    }
  }

  void size(const Resource& resource, const aws::Cidr& cidr, const Node& node) {
    const auto& quotas = input_.context.quotas;
    const auto largest = quotas.limit("vpc/prefix-largest");
    const auto smallest = quotas.limit("vpc/prefix-smallest");
    if (cidr.prefix_length < largest || cidr.prefix_length > smallest) {
      diagnostics_.add(Diagnostic("verify/cidr", node.span,
                                  cat("`", resource.id, "` has a range of /", cidr.prefix_length,
                                      "; VPCs and subnets go from /", largest, " to /", smallest)));
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
  RowsByType<RangePlace> places_;
  base::Diagnostics& diagnostics_;
  std::map<std::tuple<std::string_view, bool, std::int64_t>, const Resource*> numbers_;
};

}  // namespace

void law_networks(const Input& input, base::Diagnostics& diagnostics) {
  const auto& types = input.index.types;
  const bool concerned =
      std::any_of(types.begin(), types.end(), [](const UsedType& type) { return type.name.starts_with("AWS::EC2::"); });
  if (!concerned) return;
  Networks networks(input, diagnostics);
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr || !resource.type.starts_with("AWS::EC2::")) continue;
    networks.ranges(resource);
    if (resource.type == "AWS::EC2::SecurityGroup") {
      for (const std::string_view path : {"SecurityGroupIngress[]", "SecurityGroupEgress[]"}) {
        each_at(*resource.properties, path, [&](const Node& rule) { networks.rule(resource, rule); });
      }
    } else if (resource.type == "AWS::EC2::SecurityGroupIngress" || resource.type == "AWS::EC2::SecurityGroupEgress") {
      networks.rule(resource, *resource.properties);
    } else if (resource.type == "AWS::EC2::NetworkAclEntry") {
      networks.acl_entry(resource);
    } else if (resource.type == "AWS::EC2::VPCPeeringConnection") {
      networks.peering(resource);
    }
  }
  networks.subnets();
  check_acl_symmetry(input, diagnostics);
}

}  // namespace landform::verify
