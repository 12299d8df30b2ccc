// What holds for a blueprint without a word about tags.
#pragma once

#include "blueprint/blueprint.h"

namespace landform::blueprint {

// Does nothing where `tagging` is written. Else every resource carries the key `Customer` with the customer's slug: the
// one tag that is right for all of them, and that tells the customer's own resources from forgotten ones.
void add_default_tagging(Blueprint& blueprint);

inline constexpr const char* kDefaultTagKey = "Customer";

}  // namespace landform::blueprint
