// Texts that the executable carries for people: explain pages, starters, the manifest's schema (embed.cmake).
#pragma once

#include <span>
#include <string_view>

#include "base/embedded.h"

// docs/explain/**, paths like "emit/disk-failed.md", sorted by path as all of these.
namespace landform::explain_pages {
std::span<const base::EmbeddedFile> embedded_files();
}  // namespace landform::explain_pages

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

}  // namespace landform::cli
