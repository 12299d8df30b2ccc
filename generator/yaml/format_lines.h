// The layout rules of `landform fmt`, on text that is known to be YAML. Works on lines and tokens, since a tree has
// neither comments nor line breaks; knows nothing of values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace landform::yaml {

struct FormattedLines {
  std::string text;
  std::vector<std::string> comments;  // each from its `#`, in order, without trailing blanks
};

FormattedLines format_lines(std::string_view text);

}  // namespace landform::yaml
