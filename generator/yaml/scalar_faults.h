// The words for faults of single values. The tree builder finds them; here they are said.
#pragma once

#include <span>
#include <string_view>

#include "base/diagnostic.h"
#include "yaml/node.h"

namespace landform::yaml {

// "a list", "a mapping", "text", ... for messages.
std::string_view kind_name(Kind kind);

// Reports numbers that do not survive and words that YAML 1.1 takes for something else, in a plain scalar.
void judge_plain(const Node& node, bool is_key, base::Diagnostics& diagnostics);
void report_too_deep(base::Span span, base::Diagnostics& diagnostics);
void report_unknown_tag(std::string_view tag, base::Span span, std::span<const std::string_view> known,
                        base::Diagnostics& diagnostics);

}  // namespace landform::yaml
