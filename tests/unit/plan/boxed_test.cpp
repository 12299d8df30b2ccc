// A boxed value is copied and moved as an optional one is.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "plan/boxed.h"

namespace landform {

TEST_CASE("a box is copied with what it holds and moved without it") {
  plan::Boxed<std::string> box;
  CHECK_FALSE(box);
  CHECK_FALSE(plan::Boxed<std::string>(box).has_value());
  box.emplace() = "one";
  plan::Boxed<std::string> copy = box;
  *copy += " more";
  CHECK(*box == "one");
  CHECK(*copy == "one more");
  box = copy;
  CHECK(box->size() == 8);
  const plan::Boxed<std::string> moved = std::move(copy);
  CHECK(*moved == "one more");
  box = std::string("two");
  CHECK(*box == "two");
  box = plan::Boxed<std::string>();
  CHECK_FALSE(box);
}

}  // namespace landform
