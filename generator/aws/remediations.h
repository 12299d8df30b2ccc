// Runbooks of AWS that put right what breaks a Config rule, and destroy nothing by it: what they are called, what they
// are told and which rights they use. A rule that is not here is not remediated by landform: its runbook deletes,
// stops, replaces or interrupts something. Source: AWS Systems Manager Automation runbook reference. Read: 2026-11-22.
#pragma once

#include <span>
#include <string_view>

namespace landform::aws {

struct Remediation {
  std::string_view identifier;  // of the managed rule
  std::string_view document;
  std::string_view parameter;  // the runbook's, that takes the id of the resource
  std::string_view actions;    // separated by spaces
  std::string_view resource;   // what they may touch, after the partition: "s3:::*"; empty for everything
};

// Sorted by identifier.
std::span<const Remediation> remediations();
// Null where there is none.
const Remediation* remediation_of(std::string_view identifier);

}  // namespace landform::aws
