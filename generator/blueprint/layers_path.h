// The paths that a blueprint writes after `extends` and `include`: which forms may stand, and what they name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/span.h"
#include "yaml/node.h"

namespace landform::base {
class Diagnostics;
}

namespace landform::blueprint {

enum class LayerKey { extends, include };

std::string_view name_of(LayerKey key);

// Without ".", empty parts and those ".." that a part before them answers. By text only: links are not followed.
std::string normal_path(std::string_view path);

// The path that `written` names in a file at `naming_file`, normal. Nothing after overlay/not-a-path,
// overlay/absolute-path or overlay/path-outside.
std::optional<std::string> named_path(std::string_view naming_file, const yaml::Node& written, LayerKey key,
                                      base::Diagnostics& diagnostics);

}  // namespace landform::blueprint
