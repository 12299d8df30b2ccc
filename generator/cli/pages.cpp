#include "cli/pages.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace landform::cli {

std::string_view find_page(std::span<const base::EmbeddedFile> files, std::string_view path) {
  const auto found =
      std::lower_bound(files.begin(), files.end(), path,
                       [](const base::EmbeddedFile& file, std::string_view wanted) { return file.path < wanted; });
  return found != files.end() && found->path == path ? found->text : std::string_view();
}

std::string_view page_of(std::string_view slug) {
  return find_page(explain_pages::embedded_files(), base::cat(slug, ".md"));
}

std::string_view preset_page(std::string_view preset) {
  return find_page(policy_pages::embedded_files(), base::cat(preset, ".md"));
}

std::vector<PresetRow> presets() {
  std::vector<PresetRow> rows;
  for (const std::string_view line : base::split(find_page(policy_pages::embedded_files(), "README.md"), '\n')) {
    // | [region-lock](region-lock.md) | service-control | medium | nothing outside of the governed regions |
    if (!line.starts_with("| [")) continue;
    const auto cells = base::split(line, '|');
    if (cells.size() != 6) continue;
    const std::string_view link = base::trim(cells[1]);
    rows.push_back(
        {link.substr(1, link.find(']') - 1), base::trim(cells[2]), base::trim(cells[3]), base::trim(cells[4])});
  }
  return rows;
}

}  // namespace landform::cli
