// Shapes of an SVG drawing as text: whole coordinates and classes, so that a picture is the same bytes every time and
// its colours are said in one place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace landform::emit {

struct Area {
  std::size_t x = 0, y = 0, width = 0, height = 0;
};

class SvgPen {
 public:
  // `says` is shown when a pointer rests on the shape; empty for nothing.
  void box(const Area& area, std::string_view classes, std::string_view says = {});
  // Text of more than `most` characters is cut; what it says in full is then shown to a pointer.
  void text(std::size_t x, std::size_t y, std::string_view classes, std::string_view text, std::size_t most);
  void line(std::size_t x1, std::size_t y1, std::size_t x2, std::size_t y2, std::string_view classes);
  void dot(std::size_t x, std::size_t y, std::string_view classes);
  void append(const SvgPen& other) { out_ += other.out_; }
  [[nodiscard]] const std::string& str() const { return out_; }

 private:
  std::string out_;
};

// How many characters of a text fit, in letters of that height.
constexpr std::size_t characters_in(std::size_t width, std::size_t letter_height) {
  constexpr std::size_t kHundredths = 55;  // a letter is about as wide as this much of its height
  return width * 100 / (kHundredths * letter_height);
}

}  // namespace landform::emit
