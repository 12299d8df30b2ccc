// Whether two patterns can stand for one and the same text, where the second is short: for ARNs, whose runs end at
// colons, and for the texts of policies.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace landform::base {

// A set of places between the symbols of the second pattern: those that what was read of the first can lead to. One
// word holds it, which is enough for nearly all.
using Places = std::uint64_t;
inline constexpr std::size_t kMostSymbols = 63;

constexpr Places place(std::size_t number) {
  return Places{1} << number;
}

// `runs`: the places before runs, which may stand for nothing.
constexpr Places past_runs(Places places, Places runs) {
  for (Places more = (places & runs) << 1; (more & ~places) != 0; more = (places & runs) << 1) places |= more;
  return places;
}

// `symbols` gives those of the first pattern, as at_end() and next(), each with is_run(). `runs`: the places before the
// runs among the `count` symbols of the second one, at most kMostSymbols. `can_share(symbol, at)`: whether a symbol
// that is no run and the one behind the place `at` can stand for one and the same character.
template <class Symbols, class CanShare>
bool patterns_meet(Symbols symbols, std::size_t count, Places runs, const CanShare& can_share) {
  const Places end = place(count);
  const Places all = (end - 1) | end;
  Places places = past_runs(place(0), runs);
  while (!symbols.at_end() && places != 0) {
    const auto symbol = symbols.next();
    if (symbol.is_run()) {
      places = all & ~(place(static_cast<std::size_t>(std::countr_zero(places))) - 1);
      continue;
    }
    Places next = 0;
    for (Places rest = places & ~end; rest != 0; rest &= rest - 1) {
      const auto at = static_cast<std::size_t>(std::countr_zero(rest));
      // A run counts as not left behind.
      if (can_share(symbol, at)) next |= (runs & place(at)) != 0 ? place(at) : place(at + 1);
    }
    places = past_runs(next, runs);
  }
  return (places & end) != 0;
}

}  // namespace landform::base
