// What EC2 says about the ranges of a VPC, apart from their size. Source: "VPC CIDR blocks" (Amazon VPC user guide),
// docs/facts.md F1. Read: 2026-11-22.
#include <algorithm>
#include <array>

#include "aws/cidr.h"
#include "base/text.h"

namespace landform::aws {
namespace {

constexpr std::string_view kPage = "vpc-cidr-blocks";

// Refused ones first: find_restriction promises that order.
constexpr std::array<RestrictedRange, 6> kRestricted{{
    {ipv4_cidr(0, 0, 0, 0, 8), Restriction::refused, "addresses of this network itself", kPage},
    {ipv4_cidr(127, 0, 0, 0, 8), Restriction::refused, "loopback", kPage},
    {ipv4_cidr(169, 254, 0, 0, 16), Restriction::refused, "link-local, the instance metadata service among them",
     kPage},
    {ipv4_cidr(224, 0, 0, 0, 4), Restriction::refused, "multicast", kPage},
    {ipv4_cidr(172, 17, 0, 0, 16), Restriction::avoid, "Docker's bridge, also in Cloud9 and SageMaker", kPage},
    {ipv4_cidr(172, 31, 0, 0, 16), Restriction::avoid, "the default VPC of every account", kPage},
}};

constexpr Cidr kTen = ipv4_cidr(10, 0, 0, 0, 8);
constexpr Cidr kTenLow = ipv4_cidr(10, 0, 0, 0, 15);
constexpr Cidr kTenFirst = ipv4_cidr(10, 0, 0, 0, 16);
constexpr Cidr kOneSevenTwo = ipv4_cidr(172, 16, 0, 0, 12);
constexpr Cidr kDefaultVpc = ipv4_cidr(172, 31, 0, 0, 16);
constexpr Cidr kOneNineTwo = ipv4_cidr(192, 168, 0, 0, 16);
constexpr Cidr kBenchmark = ipv4_cidr(198, 19, 0, 0, 16);

// A primary range in `primary` takes no secondary range in any of `refused`.
struct AssociationRule {
  Cidr primary;
  std::array<Cidr, 4> refused;
};
constexpr std::array<AssociationRule, 4> kAssociationRules{{
    {kTen, {kOneSevenTwo, kOneNineTwo, kBenchmark, kBenchmark}},
    {kOneSevenTwo, {kTen, kOneNineTwo, kDefaultVpc, kBenchmark}},
    {kOneNineTwo, {kTen, kOneSevenTwo, kBenchmark, kBenchmark}},
    {kBenchmark, {kTen, kOneSevenTwo, kOneNineTwo, kOneNineTwo}},
}};
// Any other primary: publicly routable, or 100.64.0.0/10.
constexpr std::array<Cidr, 4> kRefusedBesidePublic{kTen, kOneSevenTwo, kOneNineTwo, kBenchmark};

}  // namespace

std::span<const RestrictedRange> restricted_ranges() {
  return kRestricted;
}

const RestrictedRange* find_restriction(const Cidr& vpc) {
  const auto* found =
      std::ranges::find_if(kRestricted, [&](const RestrictedRange& row) { return overlaps(row.range, vpc); });
  return found != kRestricted.end() ? found : nullptr;
}

std::optional<std::string> added_range_fault(std::span<const Cidr> present, const Cidr& added) {
  if (present.empty() || added.family != AddressFamily::ipv4) return std::nullopt;
  const Cidr& primary = present.front();
  const auto* rule = std::ranges::find_if(kAssociationRules,
                                          [&](const AssociationRule& row) { return contains(row.primary, primary); });
  const std::array<Cidr, 4>& refused = rule != kAssociationRules.end() ? rule->refused : kRefusedBesidePublic;
  for (const Cidr& range : refused) {
    if (!overlaps(range, added)) continue;
    const std::string where = rule != kAssociationRules.end() ? base::cat("in ", to_text(rule->primary))
                                                              : std::string("public or in 100.64.0.0/10");
    return base::cat("a VPC whose first range is ", where, " takes no second one in ", to_text(range));
  }
  const bool has_low = std::ranges::any_of(present, [](const Cidr& range) { return contains(kTenLow, range); });
  if (has_low && overlaps(kTenFirst, added)) {
    return base::cat("a VPC with a range in ", to_text(kTenLow), " takes no second one in ", to_text(kTenFirst));
  }
  return std::nullopt;
}

}  // namespace landform::aws
