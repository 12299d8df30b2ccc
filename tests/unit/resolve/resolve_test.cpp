// What cases of one file cannot show: sizes, round trips, histories of several builds.
#include "resolve/resolve.h"

#include <doctest/doctest.h>

#include <ctime>

#include "base/render_text.h"
#include "base/text.h"
#include "blueprint/decode.h"
#include "resolve/shards.h"
#include "support/golden.h"
#include "unit/resolve/describe.h"
#include "yaml/quick_reader.h"
#include "yaml/reader.h"

namespace landform {
namespace {

using base::cat;

constexpr std::string_view kResolveHead =
    "landform: 1\n"
    "customer:\n"
    "  name: Globex\n"
    "  slug: globex\n"
    "  mailboxes: {root: \"aws+{account}@globex.example\", billing: billing@globex.example, operations: "
    "ops@globex.example, "
    "security: soc@globex.example}\n"
    "quotas: {organizations/accounts: 50000}\n"
    "organization:\n"
    "  home_region: eu-west-1\n";

struct Build {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  std::optional<resolve::Organization> organization;
  resolve::Lock after;
  double seconds = 0;

  Build(const std::string& organization_part, const resolve::Lock& before) {
    const auto root = yaml::read(sources, sources.add("b.yaml", cat(kResolveHead, organization_part)), {}, diagnostics);
    REQUIRE(root);
    const blueprint::Blueprint written = blueprint::decode(*root, diagnostics);
    const std::clock_t start = std::clock();  // of this program alone, whatever else runs
    organization = resolve::resolve(written, before, after, diagnostics);
    seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  }
  [[nodiscard]] std::string text() const { return base::render_text(sources, diagnostics); }
};

std::string accounts(int count) {
  std::string out = "  units:\n    Work:\n      accounts:\n";
  for (int i = 0; i < count; ++i) out += cat("        account-", i, ": {}\n");
  return out;
}

resolve::Lock reread(const resolve::Lock& lock) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  auto read = resolve::read_lock(sources, sources.add("lock.yaml", resolve::lock_text(lock)), diagnostics);
  CHECK_MESSAGE(read, base::render_text(sources, diagnostics));
  return read.value_or(resolve::Lock());
}

}  // namespace

TEST_CASE("the lock that is written reads back the same") {
  const Build build(accounts(300), {});
  REQUIRE_MESSAGE(build.organization, build.text());
  const resolve::Lock read = reread(build.after);
  CHECK(resolve::lock_text(read) == resolve::lock_text(build.after));
  base::Diagnostics none;
  resolve::report_changes(build.after, read, none);
  CHECK(none.empty());
}

TEST_CASE("the lock that is written is one that the quick reader takes") {
  const Build build(accounts(3), {});
  const std::string text = resolve::lock_text(build.after);
  CHECK(yaml::read_quickly(text, base::FileId{0}, {}));
}

TEST_CASE("a second build changes nothing in the lock") {
  const Build first(accounts(450), {});
  const Build second(accounts(450), reread(first.after));
  REQUIRE(second.organization);
  CHECK(resolve::lock_text(second.after) == resolve::lock_text(first.after));
}

TEST_CASE("accounts fill a shard by name order and then the next") {
  const Build build(accounts(450), {});
  std::map<std::uint32_t, std::uint32_t> counts;
  for (const auto& account : build.organization->accounts) {
    CHECK(account.sequence == counts[account.shard] + 1);  // by name
    ++counts[account.shard];
  }
  CHECK(counts == std::map<std::uint32_t, std::uint32_t>{{1, 200}, {2, 200}, {3, 52}});
}

TEST_CASE("a released account leaves room in its shard but its number to nobody") {
  resolve::Lock lock = Build(accounts(250), {}).after;
  REQUIRE(lock.accounts.find("account-0")->second.shard == 1);
  REQUIRE(resolve::release_account(lock, "account-0"));
  CHECK_FALSE(resolve::release_account(lock, "account-0"));
  resolve::Shards shards(resolve::kAccountsPerShard);
  for (const auto& [name, account] : lock.accounts) shards.occupy({account.shard, account.sequence});
  const resolve::Place place = shards.place_new();
  CHECK(place.shard == 1);
  CHECK(place.sequence == resolve::kAccountsPerShard + 1);
}

TEST_CASE("units fill a shard and then the next") {
  std::string units = "  units:\n";
  for (int i = 0; i < 250; ++i) units += base::cat("    Unit", 1000 + i, ": {}\n");
  const Build build(units, {});
  REQUIRE_MESSAGE(build.organization, build.text());
  std::map<std::uint32_t, std::uint32_t> counts;
  for (const auto& unit : build.organization->units) ++counts[unit.shard];
  CHECK(counts == std::map<std::uint32_t, std::uint32_t>{{1, 200}, {2, 51}});  // with Security
}

