#include "aws/control_mappings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "aws/controls.h"
#include "base/text.h"

namespace landform::aws {
namespace {

std::size_t place_of_framework(std::string_view key) {
  const auto all = frameworks();
  return static_cast<std::size_t>(std::ranges::find(all, key, &Framework::key) - all.begin());
}

std::size_t place_of_control(std::string_view id) {
  const auto all = all_controls();
  return static_cast<std::size_t>(std::ranges::find(all, id, &Control::id) - all.begin());
}

TEST_CASE("a mapping names a framework and a control that there are, in their order, each pair once") {
  std::pair<std::size_t, std::size_t> before{0, 0};
  bool first = true;
  for (const ControlMapping& mapping : control_mappings()) {
    INFO(mapping.framework << ' ' << mapping.control);
    const std::pair now{place_of_framework(mapping.framework), place_of_control(mapping.control)};
    REQUIRE(now.first < frameworks().size());
    REQUIRE(now.second < all_controls().size());
    CHECK((first || before < now));
    CHECK_FALSE(mapping.references.empty());
    before = now;
    first = false;
  }
}

TEST_CASE("every framework has mappings, and a publisher to look it up with") {
  for (const Framework& framework : frameworks()) {
    INFO(framework.key);
    CHECK_FALSE(framework.publisher.empty());
    CHECK(std::ranges::any_of(control_mappings(), [&](const auto& each) { return each.framework == framework.key; }));
  }
}

}  // namespace
}  // namespace landform::aws
