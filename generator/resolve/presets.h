// A preset of templates/policies/, bound to one organization: its parameters filled, its policy folded.
#pragma once

#include <optional>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/organization.h"
#include "resolve/policy_sources.h"

namespace landform::resolve {

// What every preset can ask for.
struct StandardParameters {
  yaml::Node slug, home_region, regions, organization_id, deployers, break_glass, log_buckets, required_tags,
      trail_name;
  yaml::Node trusted_accounts;  // ids of accounts outside of the blueprint that its IAM roles trust
};
StandardParameters standard_parameters(const blueprint::Blueprint& blueprint, const Organization& organization);

struct BoundPreset {
  PolicyType type = PolicyType::service_control;
  yaml::Node content;  // final; nodes have the preset's lines as spans, and as causes those of bound parameters
  std::string description;
  Risk risk = Risk::unknown;
  std::vector<std::string> controls;
  bool took_exempt = false;  // the preset has a parameter for the principals that it lets through
};

struct PresetUse {
  std::string name;                        // of the guardrail and the preset
  base::Span span;                         // the blueprint's place that asks for it; unknown for the baseline
  const yaml::Node* parameters = nullptr;  // as the blueprint writes them, or null
  yaml::Nodes exempt;                      // the guardrail's own, as patterns
};

// Raises guardrails/unknown-parameter, parameter-type, parameter-length and broken-preset, and what cfn::evaluate says
// of values. Nothing after errors.
std::optional<BoundPreset> bind_preset(const cfn::Template& preset, const PresetUse& use,
                                       const StandardParameters& standard, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
