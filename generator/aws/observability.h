// Whether CloudWatch of a partition shows the metrics and log groups of one account in another ("cross-account
// observability": sinks and links). Source: "Amazon CloudWatch" (AWS GovCloud (US) user guide). Read: 2026-11-22.
#pragma once

#include "aws/names.h"
#include "aws/region.h"

namespace landform::aws {

inline bool shares_metrics_across_accounts(const RegionName& home) {
  return partition_of(home).name != "aws-us-gov";
}

}  // namespace landform::aws
