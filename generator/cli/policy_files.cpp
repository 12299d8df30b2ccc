#include "cli/policy_files.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/customer_template.h"
#include "cli/disk_words.h"
#include "resolve/guardrails.h"
#include "resolve/tag_policy.h"
#include "yaml/reader.h"

namespace landform::cli {
namespace {

using base::cat;
using base::Diagnostic;

// Names of guardrails whose policy may be a preset, those that hold by themselves among them.
std::vector<std::string> asked_presets(const blueprint::Blueprint& written) {
  std::vector<std::string> names;
  const auto add = [&](std::string_view name) {
    if (written.guardrails.find(name) == nullptr) names.emplace_back(name);
  };
  for (const std::string_view name : resolve::kBaselineGuardrails) add(name);
  if (resolve::enforcement(*written.tagging, blueprint::TagEnforcement::service_control).known()) {
    add(resolve::kRequireTags);
  }
  for (const auto& item : written.guardrails) {
    if (item.written.written() && resolve::asks_for_preset(*item)) names.push_back(item.name);
  }
  return names;
}

void read_document(base::SourceMap& sources, const blueprint::ReadText& read_text,
                   const blueprint::NamedItem<blueprint::Guardrail>& item, resolve::PolicySources& result,
                   base::Diagnostics& diagnostics) {
  const auto& file = item->file;
  const std::string path = customer_path(sources, file.span, *file);
  auto text = read_text(path);
  if (!text) {
    diagnostics.add(
        Diagnostic("guardrails/file-not-readable", file.span, cat("cannot read the policy: ", disk_words(text.error())))
            .note("paths are relative to the blueprint file that names them"));
    return;
  }
  const auto document = yaml::read(sources, sources.add(path, std::move(text).value()), {}, diagnostics);
  if (!document) return;
  if (document->is_mapping()) {
    result.files.emplace(item.name, *document);
    return;
  }
  diagnostics.add(Diagnostic("guardrails/file-not-readable", file.span,
                             cat("the policy file of guardrail `", item.name, "` holds no mapping")));
}

}  // namespace

resolve::PolicySources read_policy_files(base::SourceMap& sources, const blueprint::ReadText& read_text,
                                         const blueprint::Blueprint& written, SourceTemplates& templates,
                                         std::size_t threads, base::Diagnostics& diagnostics) {
  resolve::PolicySources result;
  const std::vector<std::string> asked = asked_presets(written);
  result.names = templates.presets(asked);
  std::vector<std::pair<std::string, SourceTemplates::Index>> named;
  for (const std::string& name : asked) {
    if (!std::binary_search(result.names.begin(), result.names.end(), name)) continue;
    named.emplace_back(name, templates.name(cat("policies/", name, ".yaml")));
  }
  templates.read(threads);
  for (const auto& [name, index] : named) {
    if (const cfn::Template* preset = templates.find(index)) result.presets.emplace(name, preset);
  }
  for (const auto& item : written.guardrails) {
    if (item.written.written() && item->file.written()) {
      read_document(sources, read_text, item, result, diagnostics);
    }
  }
  return result;
}

}  // namespace landform::cli
