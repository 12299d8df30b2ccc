#include "resolve/quota_overrides.h"

#include <string_view>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

aws::Quotas resolve_quotas(const blueprint::Quotas& written, base::Diagnostics& diagnostics) {
  aws::Quotas quotas;
  for (const auto& item : written) {
    if (!item.written.written()) continue;
    const auto fault = quotas.override_with(item.name, *item);
    if (!fault) continue;
    if (fault->kind != aws::OverrideFaultKind::unknown_id) {
      const aws::Quota* quota = aws::find_quota(item.name);
      diagnostics.add(Diagnostic("organization/quota-override", item.written.span,
                                 cat("`quotas` gives ", item.name, " as ", *item, "; it ", fault->reason))
                          .note(quota ? aws::describe(*quota) : std::string())
                          .help("write what AWS granted, or remove the line"));
      continue;
    }
    std::vector<std::string_view> ids;
    for (const aws::Quota& quota : aws::all_quotas()) ids.push_back(quota.id);
    Diagnostic diagnostic("organization/unknown-quota", item.name_span,
                          cat("`quotas` names `", item.name, "`, which is no quota that landform knows"));
    if (const auto near = base::near_names(item.name, ids); !near.empty()) {
      diagnostic.primary.text = base::did_you_mean(near);
    }
    diagnostics.add(
        std::move(diagnostic).help("use the id that a message about the limit names, like `organizations/accounts`"));
  }
  return quotas;
}

}  // namespace landform::resolve
