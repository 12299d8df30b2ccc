// The decoder takes whatever the reader gives, and says what is wrong with it in a text that can be rendered.
#include <cstddef>
#include <cstdint>
#include <string>

#include "blueprint/decode.h"
#include "fuzz/promises.h"
#include "fuzz/tree_mutator.h"
#include "yaml/reader.h"

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return landform::fuzz::mutate_tree(data, size, max_size, seed);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace landform;
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto file = sources.add("input.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const auto root = yaml::read(sources, file, {}, diagnostics);
  if (!root) return 0;
  const blueprint::Blueprint decoded = blueprint::decode(*root, diagnostics);
  // A blueprint without a version was never one: something must have been said.
  fuzz::require(decoded.landform.written() || diagnostics.has_errors());
  fuzz::require_sound(sources, diagnostics);
  return 0;
}
