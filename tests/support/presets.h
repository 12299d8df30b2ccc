// What tests of policy presets share: the presets of the organization (presets_test.cpp) and of IAM
// (iam_presets_test.cpp) are both templates with cases that say what their policies decide.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/render_text.h"
#include "base/source_map.h"
#include "base/text.h"
#include "cfn/evaluate.h"
#include "policy/simulation.h"
#include "support/golden.h"
#include "yaml/reader.h"

namespace landform::test {

// The node at "Resources.Policy.Properties"; the test ends where there is none.
inline const yaml::Node& node_at(const yaml::Node& node, std::string_view path) {
  const yaml::Node* here = &node;
  for (const std::string_view key : base::split(path, '.')) {
    here = here->find(key);
    REQUIRE_MESSAGE(here != nullptr, path);
  }
  return *here;
}

// Every parameter of the template with its own sample value.
inline cfn::Bindings sample_bindings(const cfn::Template& source) {
  cfn::Bindings bindings;
  if (const yaml::Node* declared = source.root.find("Parameters")) {
    for (const yaml::Entry& entry : declared->entries) {
      bindings.parameters.emplace(entry.key, node_at(entry.value, "Default"));
    }
  }
  return bindings;
}

// As cases write it.
inline std::string_view word_of(policy::Decision decision) {
  switch (decision) {
    case policy::Decision::allowed:
      return "allowed";
    case policy::Decision::unknown:
      return "unknown";
    case policy::Decision::explicit_deny:
      return "denied";
    case policy::Decision::implicit_deny:
      return "not allowed";
  }
  return "";
}

inline yaml::Node allow_everything() {
  return yaml::mapping({{"Version", yaml::string("2012-10-17")},
                        {"Statement", yaml::mapping({{"Effect", yaml::string("Allow")},
                                                     {"Action", yaml::string("*")},
                                                     {"Resource", yaml::string("*")}})}});
}

// The list in tests/cases/<folder>/<preset>.yaml.
inline yaml::Node preset_cases(std::string_view folder, const std::string& preset) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const std::filesystem::path path = cases_dir(folder) / (preset + ".yaml");
  const auto cases = yaml::read(sources, sources.add(path.filename().string(), read_file(path)), {}, diagnostics);
  REQUIRE_MESSAGE(cases, base::render_text(sources, diagnostics));
  REQUIRE(cases->is_sequence());
  return *cases;
}

}  // namespace landform::test
