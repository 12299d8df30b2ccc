#include "cli/policy_files.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/customer_template.h"
#include "cli/disk_words.h"
#include "resolve/guardrails.h"
#include "resolve/resolve_iam.h"
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

// The text behind a key `file`. `slug` and `what` are of the diagnostic when there is none.
std::optional<std::string> read_customers(base::SourceMap& sources, const blueprint::ReadText& read_text,
                                          const blueprint::Written<std::string>& file, std::string_view slug,
                                          std::string_view what, base::Diagnostics& diagnostics) {
  auto text = read_text(customer_path(sources, file.span, *file));
  if (text) return std::move(text).value();
  diagnostics.add(Diagnostic(slug, file.span, cat("cannot read the ", what, ": ", disk_words(text.error())))
                      .note("paths are relative to the blueprint file that names them"));
  return std::nullopt;
}

// A policy's document, by the name that `whose` ends with: "guardrail `x`".
std::optional<yaml::Node> read_document(base::SourceMap& sources, const blueprint::ReadText& read_text,
                                        const blueprint::Written<std::string>& file, std::string_view slug,
                                        const std::string& whose, base::Diagnostics& diagnostics) {
  auto text = read_customers(sources, read_text, file, slug, "policy", diagnostics);
  if (!text) return std::nullopt;
  const std::string path = customer_path(sources, file.span, *file);
  auto document = yaml::read(sources, sources.add(path, std::move(*text)), {}, diagnostics);
  if (!document || document->is_mapping()) return document;
  diagnostics.add(Diagnostic(slug, file.span, cat("the policy file of ", whose, " holds no mapping")));
  return std::nullopt;
}

void read_iam_files(base::SourceMap& sources, const blueprint::ReadText& read_text, const blueprint::Iam& iam,
                    resolve::PolicySources& result, base::Diagnostics& diagnostics) {
  constexpr std::string_view kNotReadable = "identity/file-not-readable";
  for (const auto& item : iam.policies) {
    if (!item.written.written() || !item->file.written()) continue;
    auto document =
        read_document(sources, read_text, item->file, kNotReadable, cat("policy `", item.name, "`"), diagnostics);
    if (document) result.iam_files.emplace(item.name, std::move(*document));
  }
  for (const auto& item : iam.saml_providers) {
    if (!item.written.written() || !item->file.written()) continue;
    auto text = read_customers(sources, read_text, item->file, kNotReadable, "metadata document", diagnostics);
    if (text) result.saml_files.emplace(item.name, std::move(*text));
  }
}

}  // namespace

resolve::PolicySources read_policy_files(base::SourceMap& sources, const blueprint::ReadText& read_text,
                                         const blueprint::Blueprint& written, SourceTemplates& templates,
                                         base::Diagnostics& diagnostics) {
  resolve::PolicySources result;
  const std::vector<std::string> asked = asked_presets(written);
  result.names = templates.presets(kGuardrailPresets, asked);
  const std::vector<std::string> asked_iam = resolve::asked_iam_presets(*written.identity);
  result.iam_names = templates.presets(kIamPresets, asked_iam);
  const auto name_all = [&](const std::vector<std::string>& wanted, const std::vector<std::string>& there,
                            std::string_view below) {
    std::vector<std::pair<std::string, SourceTemplates::Index>> named;
    for (const std::string& name : wanted) {
      if (!std::binary_search(there.begin(), there.end(), name)) continue;
      named.emplace_back(name, templates.name(cat(below, name, ".yaml")));
    }
    return named;
  };
  const auto guardrails = name_all(asked, result.names, kGuardrailPresets);
  const auto iam = name_all(asked_iam, result.iam_names, kIamPresets);
  std::vector<SourceTemplates::Index> all;
  for (const auto& [name, index] : guardrails) all.push_back(index);
  for (const auto& [name, index] : iam) all.push_back(index);
  templates.tell_faults(std::move(all), diagnostics);
  for (const auto& [name, index] : guardrails) {
    if (const auto* preset = templates.find(index)) result.presets.emplace(name, &preset->source());
  }
  for (const auto& [name, index] : iam) {
    if (const auto* preset = templates.find(index)) result.iam_presets.emplace(name, &preset->source());
  }
  for (const auto& item : written.guardrails) {
    if (!item.written.written() || !item->file.written()) continue;
    auto document = read_document(sources, read_text, item->file, "guardrails/file-not-readable",
                                  cat("guardrail `", item.name, "`"), diagnostics);
    if (document) result.files.emplace(item.name, std::move(*document));
  }
  read_iam_files(sources, read_text, *written.identity->iam, result, diagnostics);
  return result;
}

}  // namespace landform::cli
