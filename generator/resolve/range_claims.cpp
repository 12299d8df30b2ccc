#include "resolve/range_claims.h"

#include <iterator>
#include <utility>

#include "resolve/address_plan.h"

namespace landform::resolve {

const Claim* RangeClaims::add(Claim claim) {
  const auto next = by_first_.lower_bound(first_of(claim.range));
  if (next != by_first_.begin() && last_of(std::prev(next)->second.range) >= first_of(claim.range)) {
    return &std::prev(next)->second;
  }
  if (next != by_first_.end() && next->first <= last_of(claim.range)) return &next->second;
  by_first_.emplace(first_of(claim.range), std::move(claim));
  return nullptr;
}

}  // namespace landform::resolve
