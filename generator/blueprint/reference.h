// The reference pages of the language, one a top-level key, and an index. Markdown, made from the tables.
#pragma once

#include <string>
#include <vector>

namespace landform::blueprint {

struct ReferencePage {
  std::string file;  // "logging.md", "README.md"
  std::string text;
};

// The index first, then in the order of the language.
std::vector<ReferencePage> reference_pages();

}  // namespace landform::blueprint
