// Builds nodes from the events of a parser: spans, kinds, duplicate keys, aliases, merge keys. Knows no yaml-cpp, so
// that only reader.cpp pays for its headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.h"
#include "yaml/key_index.h"
#include "yaml/node.h"
#include "yaml/reader.h"

namespace landform::yaml {

// A tag that the parser must not see: `- !Sub |` (parser_text.h).
struct HiddenTag {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t value = 0;  // offset of the value behind it
  std::size_t shown = 0;  // where the parser sees that value
};

// The text that the parser sees (behind a byte order mark) and how its offsets become spans.
struct ReaderInput {
  std::string_view text;
  base::FileId file = base::FileId::none;
  std::size_t skipped = 0;             // bytes of the file before `text`
  std::vector<std::size_t> pairs;      // offsets of \u escapes that come in pairs, ascending (escapes.h)
  std::vector<HiddenTag> hidden_tags;  // ascending

  [[nodiscard]] base::Span span(std::size_t begin, std::size_t end) const {
    return {file, static_cast<std::uint32_t>(begin + skipped), static_cast<std::uint32_t>(end + skipped)};
  }
};

class TreeBuilder {
 public:
  TreeBuilder(const ReaderInput& input, const ReadOptions& options, base::Diagnostics& diagnostics)
      : input_(input), options_(options), diagnostics_(diagnostics) {}

  using AnchorId = std::size_t;  // 0: none

  // Offsets are those of the parser's marks: at the tag or anchor of a value if it has one. `tag` is "?" for plain and
  // "!" for quoted scalars without a tag.
  void null(std::size_t at, AnchorId anchor);
  void alias(std::size_t at, AnchorId anchor);
  void scalar(std::size_t at, std::string_view tag, AnchorId anchor, const std::string& value);
  void start(Kind kind, std::size_t at, std::string_view tag, AnchorId anchor, Style style);
  void end();

  // The document; a null node when there was none. Nothing when a fault makes the tree unusable.
  std::optional<Node> take();
  // After a fault that ends the building: further events are ignored.
  [[nodiscard]] bool stopped() const { return stopped_; }
  // The innermost collections that are still open, for messages about a file that ends too early: outermost first.
  [[nodiscard]] base::Span innermost_open() const;

 private:
  struct Frame {
    Node node;
    AnchorId anchor = 0;
    std::string key;
    base::Span key_span;
    bool has_key = false;             // mapping: a key is read, its value comes next
    bool merge = false;               // that key is `<<`
    std::vector<std::size_t> merges;  // entries that are `<<`
  };
  struct Anchored {
    Node node;
    std::size_t nodes = 0;   // of the subtree
    std::size_t height = 0;  // levels below it
    bool complete = false;
  };

  [[nodiscard]] bool expects_key() const;
  void key(std::string text, base::Span span, bool merge);
  void value(Node node, AnchorId anchor);
  void keep_anchor(const Node& node, AnchorId anchor);
  void apply_tag(Node& node, std::string_view tag, base::Span tag_span, bool plain);
  void close_mapping(Frame& frame);
  void merge_entries(Frame& frame);
  void report_duplicates(Frame& frame);
  [[nodiscard]] base::Span empty_place(std::size_t at) const;
  [[nodiscard]] bool written_as_key(std::size_t at) const;
  [[nodiscard]] const HiddenTag* hidden_tag_at(std::size_t begin) const;
  [[nodiscard]] bool has_pairs(std::size_t begin, std::size_t end) const;
  void stop() { stopped_ = true; }

  const ReaderInput& input_;
  const ReadOptions& options_;
  base::Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  std::unordered_map<AnchorId, Anchored> anchors_;
  std::optional<Node> root_;
  KeyIndex index_;
  std::size_t cursor_ = 0;  // behind the last token that became part of the tree
  std::size_t copied_nodes_ = 0;
  std::size_t skipping_ = 0;  // open collections inside a key that is none
  bool stopped_ = false;
};

}  // namespace landform::yaml
