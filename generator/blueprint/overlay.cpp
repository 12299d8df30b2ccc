#include "blueprint/overlay.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.h"

namespace landform::blueprint {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

namespace {

using Path = std::vector<std::string_view>;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// Keys of a mapping to their places. Long mappings are hashed, so that merging stays linear. The mapping must not lose
// its buffer while this lives: reserve before.
class KeyIndex {
 public:
  explicit KeyIndex(const Node& mapping) : entries_(mapping.entries), known_(mapping.entries.size()) {
    if (known_ <= kWalked) return;
    places_.reserve(known_);
    for (std::size_t i = 0; i < known_; ++i) places_.emplace(entries_[i].key, i);
  }
  [[nodiscard]] std::size_t find(std::string_view key) const {
    if (known_ > kWalked) {
      const auto found = places_.find(key);
      return found == places_.end() ? kNone : found->second;
    }
    for (std::size_t i = 0; i < known_; ++i) {
      if (entries_[i].key == key) return i;
    }
    return kNone;
  }

 private:
  static constexpr std::size_t kWalked = 12;
  const yaml::Entries& entries_;
  std::size_t known_;
  std::unordered_map<std::string_view, std::size_t> places_;
};

std::string said(const Node& node) {
  switch (node.kind) {
    case yaml::Kind::null:
      return "null";
    case yaml::Kind::sequence:
      return "a list";
    case yaml::Kind::mapping:
      return "a mapping";
    default:
      return node.text.size() > 60 ? "another text" : cat('`', node.text, '`');
  }
}

class Overlay {
 public:
  Overlay(const base::SourceMap& sources, base::Diagnostics& diagnostics)
      : sources_(sources), diagnostics_(diagnostics) {}

  void merge(Node& base, Node& upper, const FinalMark* mark) {
    base.entries.reserve(base.entries.size() + upper.entries.size());
    const KeyIndex index(base);
    std::vector<bool> removed;
    for (Entry& entry : upper.entries) {
      path_.push_back(entry.key);
      const std::size_t place = index.find(entry.key);
      if (place != kNone) {
        if (!lay(base.entries[place], entry, mark_below(mark, entry.key))) {
          removed.resize(base.entries.size());
          removed[place] = true;
        }
      } else if (mark && mark->closed) {
        refuse_addition(base, entry, *mark);
      } else {
        base.entries.push_back(std::move(entry));
      }
      path_.pop_back();
    }
    if (!removed.empty()) drop(base.entries, removed);
    base.span = upper.span;
  }

 private:
  // False when the base's entry is to go.
  bool lay(Entry& base, Entry& upper, const FinalMark* mark) {
    if (base.value.is_mapping() && upper.value.is_mapping()) {
      base.key_span = upper.key_span;
      merge(base.value, upper.value, mark);
      return true;
    }
    if (mark) {
      if (!yaml::same_value(base.value, upper.value)) refuse_change(base, upper, *mark);
      return true;
    }
    if (upper.value.is_null()) return false;
    if (base.value.is_mapping() != upper.value.is_mapping() && base.value.is_sequence() != upper.value.is_sequence()) {
      refuse_kind(base, upper);
      return true;
    }
    base.key_span = upper.key_span;
    base.value = std::move(upper.value);
    return true;
  }

  static void drop(yaml::Entries& entries, const std::vector<bool>& removed) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i < removed.size() && removed[i]) continue;
      if (kept != i) entries[kept] = std::move(entries[i]);
      ++kept;
    }
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(kept), entries.end());
  }

  [[nodiscard]] std::string file_of(base::Span span) const {
    return span.known() ? cat('`', sources_.file(span.file).path, '`') : std::string("its base");
  }

  void refuse_change(const Entry& base, const Entry& upper, const FinalMark& mark) {
    Path closed = path_;
    const FinalMark* first = first_closed(mark, closed);
    if (!first) return;
    const bool removes = upper.value.is_null();
    std::string message = cat('`', dotted(path_), "` is ", removes ? "removed" : said(upper.value), " here, but ",
                              file_of(first->span), " made ");
    if (mark.closed) {
      message += base.value.is_scalar() ? cat("it final as ", said(base.value)) : "it final";
    } else {
      message += cat('`', dotted(closed), "` final");
    }
    diagnostics_.add(
        Diagnostic("overlay/final-overridden", removes ? upper.key_span : upper.value.span, std::move(message))
            .also(base.key_span, "what stays")
            .also(first->span, "made final here")
            .help("leave the key out here"));
  }

  void refuse_addition(const Node& base, const Entry& entry, const FinalMark& mark) {
    const Path above(path_.begin(), path_.end() - 1);
    diagnostics_.add(Diagnostic("overlay/final-overridden", entry.key_span,
                                cat('`', dotted(path_), "` is added here, but ", file_of(mark.span), " made `",
                                    dotted(above), "` final, and a final mapping takes no new keys"))
                         .also(base.span, "the mapping that stays as it is")
                         .also(mark.span, "made final here")
                         .help("leave the key out here"));
  }

  void refuse_kind(const Entry& base, const Entry& upper) {
    diagnostics_.add(Diagnostic("overlay/kinds-differ", upper.value.span,
                                cat('`', dotted(path_), "` is ", said(upper.value), " here and ", said(base.value),
                                    " in ", file_of(base.value.span), ", so the two cannot merge"))
                         .also(base.key_span, cat(said(base.value), " here"))
                         .help(base.value.is_mapping()
                                   ? "write it as a mapping, which adds to the base's: `name: {}` for each entry"
                                   : "write it as a list, which replaces the base's"));
  }

  const base::SourceMap& sources_;
  base::Diagnostics& diagnostics_;
  Path path_;
};

void add_entries(Node& whole, Node& part, Path& path, base::Diagnostics& diagnostics) {
  whole.entries.reserve(whole.entries.size() + part.entries.size());
  const KeyIndex index(whole);
  for (Entry& entry : part.entries) {
    path.push_back(entry.key);
    const std::size_t place = index.find(entry.key);
    if (place == kNone) {
      whole.entries.push_back(std::move(entry));
    } else if (Entry& first = whole.entries[place]; first.value.is_mapping() && entry.value.is_mapping()) {
      add_entries(first.value, entry.value, path, diagnostics);
    } else {
      diagnostics.add(Diagnostic("overlay/include-conflict", entry.key_span,
                                 cat('`', dotted(path), "` is given by two parts of one blueprint: ", said(first.value),
                                     " and ", said(entry.value)))
                          .label("second time here")
                          .also(first.key_span, "first here")
                          .help("keep it in one of the two files; parts only add to each other, and none wins"));
    }
    path.pop_back();
  }
}

}  // namespace

void lay_over(Node& base, Node upper, const FinalMark& marks, const base::SourceMap& sources,
              base::Diagnostics& diagnostics) {
  Overlay(sources, diagnostics).merge(base, upper, &marks);
}

void add_part(Node& whole, Node part, base::Diagnostics& diagnostics) {
  Path path;
  add_entries(whole, part, path, diagnostics);
}

}  // namespace landform::blueprint
