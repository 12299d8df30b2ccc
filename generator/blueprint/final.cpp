#include "blueprint/final.h"

#include <utility>

#include "base/text.h"

namespace landform::blueprint {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kExample = "`final: [security, guardrails.*, logging.trail.retention_days]`";

// The keys of a dotted path, or nothing when a part is empty or a quote stays open.
std::optional<std::vector<std::string>> split_path(std::string_view text) {
  std::vector<std::string> keys;
  std::size_t at = 0;
  while (true) {
    std::string key;
    if (at < text.size() && text[at] == '"') {
      const std::size_t close = text.find('"', at + 1);
      if (close == std::string_view::npos) return std::nullopt;
      key = text.substr(at + 1, close - at - 1);
      at = close + 1;
    } else {
      const std::size_t dot = text.find('.', at);
      key = text.substr(at, dot == std::string_view::npos ? dot : dot - at);
      at += key.size();
    }
    if (key.empty() || key.find('"') != std::string::npos) return std::nullopt;
    keys.push_back(std::move(key));
    if (at == text.size()) return keys;
    if (text[at] != '.') return std::nullopt;
    ++at;
  }
}

std::optional<FinalPath> read_path(const yaml::Node& item, base::Diagnostics& diagnostics) {
  FinalPath path;
  path.text = item.text;
  path.span = item.span;
  std::string_view rest = item.text;
  if (rest.ends_with(".*")) {
    path.each_key = true;
    rest.remove_suffix(2);
  }
  auto keys = split_path(rest);
  if (!keys) {
    diagnostics.add(Diagnostic("overlay/final-path", item.span,
                               cat("`", item.text, "` is no path of keys; `final` wants keys separated by single dots"))
                        .note("a key that holds a dot stands in double quotes: a.\"b.c\"")
                        .help(cat("write paths like these: ", kExample)));
    return std::nullopt;
  }
  path.keys = std::move(*keys);
  return path;
}

void close(FinalMark& mark, base::Span span) {
  if (mark.closed) return;
  mark.closed = true;
  mark.span = span;
  mark.below.clear();
}

void report_unknown(const FinalPath& path, std::size_t depth, const yaml::Node& reached,
                    base::Diagnostics& diagnostics) {
  const std::vector<std::string_view> above(path.keys.begin(), path.keys.begin() + static_cast<std::ptrdiff_t>(depth));
  const std::string place = depth == 0 ? std::string("the blueprint") : cat("`", dotted(above), "`");
  std::string why;
  if (depth == path.keys.size()) {
    why = reached.is_mapping() ? " has no keys yet" : " is no mapping";
  } else if (reached.is_mapping() || (depth > 0 && reached.is_null())) {
    why = cat(" has no key `", path.keys[depth], "` in this file or its bases");
  } else if (reached.is_sequence()) {
    why = " is a list, and lists have no keys";
  } else {
    why = " is a single value and has no keys";
  }
  diagnostics.add(
      Diagnostic("overlay/final-unknown", path.span, cat("`final` names `", path.text, "`, but ", place, why))
          .help(reached.is_sequence() ? cat("lists replace each other whole, so mark the list: `", dotted(above), "`")
                                      : "correct the path, or remove it from `final`"));
}

}  // namespace

const FinalMark* mark_below(const FinalMark* mark, std::string_view key) {
  if (!mark || mark->closed) return mark;
  const auto found = mark->below.find(key);
  return found == mark->below.end() ? nullptr : &found->second;
}

const FinalMark* first_closed(const FinalMark& mark, std::vector<std::string_view>& path) {
  if (mark.closed) return &mark;
  for (const auto& [key, below] : mark.below) {
    path.push_back(key);
    if (const FinalMark* found = first_closed(below, path)) return found;
    path.pop_back();
  }
  return nullptr;
}

std::vector<FinalPath> read_final(const yaml::Node& list, base::Diagnostics& diagnostics) {
  std::vector<FinalPath> paths;
  if (!list.is_sequence()) {
    diagnostics.add(Diagnostic("overlay/layer-key", list.span, "`final` wants a list of key paths")
                        .help(cat("write it as a list: ", kExample)));
    return paths;
  }
  for (const yaml::Node& item : list.items) {
    if (!item.is_string()) {
      diagnostics.add(Diagnostic("overlay/layer-key", item.span, "an entry of `final` is no text; it wants a key path")
                          .help(cat("write paths like these: ", kExample)));
    } else if (auto path = read_path(item, diagnostics)) {
      paths.push_back(std::move(*path));
    }
  }
  return paths;
}

void add_marks(FinalMark& marks, const std::vector<FinalPath>& paths, const yaml::Node& root,
               base::Diagnostics& diagnostics) {
  for (const FinalPath& path : paths) {
    const yaml::Node* node = &root;
    std::size_t depth = 0;
    for (; depth < path.keys.size(); ++depth) {
      const yaml::Node* child = node->find(path.keys[depth]);
      if (!child) break;
      node = child;
    }
    const bool reached = depth == path.keys.size();
    if (!reached || (path.each_key && (!node->is_mapping() || node->entries.empty()))) {
      report_unknown(path, depth, *node, diagnostics);
      continue;
    }
    FinalMark* mark = &marks;
    for (const std::string& key : path.keys) {
      if (!mark->closed) mark = &mark->below[key];
    }
    if (!path.each_key) {
      close(*mark, path.span);
    } else if (!mark->closed) {
      for (const yaml::Entry& entry : node->entries) close(mark->below[entry.key], path.span);
    }
  }
}

std::string dotted(const std::vector<std::string_view>& keys) {
  std::string out;
  for (const std::string_view key : keys) {
    if (!out.empty()) out += '.';
    if (key.find('.') == std::string_view::npos) {
      out += key;
    } else {
      out += cat('"', key, '"');
    }
  }
  return out;
}

}  // namespace landform::blueprint
