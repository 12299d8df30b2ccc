// The numbers of the capabilities. They order steps that do not need each other, and they begin the names of output
// files, so a number that was released never changes. Leave gaps. A number waits here before its capability comes.
#pragma once

#include <cstdint>

namespace landform::stacks::number {

inline constexpr std::uint32_t kManagementAccount = 2;
inline constexpr std::uint32_t kArtifacts = 5;
inline constexpr std::uint32_t kAdoptedOrganization = 10;
inline constexpr std::uint32_t kOrganization = 12;
inline constexpr std::uint32_t kCentralRootAccess = 13;
inline constexpr std::uint32_t kUnits = 14;
inline constexpr std::uint32_t kLandingZone = 15;
inline constexpr std::uint32_t kAdoptedAccounts = 16;
inline constexpr std::uint32_t kRegisteredUnits = 17;
inline constexpr std::uint32_t kAccounts = 18;
inline constexpr std::uint32_t kControlTowerControls = 19;
inline constexpr std::uint32_t kPolicies = 20;
inline constexpr std::uint32_t kLogArchive = 30;
inline constexpr std::uint32_t kOrganizationTrail = 32;
inline constexpr std::uint32_t kStackSets = 34;
inline constexpr std::uint32_t kControlTowerPackage = 35;
inline constexpr std::uint32_t kTopics = 36;
inline constexpr std::uint32_t kAccountSettings = 38;
inline constexpr std::uint32_t kIdentityCenter = 40;
inline constexpr std::uint32_t kAssignments = 41;
inline constexpr std::uint32_t kIam = 42;
inline constexpr std::uint32_t kBreakGlassAlarms = 43;
inline constexpr std::uint32_t kAccessAnalyzer = 44;
inline constexpr std::uint32_t kRootAccess = 45;
inline constexpr std::uint32_t kConfig = 46;
inline constexpr std::uint32_t kConfigRules = 47;
inline constexpr std::uint32_t kGuardDuty = 48;
inline constexpr std::uint32_t kSecurityHub = 49;
inline constexpr std::uint32_t kInspector = 50;
inline constexpr std::uint32_t kMacie = 51;
inline constexpr std::uint32_t kDetective = 52;
inline constexpr std::uint32_t kTrailAlarms = 54;
inline constexpr std::uint32_t kFindingRoutes = 55;
inline constexpr std::uint32_t kCentralLogs = 56;
inline constexpr std::uint32_t kIncidents = 58;
inline constexpr std::uint32_t kTransit = 59;
inline constexpr std::uint32_t kVpcs = 60;
inline constexpr std::uint32_t kTransitRoutes = 61;
inline constexpr std::uint32_t kSubnetShares = 62;
inline constexpr std::uint32_t kPeerings = 63;
inline constexpr std::uint32_t kMonitoring = 64;
inline constexpr std::uint32_t kPatching = 66;
inline constexpr std::uint32_t kBackupVaults = 68;
inline constexpr std::uint32_t kBackupPlans = 69;
inline constexpr std::uint32_t kBackupTests = 70;
inline constexpr std::uint32_t kUsageReports = 72;
inline constexpr std::uint32_t kBudgets = 74;
inline constexpr std::uint32_t kCostAnomalies = 76;
inline constexpr std::uint32_t kCostCategories = 78;
inline constexpr std::uint32_t kCostTags = 80;
inline constexpr std::uint32_t kCustomizations = 90;

}  // namespace landform::stacks::number
