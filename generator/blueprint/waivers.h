// `waivers`: controls that the customer knowingly does not meet, by control id.
#pragma once

#include <span>
#include <string>

#include "blueprint/field.h"

namespace landform::blueprint {

struct Waiver {
  Written<std::string> reason, owner;
  Written<std::string> expires;  // 2026-11-30
};

using Waivers = Named<Waiver>;

std::span<const Field> fields_of(const Waiver*);

}  // namespace landform::blueprint
