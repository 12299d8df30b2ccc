// The keys of a table as people see them: for suggestions and for the note that lists them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blueprint/field.h"

namespace landform::blueprint {

std::vector<std::string_view> keys_of(std::span<const Field> fields);

// "its keys, all in days: security (default 2555), application (365), debug (30)"
std::string list_of_keys(std::span<const Field> fields);

}  // namespace landform::blueprint
