// Control Tower's landing zone as it is to be, bound to the organization. Only there when it delivers.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aws/names.h"
#include "base/span.h"
#include "resolve/located.h"
#include "yaml/node.h"

namespace landform::resolve {

// An optional control of Control Tower and the units that it is enabled for.
struct EnabledControl {
  std::string name;                // its key
  std::string identifier;          // ARN
  std::string tells;               // what it does, to go on after "this control"; of one outside of the table: empty
  std::vector<aws::OuPath> units;  // sorted
  std::map<std::string, yaml::Node> parameters;  // as written: scalars or lists of them
  base::Span span;
};

struct ControlTower {
  Located<std::string> version;                      // "4.0"
  Located<std::string> baseline_version;             // "5.0"
  std::optional<Located<std::string>> landing_zone;  // ARN: adopted by import, not created
  std::optional<Located<std::string>> key;           // ARN; nothing: a created landing zone gets a key of its own
  Located<std::int64_t> access_log_retention_days;
  Located<bool> identity_center;
  Located<bool> enroll_moved_accounts;
  std::vector<Located<std::string>> provisioners;  // path and name of roles, with wildcards
  Located<std::string> user_email, user_first_name, user_last_name;
  bool package_is_zipped = true;         // for a bucket; else for a repository
  aws::OuPath security_unit;             // holds the log archive and audit accounts; never registered by itself
  std::vector<EnabledControl> controls;  // by name
};

}  // namespace landform::resolve
