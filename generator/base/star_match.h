// Matching with stars, for whatever a pattern and a text consist of. Time: the length of the text times the longest
// piece between two stars.
#pragma once

#include <cstddef>

namespace landform::base {

// Whether `text_size` units fit a pattern of `pattern_size` units. `is_star(p)`: unit p of the pattern stands for any
// run; it is asked first. `fits(p, t)`: how many units of the text, from t on, the pattern's unit p takes; 0 when it
// does not fit. `next(t)`: where the text goes on behind what a star takes at t.
template <class IsStar, class Fits, class Next>
bool match_with_stars(std::size_t pattern_size, std::size_t text_size, const IsStar& is_star, const Fits& fits,
                      const Next& next) {
  std::size_t p = 0;
  std::size_t t = 0;
  bool starred = false;
  std::size_t star = 0;  // behind the last star: where to go on when what follows it does not fit
  std::size_t star_text = 0;
  while (t < text_size) {
    if (p < pattern_size && is_star(p)) {
      // The last star takes what it must, so earlier ones need no second try.
      starred = true;
      star = ++p;
      star_text = t;
    } else if (const std::size_t taken = p < pattern_size ? fits(p, t) : 0; taken > 0) {
      ++p;
      t += taken;
    } else if (starred) {
      p = star;
      t = star_text = next(star_text);
    } else {
      return false;
    }
  }
  while (p < pattern_size && is_star(p)) ++p;
  return p == pattern_size;
}

}  // namespace landform::base
