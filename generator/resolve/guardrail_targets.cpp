#include "resolve/guardrail_targets.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/targets.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

void report_unknown(const std::string& name, base::Span span, const std::string& guardrail,
                    const Organization& organization, base::Diagnostics& diagnostics) {
  diagnostics.add(Diagnostic("guardrails/unknown-target", span,
                             cat("guardrail `", guardrail, "` is for `", name,
                                 "`, which is no unit and no account of the organization"))
                      .label(near_target(name, organization))
                      .help("write `Root`, a unit's whole path (`Workloads/Production`) or an account's name"));
}

}  // namespace

std::vector<PolicyTarget> policy_targets(const blueprint::Listed<std::string>& written, const std::string& guardrail,
                                         const Organization& organization, base::Diagnostics& diagnostics) {
  std::vector<PolicyTarget> targets;
  std::map<std::string_view, base::Span> seen;
  for (const auto& target : written) {
    if (!target.written()) continue;
    const auto [first, fresh] = seen.emplace(*target, target.span);
    if (!fresh) {
      diagnostics.add(Diagnostic("guardrails/twice", target.span,
                                 cat("`", *target, "` stands twice in this list of guardrail `", guardrail, "`"))
                          .also(first->second, "first here")
                          .help("take one of them out"));
      continue;
    }
    if (const auto kind = kind_of_target(*target, organization)) {
      targets.push_back({*kind, *target, target.span});
    } else {
      report_unknown(*target, target.span, guardrail, organization, diagnostics);
    }
  }
  std::sort(targets.begin(), targets.end());
  return targets;
}

bool is_management(const PolicyTarget& target) {
  return target.kind == PolicyTarget::Kind::account && target.name == blueprint::kManagement;
}

void warn_of_management(const Guardrail& guardrail, base::Diagnostics& diagnostics) {
  if (!has_statements(guardrail.type)) return;
  for (const PolicyTarget& target : guardrail.targets) {
    if (!is_management(target)) continue;
    diagnostics.add(Diagnostic("guardrails/no-effect-on-management", target.span,
                               cat("guardrail `", guardrail.name, "` is attached to the management account, where ",
                                   facts_of(guardrail.type).plural, " have no effect"))
                        .note("nothing in AWS Organizations limits the management account; keep workloads out of it")
                        .help("take `management` out of the list"));
  }
}

}  // namespace landform::resolve
