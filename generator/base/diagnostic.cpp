#include "base/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/slugs.h"

namespace landform::base {

Diagnostic::Diagnostic(std::string_view slug_text, Span span, std::string message_text)
    : slug(slug_text), message(std::move(message_text)), primary{span, {}} {
  if (const SlugInfo* info = find_slug(slug_text)) severity = info->severity;
}

Diagnostic Diagnostic::label(std::string text) && {
  primary.text = std::move(text);
  return std::move(*this);
}

Diagnostic Diagnostic::also(Span span, std::string text) && {
  if (span.known()) secondary.push_back({span, std::move(text)});
  return std::move(*this);
}

Diagnostic Diagnostic::note(std::string text) && {
  notes.push_back(std::move(text));
  return std::move(*this);
}

Diagnostic Diagnostic::help(std::string text) && {
  helps.push_back(std::move(text));
  return std::move(*this);
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++errors_;
  if (diagnostic.severity == Severity::warning) ++warnings_;
  all_.push_back(std::move(diagnostic));
}

void Diagnostics::add_all(const Diagnostics& found) {
  for (const Diagnostic& diagnostic : found.all_) add(diagnostic);
}

std::vector<Diagnostic> Diagnostics::sorted(const SourceMap& sources) const {
  std::vector<Diagnostic> result = all_;
  const auto key = [&](const Diagnostic& d) {
    const Span& span = d.primary.span;
    const std::string_view path = span.known() ? std::string_view(sources.file(span.file).path) : std::string_view();
    return std::tuple(path, span.known() ? span.begin : 0U, span.known() ? span.end : 0U, d.slug,
                      std::string_view(d.message));
  };
  std::stable_sort(result.begin(), result.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  result.erase(
      std::unique(result.begin(), result.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
      result.end());
  return result;
}

}  // namespace landform::base
