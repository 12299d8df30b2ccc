#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"identity/broken-preset", Severity::error, "a preset of IAM policies that is not what it should be"},
    {"identity/file-not-readable", Severity::error, "a policy or metadata file of identity.iam that cannot be read"},
    {"identity/group-not-there", Severity::error, "a user in an account that its group is not made in"},
    {"identity/names-collide", Severity::error, "two names of one kind that IAM or templates cannot tell apart"},
    {"identity/no-external-id", Severity::error, "a third party that may assume a role without an external id"},
    {"identity/no-trust", Severity::error, "a role that nobody may assume"},
    {"identity/parameter-type", Severity::error, "a value of the wrong kind for a parameter of a preset"},
    {"identity/parameters-without-preset", Severity::error, "parameters for a policy of the customer's own"},
    {"identity/policy-shape", Severity::error, "a policy file that is no policy document"},
    {"identity/policy-source", Severity::error, "a policy with no document, or with two"},
    {"identity/provider-file", Severity::error, "a file that is no SAML metadata document"},
    {"identity/reserved-name", Severity::error, "a name that deployments, AWS or landform use"},
    {"identity/too-many-attached", Severity::error, "more policies or groups than IAM attaches to a principal"},
    {"identity/trust-key", Severity::error, "a key of a trust that speaks of another kind of caller"},
    {"identity/twice", Severity::error, "a target, policy or group that stands twice, or is covered twice"},
    {"identity/two-trusts", Severity::error, "a role that trusts two kinds of callers"},
    {"identity/unknown-account", Severity::error, "a role that trusts an account that does not exist"},
    {"identity/unknown-group", Severity::error, "a user in a group that does not exist"},
    {"identity/unknown-parameter", Severity::error, "a parameter that a preset of IAM policies does not have"},
    {"identity/unknown-policy", Severity::error, "a principal with a policy that does not exist"},
    {"identity/unknown-preset", Severity::error, "a policy that asks for a preset that does not exist"},
    {"identity/unknown-provider", Severity::error, "a role that trusts a SAML provider that does not exist"},
    {"identity/unknown-service", Severity::warning, "a role that trusts a service that nobody knows"},
    {"identity/unknown-target", Severity::error, "a group, user or role for a place that does not exist"},
    {"identity/unused-provider", Severity::warning, "a SAML provider that no role trusts"},
    {"identity/wide-statement", Severity::warning, "a policy that allows a whole service on every resource"},
    {"identity/wide-subject", Severity::error, "an OIDC trust that other customers of the provider fit"},
};

}  // namespace

std::span<const SlugInfo> identity_slugs() {
  return kSlugs;
}

}  // namespace landform::base
