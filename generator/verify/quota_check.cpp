#include "verify/quota_check.h"

#include "base/text.h"

namespace landform::verify {

using base::cat;

bool check_limit(std::string_view slug, const Context& context, aws::QuotaId quota, std::int64_t found,
                 std::string subject, base::Span span, base::Diagnostics& diagnostics, std::string help) {
  const std::int64_t limit = context.quotas.limit(quota);
  if (found <= limit) return true;
  const aws::Quota& row = quota.row();
  base::Diagnostic fault(slug, span, cat(subject, "; the limit is ", limit));
  fault.notes.push_back(aws::describe(row));
  if (row.certainty == aws::Certainty::unverified) fault.severity = base::Severity::warning;
  if (row.adjustable == aws::Adjustable::yes) {
    const bool granted = row.maximum == 0 || found <= row.maximum;
    if (granted) {
      fault.helps.push_back(cat("if AWS raised it for you, say so: `quotas: {", row.id, ": ", found, "}`"));
    }
  }
  if (!help.empty()) fault.helps.push_back(std::move(help));
  diagnostics.add(std::move(fault));
  return false;
}

}  // namespace landform::verify
