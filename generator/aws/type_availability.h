// Resource types that a region does not have, of those that landform's templates use. Deploying one there fails late,
// in the middle of a stack set. Source: docs/facts.md F2 (cfn-lint 1.51.5, schemas of the regions). Read: 2026-11-22.
#pragma once

#include <string>
#include <string_view>

namespace landform::aws {

enum class Availability {
  assumed,  // nothing speaks against it
  missing,  // the region's schemas lack the type
};
// Only of the regions in the table of region.h; assumed for others.
Availability type_availability(std::string_view type, std::string_view region);

// Where the type exists, as a clause: "us-east-1 only", "not in ap-northeast-3"; empty when nothing is known of it.
std::string describe_availability(std::string_view type);

}  // namespace landform::aws
