#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"identity-center/assigned-twice", Severity::error,
     "a permission set that is assigned to one principal twice in a place"},
    {"identity-center/empty-permission-set", Severity::error, "a permission set without any policy"},
    {"identity-center/idle-group", Severity::warning, "a group without an assignment"},
    {"identity-center/inline-policy-too-long", Severity::error, "an inline policy that Identity Center would refuse"},
    {"identity-center/kept-elsewhere", Severity::error, "users or members that come from an identity provider"},
    {"identity-center/listed-twice", Severity::error, "a member or a policy that stands twice in one list"},
    {"identity-center/too-many-policies", Severity::error, "more managed policies than a permission set may carry"},
    {"identity-center/unknown-group", Severity::error, "an assignment of a group that nothing makes"},
    {"identity-center/unknown-permission-set", Severity::error, "an assignment of a permission set that nothing makes"},
    {"identity-center/unknown-policy", Severity::error, "a policy of a permission set that nobody has"},
    {"identity-center/unknown-target", Severity::error,
     "an assignment to a unit or account that the organization lacks"},
    {"identity-center/unknown-user", Severity::error, "a member or principal who is not among the users"},
    {"identity-center/user-without-group", Severity::warning, "a user whom no group and no assignment names"},
    {"identity-center/whom", Severity::error, "an assignment to nobody, or to a group and a user at once"},
};

}  // namespace

std::span<const SlugInfo> identity_center_slugs() {
  return kSlugs;
}

}  // namespace landform::base
