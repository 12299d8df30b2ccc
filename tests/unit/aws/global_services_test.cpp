#include "aws/global_services.h"

#include <doctest/doctest.h>

namespace {

using landform::aws::requested_region;

TEST_CASE("a global service is asked where its endpoint is, whatever region is meant") {
  CHECK(requested_region("iam", "eu-west-1") == "us-east-1");
  CHECK(requested_region("IAM", "eu-west-1") == "us-east-1");
  CHECK(requested_region("route53", "ap-south-1") == "us-east-1");
  CHECK(requested_region("globalaccelerator", "eu-west-1") == "us-west-2");
  CHECK(requested_region("iam", "cn-northwest-1") == "cn-north-1");
  CHECK(requested_region("iam", "us-gov-east-1") == "us-gov-west-1");
  CHECK(requested_region("globalaccelerator", "us-gov-east-1") == "us-gov-west-1");
}

TEST_CASE("a regional service is asked in the region") {
  CHECK(requested_region("ec2", "eu-west-1") == "eu-west-1");
  CHECK(requested_region("route53resolver", "eu-west-1") == "eu-west-1");
  CHECK(requested_region("sts", "eu-west-1") == "eu-west-1");
  CHECK(requested_region("iam", "no-region") == "no-region");
}

}  // namespace
