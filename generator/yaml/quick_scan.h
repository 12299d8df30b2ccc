// The first half of the quick reader: what stands where in a plain file, as a flat list. Nodes are made of it once the
// whole file is known, each in its place and none moved on its way.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.h"

namespace landform::yaml {

// A node to be. Places are bytes of the text; those of a scalar in quotes are with them.
struct QuickPart {
  Kind kind = Kind::null;
  Style style = Style::any;
  std::uint8_t tag = 0;     // its number in the tags that may stand, from 1; 0 for none
  std::uint32_t begin = 0;  // its span
  std::uint32_t end = 0;
  std::uint32_t key_begin = 0;  // of a mapping's member
  std::uint32_t key_end = 0;
  std::uint32_t children = 0;  // members or items of its own; they follow it, each with its children behind it
  // What it says and its key, where these are not just what stands in the text: numbers in QuickScan::texts, from 1.
  std::uint32_t text = 0;
  std::uint32_t key_text = 0;
};

struct QuickScan {
  std::vector<QuickPart> parts;  // the root first
  std::vector<std::string> texts;
};

// Nothing for every text that is not certain to be sound; keys may still stand twice in a mapping. The text holds
// harmless characters only and ends in a line break.
std::optional<QuickScan> scan_quickly(std::string_view text, std::span<const std::string_view> tags);

}  // namespace landform::yaml
