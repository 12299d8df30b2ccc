// Account settings: the naming convention of aliases, and what a blueprint gives without saying anything.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "base/text.h"
#include "resolve/resolve_account_settings.h"
#include "support/golden.h"
#include "support/resolved.h"

namespace landform {
namespace {

constexpr std::string_view kHead = R"(landform: 1
customer:
  name: Globex
  slug: globex
  mailboxes:
    root: "aws+{account}@globex.example"
    billing: aws-billing@globex.example
    operations: aws-operations@globex.example
    security: aws-security@globex.example
)";
constexpr std::string_view kTail = R"(organization:
  home_region: eu-west-1
  units: {A: {accounts: [shop]}}
)";

resolve::AccountSettings settings_of(std::string_view customer, std::string_view rest) {
  const auto resolved = test::resolve_text(base::cat(kHead, customer, rest), {});
  REQUIRE_MESSAGE(resolved.organization, resolved.said);
  return resolved.organization->account_settings;
}

}  // namespace

TEST_CASE("aliases follow the convention that the function in each account follows, too") {
  std::size_t rows = 0;
  const std::string table = test::read_file(test::cases_dir("account-aliases.txt"));
  for (const std::string_view line : base::split(table, '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto cells = base::split(line, '|');
    REQUIRE(cells.size() == 3);
    CHECK(resolve::account_alias(cells[0], cells[1]) == cells[2]);
    ++rows;
  }
  CHECK(rows > 5);
}

TEST_CASE("a blueprint that says nothing of contacts has all three, with the numbers that the accounts have") {
  const auto settings = settings_of("", kTail);
  REQUIRE(settings.alternate_contacts.size() == 3);
  CHECK(settings.alternate_contacts[0].type == "BILLING");
  CHECK(settings.alternate_contacts[0].name.value == "Globex billing");
  CHECK(settings.alternate_contacts[0].email.value == "aws-billing@globex.example");
  CHECK(settings.alternate_contacts[1].type == "OPERATIONS");
  CHECK(settings.alternate_contacts[2].type == "SECURITY");
  CHECK(settings.alternate_contacts[2].title.value == "Cloud security");
  for (const auto& contact : settings.alternate_contacts) CHECK_FALSE(contact.phone);
  CHECK_FALSE(settings.primary_contact);
  CHECK(settings.password_policy.minimum_length.value == 14);
  CHECK(settings.password_policy.rotation_days.value == 90);
  CHECK(settings.password_policy.remember.value == 24);
  CHECK(settings.management_alias.value == "globex-management");
  CHECK(settings.alias_exceptions.empty());
  CHECK_FALSE(settings.removes_default_vpcs.value);
  CHECK(settings.support_plan.value == "basic");
}

TEST_CASE("a team's own number goes before the company's") {
  const auto settings = settings_of(
      "  phone: \"+353 1 555 0100\"\n  contacts: {security: {name: Watch, phone: \"+353 1 555 0111\"}}\n", kTail);
  REQUIRE(settings.alternate_contacts[0].phone);
  CHECK(settings.alternate_contacts[0].phone->value == "+353 1 555 0100");
  CHECK(settings.alternate_contacts[2].phone->value == "+353 1 555 0111");
  CHECK(settings.alternate_contacts[2].name.value == "Watch");
}

TEST_CASE("an address makes the primary contact, with the company's name where it is short enough") {
  const std::string address = "  address: {street: 1 Quay, city: Dublin, postal_code: D01, country: IE}\n";
  const auto settings = settings_of(address, kTail);
  REQUIRE(settings.primary_contact);
  CHECK(settings.primary_contact->recipient.value == "Globex");
  REQUIRE(settings.primary_contact->company);
  CHECK(settings.primary_contact->company->value == "Globex");
  CHECK_FALSE(settings.primary_contact->state);
  CHECK_FALSE(settings.primary_contact->phone);
}

TEST_CASE("only aliases that differ from the convention are exceptions, by id where it is known") {
  const auto settings = settings_of("", R"(organization:
  id: o-abcdefghij
  home_region: eu-west-1
  management_alias: globex-payer
  units:
    A:
      accounts:
        shop: {alias: globex-shop}
        web: {alias: globex-www}
        old: {id: "222233334444", alias: oldglobex}
)");
  CHECK(settings.management_alias.value == "globex-payer");
  REQUIRE(settings.alias_exceptions.size() == 2);
  CHECK(settings.alias_exceptions[0].account == "222233334444");
  CHECK(settings.alias_exceptions[0].alias.value == "oldglobex");
  CHECK(settings.alias_exceptions[1].account == "web");
}

TEST_CASE("a long name of the customer is cut at the end of a character") {
  const std::string name = base::cat(std::string(46, 'x'), "\xC3\xA9t\xC3\xA9 & fils");
  auto text = base::cat(kHead, kTail);
  text.replace(text.find("Globex"), 6, base::cat('"', name, '"'));
  const auto resolved = test::resolve_text(std::move(text), {});
  REQUIRE_MESSAGE(resolved.organization, resolved.said);
  for (const auto& contact : resolved.organization->account_settings.alternate_contacts) {
    CHECK(contact.name.value.size() <= 64);
    CHECK(contact.name.value.starts_with(std::string(46, 'x')));
  }
  CHECK(resolved.organization->account_settings.alternate_contacts[1].name.value ==
        base::cat(std::string(46, 'x'), " cloud operations"));
}

TEST_CASE("archive rules keep their criteria by property, with values sorted and once") {
  const auto resolved = test::resolve_text(base::cat(kHead, kTail, R"(identity:
  iam:
    access_analyzer:
      unused_days: 60
      archive:
        vendor: {analyzer: external, resources: [":role/b", ":role/a", ":role/b"], principals: ["444455556666"], why: w}
        idle: {analyzer: unused, finding_types: [UnusedPermission], why: w}
)"),
                                           {});
  REQUIRE_MESSAGE(resolved.organization, resolved.said);
  const auto& analyzer = resolved.organization->access_analyzer;
  CHECK(analyzer.external.value);
  CHECK(analyzer.unused.value);
  CHECK(analyzer.unused_days.value == 60);
  REQUIRE(analyzer.archive.size() == 2);
  CHECK(analyzer.archive[0].name == "idle");
  REQUIRE(analyzer.archive[1].criteria.size() == 2);
  CHECK(analyzer.archive[1].criteria[0].property == "principal.AWS");
  CHECK(analyzer.archive[1].criteria[1].values == std::vector<std::string>{":role/a", ":role/b"});
}

}  // namespace landform
