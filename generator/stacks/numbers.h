// The numbers of the capabilities. They order steps that do not need each other, and they begin the names of output
// files, so a number that was released never changes. Leave gaps.
#pragma once

#include <cstdint>

namespace landform::stacks::number {

inline constexpr std::uint32_t kArtifacts = 5;
inline constexpr std::uint32_t kAdoptedOrganization = 10;
inline constexpr std::uint32_t kOrganization = 12;
inline constexpr std::uint32_t kUnits = 14;
inline constexpr std::uint32_t kAdoptedAccounts = 16;
inline constexpr std::uint32_t kAccounts = 18;
inline constexpr std::uint32_t kPolicies = 20;
inline constexpr std::uint32_t kLogArchive = 30;
inline constexpr std::uint32_t kOrganizationTrail = 32;
inline constexpr std::uint32_t kStackSets = 34;
inline constexpr std::uint32_t kVpcs = 60;
inline constexpr std::uint32_t kCostTags = 80;
inline constexpr std::uint32_t kCustomizations = 90;

}  // namespace landform::stacks::number
