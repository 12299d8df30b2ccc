#include "aws/quotas.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace landform::aws;

TEST_CASE("every quota has an id, a positive value, a subject and a source") {
  for (const Quota& row : all_quotas()) {
    CAPTURE(row.id);
    const std::size_t slash = row.id.find('/');
    CHECK(slash != std::string_view::npos);
    CHECK(row.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-/") == std::string_view::npos);
    CHECK(row.value >= 1);
    CHECK_FALSE(row.what.empty());
    CHECK_FALSE(row.source.empty());
    CHECK((row.maximum == 0 || row.maximum > row.value));
    CHECK((row.maximum == 0 || row.adjustable == Adjustable::yes));
    CHECK(row.previous != row.value);
    CHECK((row.since.empty() || row.since.size() == 10));
  }
}

TEST_CASE("quotas are sorted by id, each once, and each is found") {
  const auto out_of_order = [](const Quota& a, const Quota& b) { return a.id >= b.id; };
  CHECK(std::ranges::adjacent_find(all_quotas(), out_of_order) == all_quotas().end());
  for (const Quota& row : all_quotas()) CHECK(find_quota(row.id) == &row);
  CHECK(find_quota("organizations/scp") == nullptr);
  CHECK(find_quota("") == nullptr);
  CHECK(find_quota("zzz") == nullptr);
  CHECK(near_quotas("organizations/acounts") == std::vector<std::string_view>{"organizations/accounts"});
}

TEST_CASE("an id that is written in the program is looked up while it compiles") {
  static_assert(quota("organizations/scp-size").value == 10240);
  static_assert(quota("organizations/scp-size").previous == 5120);
  static_assert(quota("organizations/scp-per-target").value == 10);
  static_assert(quota("cloudformation/template-inline").value == 51200);
  static_assert(quota("iam/managed-policy-size").unit == QuotaUnit::characters_without_space);
  CHECK(find_quota("organizations/scp-size") == &quota("organizations/scp-size"));
}

TEST_CASE("a blueprint may raise what AWS raises and lower anything") {
  struct Case {
    const char* id;
    std::int64_t value;
    bool taken;
    OverrideFaultKind fault;
  };
  using enum OverrideFaultKind;
  const Case cases[] = {
      {"organizations/accounts", 500, true, unknown_id},
      {"organizations/accounts", 50000, true, unknown_id},
      {"organizations/accounts", 50001, false, above_maximum},
      {"organizations/scp-per-target", 5, true, unknown_id},
      {"organizations/scp-per-target", 11, false, not_adjustable},
      {"vpc/vpcs-per-region", 1000000, true, unknown_id},  // adjustable, and nobody says how far
      {"iam/roles", 0, false, below_one},
      {"iam/roles", -1, false, below_one},
      {"iam/rolls", 2000, false, unknown_id},
  };
  for (const Case& each : cases) {
    CAPTURE(each.id);
    CAPTURE(each.value);
    Quotas quotas;
    const auto fault = quotas.override_with(each.id, each.value);
    CHECK(fault.has_value() == !each.taken);
    if (fault) CHECK(fault->kind == each.fault);
    CHECK(quotas.overridden(each.id) == each.taken);
  }
}

TEST_CASE("an override counts in place of AWS's value, and only there") {
  Quotas quotas;
  CHECK(quotas.limit("organizations/accounts") == 10);
  CHECK_FALSE(quotas.override_with("organizations/accounts", 120));
  CHECK(quotas.limit("organizations/accounts") == 120);
  CHECK(quotas.limit(*find_quota("organizations/accounts")) == 120);
  CHECK(quotas.limit("organizations/units") == 2000);
  CHECK(quota("organizations/accounts").value == 10);
}

TEST_CASE("a quota describes itself for the note of a diagnostic") {
  CHECK(describe(quota("organizations/scp-per-target")) ==
        "quota organizations/scp-per-target, 10 since 2026-05-15, 5 before");
  CHECK(describe(quota("iam/managed-policy-size")) ==
        "quota iam/managed-policy-size, 6144 characters without white space");
}
