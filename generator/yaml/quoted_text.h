// Text between double quotes, for both writers: JSON's escapes are a part of YAML's.
#pragma once

#include <string_view>

#include "yaml/out_text.h"

namespace landform::yaml {

// Appends `text` with its quotes. Control characters and those that some YAML reader takes for a line break are
// escaped; everything else stays UTF-8. The result is valid in JSON and in YAML.
void append_quoted(OutText& out, std::string_view text);

}  // namespace landform::yaml
