// policies/<name>.json: each organization policy as people read it. What is deployed, and counted, is the same document
// without white space, as the templates have it.
#pragma once

#include <vector>

#include "emit/output_file.h"
#include "resolve/organization.h"

namespace landform::emit {

void emit_policies(const resolve::Organization& organization, std::vector<OutputFile>& files);

}  // namespace landform::emit
