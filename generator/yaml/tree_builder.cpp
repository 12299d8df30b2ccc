#include "yaml/tree_builder.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "yaml/core_schema.h"
#include "yaml/escapes.h"
#include "yaml/scalar_faults.h"
#include "yaml/spans.h"

namespace landform::yaml {
namespace {

using base::cat;
using base::Diagnostic;

constexpr std::string_view kStandardTags = "tag:yaml.org,2002:";

struct Extent {
  std::size_t nodes = 1;
  std::size_t height = 0;
};

Extent extent(const Node& node) {
  Extent total;
  const auto add = [&](const Node& child) {
    const Extent inner = extent(child);
    total.nodes += inner.nodes;
    total.height = std::max(total.height, inner.height + 1);
  };
  for (const Node& item : node.items) add(item);
  for (const Entry& entry : node.entries) add(entry.value);
  return total;
}

// A key that was refused and equals no other, so that nothing more is said about it.
std::string poisoned_key(std::size_t at) {
  return cat("? at byte ", at);
}

bool is_null_word(std::string_view text) {
  return text == "~" || text == "null" || text == "Null" || text == "NULL";
}

bool ends_token(std::string_view source, std::size_t at) {
  return at >= source.size() || std::string_view(" \t\r\n,[]{}").find(source[at]) != std::string_view::npos;
}

// The word at `at` up to a blank, a line break, a flow indicator or the colon of a key.
std::string_view word_at(std::string_view source, std::size_t at) {
  std::size_t end = at;
  while (!ends_token(source, end) && !(source[end] == ':' && ends_token(source, end + 1))) ++end;
  return source.substr(at, end - at);
}

// True if what stands behind `at` is the colon of a key.
bool colon_follows(std::string_view source, std::size_t at) {
  while (at < source.size() && source[at] == ' ') ++at;
  return at < source.size() && source[at] == ':' && ends_token(source, at + 1);
}

}  // namespace

bool TreeBuilder::expects_key() const {
  return !frames_.empty() && frames_.back().node.is_mapping() && !frames_.back().has_key;
}

// Where an empty value would stand: right behind the colon of its key or the dash of its item. yaml-cpp marks it at the
// next token, which may be lines below.
base::Span TreeBuilder::empty_place(std::size_t at) const {
  const std::size_t token = skip_to_token(input_.text, cursor_);
  if (token < input_.text.size() && token <= at) {
    const char c = input_.text[token];
    if (c == ':' || c == '-' || c == '?') return input_.span(token + 1, token + 1);
  }
  return input_.span(cursor_, cursor_);
}

// In braces `{a, b}` means keys without values; in block style a line without a colon is a slip.
bool TreeBuilder::written_as_key(std::size_t at) const {
  if (frames_.back().node.style == Style::flow) return true;
  const std::size_t token = skip_to_token(input_.text, cursor_);
  return token < input_.text.size() && token <= at && input_.text[token] == ':';
}

void TreeBuilder::null(std::size_t at, AnchorId anchor) {
  if (stopped_ || skipping_ > 0) return;
  const Properties properties = skip_properties(input_.text, at);
  const std::size_t begin = anchor != 0 ? properties.value : at;
  const std::string_view word = word_at(input_.text, begin);
  const bool written = begin >= cursor_ && is_null_word(word);
  const std::size_t end = begin + word.size();
  if (expects_key()) {
    if (written) {
      cursor_ = end;
      key(std::string(word), input_.span(begin, end), false);
    } else {
      const base::Span span = empty_place(at);
      diagnostics_.add(
          Diagnostic("yaml/complex-key", span, "this mapping has an entry without a key")
              .help("write a name before the colon, or quote it if the key is meant to be empty: \"\": value"));
      key(poisoned_key(at), span, false);
    }
    return;
  }
  Node node;
  if (!frames_.empty() && frames_.back().node.is_mapping() && !written_as_key(at)) {
    const Frame& frame = frames_.back();
    diagnostics_.add(
        Diagnostic("yaml/syntax", frame.key_span, cat("no colon follows `", frame.key, "`; a key is wanted here"))
            .help(cat("write `", frame.key, ": value`, or indent the line deeper if it continues the text above")));
  }
  if (written && !colon_follows(input_.text, end)) {
    node.span = input_.span(begin, end);
    node.style = Style::plain;
    cursor_ = end;
  } else {
    node.span = empty_place(at);
    cursor_ = std::max(cursor_, node.span.begin - input_.skipped);
    if (anchor != 0) cursor_ = std::max(cursor_, properties.end);
  }
  value(std::move(node), anchor);
}

const HiddenTag* TreeBuilder::hidden_tag_at(std::size_t begin) const {
  const auto found = std::lower_bound(input_.hidden_tags.begin(), input_.hidden_tags.end(), begin,
                                      [](const HiddenTag& tag, std::size_t at) { return tag.shown < at; });
  return found != input_.hidden_tags.end() && found->shown == begin ? &*found : nullptr;
}

bool TreeBuilder::has_pairs(std::size_t begin, std::size_t end) const {
  if (input_.pairs.empty()) return false;
  const auto first = std::lower_bound(input_.pairs.begin(), input_.pairs.end(), begin);
  return first != input_.pairs.end() && *first < end;
}

void TreeBuilder::scalar(std::size_t at, std::string_view tag, AnchorId anchor, const std::string& text) {
  if (stopped_ || skipping_ > 0) return;
  const bool has_tag = tag != "?" && (tag != "!" || input_.text[at] == '!' || input_.text[at] == '&');
  Properties properties = has_tag || anchor != 0 ? skip_properties(input_.text, at) : Properties{at, at, at, at};
  if (const HiddenTag* hidden = hidden_tag_at(at)) {
    properties = {hidden->value, hidden->begin, hidden->end, hidden->end};
    tag = input_.text.substr(hidden->begin, hidden->end - hidden->begin);
  }
  const bool tagged = properties.tag_end > properties.tag_begin;
  const std::size_t begin = properties.value;
  ScalarEnd found = scalar_end(input_.text, begin, text);
  Node node;
  node.kind = Kind::string;
  const bool empty = tagged && text.empty() &&
                     (found.style == Style::plain ||
                      (begin < input_.text.size() && (input_.text[begin] == '"' || input_.text[begin] == '\'') &&
                       found.end != begin + 2));
  if (empty) {
    // A tag without a value: `Key: !Sub`. The tag is all there is to point at.
    found = {properties.tag_end, Style::plain};
    node.span = input_.span(properties.tag_begin, properties.tag_end);
    cursor_ = properties.end;
  } else {
    node.span = input_.span(begin, found.end);
    cursor_ = found.end;
  }
  node.style = found.style;
  node.text = found.style == Style::double_quoted && has_pairs(begin, found.end)
                  ? restore_pairs(input_.text.substr(begin, found.end - begin), text)
                  : text;
  const bool plain = found.style == Style::plain;
  const base::Span tag_span = input_.span(properties.tag_begin, properties.tag_end);
  if (!tagged && plain) {
    const bool is_key = expects_key();
    if (!is_key) node.kind = plain_kind(text);
    judge_plain(node, is_key, diagnostics_);
    if (node.kind == Kind::boolean) node.text = base::to_lower(text);
  } else if (tagged) {
    apply_tag(node, tag, tag_span, plain);
  }
  if (expects_key()) {
    const bool merge = plain && !tagged && text == "<<";
    if (anchor != 0) keep_anchor(node, anchor);
    key(std::move(node.text), node.span, merge);
    return;
  }
  value(std::move(node), anchor);
}

void TreeBuilder::alias(std::size_t at, AnchorId anchor) {
  if (stopped_ || skipping_ > 0) return;
  const std::size_t end = name_end(input_.text, at);
  const base::Span span = input_.span(at, end);
  const std::string_view name = input_.text.substr(at, end - at);
  cursor_ = end;
  const auto found = anchors_.find(anchor);
  const bool complete = found != anchors_.end() && found->second.complete;
  if (!complete) {
    diagnostics_.add(
        Diagnostic("yaml/recursive-alias", span, cat("`", name, "` stands inside the value that it repeats"))
            .label("this would never end")
            .help(cat("write the value in place of `", name, "`")));
  }
  if (expects_key()) {
    if (complete && !found->second.node.is_scalar()) {
      diagnostics_.add(Diagnostic("yaml/complex-key", span,
                                  cat("`", name, "` is used as a key but stands for a ",
                                      found->second.node.is_mapping() ? "mapping" : "list"))
                           .help("keys are plain text: write the name itself"));
      key(std::string(name), span, false);
    } else {
      key(complete ? found->second.node.text : std::string(name), span, false);
    }
    return;
  }
  if (!complete) {
    Node poison;
    poison.span = span;
    value(std::move(poison), 0);
    return;
  }
  copied_nodes_ += found->second.nodes;
  if (copied_nodes_ > kMaxAliasNodes) {
    diagnostics_.add(Diagnostic("yaml/alias-expansion", span,
                                cat("the aliases of this file stand for more than ", kMaxAliasNodes,
                                    " values; the limit is ", kMaxAliasNodes))
                         .label("the limit is passed here")
                         .help("write the repeated parts out, or split the file"));
    return stop();
  }
  if (frames_.size() + found->second.height > kMaxDepth) {
    report_too_deep(span, diagnostics_);
    return stop();
  }
  value(Node(found->second.node), 0);
}

void TreeBuilder::start(Kind kind, std::size_t at, std::string_view tag, AnchorId anchor, Style style) {
  if (stopped_) return;
  if (skipping_ > 0) {
    ++skipping_;
    return;
  }
  if (expects_key()) {
    const Properties properties = skip_properties(input_.text, at);
    diagnostics_.add(
        Diagnostic("yaml/complex-key", input_.span(properties.value, properties.value + 1),
                   cat("a ", kind == Kind::mapping ? "mapping" : "list", " is used as a key; keys are plain text"))
            .label("this starts the key")
            .help("if `{...}` or `[...]` is meant as text, quote it: \"{name}\""));
    skipping_ = 1;
    key(poisoned_key(at), input_.span(at, at + 1), false);
    cursor_ = at;
    return;
  }
  if (frames_.size() >= kMaxDepth) {
    report_too_deep(input_.span(at, at + 1), diagnostics_);
    return stop();
  }
  Frame frame;
  frame.node.kind = kind;
  frame.anchor = anchor;
  const bool has_tag = tag != "?";
  const Properties properties = has_tag || anchor != 0 ? skip_properties(input_.text, at) : Properties{at, at, at, at};
  const std::size_t begin = properties.value;
  const char first = begin < input_.text.size() ? input_.text[begin] : '\0';
  // `[a: b]` holds a mapping without braces.
  const bool braces = first == (kind == Kind::mapping ? '{' : '[');
  frame.node.style = style == Style::flow && braces ? Style::flow : Style::block;
  frame.node.span = input_.span(begin, begin);
  if (has_tag) apply_tag(frame.node, tag, input_.span(properties.tag_begin, properties.tag_end), false);
  if (anchor != 0) anchors_[anchor];
  cursor_ = begin + (frame.node.style == Style::flow ? 1 : 0);
  frames_.push_back(std::move(frame));
}

void TreeBuilder::end() {
  if (stopped_) return;
  if (skipping_ > 0) {
    --skipping_;
    return;
  }
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.node.style == Style::flow) {
    std::size_t at = skip_to_token(input_.text, cursor_);
    while (at < input_.text.size() && input_.text[at] != ']' && input_.text[at] != '}') {
      at = skip_to_token(input_.text, at + 1);
    }
    cursor_ = std::min(at + 1, input_.text.size());
  }
  frame.node.span = input_.span(frame.node.span.begin - input_.skipped, cursor_);
  if (frame.node.is_mapping()) close_mapping(frame);
  value(std::move(frame.node), frame.anchor);
}

