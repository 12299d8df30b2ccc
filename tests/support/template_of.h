// A template from its text, for tests of what comes behind the reader.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "base/render_text.h"
#include "base/source_map.h"
#include "cfn/template.h"

namespace landform::test {

// Spans mean nothing: the text is gone.
inline cfn::Template template_of(const std::string& text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  auto read = cfn::read_template(sources, sources.add("t.yaml", text), diagnostics);
  REQUIRE_MESSAGE(read, base::render_text(sources, diagnostics));
  return std::move(*read);
}

}  // namespace landform::test
