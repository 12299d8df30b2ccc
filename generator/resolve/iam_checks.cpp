#include "resolve/iam_checks.h"

#include <cstdint>
#include <utility>

#include "aws/logical_id.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

void IamNames::add(const std::string& name, base::Span span) {
  const auto [first, fresh] = first_of_.emplace(aws::logical_id_key(name), &name);
  if (fresh) return;
  diagnostics_.add(Diagnostic("identity/names-collide", span,
                              cat("`", name, "` and `", *first->second, "` are too much alike for names of a ", kind_))
                       .note("IAM ignores upper and lower case, and template names have letters and digits alone")
                       .help("rename one of them"));
}

void check_attached(std::size_t count, aws::QuotaId quota, base::Span span, const std::string& whose,
                    std::string_view what, const Organization& organization, base::Diagnostics& diagnostics) {
  const std::int64_t limit = organization.quotas.limit(quota);
  if (static_cast<std::int64_t>(count) <= limit) return;
  Diagnostic fault("identity/too-many-attached", span, cat(whose, " has ", count, ' ', what, "; the limit is ", limit));
  fault.notes.push_back(cat("quota ", quota.row().id));
  if (quota.row().adjustable == aws::Adjustable::yes) {
    fault.helps.push_back(
        cat("put statements of several policies into one; or, once AWS has raised it, "
            "quotas: {",
            quota.row().id, ": ", count, "}"));
  } else {
    fault.helps.emplace_back("put statements of several policies into one, or split the group");
  }
  diagnostics.add(std::move(fault));
}

}  // namespace landform::resolve
