// `final`: the key paths of a base that files above it cannot change.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "yaml/node.h"

namespace landform::blueprint {

// One line of a `final` list, taken apart.
struct FinalPath {
  std::vector<std::string> keys;
  bool each_key = false;  // "guardrails.*": each key below, not the mapping itself
  std::string text;       // as written
  base::Span span;
};

// The marks as a tree beside the blueprint's. A closed mark covers everything at and below it.
struct FinalMark {
  bool closed = false;
  base::Span span;  // the entry of `final` that closed it
  std::map<std::string, FinalMark, std::less<>> below;
};

// Null when there is no mark at or below `key`.
const FinalMark* mark_below(const FinalMark* mark, std::string_view key);
// The closed mark at or below this one that comes first by its path, which is appended to `path`; null for none.
const FinalMark* first_closed(const FinalMark& mark, std::vector<std::string_view>& path);

// The entries of a `final` list. Raises overlay/layer-key and overlay/final-path.
std::vector<FinalPath> read_final(const yaml::Node& list, base::Diagnostics& diagnostics);

// Adds marks for what `paths` name in `root`, the tree of the file that says `final` with its bases. Raises
// overlay/final-unknown.
void add_marks(FinalMark& marks, const std::vector<FinalPath>& paths, const yaml::Node& root,
               base::Diagnostics& diagnostics);

// "organization.units", with keys that hold dots in quotes: the form that `final` reads.
std::string dotted(const std::vector<std::string_view>& keys);

}  // namespace landform::blueprint
