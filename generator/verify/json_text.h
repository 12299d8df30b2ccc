// JSON that stands as text inside a template (dashboards, policy contents, SSM documents): to nodes, so that laws read
// it like everything else. Its nodes have the span of the whole text, because that is the value that a person edits.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/span.h"
#include "yaml/node.h"

namespace landform::verify {

struct JsonFault {
  std::string reason;  // "a comma or } must stand at line 3, column 7 of it"
};

// RFC 8259. Unknown parts (values.h, kUnknownPart) may stand inside texts and as whole values.
base::Result<yaml::Node, JsonFault> parse_json_text(std::string_view text, base::Span span);

}  // namespace landform::verify