void TreeBuilder::key(std::string text, base::Span span, bool merge) {
  Frame& frame = frames_.back();
  frame.key = std::move(text);
  frame.key_span = span;
  frame.has_key = true;
  frame.merge = merge;
}

void TreeBuilder::value(Node node, AnchorId anchor) {
  if (anchor != 0) keep_anchor(node, anchor);
  if (frames_.empty()) {
    root_ = std::move(node);
    return;
  }
  Frame& frame = frames_.back();
  if (frame.node.is_sequence()) {
    frame.node.items.push_back(std::move(node));
    return;
  }
  if (frame.merge) frame.merges.push_back(frame.node.entries.size());
  frame.node.entries.push_back({std::move(frame.key), frame.key_span, std::move(node)});
  frame.has_key = false;
  frame.merge = false;
}

void TreeBuilder::keep_anchor(const Node& node, AnchorId anchor) {
  const Extent size = extent(node);
  // The copy counts too: anchors inside anchors would multiply what is kept.
  copied_nodes_ += size.nodes;
  if (copied_nodes_ > kMaxAliasNodes) {
    diagnostics_.add(Diagnostic("yaml/alias-expansion",
                                input_.span(node.span.begin - input_.skipped, node.span.begin - input_.skipped),
                                cat("the anchored values of this file hold more than ", kMaxAliasNodes,
                                    " values; the limit is ", kMaxAliasNodes))
                         .help("anchor only the part that is repeated"));
    return stop();
  }
  anchors_[anchor] = {node, size.nodes, size.height, true};
}

