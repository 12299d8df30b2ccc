// Presets and policy files for tests: what cli/ reads for resolve.
#pragma once

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
  PolicyFixture(const PolicyFixture&) = delete;
  PolicyFixture& operator=(const PolicyFixture&) = delete;

  resolve::PolicySources result;

 private:
  std::map<std::string, cfn::Template> templates_;
};

}  // namespace landform::test
