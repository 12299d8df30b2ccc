// One file of the out tree, in memory. Everything that emit makes is of this kind; only cli/ puts it on a disk.
#pragma once

#include <string>

namespace landform::emit {

struct OutputFile {
  std::string path;  // below the out tree, with '/': "stacks/10-organization.yaml"
  std::string bytes;
  std::string sha256;  // of the bytes, in hex; taken once. Empty for the manifest, which holds its own seal
};

OutputFile output_file(std::string path, std::string bytes);

}  // namespace landform::emit
