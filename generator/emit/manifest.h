// manifest.json: the deployment, step by step, for deploy.sh, pipelines and people. docs/manifest.md explains it,
// docs/manifest.schema.json is its schema. It says nothing volatile: no time, no absolute path, no version of landform,
// so that it changes only when the deployment does.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "emit/output_file.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/organization.h"
#include "yaml/json_text.h"

namespace landform::emit {

inline constexpr int kManifestFormat = 1;

struct ManifestInput {
  const resolve::Organization& organization;
  const plan::Plan& plan;
  const std::vector<EmittedStack>& stacks;  // in the order of the plan
};

// Begun with the steps, which are most of it, beside the other files of the tree; finished when all of them are
// written.
class Manifest {
 public:
  explicit Manifest(const ManifestInput& input);
  // `files`: all others of the tree, sorted by path. Sealed, see manifest_files.h, and therefore without a hash.
  OutputFile finish(const std::vector<OutputFile>& files);

 private:
  yaml::JsonText json_;
  base::Sha256 hash_;      // of the steps, taken where other files are written at the same time
  std::size_t bytes_ = 0;  // that it has taken
};

}  // namespace landform::emit