void TreeBuilder::apply_tag(Node& node, std::string_view tag, base::Span tag_span, bool plain) {
  // At the end of a file yaml-cpp takes a lone `!` for a standard tag without a name.
  const bool unspecific = tag == "!" || (tag == kStandardTags && tag_span.end - tag_span.begin == 1);
  if ((unspecific || tag == "!!str") && node.is_scalar()) return;
  if (std::find(options_.tags.begin(), options_.tags.end(), tag) != options_.tags.end()) {
    node.tag = tag;
    return;
  }
  if (tag.starts_with(kStandardTags)) {
    const std::string_view name = tag.substr(kStandardTags.size());
    if (name == "str" && node.is_scalar()) return;
    if (name == "map" && node.is_mapping()) return;
    if (name == "seq" && node.is_sequence()) return;
    const Kind kind = plain ? plain_kind(node.text) : Kind::string;
    const bool says_the_same = (name == "int" && kind == Kind::integer) || (name == "bool" && kind == Kind::boolean) ||
                               (name == "null" && kind == Kind::null) ||
                               (name == "float" && (kind == Kind::real || kind == Kind::integer));
    if (says_the_same && node.is_scalar()) {
      node.kind = kind;
      if (kind == Kind::boolean) node.text = base::to_lower(node.text);
      if (kind == Kind::null) node.text.clear();
      return;
    }
  }
  if (options_.unknown_tags == UnknownTags::keep) {
    node.tag = tag;
    return;
  }
  report_unknown_tag(tag, tag_span, options_.tags, diagnostics_);
}

