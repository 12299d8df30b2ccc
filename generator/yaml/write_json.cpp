// Nodes to JSON, appended to one text.
#include <optional>
#include <string>
#include <string_view>

#include "yaml/json_number.h"
#include "yaml/quoted_text.h"
#include "yaml/write.h"

namespace landform::yaml {
namespace {

class JsonWriter {
 public:
  explicit JsonWriter(JsonLayout layout) : pretty_(layout == JsonLayout::pretty) {}

  std::string take(const Node& node) {
    value(node, 0);
    if (pretty_) out_ += '\n';
    return std::move(out_);
  }

 private:
  void new_line(std::size_t depth) {
    if (!pretty_) return;
    out_ += '\n';
    out_.append(depth * 2, ' ');
  }

  void key(std::string_view text) {
    append_quoted(out_, text);
    out_ += pretty_ ? ": " : ":";
  }

  void value(const Node& node, std::size_t depth) {
    if (node.tag.empty()) return untagged(node, depth);
    // JSON has no tags. A tag that is still here becomes a key, so that it is seen and not lost.
    out_ += '{';
    new_line(depth + 1);
    key(node.tag);
    untagged(node, depth + 1);
    new_line(depth);
    out_ += '}';
  }

  void untagged(const Node& node, std::size_t depth) {
    switch (node.kind) {
      case Kind::null:
        out_ += "null";
        return;
      case Kind::boolean:
        out_ += node.text;
        return;
      case Kind::integer:
      case Kind::real:
        return number(node.text);
      case Kind::string:
        return append_quoted(out_, node.text);
      case Kind::sequence:
        return list(node, depth);
      case Kind::mapping:
        return object(node, depth);
    }
  }

  void number(std::string_view text) {
    if (is_json_number(text)) {
      out_ += text;
    } else if (const std::optional<std::string> same = to_json_number(text)) {
      out_ += *same;
    } else {
      append_quoted(out_, text);
    }
  }

  void list(const Node& node, std::size_t depth) {
    out_ += '[';
    bool first = true;
    for (const Node& item : node.items) {
      if (!first) out_ += ',';
      first = false;
      new_line(depth + 1);
      value(item, depth + 1);
    }
    if (!first) new_line(depth);
    out_ += ']';
  }

  void object(const Node& node, std::size_t depth) {
    out_ += '{';
    bool first = true;
    for (const Entry& entry : node.entries) {
      if (!first) out_ += ',';
      first = false;
      new_line(depth + 1);
      key(entry.key);
      value(entry.value, depth + 1);
    }
    if (!first) new_line(depth);
    out_ += '}';
  }

  std::string out_;
  bool pretty_;
};

}  // namespace

std::string write_json(const Node& node, JsonLayout layout) {
  return JsonWriter(layout).take(node);
}

}  // namespace landform::yaml
