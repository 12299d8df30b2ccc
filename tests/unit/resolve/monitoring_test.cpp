// Alarms and dashboards as they are bound: where they go, in which unit, how
// often looked at.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "support/resolved.h"

namespace landform {
namespace {

using base::cat;

std::string blueprint_with(const std::string& section) {
  return cat(test::customer_globex(),
             "organization:\n"
             "  home_region: eu-west-1\n"
             "  units:\n"
             "    Production: {accounts: [shop]}\n"
             "    Shared: {accounts: {hub: {role: network}, tools: {}}}\n",
             section);
}

resolve::Organization organization_with(const std::string& section) {
  const test::Resolved resolved = test::resolve_text(blueprint_with(section), {});
  REQUIRE_MESSAGE(resolved.organization.has_value(), resolved.said);
  return *resolved.organization;
}

const resolve::MonitoringGroup& group_named(const resolve::Organization& organization, const std::string& name) {
  const auto& groups = organization.monitoring.groups;
  const auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.name == name; });
  REQUIRE(found != groups.end());
  return *found;
}

const resolve::MetricAlarm& alarm_named(const resolve::MonitoringGroup& group, const std::string& name) {
  const auto found =
      std::find_if(group.alarms.begin(), group.alarms.end(), [&](const auto& alarm) { return alarm.name == name; });
  REQUIRE(found != group.alarms.end());
  return *found;
}

}  // namespace

TEST_CASE(
    "without a word, every workload account gets alarms and a dashboard, "
    "and no other account does") {
  const resolve::Organization organization = organization_with("");
  REQUIRE(organization.monitoring.groups.size() == 1);
  const resolve::MonitoringGroup& group = organization.monitoring.groups.front();
  CHECK(group.units == std::vector<aws::OuPath>{aws::OuPath("Production")});
  CHECK(group.accounts == std::vector<std::string>{"tools"});
  CHECK_FALSE(group.management);
  CHECK(alarm_named(group, "ec2-cpu-high").threshold == "90");
  REQUIRE(group.dashboards.size() == 1);
  CHECK(group.dashboards.front().name == "overview");
}

TEST_CASE(
    "an alarm of the same name takes the place of the baseline's, "
    "wherever it goes") {
  const resolve::Organization organization = organization_with(
      "monitoring:\n"
      "  alarms: {ec2-cpu-high: {metric: ec2/CPUUtilization, "
      "above: 75.5, minutes: 10, to: [Production]}}\n");
  const resolve::MetricAlarm& alarm = alarm_named(group_named(organization, "production"), "ec2-cpu-high");
  CHECK(alarm.threshold == "75.5");
  CHECK(alarm.period_seconds == 300);
  CHECK(alarm.periods == 2);
  for (const auto& other : group_named(organization, "").alarms) CHECK(other.name != "ec2-cpu-high");
}

TEST_CASE(
    "GiB become bytes, and minutes that five does not divide are looked "
    "at one by one") {
  const resolve::Organization organization = organization_with(
      "monitoring:\n"
      "  alarms: {disk: {metric: rds/FreeStorageSpace, "
      "below_gib: 0.5, minutes: 7}}\n");
  const resolve::MetricAlarm& alarm = alarm_named(group_named(organization, ""), "disk");
  CHECK_FALSE(alarm.above);
  CHECK(alarm.threshold == "536870912");
  CHECK(alarm.period_seconds == 60);
  CHECK(alarm.periods == 7);
  CHECK(alarm.summary == "rds/FreeStorageSpace below 0.5 GiB for 7 minutes");
}

TEST_CASE(
    "a metric by its namespace takes its dimensions and its statistic "
    "from the blueprint") {
  const resolve::Organization organization = organization_with(
      "monitoring:\n"
      "  alarms: {memory: {metric: My/App/mem_used_percent, dimensions: [Host, "
      "App], statistic: maximum, above: 90}}\n");
  const resolve::MetricAlarm& alarm = alarm_named(group_named(organization, ""), "memory");
  CHECK(alarm.space == "My/App");
  CHECK(alarm.metric == "mem_used_percent");
  CHECK(alarm.dimensions == std::vector<std::string>{"Host", "App"});
  CHECK(alarm.statistic == "MAX");
}

TEST_CASE(
    "a composite alarm goes where its members are, and `baseline: false` "
    "leaves out what nobody wrote") {
  const resolve::Organization organization = organization_with(
      "monitoring:\n"
      "  baseline: false\n"
      "  alarms:\n"
      "    a: {metric: ec2/CPUUtilization, above: 80, to: [tools]}\n"
      "    b: {metric: rds/CPUUtilization, above: 80, to: [tools]}\n"
      "  composites: {both: {all: [b, a]}}\n");
  REQUIRE(organization.monitoring.groups.size() == 1);
  const resolve::MonitoringGroup& group = organization.monitoring.groups.front();
  CHECK(group.name == "account-tools");
  CHECK(group.dashboards.empty());
  REQUIRE(group.composites.size() == 1);
  CHECK(group.composites.front().all);
  CHECK(group.composites.front().members == std::vector<std::string>{"a", "b"});
}

TEST_CASE(
    "findings are told from a severity on, and a service that is off "
    "tells nothing") {
  const resolve::Organization organization = organization_with(
      "security:\n"
      "  guardduty: {enabled: false}\n"
      "  alarms: []\n"
      "  notify: {channel: operations, security_hub_severity: critical}\n");
  CHECK(organization.finding_routes.channel.value == "operations");
  CHECK_FALSE(organization.finding_routes.guardduty_severity.has_value());
  CHECK(organization.finding_routes.security_hub_labels == std::vector<std::string>{"CRITICAL"});
  CHECK_FALSE(organization.finding_routes.cis_alarms);
  CHECK(organization_with("").finding_routes.guardduty_severity == 4);
}

TEST_CASE("log groups are kept for the next time that CloudWatch Logs knows") {
  const resolve::LogRetention days = organization_with(
                                         "logging:\n  retention_days: {security: 2555, "
                                         "application: 366, debug: 2}\n")
                                         .log_retention;
  CHECK(days.security.value == 2557);
  CHECK(days.application.value == 400);
  CHECK(days.debug.value == 3);
}

}  // namespace landform
