// How the text of a lock is put together: entry for entry, since the tree of thousands of accounts and networks would
// take more memory than all that the lock remembers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "yaml/node.h"
#include "yaml/write.h"

namespace landform::resolve {

class LockText {
 public:
  explicit LockText(std::string_view header) : text_(header) {}

  // Further keys at the top of the lock.
  void add(const yaml::Node& mapping) { text_ += yaml::write_yaml(mapping); }

  // One key at the top whose entries are made of those of a map, a few at a time.
  template <class Entries, class Make>
  void add_entries(std::string_view key, const Entries& entries, Make make) {
    constexpr std::size_t kAtOnce = 64;
    auto next = entries.begin();
    bool first = true;
    do {
      yaml::Node part = yaml::mapping();
      yaml::Node& mapping = part.add(std::string(key), yaml::mapping());
      mapping.entries.reserve(std::min(entries.size(), kAtOnce));
      for (; next != entries.end() && mapping.entries.size() < kAtOnce; ++next) {
        yaml::Entry& entry = mapping.entries.emplace_back();
        entry.key = next->first;
        entry.value = make(next->second);
      }
      const std::string lines = yaml::write_yaml(part);
      // The key has been written with the first of them.
      text_.append(lines, first ? 0 : lines.find('\n') + 1);
      first = false;
    } while (next != entries.end());
  }

  std::string take() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace landform::resolve
