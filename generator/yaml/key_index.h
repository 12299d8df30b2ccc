// Finds the entries of a mapping that repeat a key: by comparing for short mappings, by hashing for long ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "yaml/node.h"

namespace landform::yaml {

class KeyIndex {
 public:
  // Pairs (entry, the earlier entry with the same key), in the order of the source.
  const std::vector<std::pair<std::size_t, std::size_t>>& repeated(const Entries& entries);

 private:
  void compare(const Entries& entries);
  void hash(const Entries& entries);

  std::vector<std::pair<std::size_t, std::size_t>> found_;
  std::vector<std::uint32_t> slots_;  // kept between calls, so that a file of many mappings allocates once
};

}  // namespace landform::yaml
