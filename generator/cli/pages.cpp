#include "cli/pages.h"

#include <algorithm>

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

}  // namespace landform::cli
