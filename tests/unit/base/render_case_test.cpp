#include <cctype>
#include <charconv>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/text.h"
#include "render_case.h"

namespace landform::test {
namespace {

// Diagnostics keep views of their slugs; a case's slugs must live as long as the program.
std::string_view kept(std::string_view text) {
  static std::set<std::string> all;
  return *all.emplace(text).first;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char kind = text[++i];
    if (kind == 'x') {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += kind == 't' ? '\t' : kind == 'r' ? '\r' : kind == 'n' ? '\n' : kind;
    }
  }
  return out;
}

class Reader {
 public:
  void line(std::string_view text, std::size_t number) {
    number_ = number;
    if (text.starts_with("--- ")) {
      finish_section();
      section_ = text.substr(4);
    } else if (section_.find("file ") != std::string::npos) {
      body_ += base::cat(text, "\n");
    } else if (!text.empty()) {
      field(text);
    }
  }
  RenderCase take() {
    finish_section();
    for (base::Diagnostic& diagnostic : diagnostics_) case_.diagnostics.add(std::move(diagnostic));
    return std::move(case_);
  }

 private:
  [[noreturn]] void fail(std::string_view why) const {
    throw std::runtime_error(base::cat("line ", number_, ": ", why));
  }

  void finish_section() {
    const bool escaped = section_.starts_with("escaped ");
    const std::string head = escaped ? section_.substr(8) : section_;
    if (head.starts_with("file ")) {
      std::string path = head.substr(5);
      std::size_t first_line = 1;
      if (const auto from = path.find(" from line "); from != std::string::npos) {
        first_line = std::stoul(path.substr(from + 11));
        path = path.substr(0, from);
      }
      if (escaped) body_ = unescaped(body_.substr(0, body_.size() - 1));
      files_[path] = case_.sources.add(path, std::string(first_line - 1, '\n') + body_);
    } else if (head.starts_with("options ")) {
      for (const auto option : base::split(std::string_view(head).substr(8), ' ')) set_option(option);
    } else if (!head.empty()) {
      start_diagnostic(head);
    }
    body_.clear();
    section_.clear();
  }

  void set_option(std::string_view option) {
    const auto equals = option.find('=');
    const std::size_t value = std::stoul(std::string(option.substr(equals + 1)));
    if (option.starts_with("width=")) {
      case_.options.width = value;
    } else if (option.starts_with("max_shown=")) {
      case_.options.max_shown = value;
    } else if (option.starts_with("color=")) {
      case_.options.color = value == 1;
    } else {
      fail("no such option");
    }
  }

  void start_diagnostic(std::string_view head) {
    const auto words = base::split(head, ' ');
    if (words.size() != 2) fail("expected severity and slug");
    base::Diagnostic diagnostic(kept(words[1]), {}, {});
    diagnostic.severity = words[0] == "error"     ? base::Severity::error
                          : words[0] == "warning" ? base::Severity::warning
                                                  : base::Severity::note;
    diagnostics_.push_back(std::move(diagnostic));
  }

  void field(std::string_view text) {
    if (!section_.empty()) {
      start_diagnostic(section_);
      section_.clear();
    }
    if (diagnostics_.empty()) fail("no diagnostic has begun");
    base::Diagnostic& diagnostic = diagnostics_.back();
    const auto colon = text.find(": ");
    if (colon == std::string_view::npos) fail("expected `field: value`");
    const std::string_view name = text.substr(0, colon);
    const std::string value = unescaped(text.substr(colon + 2));
    if (name == "message") {
      diagnostic.message = value;
    } else if (name == "primary") {
      diagnostic.primary = label(value);
    } else if (name == "also") {
      diagnostic.secondary.push_back(label(value));
    } else if (name == "note") {
      diagnostic.notes.push_back(value);
    } else if (name == "help") {
      diagnostic.helps.push_back(value);
    } else {
      fail("no such field");
    }
  }

  base::Label label(std::string_view text) const {
    const auto word = [&] {
      const auto space = std::min(text.find(' '), text.size());
      const std::string_view taken = text.substr(0, space);
      text.remove_prefix(std::min(space + 1, text.size()));
      return taken;
    };
    const std::string path(word());
    if (path == "-") return {{}, std::string(text)};
    if (!files_.contains(path)) fail("no such file");
    const base::FileId file = files_.at(path);
    const std::uint32_t begin = offset(file, word());
    const std::uint32_t end = offset(file, word());
    return {{file, begin, end}, std::string(text)};
  }

  std::uint32_t offset(base::FileId file, std::string_view position) const {
    const auto parts = base::split(position, ':');
    if (parts.size() != 2) fail("expected line:column");
    const auto number = [](std::string_view digits) {
      return static_cast<std::uint32_t>(std::stoul(std::string(digits)));
    };
    const auto& starts = case_.sources.file(file).line_starts();
    // A line behind the last one stands for an offset behind the end: renderers must bear it.
    const std::uint32_t line = number(parts[0]);
    return line <= starts.size() ? starts[line - 1] + number(parts[1]) - 1 : 1000000;
  }

  RenderCase case_;
  std::map<std::string, base::FileId> files_;
  std::vector<base::Diagnostic> diagnostics_;
  std::string section_;
  std::string body_;
  std::size_t number_ = 0;
};

}  // namespace

RenderCase read_render_case(std::string_view text) {
  Reader reader;
  std::size_t number = 0;
  if (text.ends_with('\n')) text.remove_suffix(1);
  for (const std::string_view line : base::split(text, '\n')) reader.line(line, ++number);
  return reader.take();
}

}  // namespace landform::test
