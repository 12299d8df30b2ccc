// One sentence for every limit: what is counted, the value, the limit, the quota's id and, where AWS raises it, the
// knob. Limits that nobody documented are warnings.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "verify/verify.h"

namespace landform::verify {

// Adds `slug` when `found` is above the limit. `subject` begins the sentence: "role `Admin` has 12 managed policies".
// True when it was within the limit. `help`: a way out, beside that of quotas which AWS raises.
bool check_limit(std::string_view slug, const Context& context, aws::QuotaId quota, std::int64_t found,
                 std::string subject, base::Span span, base::Diagnostics& diagnostics, std::string help = {});
// The same for what is counted often: the sentence is made only when it is needed.
template <std::invocable Subject>
bool check_limit(std::string_view slug, const Context& context, aws::QuotaId quota, std::int64_t found,
                 const Subject& subject, base::Span span, base::Diagnostics& diagnostics) {
  if (found <= context.quotas.limit(quota)) return true;
  return check_limit(slug, context, quota, found, std::string(subject()), span, diagnostics);
}

}  // namespace landform::verify
