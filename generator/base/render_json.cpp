#include "base/render_json.h"

#include <nlohmann/json.hpp>

#include "base/located.h"

namespace landform::base {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word_for(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

Json place(const SourceMap& sources, CharacterColumns& columns, const Label& label) {
  const Span span = clamped(sources, label.span);
  if (!span.known()) return nullptr;
  const Location location = locate(sources, span);
  return {{"file", sources.file(span.file).path},
          {"begin_offset", span.begin},
          {"end_offset", span.end},
          {"begin_line", location.begin.line},
          {"begin_column", columns(span.file, location.begin)},
          {"end_line", location.end.line},
          {"end_column", columns(span.file, location.end)},
          {"label", label.text}};
}

}  // namespace

std::string render_json(const SourceMap& sources, const Diagnostics& diagnostics) {
  std::string out;
  CharacterColumns columns(sources);
  for (const Diagnostic& diagnostic : diagnostics.sorted(sources)) {
    Json secondary = Json::array();
    for (const Label& label : diagnostic.secondary) {
      if (Json one = place(sources, columns, label); !one.is_null()) secondary.push_back(std::move(one));
    }
    const Json line = {{"slug", diagnostic.slug},           {"severity", word_for(diagnostic.severity)},
                       {"message", diagnostic.message},     {"primary", place(sources, columns, diagnostic.primary)},
                       {"secondary", std::move(secondary)}, {"notes", diagnostic.notes},
                       {"helps", diagnostic.helps}};
    out += line.dump(-1, ' ', false, Json::error_handler_t::replace);
    out += '\n';
  }
  return out;
}

}  // namespace landform::base
