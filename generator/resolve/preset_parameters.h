// Parameters of presets as a blueprint writes them: by names in lower case, with values of the right kind.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "cfn/evaluate.h"
#include "cfn/template.h"
#include "yaml/node.h"

namespace landform::resolve {

// "AllowedServices" -> "allowed_services", for messages.
std::string blueprint_name(std::string_view parameter);

struct WrittenParameters {
  const yaml::Node& values;                    // a mapping
  std::string_view preset;                     // for messages
  std::string_view unknown_slug, type_slug;    // of what is raised
  std::span<const std::string_view> withheld;  // parameters of the template that are not the blueprint's to say
};

// Into `bindings`, those that the preset declares and that have its kind. The names that were bound, as the template
// has them.
std::vector<std::string> bind_parameters(const WrittenParameters& written, const cfn::Template& preset,
                                         cfn::Bindings& bindings, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
