// Law: filter patterns of metric and subscription filters are ones that CloudWatch Logs reads: JSON patterns
// `{ $.a = "b" && ... }`, space-delimited ones `[ip, user, ...]`, and plain terms. Source: "Filter pattern syntax"
// (CloudWatch Logs user guide).
#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;

// Recursive descent over { ... }. Words and numbers are taken as they come: what CloudWatch takes unquoted is more than
// is documented.
class JsonPattern {
 public:
  explicit JsonPattern(std::string_view text) : text_(text) {}

  std::string fault() {
    ++at_;  // {
    expression(0);
    blank();
    if (reason_.empty() && !take("}"))
      fail(at_ >= text_.size() ? "its closing } is missing" : "&& , || or } is missing before ");
    blank();
    if (reason_.empty() && at_ < text_.size()) fail("something follows its closing }: ");
    return reason_;
  }

 private:
  void blank() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }
  bool take(std::string_view wanted) {
    blank();
    if (!text_.substr(at_).starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }
  void fail(std::string_view what) {
    if (!reason_.empty()) return;
    reason_ = what;
    if (reason_.ends_with(' ')) reason_ += cat("`", text_.substr(std::min(at_, text_.size()), 20), "`");
  }

  void expression(int depth) {
    constexpr int kMaxDepth = 50;
    if (depth > kMaxDepth) return fail("its parentheses nest too deep");
    operand(depth);
    while (reason_.empty() && (take("&&") || take("||"))) operand(depth);
  }

  void operand(int depth) {
    if (take("(")) {
      expression(depth + 1);
      if (reason_.empty() && !take(")")) fail("a closing parenthesis is missing before ");
      return;
    }
    comparison();
  }

  void comparison() {
    blank();
    if (!selector()) return fail("a field such as $.eventName is missing before ");
    if (word("IS")) {
      if (!word("TRUE") && !word("FALSE") && !word("NULL")) fail("TRUE, FALSE or NULL must follow IS, not ");
      return;
    }
    if (word("NOT")) {
      if (!word("EXISTS")) fail("EXISTS must follow NOT, not ");
      return;
    }
    if (word("EXISTS")) return;
    for (const std::string_view op : {"!=", "<=", ">=", "=", "<", ">"}) {
      if (take(op)) return value();
    }
    fail("an operator such as = or != is missing before ");
  }

  bool word(std::string_view wanted) {
    blank();
    const std::string_view rest = text_.substr(at_);
    if (rest.size() < wanted.size() || base::to_lower(rest.substr(0, wanted.size())) != base::to_lower(wanted))
      return false;
    const char next = rest.size() > wanted.size() ? rest[wanted.size()] : ' ';
    if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) return false;
    at_ += wanted.size();
    return true;
  }

  // $.a.b[0].c, $.*.c, $['a b'] and $.a["b"]
  bool selector() {
    if (at_ >= text_.size() || text_[at_] != '$') return false;
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '[') {
        const std::size_t close = text_.find(']', at_);
        if (close == std::string_view::npos) return false;
        at_ = close + 1;
        continue;
      }
      const bool part = c == '.' || c == '_' || c == '-' || c == '*' || c == '@' || c == ':' || c == '/' ||
                        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!part) break;
      ++at_;
    }
    return true;
  }

  void value() {
    blank();
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '%')) return quoted(text_[at_]);
    const std::size_t begin = at_;
    constexpr std::string_view kEnds = " \t\r\n(){}\"=<>";
    while (at_ < text_.size() && kEnds.find(text_[at_]) == std::string_view::npos) {
      if (text_.substr(at_).starts_with("&&") || text_.substr(at_).starts_with("||")) break;
      ++at_;
    }
    if (at_ == begin) fail("a value is missing before ");
  }

  void quoted(char quote) {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != quote) at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) {
      at_ = begin;
      fail("a quote is not closed: ");
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string reason_;
};

// Terms and space-delimited patterns: quotes and brackets are closed.
std::string plain_fault(std::string_view text) {
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      quoted = !quoted;
  }
  if (quoted) return "a quote is not closed";
  if (text.starts_with('[') && !text.ends_with(']')) return "its closing ] is missing";
  return {};
}

}  // namespace

void law_filter_patterns(const Input& input, base::Diagnostics& diagnostics) {
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr) continue;
    if (resource.type != "AWS::Logs::MetricFilter" && resource.type != "AWS::Logs::SubscriptionFilter") continue;
    each_at(*resource.properties, "FilterPattern", [&](const yaml::Node& node) {
      const auto text = partial_text(node);
      if (!text) return;
      std::string pattern = text->text;
      // An unknown part stands for a word: only a literal one can be judged for sure, but a form that no word saves is
      // wrong.
      for (char& c : pattern) c = c == kUnknownPart ? 'x' : c;
      const std::string_view trimmed = base::trim(pattern);
      const std::string fault = trimmed.starts_with('{') ? JsonPattern(trimmed).fault() : plain_fault(trimmed);
      if (fault.empty()) return;
      base::Diagnostic found("verify/filter-pattern", node.span,
                             cat("the filter pattern of `", resource.id, "` cannot be read: ", fault));
      if (!text->complete) found.severity = base::Severity::warning;
      diagnostics.add(std::move(found).help("{ ($.eventSource = \"iam.amazonaws.com\") && ($.errorCode NOT EXISTS) }"));
    });
  }
}

}  // namespace landform::verify
