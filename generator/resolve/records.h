// What documents record beside what is built: the tag keys with their meaning, whom to reach, who leads when something
// happens, and the controls that are waived.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/span.h"

namespace landform::blueprint {
struct Blueprint;
}

namespace landform::resolve {

struct TagKey {
  std::string name;
  std::vector<std::string> values;  // as written; empty: any
  bool required = false;
  bool cost_allocation = false;
  std::vector<std::string> enforced_for;  // sorted: "ec2:instance"
  std::string description;                // may be empty
};

struct Waiver {
  std::string control;
  std::string reason, owner;
  std::string expires;  // "2027-06-30", the last day of it
  base::Span span;      // its key
};

struct ContactRecord {
  std::string address;  // in one line; empty when the blueprint has none
  std::string phone;    // as the address
};

// Words of the language for mailboxes: "security", "operations", "billing".
struct IncidentRecord {
  std::string lead, communications;
  std::vector<std::string> escalation;  // in the order of escalation
};

struct Records {
  ContactRecord contact;
  IncidentRecord incidents;
  std::vector<TagKey> tag_keys;              // by name
  std::vector<std::string> tag_enforcement;  // sorted: "config-rule", "service-control", "tag-policy"
  std::vector<Waiver> waivers;               // by control
};

// Raises coverage/unknown-control.
Records resolve_records(const blueprint::Blueprint& written, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
