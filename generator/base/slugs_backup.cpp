#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"backup/audit-without-config", Severity::warning, "an audit of backups without the recorder that it stands on"},
    {"backup/cold-storage", Severity::error, "backups that would be deleted before cold storage lets them go"},
    {"backup/continuous", Severity::error, "continuous backups kept longer, or colder, than AWS does"},
    {"backup/copy-account", Severity::error, "copies for an account that cannot keep them"},
    {"backup/copy-nowhere", Severity::error, "a plan that copies where the vault names no place"},
    {"backup/copy-region", Severity::error, "backups or copies in a region where they cannot be, or would not help"},
    {"backup/copy-unused", Severity::warning, "a place for copies that no plan makes"},
    {"backup/lock-grace", Severity::error, "a vault lock whose mode and grace period do not go together"},
    {"backup/lock-retention", Severity::error, "a retention that the lock of its vault forbids"},
    {"backup/names-collide", Severity::error, "plans whose names are one in CloudFormation"},
    {"backup/no-cold-storage", Severity::warning, "cold storage for resources that have none"},
    {"backup/no-schedule", Severity::error, "a plan without a schedule, or with two"},
    {"backup/not-testable", Severity::error, "a restore test of a service that AWS Backup cannot test"},
    {"backup/not-tested-in-region", Severity::note, "a region that has no restore tests"},
    {"backup/nothing-selected", Severity::error, "a plan that selects nothing"},
    {"backup/policy-cannot", Severity::error, "a plan that no policy of the organization can say"},
    {"backup/source-keys", Severity::note, "copies to another account of what may have a key of AWS's own"},
    {"backup/too-many-resources", Severity::error, "a plan that selects more ARNs than AWS Backup takes"},
    {"backup/too-often", Severity::error, "a plan that runs more often than once an hour"},
    {"backup/unknown-resource", Severity::error, "a selected resource that AWS Backup does not back up"},
    {"backup/unknown-tag", Severity::warning, "a selection by a tag that nothing is known to carry"},
    {"backup/unknown-target", Severity::error, "backups for a unit or account that does not exist"},
    {"backup/vault-key", Severity::error, "copies to another account under a key that forbids them"},
    {"backup/window", Severity::error, "a backup that must be complete before it begins"},
};

}  // namespace

std::span<const SlugInfo> backup_slugs() {
  return kSlugs;
}

}  // namespace landform::base
