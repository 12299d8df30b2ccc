// A blueprint is read in layers: `extends` puts a provider's house baseline under a customer's file, `include` splits
// one large blueprint over files. The result is one tree whose spans point into the files that said each thing.
//
//   extends: ../house.yaml        one path. The base's tree lies under this file's: mappings merge by key, lists
//   replace,
//                                 an explicit null removes what the base has. The base may extend another file.
//   include: [network.yaml]       a list of paths, beside or below this file. The parts make one tree: mappings merge,
//   and
//                                 a value that two parts give is an error. Parts may include further parts.
//   final: [security, guardrails.*, logging.trail.retention_days]
//                                 a list of key paths that files above cannot change, remove or add to; `x.*` closes
//                                 each key that `x` has by now but lets files above add others. Keys with dots:
//                                 a."b.c".
//
// Paths are relative to the folder of the file that names them; `..` is resolved by its text. The three keys stand at
// the top of a file only; this room knows no other key, except that all layers must speak one version (`landform`).
// Slugs: overlay/*, and what yaml::read raises.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/disk.h"
#include "base/source_map.h"
#include "yaml/node.h"

namespace landform::blueprint {

// Chains longer than this are mistakes, or folders that link to themselves.
inline constexpr std::size_t kMaxLayerDepth = 16;
inline constexpr std::size_t kMaxLayerFiles = 1000;

// Reads a file that a blueprint names; the path is already joined with the folder of the file that names it.
using ReadText = std::function<base::Result<std::string, base::DiskError>(const std::string& path)>;

struct Layered {
  yaml::Node root;                 // merged; `extends`, `include` and `final` are gone
  std::vector<std::string> files;  // every file that was read, in the order of reading, for depfiles and hashes
};

// `path` is the customer's file. Nothing after errors. Time and memory are linear in what is read.
// A file without these keys comes back as yaml::read gave it, whatever its kind. Merged mappings keep the base's order,
// then the file's new keys; a merged mapping's span is that of the upper file, where it can be edited.
std::optional<Layered> read_layers(base::SourceMap& sources, const std::string& path, const ReadText& read_text,
                                   base::Diagnostics& diagnostics);

}  // namespace landform::blueprint
