// Nodes to YAML, appended to one text. Block style; a collection goes in brackets on one line only where its node asks
// for it (Style::flow) and it fits.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "yaml/out_text.h"
#include "yaml/plain_text.h"
#include "yaml/quoted_text.h"
#include "yaml/write.h"

namespace landform::yaml {
namespace {

constexpr std::size_t kFlowColumns = 110;
constexpr std::size_t kStep = 2;
constexpr std::size_t kFirstBytes = std::size_t{32} << 10U;  // most templates are smaller
// Longer keys get the explicit form `? key`: readers look only 1024 characters far for the colon (YAML 1.2.2, 8.2.2).
constexpr std::size_t kLongestSimpleKey = 160;

// A literal block keeps the text if each line survives its indentation: no line of blanks only, nothing but tabs and
// printable characters.
bool literal_keeps(std::string_view text) {
  bool line_has_mark = false;
  bool line_is_empty = true;
  bool any_mark = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\n') {
      if (!line_is_empty && !line_has_mark) return false;
      line_is_empty = true;
      line_has_mark = false;
      continue;
    }
    if ((c < 0x20 && c != '\t') || c == 0x7F) return false;
    if (c == '\t' && !line_has_mark) return false;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;
    if (c == 0xE2 && (text.substr(i, 3) == "\xE2\x80\xA8" || text.substr(i, 3) == "\xE2\x80\xA9")) return false;
    if (c == 0xEF && (text.substr(i, 3) == "\xEF\xBB\xBF" || text.substr(i, 2) == "\xEF\xBF")) return false;
    line_is_empty = false;
    if (c != ' ' && c != '\t') line_has_mark = any_mark = true;
  }
  return any_mark && (line_is_empty || line_has_mark);
}

class YamlWriter {
 public:
  explicit YamlWriter(OutText& out) : out_(out), line_start_(out.size()) {}

  void document(const Node& node) {
    if (node.is_scalar()) {
      scalar(node, kRoot);
      end_line();
    } else if (written_on_line(node)) {
      end_line();
    } else {
      if (!node.tag.empty()) {
        out_.append(node.tag.view());
        end_line();
      }
      block(node, 0, Start::line);
    }
  }

  // Behind its indentation.
  void entry(const Entry& entry, std::size_t column) {
    if (entry.key.size() > kLongestSimpleKey) {
      long_key(entry.key, column);
    } else {
      text(entry.key, Context::block);
    }
    out_.append(':');
    value_of_key(entry.value, column);
  }

  void indent(std::size_t columns) { out_.append_blanks(columns); }

 private:
  enum class Start { line, here };  // `here`: the first entry continues the line, behind `- `
  static constexpr std::size_t kRoot = static_cast<std::size_t>(-1);

  void end_line() {
    if (!out_.ends_with('\n')) out_.append('\n');
    line_start_ = out_.size();
  }
  void tag(const Node& node) {
    if (node.tag.empty()) return;
    out_.append(node.tag.view());
    out_.append(' ');
  }

  // Collections that stay on the line of their key: empty ones, and flow ones that fit. Nothing is written when false.
  bool written_on_line(const Node& node) {
    const bool empty = node.items.empty() && node.entries.empty();
    if (!empty && node.style != Style::flow) return false;
    const std::size_t before = out_.size();
    const bool simple = flow(node);
    if (empty || (simple && out_.size() - line_start_ <= kFlowColumns)) return true;
    out_.cut(before);
    return false;
  }

  // False when a child is no scalar; what was appended is then cut off by the caller.
  bool flow(const Node& node) {
    tag(node);
    out_.append(node.is_mapping() ? '{' : '[');
    bool first = true;
    for (const Node& item : node.items) {
      if (!item.is_scalar() || out_.size() - line_start_ > kFlowColumns) return false;
      if (!first) out_.append(", ");
      first = false;
      flow_scalar(item);
    }
    for (const Entry& entry : node.entries) {
      if (!entry.value.is_scalar() || out_.size() - line_start_ > kFlowColumns) return false;
      if (!first) out_.append(", ");
      first = false;
      text(entry.key, Context::flow);
      out_.append(": ");
      flow_scalar(entry.value);
    }
    out_.append(node.is_mapping() ? '}' : ']');
    return true;
  }