void TreeBuilder::close_mapping(Frame& frame) {
  report_duplicates(frame);
  if (!frame.merges.empty()) merge_entries(frame);
}

void TreeBuilder::report_duplicates(Frame& frame) {
  Entries& entries = frame.node.entries;
  for (const auto& [second, first] : index_.repeated(entries)) {
    const std::string& name = entries[second].key;
    diagnostics_.add(
        Diagnostic("yaml/duplicate-key", entries[second].key_span,
                   cat("the key `", name, "` stands twice in this mapping; a reader would keep only one of them"))
            .label("second time here")
            .also(entries[first].key_span, "first here")
            .help(cat("remove one of the two, or put what both say under one `", name, "`")));
  }
}

// Explicit keys win over merged ones, earlier maps of a list over later ones. Merged entries take the place of `<<`.
void TreeBuilder::merge_entries(Frame& frame) {
  Entries written = std::move(frame.node.entries);
  Entries all;
  std::unordered_set<std::string> taken;
  const auto is_merge = [&](std::size_t i) { return std::binary_search(frame.merges.begin(), frame.merges.end(), i); };
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (!is_merge(i)) taken.insert(written[i].key);
  }
  const auto merge = [&](Node& source) {
    if (!source.is_mapping()) {
      diagnostics_.add(Diagnostic("yaml/merge-key", source.span,
                                  cat("`<<` wants a mapping or a list of mappings; here is ", kind_name(source.kind)))
                           .help("write `<<: *name`, where `&name` marks a mapping, or quote the key: \"<<\""));
      return;
    }
    for (Entry& entry : source.entries) {
      if (taken.insert(entry.key).second) all.push_back(std::move(entry));
    }
  };
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (!is_merge(i)) {
      all.push_back(std::move(written[i]));
    } else if (written[i].value.is_sequence()) {
      for (Node& item : written[i].value.items) merge(item);
    } else {
      merge(written[i].value);
    }
  }
  frame.node.entries = std::move(all);
}

std::optional<Node> TreeBuilder::take() {
  if (stopped_) return std::nullopt;
  if (!root_) {
    root_.emplace();
    root_->span = input_.span(0, 0);
  }
  return std::move(root_);
}

base::Span TreeBuilder::innermost_open() const {
  return frames_.empty() ? base::Span{} : frames_.back().node.span;
}

}  // namespace landform::yaml
