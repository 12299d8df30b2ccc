// A blueprint is read in layers: `extends` puts a provider's house baseline under a customer's file, `include` splits one
// large blueprint over files. The result is one tree whose spans point into the files that said each thing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/disk.h"
#include "base/source_map.h"
#include "yaml/node.h"

namespace landform::blueprint {

// Reads a file that a blueprint names; the path is already joined with the folder of the file that names it.
using ReadText = std::function<base::Result<std::string, base::DiskError>(const std::string& path)>;

struct Layered {
  yaml::Node root;                 // merged; `extends`, `include` and `final` are gone
  std::vector<std::string> files;  // every file that was read, in the order of reading, for depfiles and hashes
};

// `path` is the customer's file. Nothing after errors.
std::optional<Layered> read_layers(base::SourceMap& sources, const std::string& path, const ReadText& read_text,
                                   base::Diagnostics& diagnostics);

}  // namespace landform::blueprint
