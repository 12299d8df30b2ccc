// Rows of backup plans, and the steps that a blueprint's backups become.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "plan/step.h"
#include "stacks/backup_rows.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "support/planned.h"
#include "yaml/write.h"

namespace landform {
namespace {

constexpr std::string_view kHead = R"b(organization:
  home_region: eu-west-1
  regions: [eu-west-1, eu-central-1]
  units:
    Workloads: {accounts: [shop]}
    Backup: {accounts: {vault: {role: backup}}}
)b";

resolve::Organization organization_with(std::string_view backup) {
  return test::organization_of(base::cat(test::customer_globex(), kHead, backup));
}

std::vector<std::string> steps_of(std::string_view backup) {
  plan::Plan plan;
  const resolve::Organization organization = organization_with(backup);
  stacks::add_backup(organization, plan);
  stacks::add_backup_checks(organization, plan);
  std::vector<std::string> names;
  for (const plan::Step& step : plan.steps) names.push_back(step.name);
  std::sort(names.begin(), names.end());
  return names;
}

const yaml::Node& at(const yaml::Node& node, std::string_view key) {
  const yaml::Node* found = node.find(key);
  REQUIRE(found);
  return *found;
}

std::vector<std::string> texts(const yaml::Node& list) {
  std::vector<std::string> all;
  for (const yaml::Node& item : list.items) all.push_back(item.text);
  return all;
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("a blueprint that says nothing of backups gets all of them") {
  CHECK(steps_of("") == std::vector<std::string>{
                            "backup",
                            "backup-administrator",
                            "backup-reports",
                            "backup-restore-tests",
                            "management-backup-eu-central-1",
                            "management-backup-eu-west-1",
                            "management-backup-restore-tests-eu-central-1",
                            "management-backup-restore-tests-eu-west-1",
                            "trusted-access-backup",
                        });
}

TEST_CASE("what tells of failed backups waits for the topics of its regions") {
  plan::Plan plan;
  stacks::add_backup(organization_with("backup: {vault: {copy_to_account: vault}}\n"), plan);
  const auto needs = [&](std::string_view name) {
    const auto found =
        std::find_if(plan.steps.begin(), plan.steps.end(), [&](const plan::Step& step) { return step.name == name; });
    REQUIRE(found != plan.steps.end());
    std::vector<std::string> names;
    for (const plan::Step::Need& need : found->needs) names.push_back(need.step);
    return names;
  };
  CHECK(has(needs("backup"), "topics"));
  CHECK(has(needs("backup"), "topics-eu-central-1"));
  CHECK(has(needs("management-backup-eu-west-1"), "topics"));
  CHECK(has(needs("management-backup-eu-central-1"), "topics-eu-central-1"));
  CHECK(has(needs("backup-central"), "topics"));
  CHECK(has(needs("backup-central-eu-central-1"), "topics-eu-central-1"));
}

TEST_CASE("the backup role reads the blocks of snapshots where volumes are indexed, and nowhere else") {
  const auto indexed = [](std::string_view index) {
    plan::Plan plan;
    const auto organization = organization_with(
        cat("backup:\n  plans:\n    daily: {schedule: \"cron(0 3 * * ? *)\"", index, ", select: {tag: {A: x}}}\n"));
    stacks::add_backup(organization, plan);
    for (const plan::Step& step : plan.steps) {
      const auto* stack = std::get_if<plan::StackStep>(&step.what);
      if (!stack || step.name != "management-backup-eu-west-1") continue;
      return stack->bindings.parameters.at("IndexesVolumes").text;
    }
    return std::string("no such step");
  };
  CHECK(indexed(", index: ebs") == "true");
  CHECK(indexed(", index: s3") == "false");
  CHECK(indexed("") == "false");
}

TEST_CASE("backups are audited where Config records") {
  plan::Plan plan;
  plan::Step recorder;
  recorder.name = "config-recorder";
  recorder.number = stacks::number::kConfig;
  plan.steps.push_back(recorder);
  stacks::add_backup_checks(organization_with(""), plan);
  const auto audit = std::find_if(plan.steps.begin(), plan.steps.end(),
                                  [](const plan::Step& step) { return step.name == "backup-audit"; });
  REQUIRE(audit != plan.steps.end());
  CHECK(audit->needs.front().step == "config-recorder");
}

TEST_CASE("copies bring their vault, a compliance lock a confirmation by people") {
  const auto steps = steps_of(
      "backup: {vault: {copy_to_account: vault, lock: {mode: compliance, minimum_days: 30, grace_days: 5}}, to: "
      "[Workloads]}\n");
  CHECK(has(steps, "backup-central"));
  CHECK(has(steps, "backup-central-eu-central-1"));
  CHECK(has(steps, "confirm-vault-lock"));
  CHECK_FALSE(has(steps, "management-backup-eu-west-1"));
}

TEST_CASE("plans that come by policy still need vaults, and the settings of the management account") {
  const std::string_view backup = "backup: {delivery: organization-policy, to: [Workloads]}\n";
  CHECK(has(steps_of(backup), "management-backup-eu-west-1"));
  const auto organization = organization_with(backup);
  CHECK(stacks::backup_rows(organization).plan_names.items.empty());
  const auto found = std::find_if(organization.guardrails.begin(), organization.guardrails.end(),
                                  [](const auto& one) { return one.name == "backup.plans.daily"; });
  REQUIRE(found != organization.guardrails.end());
  CHECK(found->type == resolve::PolicyType::backup);
  CHECK(found->targets.front().name == "Workloads");
}

TEST_CASE("a rule copies to the other region, but not from there") {
  const auto rows = stacks::backup_rows(organization_with(R"b(backup:
  vault: {copy_to_region: eu-central-1, copy_to_account: vault}
  plans:
    daily: {schedule: "cron(0 3 * * ? *)", copy: true, copy_retention_days: 90, select: {
tag : {
Backup:
  daily
}}}
)b"));
  const yaml::Node& plan = at(rows.plans, "Daily");
  CHECK(at(at(plan, "Rules").items.front(), "CopyActions").items.size() == 2);
  const yaml::Node& there = at(at(plan, "RulesInCopyRegion").items.front(), "CopyActions");
  REQUIRE(there.items.size() == 1);
  CHECK(at(at(there.items.front(), "DestinationBackupVaultArn"), "Fn::Sub").text ==
        "arn:${AWS::Partition}:backup:${AWS::Region}:${BackupAccountId}:backup-vault:globex-backup-central");
  CHECK(at(at(there.items.front(), "Lifecycle"), "DeleteAfterDays").text == "90");
}

TEST_CASE("tags are alternatives, and conditions hold for each of them") {
  const auto rows = stacks::backup_rows(organization_with(R"b(backup:
  plans:
    any: {schedule: "cron(0 3 * * ? *)", select: {
  tag : {
  A:
    x, B : y
  }
    , resources : ["arn:aws:ec2:*:*:volume/*"]}
}
    both: {schedule: "cron(0 3 * * ? *)", select: {tag: {A: x, B: y}, conditions: {not_like: {C: "z*"}}}}
)b"));
  CHECK(texts(rows.tag_selections) == std::vector<std::string>{"AnyTags"});
  CHECK(texts(rows.arn_selections) == std::vector<std::string>{"AnyResources"});
  CHECK(texts(rows.condition_selections) == std::vector<std::string>{"BothTag1", "BothTag2"});
  CHECK(at(at(rows.selections, "AnyTags"), "Tags").items.size() == 2);
  const yaml::Node& second = at(rows.selections, "BothTag2");
  CHECK(at(at(second, "Equals").items.front(), "ConditionKey").text == "aws:ResourceTag/B");
  CHECK(at(at(second, "NotLike").items.front(), "ConditionValue").text == "z*");
  CHECK(at(at(second, "Like"), "Ref").text == "AWS::NoValue");
}

TEST_CASE("snapshots of volumes go to their archive only from plans that run monthly") {
  const auto rows = stacks::backup_rows(organization_with(R"b(backup:
  plans:
    daily: {schedule: "cron(0 3 * * ? *)", cold_after_days: 30, retention_days: 200, select: {
  tag : {
  A:
    x
  }}
    }
    monthly: {schedule: "cron(0 3 1 * ? *)", cold_after_days: 30, retention_days: 200, select: {tag: {A: x}}}
)b"));
  const auto lifecycle = [&](std::string_view plan) {
    return at(at(at(rows.plans, plan), "Rules").items.front(), "Lifecycle");
  };
  CHECK_FALSE(lifecycle("Daily").find("OptInToArchiveForSupportedResources"));
  CHECK(at(lifecycle("Monthly"), "OptInToArchiveForSupportedResources").text == "true");
}

}  // namespace landform
