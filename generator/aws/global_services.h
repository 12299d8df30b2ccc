// Services with one endpoint for all regions. A request to one of them carries the region of that endpoint in
// aws:RequestedRegion, wherever its resource is meant to be.
// Source: "AWS: Denies access to AWS based on the requested Region" (IAM user guide), "AWS service endpoints" (AWS
// general reference).
#pragma once

#include <string_view>

namespace landform::aws {

// The value of aws:RequestedRegion in a request to a service (its prefix in actions: "iam", any case) for something in
// `region`: that of the endpoint for a global service, else `region` itself.
std::string_view requested_region(std::string_view service, std::string_view region);

bool is_global_service(std::string_view service);

}  // namespace landform::aws
