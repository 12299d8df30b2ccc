// manifest.json: the deployment, step by step, for deploy.sh, pipelines and people. docs/manifest.md explains it,
// docs/manifest.schema.json is its schema. It says nothing volatile: no time, no absolute path, no version of landform,
// so that it changes only when the deployment does.
#pragma once

#include <string>
#include <vector>

#include "emit/output_file.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::emit {

inline constexpr int kManifestFormat = 1;

struct ManifestInput {
  const resolve::Organization& organization;
  const plan::Plan& plan;
  const std::vector<EmittedStack>& stacks;  // in the order of the plan
  const std::vector<OutputFile>& files;     // all others of the tree, sorted by path
};

// Sealed, see manifest_files.h, and therefore without a hash.
OutputFile emit_manifest(const ManifestInput& input);

}  // namespace landform::emit
