// Whether one text of a policy says all that another says.
#pragma once

#include <string_view>

namespace landform::policy {

// Two Action texts: "s3:*" covers "S3:Get*". Sound, not complete: false where that is not certain.
bool action_covers(std::string_view wide, std::string_view narrow);
// Two Resource texts: "*", or ARNs part by part: "arn:aws:s3:::a*" covers "arn:aws:s3:::ab/${aws:username}".
bool resource_covers(std::string_view wide, std::string_view narrow);

}  // namespace landform::policy
