#include "blueprint/network.h"

namespace landform::blueprint {
namespace {

constexpr Word kReservedFor[] = {
    {"on-premises", "in use in a data centre or an office"},
    {"other-cloud", "in use in another cloud"},
    {"peer", "in use by a partner whom VPCs reach"},
    {"growth", "kept free for later"},
};

constexpr Word kTransitKinds[] = {
    {"none", "VPCs do not reach each other"},
    {"transit-gateway", "one transit gateway, shared from the network account"},
    {"peering", "a peering for each pair of VPCs; for very few of them"},
};

constexpr Word kRoutes[] = {
    {"internet", "an internet gateway: public addresses, both ways"},
    {"nat", "a NAT gateway: outward alone"},
    {"transit", "the transit gateway: to where the organization's traffic leaves"},
    {"none", "no way out of the VPC"},
};

constexpr Word kNat[] = {
    {"one-per-zone", "survives the loss of a zone"},
    {"single", "cheaper; one zone's loss cuts all off"},
    {"none", "no NAT gateway"},
};

constexpr Word kAclPresets[] = {
    {"by-route", "public for the route internet, private for nat and transit, isolated for none"},
    {"public", "HTTP and HTTPS from everywhere, answers to what was asked, everything of the VPC"},
    {"private", "everything of the VPC, and answers from everywhere to what was asked"},
    {"isolated", "the VPC's own traffic alone"},
    {"open", "everything, as AWS's default network ACL"},
};

constexpr Word kFlowTraffic[] = {
    {"all", "what was let through and what was not"},
    {"accepted", "what was let through"},
    {"rejected", "what was not let through"},
};

constexpr Word kFlowFormats[] = {
    {"text", "lines of text, compressed"},
    {"parquet", "columns: smaller and faster to query, and dearer to write"},
};

constexpr Word kDefaultVpcs[] = {
    {"keep", "they stay as AWS made them"},
    {"remove", "they go, where nothing is connected to them"},
};

constexpr Word kProtocols[] = {{"tcp", "TCP"}, {"udp", "UDP"}, {"icmp", "ICMP"}, {"all", "every protocol"}};

constexpr Field kAddressPool[] = {
    field<&AddressPool::cidr>("cidr",
                              {.rule = text(kCidr),
                               .absent = "landform picks a range of length `prefix` from the pool `from`",
                               .doc = "The pool's range. A pool may stand for its range alone: `main: 10.0.0.0/8`.",
                               .example = "10.0.0.0/8",
                               .change = "What was given out never moves, also when the pool does."}),
    field<&AddressPool::prefix>("prefix", {.rule = range(8, 27, {}),
                                           .absent = "`cidr` says the range",
                                           .doc = "Prefix length of the part that landform picks from the pool `from`; "
                                                  "the lock file keeps the pick.",
                                           .example = "12",
                                           .change = "Refused: a part that was picked keeps its size."}),
    field<&AddressPool::from>("from",
                              {.rule = text(kName, "address pool"),
                               .absent = "the pool is no part of another",
                               .doc = "Pool that this one is a part of; the other one gives nothing out of the part.",
                               .example = "main"}),
    field<&AddressPool::regions>("regions", {.rule = text(kRegion, "region"),
                                             .absent = "VPCs of every region",
                                             .doc = "Regions whose VPCs get their ranges from the pool.",
                                             .example = "[us-east-1]",
                                             .also = Also::single,
                                             .empty = Empty::refused}),
    field<&AddressPool::to>("to", {.rule = text(kTarget, "unit or account"),
                                   .absent = "VPCs of every account",
                                   .doc = "Units and accounts whose VPCs get their ranges from the pool.",
                                   .example = "[Workloads/Production]",
                                   .also = Also::single,
                                   .empty = Empty::refused}),
};

constexpr Field kReservedRange[] = {
    field<&ReservedRange::cidr>(
        "cidr", {.rule = text(kCidr),
                 .need = Need::required,
                 .doc = "Range that no VPC gets. A reserved range may stand for it alone: `office: 10.255.0.0/16`.",
                 .example = "10.255.0.0/16"}),
    field<&ReservedRange::kind>("kind", {.fallback = "on-premises",
                                         .doc = "What the range is kept for; for the network map alone.",
                                         .example = "other-cloud"}),
};

constexpr Field kTransitSegment[] = {
    field<&TransitSegment::reaches>(
        "reaches", {.rule = text(kName, "segment"),
                    .absent = "shared alone",
                    .doc = "Segments that this one reaches beside itself. Routes keep no state, so they reach it, too.",
                    .example = "[shared]",
                    .also = Also::single}),
};

constexpr Field kTransit[] = {
    field<&Transit::kind>("kind", {.fallback = "none",
                                   .doc = "How VPCs reach each other.",
                                   .example = "transit-gateway",
                                   .change = "Interrupts traffic between VPCs while the routes change."}),
    field<&Transit::account>("account",
                             {.rule = text(kAccountName, "account"),
                              .absent = "the account whose role is network",
                              .doc = "Account that owns the transit gateway; for peerings the one whose unit "
                                     "is the segment `shared`.",
                              .example = "network",
                              .change = "Replaces the transit gateway and every attachment."}),
    field<&Transit::segments>(
        "segments",
        {.rule = named(kName),
         .absent = "a segment for each unit that has VPCs; it reaches itself and `shared`",
         .doc = "Segments of VPCs, keyed by name: who reaches whom. Each is a route table of the transit gateway; one "
                "that no VPC is in costs nothing.",
         .example = "{production: {reaches: [shared, data]}}"}),
    field<&Transit::across_regions>(
        "across_regions",
        {.fallback = "false",
         .doc = "Whether VPCs reach those of their segments in other regions: the transit gateways are peered, or the "
                "VPCs. What crosses regions is paid for, and a gateway's peering by the hour.",
         .example = "true",
         .change = "Connects or cuts off VPCs of different regions."}),
    field<&Transit::egress>(
        "egress",
        {.rule = text(kName, "VPC"),
         .absent = "each VPC has its own way out",
         .doc = "VPCs, one a region, through whose NAT gateways tiers with the route transit reach the internet.",
         .example = "egress",
         .also = Also::single}),
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
    field<&Subnet::zones>("zones", {.rule = range(1, 6, "zones"),
                                    .absent = "every zone of the VPC",
                                    .doc = "How many of the VPC's zones have a subnet of the tier; the first ones.",
                                    .example = "2",
                                    .change = "One more adds a subnet and moves none; one less deletes the last one."}),
    field<&Subnet::acl>(
        "acl", {.fallback = "by-route", .doc = "What the tier's network ACL lets through.", .example = "isolated"}),
    field<&Subnet::share_to>("share_to", {.rule = text(kTarget, "unit or account"),
                                          .absent = "those who get the whole VPC",
                                          .doc = "Units and accounts that may use the tier's subnets, through RAM.",
                                          .example = "[Workloads]",
                                          .also = Also::single}),
    field<&Subnet::tags>("tags", {.rule = named(kTagKey, kTagValue),
                                  .absent = "the tags of the VPC",
                                  .doc = "Tags of the tier's subnets, over those of the VPC. An empty value stops the "
                                         "inheritance of that key.",
                                  .example = "{\"kubernetes.io/role/internal-elb\": \"1\"}",
                                  .null = Null::allowed}),
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
    field<&FlowLogs::traffic>("traffic", {.fallback = "all",
                                          .doc = "Which traffic is recorded.",
                                          .example = "rejected",
                                          .change = "Replaces the flow logs; what was written stays."}),
    field<&FlowLogs::format>("format", {.fallback = "text",
                                        .doc = "How the files in the bucket are written.",
                                        .example = "parquet",
                                        .change = "Replaces the flow logs; what was written stays."}),
    field<&FlowLogs::interval_seconds>("interval_seconds",
                                       {.rule = range(60, 600, "seconds"),
                                        .fallback = "600",
                                        .doc = "Seconds that a record sums up; AWS knows 60 and 600.",
                                        .example = "60",
                                        .change = "Replaces the flow logs; what was written stays."}),
};

constexpr Field kIpv6[] = {
    field<&Ipv6::pool>("pool", {.rule = text(kIpv6Pool),
                                .need = Need::required,
                                .doc = "Where IPv6 addresses come from. It may stand alone: `ipv6: amazon`.",
                                .example = "amazon",
                                .change = "Replaces the VPC's IPv6 range and those of its subnets."}),
    field<&Ipv6::prefix>("prefix",
                         {.rule = range(44, 60, {}),
                          .fallback = "56",
                          .doc = "Prefix length of the VPC's IPv6 range: 44, 48, 52, 56 or 60; Amazon gives 56.",
                          .example = "52",
                          .change = "Replaces the VPC's IPv6 range and those of its subnets."}),
    field<&Ipv6::cidr>("cidr", {.rule = text(kIpv6Cidr),
                                .absent = "the pool picks a range of length `prefix`",
                                .doc = "A certain range of a pool of yours.",
                                .example = "2001:db8:1::/56",
                                .change = "Replaces the VPC's IPv6 range and those of its subnets."}),
};

constexpr Field kDns[] = {
    field<&Dns::support>("support",
                         {.fallback = "true", .doc = "Whether the VPC has AWS's name server.", .example = "true"}),
    field<&Dns::hostnames>("hostnames",
                           {.fallback = "true",
                            .doc = "Whether instances with public addresses get names; endpoints need it for theirs.",
                            .example = "false"}),
};

constexpr Field kDhcp[] = {
    field<&Dhcp::domain_name>("domain_name", {.rule = text(kDomain),
                                              .absent = "AWS's name for the region",
                                              .doc = "Domain that instances add to names without a dot.",
                                              .example = "corp.acme.example",
                                              .change = "Replaces the DHCP options; instances take them on renewal."}),
    field<&Dhcp::domain_name_servers>("domain_name_servers",
                                      {.rule = text(kResolver),
                                       .absent = "AmazonProvidedDNS",
                                       .doc = "Name servers in the order in which they are asked; at most four.",
                                       .example = "[10.0.0.2, 10.0.1.2]",
                                       .change = "Replaces the DHCP options; instances take them on renewal.",
                                       .also = Also::single,
                                       .empty = Empty::refused}),
    field<&Dhcp::ntp_servers>("ntp_servers", {.rule = text(kIpv4Address),
                                              .absent = "AWS's time service, which needs no option",
                                              .doc = "Time servers in the order in which they are asked; at most four.",
                                              .example = "[169.254.169.123]",
                                              .change = "Replaces the DHCP options; instances take them on renewal.",
                                              .also = Also::single,
                                              .empty = Empty::refused}),
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
    field<&Layout::ipv6>("ipv6", {.absent = "IPv4 alone",
                                  .doc = "IPv6 addresses beside those of IPv4, a /64 for each subnet.",
                                  .example = "amazon"}),
    field<&Layout::dns>(
        "dns", {.absent = "names for everything", .doc = "Names in the VPC.", .example = "{hostnames: false}"}),
    field<&Layout::dhcp>("dhcp", {.absent = "AWS's default options",
                                  .doc = "What instances are told about names and time.",
                                  .example = "{domain_name: corp.acme.example}"}),
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
        "prefix",
        {.rule = range(16, 28, {}),
         .absent = "that of `cidr`, or the smallest range that holds the layout with room for a zone and a tier",
         .doc = "Prefix length of the range that landform picks from the pool; the lock file keeps the pick.",
         .example = "18",
         .change = "Refused once the VPC is locked: AWS would replace it. `more_cidrs` lets it grow."}),
    field<&Vpc::cidr>("cidr", {.rule = text(kCidr),
                               .absent = "landform picks a range of length `prefix`",
                               .doc = "The VPC's range, where it must be a certain one.",
                               .example = "10.64.0.0/18",
                               .change = "Refused once the VPC is locked: AWS would replace it."}),
    field<&Vpc::more_cidrs>(
        "more_cidrs", {.rule = text(kCidrOrPrefix),
                       .absent = "the VPC has one range",
                       .doc = "Further ranges of the VPC; of a slash and a length alone landform picks the range.",
                       .example = "[10.80.0.0/20, /22]",
                       .change = "Adds or takes away ranges; one that has subnets stays."}),
    field<&Vpc::pool>("pool",
                      {.rule = text(kName, "address pool"),
                       .absent = "the pool that is for the VPC's region and account, or the one that is called main",
                       .doc = "Pool that the range is picked from, or a part of it that is for the VPC's region "
                              "and account.",
                       .example = "main",
                       .change = "Refused once the VPC is locked, unless its range lies in the pool."}),
    field<&Vpc::layout>("layout",
                        {.rule = text(kName, "layout of network.tiers, or three-tier, two-tier, isolated or small"),
                         .need = Need::required,
                         .doc = "Layout of subnets, gateways and endpoints.",
                         .example = "three-tier",
                         .change = "Adds the tiers that are new, deletes those that have gone; one of the same "
                                   "name keeps its subnets."}),
    field<&Vpc::zones>("zones",
                       {.rule = text(kZone),
                        .absent = "as many as the layout says, chosen by AWS at deployment",
                        .doc = "Availability zones by name (us-east-1a, or a) or by id (use1-az1); their number "
                               "replaces the layout's. Ids mean the same zone in every account, names do not.",
                        .example = "[use1-az1, use1-az2]",
                        .change = "A zone that is added gets new subnets, one that is taken away loses its own; "
                                  "the others stay.",
                        .empty = Empty::refused}),
    field<&Vpc::ipv6>("ipv6", {.absent = "as the layout says",
                               .doc = "IPv6 addresses beside those of IPv4, a /64 for each subnet.",
                               .example = "amazon"}),
    field<&Vpc::dns>("dns",
                     {.absent = "as the layout says", .doc = "Names in the VPC.", .example = "{hostnames: false}"}),
    field<&Vpc::dhcp>("dhcp", {.absent = "as the layout says",
                               .doc = "What instances are told about names and time.",
                               .example = "{domain_name: corp.acme.example}"}),
    field<&Vpc::segment>(
        "segment",
        {.rule = text(kName, "segment"),
         .absent = "`shared` for the unit that the transit's account is in, else the name of the account's unit",
         .doc = "Segment of the VPC; VPCs of one segment reach each other.",
         .example = "production",
         .change = "Cuts the VPC off from the others until the deployment has moved it."}),
    field<&Vpc::share_to>("share_to", {.rule = text(kTarget, "unit or account"),
                                       .absent = "the VPC's account alone uses it",
                                       .doc = "Units and accounts that may use every subnet of the VPC, through RAM.",
                                       .example = "[Workloads/Development]",
                                       .also = Also::single}),
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
    field<&IngressRule::open>("public", {.fallback = "false",
                                         .doc = "Accepts that the whole internet reaches a port other than 80 and 443; "
                                                "`why` says for what.",
                                         .example = "true"}),
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
    field<&Network::address_pools>("address_pools", {.rule = named(kName),
                                                     .absent = "VPCs say their own ranges",
                                                     .doc = "Ranges that landform picks from, keyed by name.",
                                                     .example = "{main: 10.0.0.0/8}",
                                                     .change = "Ranges that were given out never move."}),
    field<&Network::reserved_ranges>("reserved_ranges",
                                     {.rule = named(kName),
                                      .absent = "nothing is reserved",
                                      .doc = "Ranges that landform never gives out, keyed by what they are for.",
                                      .example = "{on-premises: 10.255.0.0/16}"}),
    field<&Network::transit>("transit", {.absent = "VPCs do not reach each other",
                                         .doc = "How VPCs reach each other.",
                                         .example = "{kind: transit-gateway, account: network}"}),
    field<&Network::tiers>("tiers",
                           {.rule = named(kName),
                            .absent = "the layouts that landform ships: three-tier, two-tier, isolated and small",
                            .doc = "Layouts of VPCs, keyed by name; one of the name of a shipped layout replaces it.",
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
    field<&Network::default_vpcs>(
        "default_vpcs",
        {.fallback = "keep",
         .doc =
             "What becomes of the default VPC that every account has in every governed region. One in which something "
             "has a network interface is never removed: the stack of that account fails and says so.",
         .example = "remove",
         .change = "Removed ones do not come back; `aws ec2 create-default-vpc` makes one anew."}),
};

}  // namespace

std::span<const Word> words_of(DefaultVpcs) {
  return kDefaultVpcs;
}
std::span<const Word> words_of(ReservedFor) {
  return kReservedFor;
}
std::span<const Word> words_of(AclPreset) {
  return kAclPresets;
}
std::span<const Word> words_of(FlowTraffic) {
  return kFlowTraffic;
}
std::span<const Word> words_of(FlowFormat) {
  return kFlowFormats;
}
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
std::span<const Field> fields_of(const AddressPool*) {
  return kAddressPool;
}
std::span<const Field> fields_of(const ReservedRange*) {
  return kReservedRange;
}
std::span<const Field> fields_of(const Ipv6*) {
  return kIpv6;
}
std::span<const Field> fields_of(const Dns*) {
  return kDns;
}
std::span<const Field> fields_of(const Dhcp*) {
  return kDhcp;
}
std::span<const Field> fields_of(const TransitSegment*) {
  return kTransitSegment;
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
