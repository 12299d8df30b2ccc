#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"lock/email-changed", Severity::error, "another address for an account that is deployed"},
    {"lock/home-region-changed", Severity::error, "another home region for an organization that is deployed"},
    {"lock/id-changed", Severity::error, "another id for a unit or account that is deployed"},
    {"lock/merge-conflict", Severity::error, "a lock file with an unfinished merge"},
    {"lock/name-changed", Severity::error, "another AWS name for an account that is deployed"},
    {"lock/newer-version", Severity::error, "a lock file of a newer landform"},
    {"lock/not-readable", Severity::error, "a lock file that landform did not write, or that was damaged"},
    {"lock/other-customer", Severity::error, "the lock file of another customer"},
    {"lock/undeclared-rename", Severity::error, "a deployed name that has gone while a new one appeared beside it"},
    {"lock/unit-moved", Severity::error, "a deployed unit that would move below another parent"},
    {"lock/unknown-key", Severity::error, "a key of the lock file that landform does not know"},
    {"lock/unknown-was", Severity::error, "`was:` with a name that was never deployed"},
    {"lock/vanished-account", Severity::warning, "a deployed account that the blueprint has no more"},
    {"lock/vanished-unit", Severity::warning, "a deployed unit that the blueprint has no more"},
    {"lock/was-in-use", Severity::error, "`was:` with a name that still belongs to something else"},
    {"lock/would-change", Severity::error, "a build that would change the lock although `--locked` forbids it"},
};

}  // namespace

std::span<const SlugInfo> lock_slugs() {
  return kSlugs;
}

}  // namespace landform::base
