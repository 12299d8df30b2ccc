#include "aws/account_rules.h"

#include <doctest/doctest.h>

#include <string>

#include "aws/bucket_rules.h"
#include "aws/log_retention.h"

namespace landform::aws {
namespace {

// The reason, or "fine".
std::string said(const std::optional<NameFault>& fault) {
  return fault ? fault->reason : "fine";
}

bool says(const std::optional<NameFault>& fault, std::string_view piece) {
  return said(fault).find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("account names have 1 to 50 printable ASCII characters") {
  CHECK(said(account_name_fault("a")) == "fine");
  CHECK(said(account_name_fault("Shop (production) ~!")) == "fine");
  CHECK(said(account_name_fault(std::string(50, 'x'))) == "fine");
  CHECK(says(account_name_fault(std::string(51, 'x')), "has 51 characters"));
  CHECK(says(account_name_fault(""), "is empty"));
  CHECK(says(account_name_fault("caf\xc3\xa9"), "not printable ASCII"));
  CHECK(says(account_name_fault("a\tb"), "not printable ASCII"));
  CHECK(says(account_name_fault(" a"), "begins or ends with a space"));
  CHECK(says(account_name_fault("a "), "begins or ends with a space"));
}

TEST_CASE("account addresses follow CreateAccount's rules") {
  CHECK(said(account_email_fault("a@b.cd")) == "fine");
  CHECK(said(account_email_fault("aws+shop.prod_x-1!#$*/=?^`{}~@sub.acme-1.example")) == "fine");
  CHECK(said(account_email_fault(std::string(55, 'x') + "@acme.org")) == "fine");
  CHECK(says(account_email_fault(std::string(56, 'x') + "@acme.org"), "has 65 characters"));
  CHECK(says(account_email_fault("a@b.c"), "at least 6"));
  CHECK(says(account_email_fault("nobody"), "no @"));
  CHECK(says(account_email_fault("a@b@c.de"), "2 @"));
  CHECK(says(account_email_fault("@acme.example"), "nothing before"));
  CHECK(says(account_email_fault("acmeee@"), "nothing behind"));
  CHECK(says(account_email_fault(".a@acme.example"), "begins with a dot"));
  for (const char bad : std::string_view("\"'()<>[]:;,\\|%&")) {
    CHECK_MESSAGE(account_email_fault(std::string("a") + bad + "b@acme.example"), bad);
  }
  CHECK(says(account_email_fault("a b@acme.example"), "white space"));
  CHECK(says(account_email_fault("ab@acme"), "without a dot"));
  CHECK(says(account_email_fault("ab@acme_x.example"), "other characters"));
  CHECK(says(account_email_fault("ab@-acme.example"), "begins or ends"));
  CHECK(says(account_email_fault("ab@acme.example."), "begins or ends"));
  CHECK(says(account_email_fault("\xc3\xa9@acme.example"), "not ASCII"));
  CHECK(says(account_email_fault("a\nb@acme.example"), "control character"));
}

TEST_CASE("addresses are one account's when they differ in capitals only") {
  CHECK(email_key("Root+X@Acme.example") == email_key("root+x@acme.EXAMPLE"));
  CHECK(email_key("ro.ot@acme.example") != email_key("root@acme.example"));
}

TEST_CASE("unit and role names") {
  CHECK(said(unit_name_fault("Core Services (EU)")) == "fine");
  CHECK(said(unit_name_fault(std::string(128, 'x'))) == "fine");
  CHECK(says(unit_name_fault(std::string(129, 'x')), "has 129"));
  CHECK(says(unit_name_fault("a/b"), "slash"));
  CHECK(says(unit_name_fault(""), "empty"));
  CHECK(said(role_name_fault("AWS_x+=,.@-9")) == "fine");
  CHECK(says(role_name_fault("a/b"), "other characters"));
  CHECK(says(role_name_fault(std::string(65, 'x')), "has 65"));
}

TEST_CASE("ids of organizations, roots and units") {
  CHECK(said(organization_id_fault("o-a1b2c3d4e5")) == "fine");
  CHECK(organization_id_fault("o-a1b2c3d4e"));
  CHECK(organization_id_fault("O-a1b2c3d4e5"));
  CHECK(said(root_id_fault("r-ab12")) == "fine");
  CHECK(root_id_fault("r-ab1"));
  CHECK(said(unit_id_fault("ou-ab12-11112222")) == "fine");
  CHECK(unit_id_fault("ou-ab12-1111222"));
  CHECK(says(unit_id_fault("r-ab12"), "root's id"));
  CHECK(root_of_unit_id("ou-ab12-11112222") == "r-ab12");
  CHECK(root_of_unit_id("r-ab12").empty());
}

TEST_CASE("tag keys and values") {
  CHECK(said(tag_key_fault("Cost Centre_.:/=+-@9")) == "fine");
  CHECK(said(tag_value_fault("")) == "fine");
  CHECK(said(tag_value_fault("Gr\xc3\xbc\xc3\x9f"
                             "e")) == "fine");
  CHECK(says(tag_key_fault(""), "empty"));
  CHECK(says(tag_key_fault("AWS:x"), "aws:"));
  CHECK(says(tag_value_fault("aws:x"), "aws:"));
  CHECK(says(tag_value_fault("a#b"), "`#`"));
  CHECK(says(tag_value_fault("a\nb"), "control"));
  CHECK(said(tag_key_fault(std::string(128, 'k'))) == "fine");
  CHECK(says(tag_key_fault(std::string(129, 'k')), "has 129"));
  CHECK(says(tag_value_fault(std::string(257, 'v')), "has 257"));
}

TEST_CASE("bucket names") {
  CHECK(said(bucket_name_fault("cloudtrail-logs-111122223333")) == "fine");
  CHECK(said(bucket_name_fault("a.b")) == "fine");
  CHECK(says(bucket_name_fault("ab"), "2 characters"));
  CHECK(says(bucket_name_fault(std::string(64, 'a')), "64 characters"));
  CHECK(says(bucket_name_fault("Logs"), "capital"));
  CHECK(says(bucket_name_fault("lo_gs"), "another character"));
  CHECK(says(bucket_name_fault("-logs"), "begins or ends"));
  CHECK(says(bucket_name_fault("logs."), "begins or ends"));
  CHECK(says(bucket_name_fault("a..b"), "two dots"));
  CHECK(says(bucket_name_fault("192.168.0.1"), "IP address"));
  for (const char* name :
       {"xn--logs", "sthree-logs", "logs-s3alias", "logs--ol-s3", "logs.mrap", "logs--x-s3", "logs--table-s3"}) {
    CHECK_MESSAGE(says(bucket_name_fault(name), "keeps for itself"), name);
  }
}

TEST_CASE("log retention is rounded up to a period that exists") {
  CHECK(log_retention_at_least(0) == 1);
  CHECK(log_retention_at_least(1) == 1);
  CHECK(log_retention_at_least(8) == 14);
  CHECK(log_retention_at_least(365) == 365);
  CHECK(log_retention_at_least(366) == 400);
  CHECK(log_retention_at_least(2555) == 2557);
  CHECK(log_retention_at_least(3653) == 3653);
  CHECK_FALSE(log_retention_at_least(3654));
}

}  // namespace landform::aws
