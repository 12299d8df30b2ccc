#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"guardrails/allow-without-effect", Severity::error, "an allow list where AWS's own policy allows everything"},
    {"guardrails/assertion-action", Severity::error, "an assertion about an action that no service has"},
    {"guardrails/assertion-failed", Severity::error, "an assertion that the policies do not keep"},
    {"guardrails/assertion-name", Severity::warning,
     "an assertion that is switched off, but is none of landform's own"},
    {"guardrails/assertion-target", Severity::error, "an assertion about a unit or account that does not exist"},
    {"guardrails/assertion-who", Severity::error, "an assertion about somebody who is no principal"},
    {"guardrails/broken-preset", Severity::error, "a preset that is no policy"},
    {"guardrails/built-in", Severity::error, "a policy of the customer's own under the name of AWS's own"},
    {"guardrails/detach", Severity::error, "`detach` on a guardrail that landform attaches itself"},
    {"guardrails/exempt-without-effect", Severity::error, "principals exempt from a policy that denies nothing"},
    {"guardrails/exempts-everyone", Severity::error, "an exemption that every role falls under"},
    {"guardrails/file-not-readable", Severity::error, "a policy file that cannot be read"},
    {"guardrails/last-scp", Severity::error, "a target that would be left without a policy that allows anything"},
    {"guardrails/locks-out-break-glass", Severity::error,
     "a policy that leaves a break-glass user without the means to help"},
    {"guardrails/locks-out-deployment", Severity::error, "a policy that denies what a deployment needs"},
    {"guardrails/no-effect-on-management", Severity::warning,
     "a policy on the management account, which none can limit"},
    {"guardrails/no-kind", Severity::error, "a policy of the customer's own without its type"},
    {"guardrails/not-final", Severity::error, "a CloudFormation function inside a policy"},
    {"guardrails/nothing-to-switch-off", Severity::warning,
     "a guardrail that is switched off, but does not hold anyway"},
    {"guardrails/nowhere", Severity::error, "a guardrail that is attached nowhere"},
    {"guardrails/other-kind", Severity::error, "a preset under another type than its own"},
    {"guardrails/parameter-length", Severity::error, "a list of a preset with too many items, or with none"},
    {"guardrails/parameter-type", Severity::error, "a list for one value, or one value for a list, of a preset"},
    {"guardrails/parameters-without-preset", Severity::error, "parameters of a policy that is no preset"},
    {"guardrails/policy-shape", Severity::error, "a policy document that AWS Organizations would not take as it is"},
    {"guardrails/redundant", Severity::warning, "a guardrail where another one denies the same already"},
    {"guardrails/region-forbidden", Severity::error, "a region that is used and forbidden"},
    {"guardrails/region-left-out", Severity::warning, "a region-lock that shuts a governed region"},
    {"guardrails/statements-of-other-kind", Severity::error, "statements in a type of policy that has none"},
    {"guardrails/too-long", Severity::error, "a policy that is longer than AWS takes, and cannot be cut"},
    {"guardrails/too-many-policies", Severity::error, "more policies on a target than AWS takes"},
    {"guardrails/too-many-targets", Severity::error, "a policy with more targets than a stack can look up"},
    {"guardrails/twice", Severity::error, "a target that stands twice in a list"},
    {"guardrails/two-sources", Severity::error, "a guardrail that says its policy twice"},
    {"guardrails/unknown-parameter", Severity::error, "a parameter that a preset does not have"},
    {"guardrails/unknown-preset", Severity::error, "a guardrail that is no preset and has no policy of its own"},
    {"guardrails/unknown-target", Severity::error, "a guardrail for a unit or account that does not exist"},
};

}  // namespace

std::span<const SlugInfo> guardrails_slugs() {
  return kSlugs;
}

}  // namespace landform::base
