#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"security/config-off", Severity::error, "Config rules without AWS Config"},
    {"security/findings-stay", Severity::note, "findings that no log archive keeps"},
    {"security/guard-text", Severity::error, "a rule in Guard that AWS Config would not take"},
    {"security/hub-not-in-region", Severity::warning, "a home region that cannot configure Security Hub centrally"},
    {"security/iam-unrecorded", Severity::warning, "no governed region where AWS Config can record IAM"},
    {"security/no-remediation", Severity::error, "a rule that no runbook of AWS puts right safely"},
    {"security/pack-missing", Severity::warning, "a regulation without a conformance pack"},
    {"security/protection-not-in-region", Severity::warning, "a protection of GuardDuty that a governed region lacks"},
    {"security/rule-parameter", Severity::error, "a setting that a Config rule does not take"},
    {"security/service-not-in-region", Severity::warning, "a security service that a governed region lacks"},
    {"security/standard-not-in-partition", Severity::warning, "a standard that a partition may lack"},
    {"security/suppression", Severity::error, "a suppression that hides too much or contradicts itself"},
    {"security/unknown-rule", Severity::error, "a managed Config rule that landform does not know"},
};

}  // namespace

std::span<const SlugInfo> security_slugs() {
  return kSlugs;
}

}  // namespace landform::base
