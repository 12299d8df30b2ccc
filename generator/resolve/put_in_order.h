// Lists of what is large: each element is moved once, and there is no second list.
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace landform::resolve {

// What is at `sequence[i]` comes to place i; `sequence` has each place once.
template <class T>
void put_in_order(std::vector<T>& all, std::vector<std::size_t> sequence) {
  for (std::size_t begin = 0; begin < all.size(); ++begin) {
    if (sequence[begin] == begin) continue;
    // Round the circle of places that this one is in.
    T first = std::move(all[begin]);
    std::size_t place = begin;
    while (sequence[place] != begin) {
      const std::size_t from = std::exchange(sequence[place], place);
      all[place] = std::move(all[from]);
      place = from;
    }
    sequence[place] = place;
    all[place] = std::move(first);
  }
}

// Equal ones stay in the order that they had.
template <class T, class Before>
void sort_large(std::vector<T>& all, const Before& before) {
  if (std::is_sorted(all.begin(), all.end(), before)) return;
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return before(all[a], all[b]); });
  put_in_order(all, std::move(order));
}

}  // namespace landform::resolve
