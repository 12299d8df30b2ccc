// `identity.center` bound: groups, users and memberships, permission sets (bind_permission_sets.cpp) and who gets which
// of them where (bind_grants.cpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/lock.h"
#include "resolve/organization.h"
#include "resolve/policy_sources.h"
#include "resolve/shards.h"

namespace landform::resolve {

// Needs units and accounts of `organization`, its quotas and default tags. Raises identity-center/* and
// organization/names-collide; `after` gets the places.
IdentityCenter bind_identity_center(const blueprint::Blueprint& written, const Organization& organization,
                                    const PolicySources& sources, const Lock& before, Lock& after,
                                    base::Diagnostics& diagnostics);

// Groups and sets of the baseline have these places in the first stack whether they are in use or not.
inline constexpr std::uint32_t kBaselinePlaces = 3;
// A template gives 200 outputs, and each group, set and user is one.
inline constexpr std::uint32_t kGroupsPerShard = 180;
inline constexpr std::uint32_t kUsersPerShard = 180;
// Each names a user by a dynamic reference at worst, and a template takes 60.
inline constexpr std::uint32_t kMembersPerShard = 50;
// An inline policy has 10,240 characters at worst, and a template 1 MB.
inline constexpr std::uint32_t kSetsPerShard = 40;

// Which stack holds each of one kind of thing.
class IdentityPlaces {
 public:
  // `kind` as the lock writes it: "group".
  IdentityPlaces(std::string_view kind, std::uint32_t capacity, const Lock& before, Lock& after);
  std::uint32_t place(std::string_view name, base::Span cause);

 private:
  std::string prefix_;
  const Lock& before_;
  Lock& after_;
  Shards shards_;
};

// By name. `used`: the names that assignments have, sorted; those of the baseline that are neither written nor used are
// not made.
std::vector<PermissionSet> bind_permission_sets(const blueprint::Blueprint& written,
                                                const std::vector<std::string>& used, const Organization& organization,
                                                const PolicySources& sources, const Lock& before, Lock& after,
                                                base::Diagnostics& diagnostics);

// Into center.grants; groups, users and sets are bound by then, and the sets learn where they are wanted.
void bind_grants(const blueprint::Center& written, const Organization& organization, IdentityCenter& center,
                 base::Diagnostics& diagnostics);

}  // namespace landform::resolve
