#include "yaml/format.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "yaml/format_lines.h"
#include "yaml/node.h"
#include "yaml/reader.h"

namespace landform::yaml {
namespace {

constexpr ReadOptions kAnyTag{{}, UnknownTags::keep};

bool same_tree(const Node& a, const Node& b) {
  const auto same_entry = [](const Entry& x, const Entry& y) { return x.key == y.key && same_tree(x.value, y.value); };
  return a.kind == b.kind && a.tag == b.tag && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_tree) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

}  // namespace

bool says_the_same(const base::SourceMap& sources, base::FileId file, std::string_view formatted,
                   base::Diagnostics& diagnostics) {
  const base::SourceFile& source = sources.file(file);
  base::SourceMap ours;
  base::Diagnostics ignored;
  const std::optional<Node> before = read(sources, file, kAnyTag, ignored);
  const std::optional<Node> after = read(ours, ours.add(source.path, std::string(formatted)), kAnyTag, ignored);
  const bool same = before && after && same_tree(*before, *after) &&
                    format_lines(source.text).comments == format_lines(formatted).comments;
  if (same) return true;
  diagnostics.add(
      base::Diagnostic(
          "yaml/format-changes", {file, 0, 0},
          "formatting this file would change what it says, so it is left as it is; this is a bug in landform")
          .help("report it with the file, or with the part of it that is laid out unusually"));
  return false;
}

std::optional<std::string> format(const base::SourceMap& sources, base::FileId file, base::Diagnostics& diagnostics) {
  if (!read(sources, file, kAnyTag, diagnostics)) return std::nullopt;
  const std::string_view text = sources.file(file).text;
  std::string formatted = format_lines(text).text;
  if (formatted == text || says_the_same(sources, file, formatted, diagnostics)) return formatted;
  return std::string(text);
}

}  // namespace landform::yaml