TEST_CASE("what a later build adopts goes to an import stack of its own") {
  const std::string head =
      "  id: o-abcdefghij\n  root_id: r-ab12\n  units:\n    Old: {id: ou-ab12-11111111, accounts: {";
  const Build first(head + "one: {id: \"111111111111\"}, new: {}}}\n", {});
  REQUIRE_MESSAGE(first.organization, first.text());
  const Build second(head + "one: {id: \"111111111111\"}, new: {}, two: {id: \"222222222222\"}}}\n",
                     reread(first.after));
  REQUIRE_MESSAGE(second.organization, second.text());
  CHECK(second.organization->account("one")->shard == 1);
  CHECK(second.organization->account("two")->shard == 2);
  CHECK(second.organization->account("new")->shard == 1);
  const Build third(head + "one: {id: \"111111111111\"}, new: {}, two: {id: \"222222222222\"}}}\n",
                    reread(second.after));
  CHECK(resolve::lock_text(third.after) == resolve::lock_text(second.after));
}

TEST_CASE("releasing a unit releases those below it") {
  resolve::Lock lock;
  for (const char* path : {"A", "A/B", "A/B/C", "AB"}) lock.units[path].logical_id = aws::LogicalId(path);
  CHECK(resolve::release_unit(lock, "A/B"));
  CHECK(lock.units.size() == 2);
  CHECK(lock.units.contains("AB"));
  CHECK_FALSE(resolve::release_unit(lock, "A/B"));
}

TEST_CASE("an account that was removed and comes back has its old place") {
  const Build with("  units: {Work: {accounts: [one, two, three]}}\n", {});
  const Build without("  units: {Work: {accounts: [one, three]}}\n", with.after);
  CHECK(without.text().find("lock/vanished-account") != std::string::npos);
  const Build again("  units: {Work: {accounts: [one, two, three]}}\n", without.after);
  CHECK(resolve::lock_text(again.after) == resolve::lock_text(with.after));
}

TEST_CASE("a chain of renames keeps the id, the name in AWS and the address") {
  const Build first("  units: {Work: {accounts: {one: {}}}}\n", {});
  const Build second("  units: {Work: {accounts: {two: {was: one}}}}\n", reread(first.after));
  const Build third("  units: {Work: {accounts: {three: {was: two}}}}\n", reread(second.after));
  REQUIRE_MESSAGE(third.organization, third.text());
  const resolve::Account* account = third.organization->account("three");
  REQUIRE(account);
  CHECK(account->logical_id.str() == "AccountOne");
  CHECK(account->account_name == "one");
  CHECK(account->email == "aws+one@globex.example");
  const Build back("  units: {Work: {accounts: {one: {was: three}}}}\n", reread(third.after));
  REQUIRE_MESSAGE(back.organization, back.text());
  CHECK(resolve::lock_text(back.after) == resolve::lock_text(first.after));
}

TEST_CASE("look-ups find units, accounts and roles, and nothing else") {
  const Build build("  units: {Work: {accounts: [one]}, A B: {}}\n", {});
  REQUIRE(build.organization);
  CHECK(build.organization->unit(aws::OuPath("Work"))->name == "Work");
  CHECK(build.organization->unit(aws::OuPath("Wor")) == nullptr);
  CHECK(build.organization->account("one")->unit.str() == "Work");
  CHECK(build.organization->account("zzz") == nullptr);
  CHECK(build.organization->with_role(resolve::AccountRole::audit)->name == "audit");
  CHECK(build.organization->with_role(resolve::AccountRole::backup) == nullptr);
}

TEST_CASE("more accounts than AWS grants are refused") {
  std::string list = "  units: {Work: {accounts: [";
  for (int i = 0; i < 50000; ++i) list += cat(i == 0 ? "" : ", ", "a", i);
  const Build build(list + "]}}\n", {});
  CHECK_FALSE(build.organization);
  const std::string difference =
      test::compare_with_golden(test::cases_dir("resolve") / "too-many-accounts.diag", build.text());
  CHECK_MESSAGE(difference.empty(), difference);
}

TEST_CASE("resolving ten thousand accounts takes linear time") {
  const Build small(accounts(1000), {});
  const Build large(accounts(10000), {});
  REQUIRE(large.organization);
  CHECK(large.organization->accounts.size() == 10002);
  MESSAGE(cat("10,000 accounts: ", static_cast<int>(large.seconds * 1000), " ms"));
  // Ten times the accounts; a hundred would be a walk inside a walk. Thirty leaves room for noise.
  CHECK(large.seconds < 30 * small.seconds + 0.05);
}

}  // namespace landform
