#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"overlay/absolute-path", Severity::error, "a layer named from the root of a machine's disk"},
    {"overlay/cycle", Severity::error, "a file that extends or includes itself, over others perhaps"},
    {"overlay/different-version", Severity::error, "layers that are written in two versions of the language"},
    {"overlay/extends-in-include", Severity::error, "an included part that extends a file of its own"},
    {"overlay/file-not-found", Severity::error, "a blueprint or a layer that does not exist"},
    {"overlay/file-not-readable", Severity::error, "a blueprint or a layer that the system does not let landform read"},
    {"overlay/final-overridden", Severity::error, "a value that a base made final and a file above it changes"},
    {"overlay/final-path", Severity::error, "an entry of `final` that is no path of keys"},
    {"overlay/final-unknown", Severity::error, "an entry of `final` that names nothing in the file or its bases"},
    {"overlay/include-conflict", Severity::error, "a value that two parts of one blueprint give"},
    {"overlay/included-twice", Severity::error, "a part that is included in two places"},
    {"overlay/kinds-differ", Severity::error, "a list over a base's mapping, or a mapping over its list"},
    {"overlay/layer-key", Severity::error, "`extends`, `include` or `final` with a value of the wrong kind"},
    {"overlay/not-a-file", Severity::error, "a layer that is a folder or a device"},
    {"overlay/not-a-mapping", Severity::error, "a layer that holds a list or a single value"},
    {"overlay/not-a-path", Severity::error, "text after `extends` or `include` that cannot be a path"},
    {"overlay/path-outside", Severity::error, "an included part outside the folder of the file that includes it"},
    {"overlay/too-deep", Severity::error, "a chain of `extends` and `include` that is too long"},
    {"overlay/too-many-files", Severity::error, "a blueprint of too many files"},
};

}  // namespace

std::span<const SlugInfo> overlay_slugs() {
  return kSlugs;
}

}  // namespace landform::base
