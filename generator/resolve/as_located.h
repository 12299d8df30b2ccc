// From what the blueprint says to a bound value with its place.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "blueprint/written.h"
#include "resolve/located.h"

namespace landform::resolve {

// The default, at no place, where the key is absent.
template <class T>
Located<T> as_located(const blueprint::Written<T>& written) {
  return {*written, written.span};
}

template <class T>
std::optional<Located<T>> if_written(const blueprint::Written<T>& written) {
  if (!written.written()) return std::nullopt;
  return as_located(written);
}

// In the order of the source.
template <class T>
std::vector<Located<T>> as_located(const blueprint::Listed<T>& written) {
  std::vector<Located<T>> all;
  for (const auto& item : written) {
    if (item.written()) all.push_back(as_located(item));
  }
  return all;
}

inline Tags as_located(const blueprint::Named<std::string>& written) {
  Tags all;
  for (const auto& item : written) {
    if (item.written.written()) all.emplace(item.name, as_located(item.written));
  }
  return all;
}

template <class T>
void sort_by_value(std::vector<Located<T>>& all) {
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
}

}  // namespace landform::resolve
