#include "yaml/out_text.h"

#include <algorithm>
#include <utility>

namespace landform::yaml {

void OutText::grow(std::size_t wanted) {
  const std::size_t used = size();
  const std::size_t larger = std::max(2 * static_cast<std::size_t>(limit_ - begin_.get()), used + wanted);
  auto fresh = std::make_unique_for_overwrite<char[]>(larger);
  std::memcpy(fresh.get(), begin_.get(), used);
  begin_ = std::move(fresh);
  end_ = begin_.get() + used;
  limit_ = begin_.get() + larger;
}

}  // namespace landform::yaml
