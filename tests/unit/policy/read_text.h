// YAML text to a node, for tests.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/render_text.h"
#include "base/source_map.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace landform::test {

inline yaml::Node read_yaml(std::string_view text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto node = yaml::read(sources, sources.add("test.yaml", std::string(text)), {}, diagnostics);
  REQUIRE_MESSAGE(node, base::render_text(sources, diagnostics));
  return *node;
}

inline std::string json_of(const yaml::Node& node) {
  return yaml::write_json(node, yaml::JsonLayout::minified);
}

}  // namespace landform::test
