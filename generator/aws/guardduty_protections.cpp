#include "aws/guardduty_protections.h"

#include <algorithm>
#include <array>

namespace landform::aws {
namespace {

struct Lacking {
  std::string_view region;
  std::string_view protection;
};

// Source: "Regions and endpoints", region-specific feature availability (GuardDuty user guide); "Amazon GuardDuty"
// (Getting Started with Amazon Web Services in China Regions). Read: 2026-11-22.
constexpr auto kLacking = std::to_array<Lacking>({
    {"ap-east-2", "rds"},
    {"cn-north-1", "runtime"},
    {"cn-northwest-1", "runtime"},
});

}  // namespace

bool has_guardduty_protection(std::string_view region, std::string_view protection) {
  return std::none_of(kLacking.begin(), kLacking.end(),
                      [&](const Lacking& row) { return row.region == region && row.protection == protection; });
}

}  // namespace landform::aws
