#include "aws/endpoint_services.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "aws/logical_id.h"

namespace landform::aws {

TEST_CASE("services of endpoints are sorted, each once, and no two have one logical id") {
  const auto names = endpoint_services();
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  std::set<std::string> ids;
  for (const std::string_view name : names) CHECK(ids.insert(logical_id(name).str()).second);
  CHECK(is_endpoint_service("ecr.api"));
  CHECK_FALSE(is_endpoint_service("ecr"));
}

TEST_CASE("an endpoint's service has its region's name, and in China some have one of their own") {
  CHECK(endpoint_service_name("ecr.api", "us-east-1") == "com.amazonaws.us-east-1.ecr.api");
  CHECK(endpoint_service_name("ecr.api", "cn-north-1") == "cn.com.amazonaws.cn-north-1.ecr.api");
  CHECK(endpoint_service_name("transcribe", "cn-north-1") == "cn.com.amazonaws.cn-north-1.transcribe.cn");
  CHECK(endpoint_service_name("logs", "cn-north-1") == "com.amazonaws.cn-north-1.logs");
}

TEST_CASE("policies know the services that need more than their own resources") {
  CHECK(endpoint_policy("kms") == EndpointPolicy::own_resources);
  CHECK(endpoint_policy("sts") == EndpointPolicy::tokens);
  CHECK(endpoint_policy("ebs") == EndpointPolicy::own_identities);
  CHECK(endpoint_policy("email-smtp") == EndpointPolicy::none);
}

TEST_CASE("only what is known to be absent is doubted") {
  CHECK_FALSE(may_have_endpoint_service("textract", "ap-northeast-3"));
  CHECK(may_have_endpoint_service("textract", "us-east-1"));
  CHECK(may_have_endpoint_service("s3", "ap-northeast-3"));
  CHECK(may_have_endpoint_service("not-a-service", "ap-northeast-3"));
}

}  // namespace landform::aws
