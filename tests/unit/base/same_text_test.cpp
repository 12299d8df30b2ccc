#include "base/same_text.h"

#include <doctest/doctest.h>

#include <string>

TEST_CASE("texts are the same byte for byte, however long they are") {
  constexpr std::size_t kLongest = 70;
  for (std::size_t length = 0; length <= kLongest; ++length) {
    CAPTURE(length);
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += static_cast<char>('a' + i % 26);
    const std::string same = text;  // at another address
    CHECK(landform::base::same_text(text, same));
    CHECK_FALSE(landform::base::same_text(text, same + "a"));
    for (std::size_t at = 0; at < length; ++at) {
      CAPTURE(at);
      std::string other = text;
      other[at] = '\xFF';
      CHECK_FALSE(landform::base::same_text(text, other));
    }
  }
}
