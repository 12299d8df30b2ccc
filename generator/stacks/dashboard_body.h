// What a dashboard shows: for each region a heading, and for each wished service a row of charts that search for
// metrics.
#pragma once

#include <string>
#include <vector>

#include "aws/names.h"
#include "yaml/node.h"

namespace landform::stacks {

// The body as a tree ("Dashboard body structure and syntax", CloudWatch API reference); services are the words of
// `monitoring.dashboards.*.widgets`, in the order of the rows.
yaml::Node dashboard_body(const std::vector<std::string>& services, const std::vector<aws::RegionName>& regions);

}  // namespace landform::stacks
