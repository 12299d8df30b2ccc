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
    if (tag.shown == tag.value) {
      copy.replace(tag.begin, tag.end - tag.begin, tag.end - tag.begin, ' ');
      continue;
    }
    const std::size_t header_end = std::min(copy.find_first_of(" \t\r\n", tag.value), copy.size());
    const std::string header = copy.substr(tag.value, header_end - tag.value);
    copy.replace(tag.begin, header_end - tag.begin, header + std::string(tag.value - tag.begin, ' '));
  }
  return copy;
}

}  // namespace landform::yaml
