#include "aws/quotas.h"

#include <algorithm>

#include "base/suggest.h"
#include "base/text.h"

namespace landform::aws {

static_assert(std::ranges::is_sorted(kQuotas, {}, &Quota::id));
static_assert(std::ranges::adjacent_find(kQuotas, {}, &Quota::id) == std::ranges::end(kQuotas));

const Quota* find_quota(std::string_view id) {
  const auto* found = std::ranges::lower_bound(kQuotas, id, {}, &Quota::id);
  return found != std::ranges::end(kQuotas) && found->id == id ? found : nullptr;
}

std::vector<std::string_view> near_quotas(std::string_view id) {
  std::vector<std::string_view> ids;
  for (const Quota& row : kQuotas) ids.push_back(row.id);
  return base::near_names(id, ids);
}

std::string_view unit_name(QuotaUnit unit) {
  switch (unit) {
    case QuotaUnit::count:
      return "";
    case QuotaUnit::characters:
      return "characters";
    case QuotaUnit::characters_without_space:
      return "characters without white space";
    case QuotaUnit::bytes:
      return "bytes";
    case QuotaUnit::seconds:
      return "seconds";
    case QuotaUnit::minutes:
      return "minutes";
    case QuotaUnit::hours:
      return "hours";
    case QuotaUnit::days:
      return "days";
    case QuotaUnit::prefix_length:
      return "";
  }
  return "";
}

std::optional<OverrideFault> Quotas::override_with(std::string_view id, std::int64_t value) {
  const Quota* row = find_quota(id);
  if (row == nullptr) return OverrideFault{OverrideFaultKind::unknown_id, "is no quota that landform knows"};
  if (value < 1) return OverrideFault{OverrideFaultKind::below_one, base::cat("is set to ", value, "; the least is 1")};
  if (value > row->value && row->adjustable == Adjustable::no) {
    return OverrideFault{OverrideFaultKind::not_adjustable,
                         base::cat("is ", row->value, " and AWS raises it for nobody")};
  }
  if (row->maximum != 0 && value > row->maximum) {
    return OverrideFault{OverrideFaultKind::above_maximum,
                         base::cat("is ", row->value, " and can be raised to ", row->maximum, " at most")};
  }
  values_.insert_or_assign(std::string(id), value);
  return std::nullopt;
}

std::int64_t Quotas::limit(const Quota& row) const {
  const auto found = values_.find(row.id);
  return found != values_.end() ? found->second : row.value;
}

std::string describe(const Quota& row) {
  std::string text = base::cat("quota ", row.id, ", ", row.value);
  if (const std::string_view unit = unit_name(row.unit); !unit.empty()) text += base::cat(" ", unit);
  if (!row.since.empty()) text += base::cat(" since ", row.since);
  if (row.previous != 0) text += base::cat(", ", row.previous, " before");
  return text;
}

}  // namespace landform::aws
