// Texts that the executable carries for people: explain pages, pages of guardrail presets, starters, the manifest's
// schema (embed.cmake).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/embedded.h"

// docs/explain/**, paths like "emit/disk-failed.md", sorted by path as all of these.
namespace landform::explain_pages {
std::span<const base::EmbeddedFile> embedded_files();
}  // namespace landform::explain_pages

// docs/policies/*.md: one for each preset of templates/policies/ ("region-lock.md"), and their table ("README.md").
namespace landform::policy_pages {
std::span<const base::EmbeddedFile> embedded_files();
}  // namespace landform::policy_pages

// generator/cli/starters/*.yaml
namespace landform::starters {
std::span<const base::EmbeddedFile> embedded_files();
}  // namespace landform::starters

// "manifest.schema.json"
namespace landform::documents {
std::span<const base::EmbeddedFile> embedded_files();
}  // namespace landform::documents

namespace landform::cli {

// The text of the file at `path`; empty when there is none.
std::string_view find_page(std::span<const base::EmbeddedFile> files, std::string_view path);

// The explain page of a slug, in Markdown; empty when there is none.
std::string_view page_of(std::string_view slug);

// The page of a guardrail preset, in Markdown; empty when there is no such preset.
std::string_view preset_page(std::string_view preset);

struct PresetRow {
  std::string_view name;
  std::string_view kind;  // the blueprint's word: "service-control"
  std::string_view risk;  // "low", "medium", "high"
  std::string_view line;  // "nothing outside of the governed regions"
};
// The table of docs/policies/README.md; sorted by name.
std::vector<PresetRow> presets();

}  // namespace landform::cli
