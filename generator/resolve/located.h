// A bound value and the blueprint's place that gave it.
#pragma once

#include <map>
#include <string>

#include "base/span.h"

namespace landform::resolve {

// The place is unknown for defaults.
template <class T>
struct Located {
  T value{};
  base::Span span;
};

using Tags = std::map<std::string, Located<std::string>>;

}  // namespace landform::resolve
