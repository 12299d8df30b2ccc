// The files behind guardrails: presets among the templates, and the customer's policy documents.
#pragma once

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "blueprint/blueprint.h"
#include "blueprint/layers.h"
#include "cli/source_templates.h"
#include "resolve/policy_sources.h"

namespace landform::cli {

// Reads what this blueprint needs, and no more. The templates in the result are those of `templates`.
// Raises guardrails/file-not-readable, and what reading templates and YAML raises.
resolve::PolicySources read_policy_files(base::SourceMap& sources, const blueprint::ReadText& read_text,
                                         const blueprint::Blueprint& written, SourceTemplates& templates,
                                         base::Diagnostics& diagnostics);

}  // namespace landform::cli
