#include "resolve/guard_text.h"

#include <set>

#include "aws/quotas.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;

namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Walks over the text once. Comments run to the end of their line; texts stand in either quotes, patterns between
// slashes where a value may stand.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::string fault() {
    while (at_ < text_.size()) {
      if (std::string found = step(); !found.empty()) return found;
    }
    if (!open_.empty()) return cat("leaves a `", open_.back(), "` open");
    if (rules_.empty()) return "holds no rule; one begins with the word rule, a name and a brace";
    return {};
  }

 private:
  std::string step() {
    const char c = text_[at_];
    if (c == '#') {
      while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      return {};
    }
    if (c == '"' || c == '\'' || (c == '/' && value_may_stand_)) return skip_quoted(c);
    if (is_name(c)) return word();
    ++at_;
    if (c == '{' || c == '[' || c == '(') open_.push_back(c);
    if (c == '}' || c == ']' || c == ')') {
      const char begins = c == '}' ? '{' : c == ']' ? '[' : '(';
      if (open_.empty() || open_.back() != begins) return cat("closes a `", c, "` that nothing opened");
      open_.pop_back();
    }
    if (!is_blank(c)) value_may_stand_ = c == '=' || c == ',' || c == '[' || c == '(' || c == '!';
    return {};
  }

  std::string skip_quoted(char quote) {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != quote) at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) {
      return cat("has a ", quote, " in line ", line_of(begin), " that nothing closes");
    }
    ++at_;
    value_may_stand_ = false;
    return {};
  }

  std::string word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    value_may_stand_ = name == "in" || name == "IN";
    if (name != "rule" || !open_.empty()) return {};
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    const std::size_t start = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    if (start == at_) return cat("has a rule without a name in line ", line_of(begin));
    const std::string rule(text_.substr(start, at_ - start));
    if (!rules_.insert(rule).second) return cat("has two rules `", rule, "`");
    return {};
  }

  std::size_t line_of(std::size_t place) const {
    std::size_t line = 1;
    for (const char c : text_.substr(0, place)) line += c == '\n' ? 1 : 0;
    return line;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool value_may_stand_ = false;
  std::string open_;
  std::set<std::string> rules_;
};

}  // namespace

std::string guard_text_fault(std::string_view text) {
  const auto limit = static_cast<std::size_t>(aws::quota("config/policy-text").value);
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "is empty";
  if (text.size() > limit) return cat("has ", text.size(), " bytes; AWS Config takes ", limit);
  return Scanner(text).fault();
}

}  // namespace landform::resolve
