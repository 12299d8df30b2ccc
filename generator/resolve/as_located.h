// From what the blueprint says to a bound value with its place.
#pragma once

#include <optional>

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

}  // namespace landform::resolve
