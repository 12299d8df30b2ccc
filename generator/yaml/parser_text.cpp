#include "yaml/parser_text.h"

#include <algorithm>
#include <cstddef>

#include "yaml/escapes.h"

namespace landform::yaml {

std::string_view parser_text(const ReaderInput& input, std::string& copy) {
  if (input.pairs.empty() && input.hidden_tags.empty()) return input.text;
  copy = input.text;
  for (const std::size_t at : input.pairs) hide_pair(copy, at);
  for (const HiddenTag& tag : input.hidden_tags) {
    std::fill(copy.begin() + static_cast<std::ptrdiff_t>(tag.begin),
              copy.begin() + static_cast<std::ptrdiff_t>(tag.end), ' ');
  }
  return copy;
}

}  // namespace landform::yaml
