#include "verify/json_text.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "base/utf8.h"
#include "verify/values.h"

namespace landform::verify {
namespace {

using yaml::Node;

constexpr int kMaxDepth = 100;

class Parser {
 public:
  Parser(std::string_view text, base::Span span) : text_(text), span_(span) {}

  base::Result<Node, JsonFault> parse() {
    Node node = value(0);
    blank();
    if (ok() && at_ < text_.size()) fail("the JSON ends before");
    if (!ok()) return JsonFault{reason_};
    return node;
  }

 private:
  bool ok() const { return reason_.empty(); }

  void fail(std::string_view what) {
    if (!ok()) return;
    const std::string_view before = text_.substr(0, std::min(at_, text_.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const std::size_t column = 1 + before.size() - start;
    reason_ = line == 1 ? base::cat(what, " character ", column) : base::cat(what, " line ", line, ", column ", column);
  }

  void blank() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  bool take(char c) {
    blank();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  Node make(yaml::Kind kind) {
    Node node;
    node.kind = kind;
    node.span = span_;
    return node;
  }

  Node value(int depth) {
    blank();
    if (depth > kMaxDepth) fail("it nests too deep at");
    if (!ok() || at_ >= text_.size()) {
      fail("a value is missing at");
      return {};
    }
    switch (text_[at_]) {
      case '{':
        return mapping(depth);
      case '[':
        return sequence(depth);
      case '"':
        return string();
      case kUnknownPart: {
        ++at_;
        Node node = make(yaml::Kind::string);
        node.text = std::string(1, kUnknownPart);
        return node;
      }
      default:
        return word();
    }
  }

  Node mapping(int depth) {
    Node node = make(yaml::Kind::mapping);
    std::unordered_set<std::string> keys;
    ++at_;
    if (take('}')) return node;
    while (ok()) {
      blank();
      if (at_ >= text_.size() || text_[at_] != '"') {
        fail("a key in double quotes is missing at");
        break;
      }
      std::string key = string().text;
      if (!keys.insert(key).second) fail(base::cat("the key \"", key, "\" stands twice, again before"));
      if (!take(':')) fail("a colon is missing at");
      if (!ok()) break;
      Node child = value(depth + 1);
      node.entries.push_back({std::move(key), span_, std::move(child)});
      if (take('}')) break;
      if (!take(',')) fail("a comma or a closing brace is missing at");
    }
    return node;
  }

  Node sequence(int depth) {
    Node node = make(yaml::Kind::sequence);
    ++at_;
    if (take(']')) return node;
    while (ok()) {
      node.items.push_back(value(depth + 1));
      if (take(']')) break;
      if (!take(',')) fail("a comma or a closing bracket is missing at");
    }
    return node;
  }

  Node string() {
    Node node = make(yaml::Kind::string);
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      const char c = text_[at_];
      if (c == '\\') {
        escape(node.text);
        if (!ok()) return node;
        continue;
      }
      if (static_cast<unsigned char>(c) < 0x20 && c != kUnknownPart) {
        fail("a text holds a line break or control character at");
        return node;
      }
      node.text += c;
      ++at_;
    }
    if (at_ >= text_.size()) fail("a closing quote is missing at");
    ++at_;
    return node;
  }

  void escape(std::string& out) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++at_;
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (const auto name = kNames.find(c); c != '\0' && name != std::string_view::npos) {
      out += kMeanings[name];
      ++at_;
      return;
    }
    char32_t code = c == 'u' ? hexadecimal() : U'\0';
    if (c != 'u') fail("a backslash stands before what needs none at");
    if (code >= 0xD800 && code < 0xDC00 && text_.substr(std::min(at_, text_.size()), 2) == "\\u") {
      ++at_;
      const char32_t low = hexadecimal();
      code = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : U'\uFFFD';
    }
    if (code >= 0xD800 && code < 0xE000) code = U'\uFFFD';
    base::append_utf8(out, code);
  }

  char32_t hexadecimal() {
    char32_t code = 0;
    ++at_;
    for (int digit = 0; digit < 4; ++digit, ++at_) {
      const char c = at_ < text_.size() ? text_[at_] : '?';
      const auto value_of = [c]() -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
      }();
      if (value_of < 0) {
        fail("four hexadecimal digits must follow \\u at");
        return 0;
      }
      code = code * 16 + static_cast<char32_t>(value_of);
    }
    return code;
  }

  Node word() {
    const std::size_t begin = at_;
    constexpr std::string_view kEnds = " \t\r\n,:]}[{\"";
    while (at_ < text_.size() && kEnds.find(text_[at_]) == std::string_view::npos) ++at_;
    const std::string_view text = text_.substr(begin, at_ - begin);
    Node node = make(yaml::Kind::null);
    node.text = text;
    if (text == "null") return node;
    if (text == "true" || text == "false") {
      node.kind = yaml::Kind::boolean;
    } else if (is_number(text)) {
      node.kind = text.find_first_of(".eE") == std::string_view::npos ? yaml::Kind::integer : yaml::Kind::real;
    } else {
      at_ = begin;
      fail("something that is no JSON value stands at");
    }
    return node;
  }

  static bool is_number(std::string_view text) {
    std::size_t at = 0;
    const auto digits = [&] {
      const std::size_t begin = at;
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
      return at > begin;
    };
    if (at < text.size() && text[at] == '-') ++at;
    const bool zero = at < text.size() && text[at] == '0';
    const std::size_t whole = at;
    if (!digits() || (zero && at - whole > 1)) return text.find(kUnknownPart) != std::string_view::npos;
    if (at < text.size() && text[at] == '.') {
      ++at;
      if (!digits()) return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
      ++at;
      if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
      if (!digits()) return false;
    }
    return at == text.size() || text.find(kUnknownPart) != std::string_view::npos;
  }

  std::string_view text_;
  base::Span span_;
  std::size_t at_ = 0;
  std::string reason_;
};

}  // namespace

base::Result<Node, JsonFault> parse_json_text(std::string_view text, base::Span span) {
  return Parser(text, span).parse();
}

}  // namespace landform::verify
