#include "emit/output_file.h"

#include <utility>

#include "base/sha256.h"

namespace landform::emit {

OutputFile output_file(std::string path, std::string bytes) {
  std::string hash = base::sha256_hex(bytes);
  return {std::move(path), std::move(bytes), std::move(hash)};
}

}  // namespace landform::emit
