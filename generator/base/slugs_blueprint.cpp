#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"blueprint/account-id", Severity::error, "an AWS account id that does not have twelve digits"},
    {"blueprint/cidr", Severity::error, "an address range that is none, or that has host bits set"},
    {"blueprint/duplicate-name", Severity::error, "a list of names that has the same name twice"},
    {"blueprint/empty", Severity::error, "a list or map without items where at least one is needed"},
    {"blueprint/language-version", Severity::error,
     "a blueprint in a version of the language that this landform does not read"},
    {"blueprint/mailbox", Severity::error, "a mail address that AWS would refuse"},
    {"blueprint/missing-key", Severity::error, "a required key that is not there"},
    {"blueprint/name-pattern", Severity::error, "a name with characters or a length that it may not have"},
    {"blueprint/not-in-enum", Severity::error, "a word that is not one of the words of its key"},
    {"blueprint/null-not-allowed", Severity::error, "a key with nothing behind it"},
    {"blueprint/out-of-range", Severity::error, "a number below or above its limits"},
    {"blueprint/personal-mailbox", Severity::warning, "a person's mail address where a group mailbox belongs"},
    {"blueprint/placeholder", Severity::error, "a word in braces that nothing replaces"},
    {"blueprint/region-name", Severity::error, "a text that does not have the form of a region's name"},
    {"blueprint/schedule", Severity::error, "a schedule that is no cron expression of AWS"},
    {"blueprint/switched-off", Severity::warning, "keys beside `enabled: false`, which have no effect"},
    {"blueprint/text-form", Severity::error, "a text that does not have the form of its key"},
    {"blueprint/unknown-key", Severity::error, "a key that the language does not have"},
    {"blueprint/unquoted-account-id", Severity::warning, "an account id that is written as a number"},
    {"blueprint/wrong-kind", Severity::error, "a value of another kind than its key wants"},
};

}  // namespace

std::span<const SlugInfo> blueprint_slugs() {
  return kSlugs;
}

}  // namespace landform::base
