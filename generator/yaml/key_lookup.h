// Finds the values of one mapping by their keys, many times: Node::find walks, which is right for short mappings only.
#pragma once

#include <string_view>
#include <unordered_map>

#include "yaml/node.h"

namespace landform::yaml {

// Looks into the mapping, which must outlive it and stay as it is.
class KeyLookup {
 public:
  explicit KeyLookup(const Node& mapping) : mapping_(&mapping) {
    constexpr std::size_t kWalked = 16;  // up to here hashing costs more than it saves
    if (mapping.entries.size() <= kWalked) return;
    values_.reserve(mapping.entries.size());
    for (const Entry& entry : mapping.entries) values_.emplace(entry.key, &entry.value);
  }

  // Null when absent, or when this is no mapping.
  [[nodiscard]] const Node* find(std::string_view key) const {
    if (values_.empty()) return mapping_->find(key);
    const auto found = values_.find(key);
    return found == values_.end() ? nullptr : found->second;
  }

 private:
  const Node* mapping_;
  std::unordered_map<std::string_view, const Node*> values_;
};

}  // namespace landform::yaml
