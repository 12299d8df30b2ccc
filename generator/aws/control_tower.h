// Facts of AWS Control Tower: versions that belong together, where its customizations run, and the optional controls
// that landform knows by name. Sources at the tables.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace landform::aws {

struct LandingZoneVersion {
  std::string_view version;   // "4.0"
  std::string_view baseline;  // of AWSControlTowerBaseline
  bool latest = false;        // AWS makes new landing zones of this version alone
};

std::span<const LandingZoneVersion> landing_zone_versions();
const LandingZoneVersion* find_landing_zone_version(std::string_view version);

// Parts of the ARN arn:PARTITION:controltower:REGION::baseline/ID.
inline constexpr std::string_view kUnitBaseline = "17BSJV3IGJ2QSGA2";            // AWSControlTowerBaseline
inline constexpr std::string_view kIdentityCenterBaseline = "LN25R72TTG6IGPTQ";  // IdentityCenterBaseline

enum class CatalogBehaviour : std::uint8_t { preventive, detective };

struct CatalogControl {
  std::string_view name;  // "AWS-GR_RESTRICT_ROOT_USER"
  CatalogBehaviour behaviour = CatalogBehaviour::detective;
  bool mandatory = false;       // Control Tower enables it by itself, and takes no request for it
  std::string_view compliance;  // words of customer.compliance that ask for it, separated by blanks
  std::string_view tells;       // continues "this control ..."
};

// Sorted by name.
std::span<const CatalogControl> catalog_controls();
const CatalogControl* find_catalog_control(std::string_view name);

// "arn:aws:controltower:eu-west-1::control/AWS-GR_RESTRICT_ROOT_USER": the region is the landing zone's home.
std::string catalog_control_arn(std::string_view partition, std::string_view home_region, std::string_view name);

// False where Customizations for Control Tower cannot be installed, though it deploys there.
bool runs_customizations(std::string_view region);

}  // namespace landform::aws
