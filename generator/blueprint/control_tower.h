// `control_tower`: the landing zone, what Control Tower enables in which unit, and how the package of customizations
// reaches it. Read only with `organization.delivery: control-tower`.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/field.h"

namespace landform::blueprint {

enum class PackageSource : std::uint8_t { bucket, repository };

struct AccessUser {
  Written<std::string> email, first_name, last_name;
};

struct ControlTowerControl {
  Written<std::string> identifier;  // an ARN, for controls that the table does not know
  Listed<std::string> units;
  Written<Tree> parameters;
};

struct ControlTower {
  Written<std::string> version;
  Written<std::string> baseline_version;
  Written<std::string> landing_zone;  // ARN of one that exists already
  Written<std::string> key;           // ARN of a key that exists already
  Written<std::int64_t> access_log_retention_days;
  Written<bool> identity_center;
  Written<bool> enroll_moved_accounts;
  Listed<std::string> provisioners;
  Written<AccessUser> access_user;
  Written<PackageSource> package;
  Named<ControlTowerControl> controls;
};

std::span<const Word> words_of(PackageSource);
std::span<const Field> fields_of(const AccessUser*);
std::span<const Field> fields_of(const ControlTowerControl*);
std::span<const Field> fields_of(const ControlTower*);

}  // namespace landform::blueprint
