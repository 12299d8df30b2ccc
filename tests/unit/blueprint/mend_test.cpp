#include "blueprint/mend.h"

#include <doctest/doctest.h>

namespace landform::blueprint {

TEST_CASE("names are brought into the form of names") {
  CHECK_EQ(mend_name("Globex_Corp"), "globex-corp");
  CHECK_EQ(mend_name("--shop--dev--"), "shop-dev");
  CHECK_EQ(mend_name("Trail {account_id}"), "trail-{account_id}");
  CHECK_EQ(mend_name("___"), "");
}

TEST_CASE("regions are found by place and by what they look like") {
  CHECK_EQ(mend_region("Ireland"), "eu-west-1");
  CHECK_EQ(mend_region("EU_WEST_1"), "eu-west-1");
  CHECK_EQ(mend_region("us-east1"), "us-east-1");
  CHECK_EQ(mend_region("the moon"), "");
}

TEST_CASE("ranges with host bits become the range that holds them") {
  CHECK_EQ(mend_range("10.1.2.3/16"), "10.1.0.0/16");
  CHECK_EQ(mend_range("10.1.0.0/16"), "");
  CHECK_EQ(mend_range("web"), "");
}

TEST_CASE("phone numbers get their plus sign, and signs that AWS takes") {
  CHECK_EQ(mend_phone("0049 30.1234/5"), "+49 30-1234-5");
  CHECK_EQ(mend_phone("+1 (555) 0100"), "+1 (555) 0100");
  CHECK_EQ(mend_phone("call us"), "");
}

TEST_CASE("schedules of Unix become schedules of AWS, but weekdays are not guessed") {
  CHECK_EQ(mend_schedule("0 3 * * *"), "cron(0 3 * * ? *)");
  CHECK_EQ(mend_schedule("0 3 1 * *"), "cron(0 3 1 * ? *)");
  CHECK_EQ(mend_schedule("0 3 * * 1"), "");
  CHECK_EQ(mend_schedule("cron(0 3 * * * *)"), "cron(0 3 * * ? *)");
  CHECK_EQ(mend_schedule("cron(0 3 ? * ? *)"), "cron(0 3 * * ? *)");
  CHECK_EQ(mend_schedule("at noon"), "");
}

}  // namespace landform::blueprint
