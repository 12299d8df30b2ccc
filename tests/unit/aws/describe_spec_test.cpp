#include "aws/describe_spec.h"

#include <doctest/doctest.h>

#include "aws/resource_spec.h"
#include "support/golden.h"

using namespace landform;

TEST_CASE("what people read of a type or action is as the golden files have it") {
  struct Case {
    const char* file;
    const char* name;
  };
  const Case types[] = {{"trail.txt", "AWS::CloudTrail::Trail"},
                        {"vault.txt", "AWS::Backup::BackupVault"},
                        {"unit.txt", "AWS::Organizations::OrganizationalUnit"}};
  for (const Case& each : types) {
    const auto text = aws::describe_resource_type(each.name);
    REQUIRE(text);
    CHECK(test::compare_with_golden(test::cases_dir("aws") / "spec" / each.file, *text) == "");
  }
  const Case actions[] = {
      {"action.txt", "iam:PassRole"}, {"actions.txt", "organizations:Enable*"}, {"service.txt", "account"}};
  for (const Case& each : actions) {
    const auto text = aws::describe_iam(each.name);
    REQUIRE(text);
    CHECK(test::compare_with_golden(test::cases_dir("aws") / "spec" / each.file, *text) == "");
  }
}

TEST_CASE("nothing is said of what does not exist") {
  CHECK_FALSE(aws::describe_resource_type("AWS::S3::Buckt"));
  CHECK_FALSE(aws::describe_iam("s33"));
  CHECK_FALSE(aws::describe_iam("s3:GetObjekt"));
  CHECK_FALSE(aws::describe_iam(""));
}

TEST_CASE("every type can be described") {
  for (const std::string_view name : aws::resource_type_names()) {
    const auto text = aws::describe_resource_type(name);
    REQUIRE(text);
    REQUIRE(text->starts_with(name));
    REQUIRE(text->ends_with('\n'));
  }
}
