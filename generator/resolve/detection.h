// What watches the organization: Config with its rules, GuardDuty, Security Hub, Inspector, Macie, Detective.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "aws/names.h"
#include "base/span.h"
#include "resolve/located.h"

namespace landform::resolve {

struct ConfigRule {
  std::string name;        // in AWS: "encrypted-volumes"
  std::string identifier;  // of the managed rule; empty for one in Guard
  std::string guard;
  std::vector<std::string> resource_types;  // of a rule in Guard, sorted
  std::map<std::string, Located<std::string>> parameters;
  std::string description;
  bool home_only = false;  // it looks at what an account has once, and runs in Config::iam_region
  bool remediate = false;
  std::vector<std::string> controls;  // sorted
  base::Span span;                    // its key; unknown for one that only the baseline asks for
};

struct Config {
  Located<bool> enabled{true, {}};
  Located<std::string> snapshot_frequency;  // Config's name: TwentyFour_Hours
  aws::RegionName iam_region;               // governed; records what an account has once, and runs the rules about it
  std::vector<ConfigRule> rules;            // by name
  std::vector<std::string> packs;           // conformance packs: regulations of `customer.compliance`, sorted
};

struct Suppression {
  std::string name;
  std::vector<std::string> finding_types;  // sorted
  std::map<std::string, Located<std::string>> where;
  std::string reason;
  base::Span span;
};

struct GuardDuty {
  Located<bool> enabled{true, {}};
  std::vector<std::string> protections;    // the language's words, sorted
  std::vector<aws::RegionName> exporting;  // governed regions whose findings go to the log archive
  std::vector<Suppression> suppressions;   // by name
};

struct SecurityHub {
  Located<bool> enabled{true, {}};
  std::vector<Located<std::string>> standards;                    // what follows "standards/" in their ARNs, sorted
  std::map<std::string, Located<std::string>> disabled_controls;  // to the reason
};

// A service that is switched on by choice, and the governed regions that have it.
struct RegionalService {
  Located<bool> enabled;
  std::vector<aws::RegionName> regions;  // sorted
};

struct Detection {
  GuardDuty guardduty;
  SecurityHub security_hub;
  RegionalService inspector, macie, detective;
};

}  // namespace landform::resolve
