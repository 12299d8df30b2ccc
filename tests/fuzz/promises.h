// What every target asks of what it fuzzes: a broken promise is a crash, which is what libFuzzer looks for.
#pragma once

#include <cstdlib>
#include <string_view>

#include "base/diagnostic.h"
#include "base/render_text.h"
#include "base/source_map.h"
#include "base/utf8.h"

namespace landform::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void require_inside(const base::SourceMap& sources, base::Span span) {
  if (!span.known()) return;
  require(span.begin <= span.end && span.end <= sources.file(span.file).text.size());
}

// Whatever is said says something, about a place that is there, and can be shown.
inline void require_sound(const base::SourceMap& sources, const base::Diagnostics& diagnostics) {
  for (const base::Diagnostic& each : diagnostics.all()) {
    require(!each.message.empty());
    require_inside(sources, each.primary.span);
    for (const base::Label& label : each.secondary) require_inside(sources, label.span);
  }
  require(base::find_bad_utf8(base::render_text(sources, diagnostics)) == std::string_view::npos);
}

}  // namespace landform::fuzz
