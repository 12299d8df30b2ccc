// `customizations`: the customer's own CloudFormation.
#pragma once

#include <span>
#include <string>

#include "aws/names.h"
#include "blueprint/shared.h"

namespace landform::blueprint {

struct Customization {
  Written<std::string> template_file;  // key `template`
  Listed<std::string> to;
  Listed<aws::RegionName> regions;
  Named<std::string> parameters;
};

using Customizations = Named<Customization>;

std::span<const Field> fields_of(const Customization*);

}  // namespace landform::blueprint
