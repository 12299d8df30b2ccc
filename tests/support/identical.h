// For tests of readers: equal in all that a node holds, where it was written included.
#pragma once

#include <algorithm>

#include "yaml/node.h"

namespace landform::test {

inline bool identical(const yaml::Node& a, const yaml::Node& b) {
  const auto same_entry = [](const yaml::Entry& x, const yaml::Entry& y) {
    return x.key == y.key && x.key_span == y.key_span && identical(x.value, y.value);
  };
  return a.kind == b.kind && a.style == b.style && a.text == b.text && a.tag == b.tag && a.span == b.span &&
         a.cause == b.cause && std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), identical) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

}  // namespace landform::test
