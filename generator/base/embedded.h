// Files that the executable carries (cmake/embed.cmake): templates, tables, explain pages.
#pragma once

#include <span>
#include <string_view>

namespace landform::base {

struct EmbeddedFile {
  std::string_view path;  // relative to the folder that was embedded, with '/'
  std::string_view text;  // lives as long as the program
};

}  // namespace landform::base
