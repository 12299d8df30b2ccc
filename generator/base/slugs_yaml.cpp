#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"yaml/alias-expansion", Severity::error, "aliases that stand for more values than a file may hold"},
    {"yaml/ambiguous-word", Severity::warning, "a plain word that older YAML readers take for a boolean or a number"},
    {"yaml/bad-utf8", Severity::error, "bytes that are not UTF-8"},
    {"yaml/byte-order-mark", Severity::error, "a file in UTF-16 or UTF-32"},
    {"yaml/complex-key", Severity::error, "a key that is not plain text"},
    {"yaml/control-character", Severity::error, "a control character in the text"},
    {"yaml/duplicate-key", Severity::error, "a mapping that has the same key twice"},
    {"yaml/file-too-large", Severity::error, "a file of more than 16 MiB"},
    {"yaml/format-changes", Severity::error, "a file that formatting would change in what it says; a bug in landform"},
    {"yaml/merge-key", Severity::error, "a merge key `<<` whose value is no mapping"},
    {"yaml/number-loses-digits", Severity::error, "a number that readers round, shorten or read as octal"},
    {"yaml/quote-spans-lines", Severity::error, "a quoted value whose closing quote is missing on its line"},
    {"yaml/recursive-alias", Severity::error, "an alias inside the value that it repeats"},
    {"yaml/several-documents", Severity::error, "more than one document in a file"},
    {"yaml/syntax", Severity::error, "text that is not YAML"},
    {"yaml/tab-indentation", Severity::error, "a tab in the indentation"},
    {"yaml/too-deep", Severity::error, "lists and mappings nested deeper than 100 levels"},
    {"yaml/undefined-alias", Severity::error, "an alias without an anchor above it"},
    {"yaml/unknown-tag", Severity::error, "a tag that the file may not use"},
};

}  // namespace

std::span<const SlugInfo> yaml_slugs() {
  return kSlugs;
}

}  // namespace landform::base
