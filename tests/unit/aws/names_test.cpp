// Account ids, ids that Organizations gives, logical ids and stack names.
#include <doctest/doctest.h>

#include <string>

#include "aws/account_id.h"
#include "aws/logical_id.h"

using namespace landform::aws;

TEST_CASE("an account id is twelve digits, and a fault says what was seen") {
  CHECK(parse_account_id("011122223333").value() == AccountId("011122223333"));
  struct Case {
    const char* text;
    const char* reason;
  };
  const Case cases[] = {
      {"", "is empty; AWS account ids have 12 digits"},
      {"11122223333", "has 11 digits; AWS account ids have 12"},
      {"1", "has 1 digit; AWS account ids have 12"},
      {"1111-2222-3333", "is written in groups; AWS account ids are 12 digits without separators"},
      {"1111 2222 3333", "is written in groups; AWS account ids are 12 digits without separators"},
      {"11112222333x", "holds other characters than digits; AWS account ids are 12 digits"},
      {"\xD9\xA1\xD9\xA1\xD9\xA1\xD9\xA1\xD9\xA1\xD9\xA1",
       "holds other characters than digits; AWS account ids are 12 digits"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const auto parsed = parse_account_id(each.text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().reason == each.reason);
  }
}

TEST_CASE("ids of organizations, roots, units and policies are told by their shape") {
  CHECK(is_organization_id("o-a1b2c3d4e5"));
  CHECK_FALSE(is_organization_id("o-a1b2c3d4e"));
  CHECK_FALSE(is_organization_id("o-A1B2C3D4E5"));
  CHECK(is_root_id("r-ab12"));
  CHECK_FALSE(is_root_id("r-abc"));
  CHECK_FALSE(is_root_id("root"));
  CHECK(is_unit_id("ou-ab12-11111111"));
  CHECK_FALSE(is_unit_id("ou-ab12"));
  CHECK_FALSE(is_unit_id("ou-ab12-1111111"));
  CHECK_FALSE(is_unit_id("ou-ab12-11111111-x"));
  CHECK(is_policy_id("p-FullAWSAccess"));
  CHECK_FALSE(is_policy_id("p-short"));
}

TEST_CASE("a name becomes a logical id of its words") {
  struct Case {
    const char* name;
    const char* id;
  };
  const Case cases[] = {
      {"shop-prod", "ShopProd"},
      {"Workloads/Production", "WorkloadsProduction"},
      {"eu-west-1", "EuWest1"},
      {"logArchive", "LogArchive"},
      {"a_b.c d", "ABCD"},
      {"3-tier", "3Tier"},
      {"--x--", "X"},
      {"", ""},
      {"\xC3\xBC"
       "ber",
       "Ber"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.name);
    CHECK(logical_id(each.name).str() == each.id);
  }
  CHECK(logical_id("Vpc", "shop-prod").str() == "VpcShopProd");
}

TEST_CASE("names that differ only in separators or case collide") {
  CHECK(logical_id_key("a-b") == logical_id_key("ab"));
  CHECK(logical_id_key("A_B") == logical_id_key("ab"));
  CHECK(logical_id_key("a-1b") == logical_id_key("a1-b"));
  CHECK(logical_id_key("ab") != logical_id_key("abc"));
}

TEST_CASE("logical ids are ASCII letters and digits, at most 255") {
  CHECK_FALSE(logical_id_fault("ShopProd2"));
  CHECK_FALSE(logical_id_fault(std::string(255, 'a')));
  CHECK(logical_id_fault(std::string(256, 'a'))->reason ==
        "has 256 characters; 255 are allowed (quota cloudformation/logical-id)");
  CHECK(logical_id_fault("")->reason == "is empty");
  CHECK(logical_id_fault("shop-prod")->reason == "holds `-`; logical ids are ASCII letters and digits only");
  CHECK(logical_id_fault("gr\xC3\xBCn")->reason == "holds `\xC3\xBC`; logical ids are ASCII letters and digits only");
}

TEST_CASE("stack names begin with a letter and hold letters, digits and hyphens, at most 128") {
  CHECK_FALSE(stack_name_fault("acme-accounts-2"));
  CHECK_FALSE(stack_name_fault(std::string(128, 'a')));
  CHECK(stack_name_fault(std::string(129, 'a')));
  CHECK(stack_name_fault(""));
  CHECK(stack_name_fault("2nd")->reason == "does not begin with an ASCII letter, as stack names do");
  CHECK(stack_name_fault("acme_accounts")->reason == "holds `_`; stack names are ASCII letters, digits and hyphens");
}
