#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"emit/disk-failed", Severity::error, "a disk that refused to be read or written"},
    {"emit/document-source", Severity::error, "the source of a document that cannot be filled"},
    {"emit/edited-output", Severity::error, "a generated file that somebody edited"},
    {"emit/foreign-file", Severity::error, "a file of somebody's where a generated one has to go"},
    {"emit/left-behind", Severity::warning, "stacks that the deployment no longer has and AWS still does"},
    {"emit/no-template", Severity::error, "a step whose template cannot be found"},
    {"emit/taken-away", Severity::warning, "stack sets that reach less than before"},
    {"emit/tree-busy", Severity::error, "an out tree that another build is writing"},
    {"emit/unreadable-output", Severity::error, "an output that does not read back as what it was written from"},
};

}  // namespace

std::span<const SlugInfo> emit_slugs() {
  return kSlugs;
}

}  // namespace landform::base
