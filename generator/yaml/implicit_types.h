// The implicit types of YAML 1.1, which most readers of templates still apply (CloudFormation, PyYAML, SnakeYAML).
#pragma once

#include <string_view>

namespace landform::yaml {

// True if a plain scalar of this text could be taken by a YAML 1.1 reader for null, a boolean, a number (with
// underscores, commas, base 2, 8, 16 or 60), a timestamp, a merge key or a value key. Source: yaml.org/type.
bool has_implicit_type_1_1(std::string_view text);

}  // namespace landform::yaml
