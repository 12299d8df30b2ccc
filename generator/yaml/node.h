// One tree for everything that landform reads and writes: blueprints, lock files, templates, policies, the manifest.
// A node knows where it was written and, once the evaluator bound it, which blueprint value gave it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/span.h"
#include "yaml/children.h"
#include "yaml/tag.h"

namespace landform::yaml {

enum class Kind : std::uint8_t { null, boolean, integer, real, string, sequence, mapping };

// How the source wrote it; writers choose their own style but honour `literal` for text of several lines.
enum class Style : std::uint8_t { any, plain, single_quoted, double_quoted, literal, folded, block, flow };

struct Node;
struct Entry;
using Nodes = Children<Node>;
using Entries = Children<Entry>;

struct Node {
  Kind kind = Kind::null;
  Style style = Style::any;
  std::string text;  // scalars: booleans are "true" or "false", numbers as written, strings without their quotes
  Tag tag;           // "!Sub"; empty for none. Kept only between the reader and cfn::desugar, and before a writer
  base::Span span;   // where it was written (blueprint or template)
  base::Span cause;  // the blueprint value behind a value that the evaluator bound into a template; unknown otherwise
  Nodes items;       // sequence
  Entries entries;   // mapping, in the order of the source; keys are unique after the reader

  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  [[nodiscard]] bool is_string() const { return kind == Kind::string; }
  [[nodiscard]] bool is_scalar() const { return kind != Kind::sequence && kind != Kind::mapping; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
  [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }

  // Mapping look-up; null when absent or when this is no mapping. Linear: mappings that are long are walked, not
  // searched.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  [[nodiscard]] const Entry* entry(std::string_view key) const;

  // Appends to a mapping or sequence and returns the new child (valid until the next append).
  Node& add(std::string key, Node value);
  Node& add(Node item);
  // Replaces the value of `key` in place, or appends it.
  Node& set(std::string_view key, Node value);
  bool erase(std::string_view key);
};

struct Entry {
  std::string key;
  base::Span key_span;
  Node value;
};

// Makers. They carry no span; `from` variants take the span of what they stand for.
Node null();
Node boolean(bool value);
Node integer(std::int64_t value);
Node string(std::string text);
Node sequence(Nodes items = {});
Node mapping(std::vector<std::pair<std::string, Node>> entries = {});
Node strings(const std::vector<std::string>& texts);

// Equal in what they say: kind, text, children in order. Spans, style and tags do not count.
bool same_value(const Node& a, const Node& b);

}  // namespace landform::yaml
