#include "blueprint/network.h"

namespace landform::blueprint {
namespace {

constexpr Word kTransitKinds[] = {
    {"none", "VPCs do not reach each other"},
    {"transit-gateway", "one transit gateway, shared from the network account"},
    {"peering", "a peering for each pair of VPCs; for very few of them"},
};

constexpr Word kRoutes[] = {
    {"internet", "an internet gateway: public addresses, both ways"},
    {"nat", "a NAT gateway: outward alone"},
    {"none", "no way out of the VPC"},
};

constexpr Word kNat[] = {
    {"one-per-zone", "survives the loss of a zone"},
    {"single", "cheaper; one zone's loss cuts all off"},
    {"none", "no NAT gateway"},
};

constexpr Word kProtocols[] = {{"tcp", "TCP"}, {"udp", "UDP"}, {"icmp", "ICMP"}, {"all", "every protocol"}};

constexpr Field kTransit[] = {
    field<&Transit::kind>("kind", {.fallback = "none",
                                   .doc = "How VPCs reach each other.",
                                   .example = "transit-gateway",
                                   .change = "Interrupts traffic between VPCs while the routes change."}),
    field<&Transit::account>("account", {.rule = text(kAccountName, "account"),
                                         .absent = "the account whose role is network",
                                         .doc = "Account that owns the transit gateway.",
                                         .example = "network",
                                         .change = "Replaces the transit gateway and every attachment."}),
};

constexpr Field kSubnet[] = {
    field<&Subnet::prefix>("prefix",
                           {.rule = range(16, 28, {}),
                            .need = Need::required,
                            .doc = "Prefix length of the tier's subnet in each zone; AWS keeps five addresses of each.",
                            .example = "24",
                            .change = "Replaces the subnets."}),
    field<&Subnet::route>("route",
                          {.need = Need::required, .doc = "Where the tier's default route goes.", .example = "nat"}),
};

constexpr Field kFlowLogs[] = {
    field<&FlowLogs::to>("to", {.rule = text(kAccountName, "account"),
                                .absent = "the account whose role is log-archive",
                                .doc = "Account whose bucket keeps the flow logs.",
                                .example = "log-archive",
                                .change = "Replaces the flow logs; what was written stays where it is."}),
    field<&FlowLogs::retention_days>(
        "retention_days",
        {.rule = range(1, 36500, "days"), .fallback = "365", .doc = "Days that flow logs are kept.", .example = "365"}),
};

constexpr Field kLayout[] = {
    field<&Layout::zones>("zones",
                          {.rule = range(1, 6, "zones"),
                           .fallback = "3",
                           .doc = "Availability zones that the layout spreads over.",
                           .example = "3",
                           .change = "One more adds subnets and moves none; one less deletes those of the last zone."}),
    field<&Layout::subnets>("subnets",
                            {.rule = named(kName),
                             .need = Need::required,
                             .doc = "Tiers of subnets, keyed by name; one subnet a zone each.",
                             .example = "{public: {prefix: 24, route: internet}, app: {prefix: 22, route: nat}}",
                             .change = "A new name is a new tier with new subnets.",
                             .empty = Empty::refused}),
    field<&Layout::nat>("nat", {.fallback = "one-per-zone",
                                .doc = "How many NAT gateways serve the tiers whose route is nat.",
                                .example = "single",
                                .change = "Changes the address that traffic leaves from."}),
    field<&Layout::endpoints>(
        "endpoints",
        {.rule = text(kEndpoint),
         .absent = "no endpoints",
         .doc = "Services of AWS that are reached without leaving the network; s3 and dynamodb cost nothing.",
         .example = "[s3, dynamodb, ssm]"}),
    field<&Layout::flow_logs>("flow_logs", {.absent = "every default",
                                            .doc = "Where flow logs go and how long they are kept.",
                                            .example = "{to: log-archive, retention_days: 365}"}),
};

constexpr Field kVpc[] = {
    field<&Vpc::account>("account", {.rule = text(kAccountName, "account"),
                                     .need = Need::required,
                                     .doc = "Account that the VPC is in.",
                                     .example = "shop-prod",
                                     .change = "Builds another VPC in the other account."}),
    field<&Vpc::region>("region", {.rule = text(kRegion, "region"),
                                   .absent = "the home region",
                                   .doc = "Region that the VPC is in; a governed one.",
                                   .example = "us-east-1",
                                   .change = "Builds another VPC in the other region."}),
    field<&Vpc::prefix>(
        "prefix", {.rule = range(16, 28, {}),
                   .absent = "`cidr` says the range",
                   .doc = "Prefix length of the range that landform picks from the pool; the lock file keeps the pick.",
                   .example = "18",
                   .change = "A VPC's range cannot change: AWS would replace it."}),
    field<&Vpc::cidr>("cidr", {.rule = text(kCidr),
                               .absent = "landform picks a range of length `prefix`",
                               .doc = "The VPC's range, where it must be a certain one.",
                               .example = "10.64.0.0/18",
                               .change = "A VPC's range cannot change: AWS would replace it."}),
    field<&Vpc::pool>("pool", {.rule = text(kName, "address pool"),
                               .absent = "the only pool, or the one that is called main",
                               .doc = "Pool that the range is picked from.",
                               .example = "main"}),
    field<&Vpc::layout>("layout", {.rule = text(kName, "layout of network.tiers"),
                                   .need = Need::required,
                                   .doc = "Layout of subnets, gateways and endpoints.",
                                   .example = "three-tier",
                                   .change = "Replaces the subnets."}),
    field<&Vpc::was>("was", {.rule = text(kName),
                             .absent = "the VPC was never renamed",
                             .doc = "The key's former name, so that a rename keeps the VPC and its addresses.",
                             .example = "shop",
                             .change = "Take it out once the rename has been deployed; the lock file remembers it."}),
    field<&Vpc::tags>("tags", {.rule = named(kTagKey, kTagValue),
                               .absent = "the tags of its account",
                               .doc = "Tags of the VPC and of what is in it, over those of its account. An empty value "
                                      "stops the inheritance of that key.",
                               .example = "{Project: shop}",
                               .null = Null::allowed}),
};

constexpr Facts ports() {
  return {.rule = text(kPorts), .need = Need::required, .doc = "A port, a range of ports, or all.", .example = "443"};
}

constexpr Facts protocol() {
  return {.fallback = "tcp", .doc = "Protocol of the traffic.", .example = "tcp"};
}

constexpr Facts why() {
  return {.rule = text(kRuleReason),
          .absent = "the rule has no reason; one that opens to the world must have one",
          .doc = "Why the rule is there; the rule's description in AWS.",
          .example = "public storefront"};
}

constexpr Field kIngress[] = {
    field<&IngressRule::from>(
        "from", {.rule = text(kTrafficSource, "security group"),
                 .need = Need::required,
                 .doc = "Where traffic may come from: a security group, a prefix list or an address range.",
                 .example = "web"}),
    field<&IngressRule::port>("port", ports()),
    field<&IngressRule::protocol>("protocol", protocol()),
    field<&IngressRule::why>("why", why()),
};

constexpr Field kEgress[] = {
    field<&EgressRule::to>("to", {.rule = text(kTrafficSource, "security group"),
                                  .need = Need::required,
                                  .doc = "Where traffic may go: a security group, a prefix list or an address range.",
                                  .example = "db"}),
    field<&EgressRule::port>("port", ports()),
    field<&EgressRule::protocol>("protocol", protocol()),
    field<&EgressRule::why>("why", why()),
};

constexpr Field kSecurityGroup[] = {
    field<&SecurityGroup::vpcs>("vpcs", {.rule = text(kName, "VPC"),
                                         .need = Need::required,
                                         .doc = "VPCs that get the group.",
                                         .example = "[shop-prod, shop-test]",
                                         .empty = Empty::refused}),
    field<&SecurityGroup::ingress>(
        "ingress",
        {.absent = "nothing may come in", .doc = "What may come in.", .example = "[{from: web, port: 8080}]"}),
    field<&SecurityGroup::egress>("egress", {.absent = "everything may leave",
                                             .doc = "What may leave; an empty list lets nothing leave.",
                                             .example = "[{to: db, port: 5432}]"}),
    field<&SecurityGroup::description>("description", {.rule = text(kRuleReason),
                                                       .absent = "the group's name",
                                                       .doc = "What the group is for.",
                                                       .example = "Web servers of the shop",
                                                       .change = "Replaces the group."}),
};

constexpr Field kNetwork[] = {
    field<&Network::address_pools>("address_pools", {.rule = named(kName, kCidr),
                                                     .absent = "VPCs say their own ranges",
                                                     .doc = "Ranges that landform picks from, keyed by name.",
                                                     .example = "{main: 10.0.0.0/8}",
                                                     .change = "Ranges that were given out never move."}),
    field<&Network::reserved_ranges>("reserved_ranges",
                                     {.rule = named(kName, kCidr),
                                      .absent = "nothing is reserved",
                                      .doc = "Ranges that landform never gives out, keyed by what they are for.",
                                      .example = "{on-premises: 10.255.0.0/16}"}),
    field<&Network::transit>("transit", {.absent = "VPCs do not reach each other",
                                         .doc = "How VPCs reach each other.",
                                         .example = "{kind: transit-gateway, account: network}"}),
    field<&Network::tiers>("tiers",
                           {.rule = named(kName),
                            .absent = "the layouts that landform ships",
                            .doc = "Layouts of VPCs, keyed by name.",
                            .example = "{small: {zones: 2, subnets: {public: {prefix: 26, route: internet}}}}"}),
    field<&Network::vpcs>("vpcs",
                          {.rule = named(kName),
                           .absent = "no VPCs",
                           .doc = "VPCs, keyed by name.",
                           .example = "{shop-prod: {account: shop-prod, prefix: 18, layout: three-tier}}",
                           .change = "A VPC that is taken away is deleted; the lock file keeps its range for it."}),
    field<&Network::security_groups>(
        "security_groups",
        {.rule = named(kName),
         .absent = "no security groups; the default groups are emptied",
         .doc = "Security groups, keyed by name; they can refer to each other.",
         .example = "{web: {vpcs: [shop-prod], ingress: [{from: 0.0.0.0/0, port: 443, why: public storefront}]}}"}),
};

}  // namespace

std::span<const Word> words_of(TransitKind) {
  return kTransitKinds;
}
std::span<const Word> words_of(SubnetRoute) {
  return kRoutes;
}
std::span<const Word> words_of(NatPlacement) {
  return kNat;
}
std::span<const Word> words_of(Protocol) {
  return kProtocols;
}
std::span<const Field> fields_of(const Transit*) {
  return kTransit;
}
std::span<const Field> fields_of(const Subnet*) {
  return kSubnet;
}
std::span<const Field> fields_of(const FlowLogs*) {
  return kFlowLogs;
}
std::span<const Field> fields_of(const Layout*) {
  return kLayout;
}
std::span<const Field> fields_of(const Vpc*) {
  return kVpc;
}
std::span<const Field> fields_of(const IngressRule*) {
  return kIngress;
}
std::span<const Field> fields_of(const EgressRule*) {
  return kEgress;
}
std::span<const Field> fields_of(const SecurityGroup*) {
  return kSecurityGroup;
}
std::span<const Field> fields_of(const Network*) {
  return kNetwork;
}

}  // namespace landform::blueprint
