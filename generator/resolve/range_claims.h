// Who has which range: VPCs, those that the lock remembers, and what is reserved. No two may overlap.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "aws/cidr.h"
#include "base/span.h"

namespace landform::resolve {

enum class ClaimKind { vpc, remembered, reserved };

struct Claim {
  aws::Cidr range;
  ClaimKind kind = ClaimKind::vpc;
  std::string name;
  base::Span span;  // where the range is said: in the blueprint, or the entry of the lock
};

class RangeClaims {
 public:
  // Null when the claim was added; else the one that it overlaps (the lowest), and it was not.
  const Claim* add(Claim claim);

 private:
  std::map<std::uint32_t, Claim> by_first_;
};

}  // namespace landform::resolve
