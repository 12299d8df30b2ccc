#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kIncidentsSlugs[] = {
    {"incidents/action", Severity::error, "a response that its event says nothing for"},
    {"incidents/handled-twice", Severity::error, "two responses that do the same about one event"},
    {"incidents/no-responder", Severity::warning, "nobody may approve or start a runbook"},
    {"incidents/responder", Severity::error, "a permission set that no responder can sign in with"},
    {"incidents/unheard", Severity::error, "an approval or a notice that reaches nobody"},
};

}  // namespace

std::span<const SlugInfo> incidents_slugs() {
  return kIncidentsSlugs;
}

}  // namespace landform::base
