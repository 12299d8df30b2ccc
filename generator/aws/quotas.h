// Every limit of AWS that landform counts against: id, value, unit, since when, source, and how far it can be raised.
// The rows are in quota_table.h. An id that does not exist does not compile:
//
//     quota("organizations/scp-size").value           AWS's own value
//     quotas.limit("organizations/scp-size")           this customer's: with the blueprint's `quotas:` applied
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aws/quota_table.h"
#include "base/result.h"

namespace landform::aws {

// Sorted by id, unique.
constexpr std::span<const Quota> all_quotas() {
  return kQuotas;
}

// The place of a row; made only from the text of an id that exists, at compile time.
class QuotaId {
 public:
  consteval QuotaId(const char* id) : index_(index_of(id)) {}
  [[nodiscard]] constexpr const Quota& row() const { return kQuotas[index_]; }

 private:
  static consteval std::size_t index_of(std::string_view id) {
    std::size_t index = 0;
    while (kQuotas[index].id != id) ++index;  // an unknown id runs off the table: the compiler refuses it here
    return index;
  }
  std::size_t index_;
};

constexpr const Quota& quota(QuotaId id) {
  return id.row();
}
// Null when there is no such quota.
const Quota* find_quota(std::string_view id);

// Ids for "did you mean", nearest first, at most four.
std::vector<std::string_view> near_quotas(std::string_view id);

// "characters", "characters without white space", ... for messages, in the plural; empty for plain counts.
std::string_view unit_name(QuotaUnit unit);

enum class OverrideFaultKind {
  unknown_id,
  not_adjustable,  // above AWS's value, and AWS raises it for nobody
  above_maximum,   // more than AWS grants
  below_one,
};

struct OverrideFault {
  OverrideFaultKind kind;
  std::string reason;  // continues a sentence that begins with the id: "is 5 and cannot be raised"
};

// AWS's values with one customer's own. A value below AWS's is always taken: the customer wants to be warned earlier,
// or AWS has not raised it there yet.
class Quotas {
 public:
  // Nothing when the override was taken.
  std::optional<OverrideFault> override_with(std::string_view id, std::int64_t value);

  [[nodiscard]] std::int64_t limit(QuotaId id) const { return limit(id.row()); }
  [[nodiscard]] std::int64_t limit(const Quota& row) const;
  [[nodiscard]] bool overridden(std::string_view id) const { return values_.contains(id); }
  // Sorted by id.
  [[nodiscard]] const std::map<std::string, std::int64_t, std::less<>>& overrides() const { return values_; }

 private:
  std::map<std::string, std::int64_t, std::less<>> values_;
};

// "quota organizations/scp-per-target, 10 since 2026-05-15, 5 before": for the note of a diagnostic.
std::string describe(const Quota& row);

}  // namespace landform::aws
