#include "aws/log_retention.h"

#include <algorithm>

namespace landform::aws {
namespace {

constexpr std::int64_t kDays[] = {1,   3,   5,   7,   14,   30,   60,   90,   120,  150,  180,
                                  365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653};

}  // namespace

std::span<const std::int64_t> log_retention_days() {
  return kDays;
}

std::optional<std::int64_t> log_retention_at_least(std::int64_t days) {
  const auto* found = std::lower_bound(std::begin(kDays), std::end(kDays), days);
  if (found == std::end(kDays)) return std::nullopt;
  return *found;
}

}  // namespace landform::aws