  void flow_scalar(const Node& node) {
    tag(node);
    if (node.is_string()) {
      text(node.text, Context::flow);
    } else {
      out_.append(bare(node));
    }
  }

  // Of a scalar that is no string.
  static std::string_view bare(const Node& node) {
    return node.is_null() ? std::string_view("null") : std::string_view(node.text);
  }

  void text(std::string_view value, Context context) {
    if (plain_is_safe(value, context)) {
      out_.append(value);
    } else {
      append_quoted(out_, value);
    }
  }

  // `content` is the column of a literal block's lines.
  void scalar(const Node& node, std::size_t content) {
    tag(node);
    if (!node.is_string()) {
      out_.append(bare(node));
    } else if (plain_is_safe(node.text, Context::block)) {
      out_.append(node.text);
    } else if (is_literal(node.text, content)) {
      literal(node.text, content == kRoot ? kStep : content);
    } else {
      append_quoted(out_, node.text);
    }
  }

  static bool is_literal(std::string_view value, std::size_t content) {
    return value.find('\n') != std::string_view::npos && literal_keeps(value) &&
           (content != kRoot || first_mark_is_not_blank(value));
  }

  static bool first_mark_is_not_blank(std::string_view value) { return value[value.find_first_not_of('\n')] != ' '; }

  void literal(std::string_view value, std::size_t content) {
    out_.append('|');
    if (!first_mark_is_not_blank(value)) out_.append(static_cast<char>('0' + kStep));
    if (value.back() != '\n') {
      out_.append('-');
    } else if (value.ends_with("\n\n")) {
      out_.append('+');
    }
    out_.append('\n');
    while (!value.empty()) {
      const std::size_t end = std::min(value.find('\n'), value.size());
      if (end > 0) indent(content);
      out_.append(value.substr(0, end));
      out_.append('\n');
      value.remove_prefix(std::min(end + 1, value.size()));
    }
    line_start_ = out_.size();
  }

  // Everything behind `key:` or `-`, to the end of the line or block. `column` is that of the key or dash.
  void value_of_key(const Node& node, std::size_t column) {
    if (node.is_scalar()) {
      out_.append(' ');
      scalar(node, column + kStep);
      end_line();
    } else {
      out_.append(' ');
      if (written_on_line(node)) {
        end_line();
        return;
      }
      out_.cut(out_.size() - 1);
      if (!node.tag.empty()) {
        out_.append(' ');
        out_.append(node.tag.view());
      }
      end_line();
      block(node, column + kStep, Start::line);
    }
  }

  void value_of_item(const Node& node, std::size_t column) {
    out_.append(' ');
    if (node.is_scalar()) {
      scalar(node, column + kStep);
      end_line();
    } else if (written_on_line(node)) {
      end_line();
    } else if (!node.tag.empty()) {
      out_.append(node.tag.view());
      end_line();
      block(node, column + kStep, Start::line);
    } else {
      block(node, column + kStep, Start::here);
    }
  }

  void block(const Node& node, std::size_t column, Start start) {
    bool here = start == Start::here;
    for (const Node& item : node.items) {
      if (!here) indent(column);
      here = false;
      out_.append('-');
      value_of_item(item, column);
    }
    for (const Entry& each : node.entries) {
      if (!here) indent(column);
      here = false;
      entry(each, column);
    }
  }

  void long_key(std::string_view key, std::size_t column) {
    out_.append("? ");
    append_quoted(out_, key);
    end_line();
    indent(column);
  }

  OutText& out_;
  std::size_t line_start_;
};

}  // namespace

std::string write_yaml(const Node& node) {
  OutText out(kFirstBytes);
  YamlWriter(out).document(node);
  return std::string(out.view());
}

void write_entry(const Entry& entry, std::size_t column, OutText& out) {
  YamlWriter writer(out);
  writer.indent(column);
  writer.entry(entry, column);
}

}  // namespace landform::yaml
