// YAML bytes to nodes, on yaml-cpp's events. What yaml-cpp lets pass is refused here: duplicate keys, bad UTF-8, byte
// order marks other than UTF-8, several documents, quotes that run away over lines, tabs as indentation, unknown tags,
// undefined and recursive aliases, numbers that lose digits, size, depth and alias expansion over their
// limits. yaml-cpp's own words never reach the user. JSON is YAML and is read by the same function.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "yaml/node.h"

namespace landform::yaml {

inline constexpr std::size_t kMaxFileBytes = 16U << 20;
inline constexpr std::size_t kMaxDepth = 100;
inline constexpr std::size_t kMaxAliasNodes = 1'000'000;  // nodes that aliases and anchors add, in one file

enum class UnknownTags { refuse, keep };

struct ReadOptions {
  // Tags that may stand, with their exclamation mark ("!Sub"). All others are yaml/unknown-tag, unless they are kept.
  std::span<const std::string_view> tags = {};
  UnknownTags unknown_tags = UnknownTags::refuse;
};

// Spans: a scalar with its quotes, a block text from its `|` to the end of its last line, a list or mapping in brackets
// to the closing one, in block style to the end of its last value. Tags and anchors are left out; a tag without a value
// is text whose span is the tag. An empty value stands right behind its colon or dash. Nodes behind an alias keep the
// spans of the anchored value. Tagged scalars are text. `<<` is merged: explicit keys win, then earlier mappings.
// The document, or nothing after an error was reported. An empty file is a null node. All faults that can be found in
// one run are reported. Plain scalars get their kind by the YAML 1.2 core schema; words that YAML 1.1 takes
// differently (yes, no, on, off, sexagesimal, octal 0123) stay strings.
std::optional<Node> read(const base::SourceMap& sources, base::FileId file, const ReadOptions& options,
                         base::Diagnostics& diagnostics);

// The same by yaml-cpp alone, for tests: `read` takes a quicker way through files that are certain to be sound
// (quick_reader.h).
std::optional<Node> read_thoroughly(const base::SourceMap& sources, base::FileId file, const ReadOptions& options,
                                    base::Diagnostics& diagnostics);

}  // namespace landform::yaml
