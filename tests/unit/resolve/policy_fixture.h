// Presets and policy files for tests: what cli/ reads for resolve.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include "base/text.h"
#include "blueprint/blueprint.h"
#include "cfn/template.h"
#include "resolve/policy_sources.h"
#include "support/golden.h"
#include "yaml/reader.h"

namespace landform::test {

class PolicyFixture {
 public:
  // Every template of `presets`, and the files that the blueprint names, from beside it.
  PolicyFixture(const std::filesystem::path& presets, const blueprint::Blueprint& written,
                const std::filesystem::path& beside, base::SourceMap& sources, base::Diagnostics& diagnostics) {
    for (const auto& path : files_below(presets, ".yaml")) {
      const std::string name = path.stem().string();
      const auto file = sources.add(base::cat("presets/", name, ".yaml"), read_file(path));
      auto source = cfn::read_template(sources, file, diagnostics);
      result.names.push_back(name);
      if (source) result.presets.emplace(name, &templates_.emplace(name, std::move(*source)).first->second);
    }
    for (const auto& item : written.guardrails) {
      if (!item.written.written() || !item->file.written()) continue;
      const auto file = sources.add(*item->file, read_file(beside / *item->file));
      if (auto document = yaml::read(sources, file, {}, diagnostics)) result.files.emplace(item.name, *document);
    }
  }
  // The presets of templates/iam-policies/ and of `more`, and the files of `identity.iam`, from `beside`.
  void read_iam(const std::filesystem::path& more, const blueprint::Iam& iam, const std::filesystem::path& beside,
                base::SourceMap& sources, base::Diagnostics& diagnostics) {
    namespace fs = std::filesystem;
    for (const fs::path& folder : {fs::path(LANDFORM_SOURCE_DIR) / "templates" / "iam-policies", more}) {
      if (!fs::exists(folder)) continue;
      for (const fs::path& path : files_below(folder, ".yaml")) {
        const std::string name = path.stem().string();
        const auto file = sources.add(base::cat("iam-policies/", name, ".yaml"), read_file(path));
        auto source = cfn::read_template(sources, file, diagnostics);
        result.iam_names.push_back(name);
        if (source) {
          result.iam_presets.emplace(name,
                                     &templates_.emplace(base::cat("iam ", name), std::move(*source)).first->second);
        }
      }
    }
    std::sort(result.iam_names.begin(), result.iam_names.end());
    for (const auto& item : iam.policies) {
      if (!item.written.written() || !item->file.written()) continue;
      const auto file = sources.add(*item->file, read_file(beside / *item->file));
      if (auto document = yaml::read(sources, file, {}, diagnostics)) result.iam_files.emplace(item.name, *document);
    }
    for (const auto& item : iam.saml_providers) {
      if (item->file.written()) result.saml_files.emplace(item.name, read_file(beside / *item->file));
    }
  }
  PolicyFixture() = default;
  PolicyFixture(const PolicyFixture&) = delete;
  PolicyFixture& operator=(const PolicyFixture&) = delete;

  resolve::PolicySources result;

 private:
  std::map<std::string, cfn::Template> templates_;
};

}  // namespace landform::test
