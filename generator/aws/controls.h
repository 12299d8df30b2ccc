// The catalogue of controls (sop_controls.yaml) as a table in the program, so that ids in templates and steps can be
// checked and the coverage report can list what meets each.
#pragma once

#include <span>
#include <string_view>

#include "aws/control.h"

namespace landform::aws {

// In the catalogue's order, which goes by area from preparation to operation. Ids are unique.
std::span<const Control> all_controls();
// Null when there is no such control.
const Control* find_control(std::string_view id);

}  // namespace landform::aws
