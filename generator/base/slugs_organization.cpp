#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"organization/account-email", Severity::error, "an e-mail address that AWS would refuse for an account"},
    {"organization/account-email-shared", Severity::error, "one root mailbox for several accounts"},
    {"organization/account-moved", Severity::note, "an account that moves to another unit"},
    {"organization/account-quota", Severity::warning, "more accounts than the organization's quota"},
    {"organization/alias-shared", Severity::error, "one alias for two accounts"},
    {"organization/alias-too-long", Severity::error, "an account's name that makes an alias longer than AWS takes"},
    {"organization/archive-rule", Severity::error,
     "an archive rule that fits no finding of its analyzer, or every one"},
    {"organization/contact-mailbox", Severity::error, "a mailbox that AWS refuses as an alternate contact"},
    {"organization/contact-recipient", Severity::error, "a customer's name that is too long for the primary contact"},
    {"organization/contact-state", Severity::error, "an address without a state, in a country where AWS wants one"},
    {"organization/default-account", Severity::error,
     "no account for logs or audit, and the name of the one to add is taken"},
    {"organization/duplicate-account", Severity::error, "an account that stands in two units"},
    {"organization/email-duplicate", Severity::error, "two accounts with one address"},
    {"organization/existing-organization", Severity::error,
     "an existing unit or account in an organization that is to be created"},
    {"organization/existing-parent", Severity::error, "an existing unit below one that is to be created"},
    {"organization/home-not-governed", Severity::error, "a home region that is not among the governed ones"},
    {"organization/id-duplicate", Severity::error, "one id for two units or accounts"},
    {"organization/mixed-partitions", Severity::error, "regions of two partitions of AWS in one organization"},
    {"organization/name-too-long", Severity::error, "a name that is too long for CloudFormation"},
    {"organization/names-collide", Severity::error, "two names that differ in signs and capitals only"},
    {"organization/opt-in-region", Severity::note, "a region that each account must enable first"},
    {"organization/quota-override", Severity::error, "a quota that AWS does not raise, or not so far"},
    {"organization/region-removed", Severity::warning, "a region that is governed no longer"},
    {"organization/region-twice", Severity::error, "a region that is listed twice"},
    {"organization/required-tag", Severity::error, "an account without a required tag"},
    {"organization/ring-twice", Severity::error, "two rings with one name, or a unit that stands in rings twice"},
    {"organization/ring-unknown-unit", Severity::error, "a ring that names a unit which does not exist"},
    {"organization/role-management", Severity::error, "the role management on an account of the blueprint"},
    {"organization/role-twice", Severity::error, "two accounts with one role"},
    {"organization/tag-key-spelling", Severity::error, "a tag key in other capitals than it is defined in"},
    {"organization/tag-value-not-allowed", Severity::error, "a tag value that is not among the allowed ones"},
    {"organization/too-many-accounts", Severity::error, "more accounts than AWS grants any organization"},
    {"organization/too-many-tags", Severity::error, "an account with more tags than AWS takes"},
    {"organization/too-many-units", Severity::error, "more units than an organization may have"},
    {"organization/trail-archive", Severity::error, "trail logs that expire before they are archived"},
    {"organization/trail-reader", Severity::error, "a reader of the trail that is no role"},
    {"organization/trail-short-archive", Severity::warning,
     "trail logs that are in the archive for less than S3 bills"},
    {"organization/trail-twice", Severity::error, "an entry of a list of the trail that stands twice"},
    {"organization/unit-depth", Severity::error, "a unit that is nested too deep"},
    {"organization/unit-of-another-root", Severity::error, "a unit id that belongs to another organization's root"},
    {"organization/unknown-quota", Severity::error, "a quota that landform does not know"},
    {"organization/unknown-region", Severity::error, "a region that does not exist"},
};

}  // namespace

std::span<const SlugInfo> organization_slugs() {
  return kSlugs;
}

}  // namespace landform::base
