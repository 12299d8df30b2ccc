// A template as the text that is deployed: short forms, YAML, read back before it leaves.
#pragma once

#include <optional>
#include <string>

#include "cfn/template.h"
#include "emit/known_texts.h"

namespace landform::emit {

// Nothing when the text does not say what the tree says, a fault of landform. With the texts of other stacks of the
// same source, its members are looked up there first; the text is the same without them.
std::optional<std::string> template_text(cfn::Template evaluated, KnownTexts* known);

}  // namespace landform::emit
