#include "aws/controls.h"

#include <algorithm>

#include "aws/control_table.h"

namespace landform::aws {

std::span<const Control> all_controls() {
  return detail::kControlRows;
}

const Control* find_control(std::string_view id) {
  const std::span<const Control> controls = all_controls();
  const auto found = std::ranges::find(controls, id, &Control::id);
  return found != controls.end() ? &*found : nullptr;
}

}  // namespace landform::aws
