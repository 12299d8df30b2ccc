#include "base/render_text.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "base/located.h"
#include "base/slugs.h"
#include "base/snippet.h"
#include "base/text.h"
#include "base/width.h"

namespace landform::base {
namespace {

// A message that quotes a value does not grow with the value.
constexpr std::size_t kMaxTextColumns = 1000;

enum class Ink { error, warning, note, emphasis, frame, help };

std::string_view escape_code(Ink ink) {
  switch (ink) {
    case Ink::error:
      return "\x1b[1;31m";
    case Ink::warning:
      return "\x1b[1;33m";
    case Ink::note:
      return "\x1b[1;36m";
    case Ink::emphasis:
      return "\x1b[1m";
    case Ink::frame:
      return "\x1b[34m";
    case Ink::help:
      return "\x1b[32m";
  }
  return {};
}

Ink ink_of(Severity severity) {
  if (severity == Severity::error) return Ink::error;
  return severity == Severity::warning ? Ink::warning : Ink::note;
}

std::string_view word_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

std::string shown(std::string_view text) {
  return visible(text, kMaxTextColumns);
}

class TextRenderer {
 public:
  TextRenderer(const SourceMap& sources, const TextOptions& options) : sources_(sources), options_(options) {}

  void diagnostic(const Diagnostic& diagnostic);
  void counts_by_slug(const std::vector<const Diagnostic*>& hidden);
  void line(std::string_view text) { out_ += cat(text, "\n"); }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  [[nodiscard]] std::string paint(Ink ink, std::string_view text) const {
    return options_.color ? cat(escape_code(ink), text, "\x1b[0m") : std::string(text);
  }
  // What stands left of a source line: its number or nothing, and the frame.
  [[nodiscard]] std::string gutter(std::string_view number, std::string_view frame) const {
    return paint(Ink::frame, cat(std::string(number_width_ - number.size(), ' '), number, " ", frame));
  }
  void snippet(const SnippetFile& file, bool first, Ink primary_ink);
  void picture(const Picture& picture, std::uint32_t number, Ink primary_ink);
  void footnote(Ink ink, std::string_view kind, std::string_view text);

  const SourceMap& sources_;
  const TextOptions& options_;
  std::size_t number_width_ = 3;
  std::string out_;
};

void TextRenderer::diagnostic(const Diagnostic& diagnostic) {
  const Ink ink = ink_of(diagnostic.severity);
  const auto files = lay_out(sources_, diagnostic);
  number_width_ = 3;
  for (const SnippetFile& file : files) {
    for (const SnippetLine& shown_line : file.lines)
      number_width_ = std::max(number_width_, cat(shown_line.number).size());
  }
  line(cat(paint(ink, cat(word_of(diagnostic.severity), "[", diagnostic.slug, "]")),
           paint(Ink::emphasis, cat(": ", shown(diagnostic.message)))));
  for (const SnippetFile& file : files) snippet(file, &file == &files.front(), ink);
  // A label whose place is not known still says something.
  if (!clamped(sources_, diagnostic.primary.span).known() && !diagnostic.primary.text.empty()) {
    footnote(Ink::note, "note", diagnostic.primary.text);
  }
  for (const std::string& note : diagnostic.notes) footnote(Ink::note, "note", note);
  for (const std::string& help : diagnostic.helps) footnote(Ink::help, "help", help);
  line("");
}

void TextRenderer::snippet(const SnippetFile& file, bool first, Ink primary_ink) {
  line(cat(gutter("", first ? "┌─" : "├─"), " ", shown(sources_.file(file.file).path), ":", file.start_line, ":",
           file.start_column));
  const std::size_t frame_width = number_width_ + 3;
  constexpr std::size_t kLeastWidth = 40;
  const std::size_t text_width = std::max(options_.width, frame_width + kLeastWidth) - frame_width;
  for (const SnippetLine& snippet_line : file.lines) {
    if (snippet_line.skipped > 0) {
      line(cat(gutter("", "┆"), " ", count_of(snippet_line.skipped, "line"), " between"));
    }
    const auto pictures = draw(sources_.line(file.file, snippet_line.number), snippet_line.marks, text_width);
    for (const Picture& one : pictures) picture(one, snippet_line.number, primary_ink);
  }
}

void TextRenderer::picture(const Picture& picture, std::uint32_t number, Ink primary_ink) {
  line(cat(gutter(cat(number), "│"), picture.text.empty() ? "" : " ", picture.text));
  for (const Picture::Underline& underline : picture.underlines) {
    const bool primary = underline.emphasis == Emphasis::primary;
    std::string drawn(underline.end - underline.begin, primary ? '^' : '-');
    if (!underline.text.empty()) drawn += cat(" ", shown(underline.text));
    line(
        cat(gutter("", "│"), " ", std::string(underline.begin, ' '), paint(primary ? primary_ink : Ink::frame, drawn)));
  }
}

void TextRenderer::footnote(Ink ink, std::string_view kind, std::string_view text) {
  const std::string indent(number_width_ + 1, ' ');
  bool first = true;
  for (const std::string_view text_line : split(text, '\n')) {
    const std::string lead = first ? cat(indent, paint(ink, cat("= ", kind, ":"))) : cat(indent, "       ");
    const std::string body = shown(text_line);
    line(body.empty() ? (first ? lead : std::string()) : cat(lead, " ", body));
    first = false;
  }
}

void TextRenderer::counts_by_slug(const std::vector<const Diagnostic*>& hidden) {
  struct Count {
    std::size_t number = 0;
    Severity severity = Severity::error;
  };
  std::map<std::string_view, Count> counts;
  for (const Diagnostic* diagnostic : hidden) {
    Count& count = counts[diagnostic->slug];
    ++count.number;
    count.severity = diagnostic->severity;
  }
  line(cat(hidden.size(), " more, not shown:"));
  for (const auto& [slug, count] : counts) {
    const std::string number = cat(count.number);
    const std::string indent(number.size() < 5 ? 5 - number.size() : 0, ' ');
    line(cat(indent, number, " ", paint(ink_of(count.severity), cat(word_of(count.severity), "[", slug, "]"))));
  }
  line("");
}

std::string closing_line(const std::vector<Diagnostic>& all) {
  std::vector<std::string> parts;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const auto count =
        std::count_if(all.begin(), all.end(), [&](const Diagnostic& d) { return d.severity == severity; });
    if (count > 0) parts.push_back(count_of(static_cast<std::size_t>(count), word_of(severity)));
  }
  return join(parts, ", ");
}

}  // namespace

std::string render_text(const SourceMap& sources, const Diagnostics& diagnostics, const TextOptions& options) {
  const std::vector<Diagnostic> all = diagnostics.sorted(sources);
  if (all.empty()) return {};
  // Errors take the places first: a page of warnings must not hide the one fault that stops the build.
  const auto errors = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const Diagnostic& d) { return d.severity == Severity::error; }));
  std::size_t error_places = std::min(errors, options.max_shown);
  std::size_t other_places = std::min(all.size() - errors, options.max_shown - error_places);
  TextRenderer renderer(sources, options);
  std::vector<const Diagnostic*> hidden;
  for (const Diagnostic& diagnostic : all) {
    std::size_t& places = diagnostic.severity == Severity::error ? error_places : other_places;
    if (places == 0) {
      hidden.push_back(&diagnostic);
      continue;
    }
    --places;
    renderer.diagnostic(diagnostic);
  }
  if (!hidden.empty()) renderer.counts_by_slug(hidden);
  renderer.line(closing_line(all));
  return renderer.take();
}

}  // namespace landform::base
