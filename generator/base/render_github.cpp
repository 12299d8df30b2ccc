#include "base/render_github.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/located.h"
#include "base/text.h"

namespace landform::base {
namespace {

enum class Where { message, property };

std::string escaped(std::string_view text, Where where) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (c == ':' && where == Where::property) {
      out += "%3A";
    } else if (c == ',' && where == Where::property) {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view command_for(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "notice";
}

std::string place(const SourceMap& sources, CharacterColumns& columns, Span span) {
  const Location location = locate(sources, span);
  std::string out = cat("file=", escaped(sources.file(span.file).path, Where::property), ",line=", location.begin.line,
                        ",endLine=", location.end.line);
  // GitHub takes columns only where both are in one line; its last column is part of what is marked.
  if (location.begin.line == location.end.line) {
    const std::size_t first = columns(span.file, location.begin);
    const std::size_t last = columns(span.file, location.end);
    out += cat(",col=", first, ",endColumn=", std::max(first, last - 1));
  }
  return out + ",";
}

}  // namespace

std::string render_github(const SourceMap& sources, const Diagnostics& diagnostics) {
  std::vector<Diagnostic> all = diagnostics.sorted(sources);
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.severity < b.severity; });
  CharacterColumns columns(sources);
  std::string out;
  for (const Diagnostic& diagnostic : all) {
    const Span span = clamped(sources, diagnostic.primary.span);
    std::string text = diagnostic.message;
    if (!diagnostic.primary.text.empty()) text += cat("\n", diagnostic.primary.text);
    for (const Label& label : diagnostic.secondary) {
      const Span where = clamped(sources, label.span);
      if (!where.known()) continue;
      const Position begin = locate(sources, where).begin;
      text += cat("\n", sources.file(where.file).path, ":", begin.line, ":", columns(where.file, begin),
                  label.text.empty() ? "" : ": ", label.text);
    }
    for (const std::string& note : diagnostic.notes) text += cat("\nnote: ", note);
    for (const std::string& help : diagnostic.helps) text += cat("\nhelp: ", help);
    out +=
        cat("::", command_for(diagnostic.severity), " ", span.known() ? place(sources, columns, span) : std::string(),
            "title=", escaped(diagnostic.slug, Where::property), "::", escaped(text, Where::message), "\n");
  }
  return out;
}

}  // namespace landform::base
