// The configuration package of Customizations for Control Tower: control-tower/manifest.yaml (version 2021-03-15) and
// its templates, as its own validation takes them; zipped where a bucket is its source. docs/control-tower.md says what
// goes through it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emit/output_file.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::emit {

// Moves what stack sets of the package carry to control-tower/templates/, and turns their steps into ones that see to
// it that the pipeline brought them. `stacks` and `files` are those that were emitted for `plan`; of a stack set that
// goes through the package no stack is left.
void emit_control_tower(const resolve::Organization& organization, plan::Plan& plan, std::vector<EmittedStack>& stacks,
                        std::vector<OutputFile>& files);

// The text of manifest.yaml alone. For tests, too.
struct PackagedSet {
  std::string name;  // of the resource: the stack set is CustomControlTower-<name>
  std::string description;
  std::string file;                               // below the package: "templates/alarms.yaml"
  std::map<std::string, std::string> parameters;  // values, or look-ups $[alfred_ssm_NAME]
  std::vector<std::string> units;                 // each by itself, nested ones with ':'
  std::vector<std::string> accounts;              // ids
  std::vector<std::string> regions;
};
std::string customizations_manifest(std::string_view home_region, const std::vector<PackagedSet>& sets);

}  // namespace landform::emit
