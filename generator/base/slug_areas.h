// The list of slugs, one file slugs_<area>.cpp an area, so that each room edits its own.
#pragma once

#include <array>
#include <span>

#include "base/slugs.h"

namespace landform::base {

std::span<const SlugInfo> yaml_slugs();
std::span<const SlugInfo> blueprint_slugs();
std::span<const SlugInfo> overlay_slugs();
std::span<const SlugInfo> organization_slugs();
std::span<const SlugInfo> lock_slugs();
std::span<const SlugInfo> cfn_slugs();
std::span<const SlugInfo> verify_slugs();
std::span<const SlugInfo> plan_slugs();
std::span<const SlugInfo> emit_slugs();
std::span<const SlugInfo> customization_slugs();
std::span<const SlugInfo> guardrails_slugs();
std::span<const SlugInfo> network_slugs();
std::span<const SlugInfo> compliance_slugs();
std::span<const SlugInfo> monitoring_slugs();
std::span<const SlugInfo> incidents_slugs();
std::span<const SlugInfo> patching_slugs();
std::span<const SlugInfo> identity_center_slugs();
std::span<const SlugInfo> billing_slugs();
std::span<const SlugInfo> coverage_slugs();
std::span<const SlugInfo> security_slugs();
std::span<const SlugInfo> backup_slugs();
std::span<const SlugInfo> control_tower_slugs();
std::span<const SlugInfo> identity_slugs();

inline auto slug_areas() {
  return std::to_array<std::span<const SlugInfo>>({
      yaml_slugs(),       blueprint_slugs(),       overlay_slugs(),    organization_slugs(), lock_slugs(),
      cfn_slugs(),        verify_slugs(),          plan_slugs(),       emit_slugs(),         customization_slugs(),
      guardrails_slugs(), network_slugs(),         compliance_slugs(), monitoring_slugs(),   incidents_slugs(),
      patching_slugs(),   identity_center_slugs(), billing_slugs(),    coverage_slugs(),     security_slugs(),
      backup_slugs(),     control_tower_slugs(),   identity_slugs(),
  });
}

}  // namespace landform::base
