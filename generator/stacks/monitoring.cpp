// Monitoring: alarms and dashboards in the accounts that the blueprint names, and in the audit account the sight of all
// of them.
#include <algorithm>
#include <string>
#include <utility>

#include "aws/logical_id.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/dashboard_body.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

std::string quoted(std::string_view name) {
  return cat('"', name, '"');
}

// SELECT AVG("CPUUtilization") FROM SCHEMA("AWS/EC2", "InstanceId") GROUP BY "InstanceId" ORDER BY AVG() DESC: the
// worst ones first, since CloudWatch looks at 500 series of a query.
std::string query_of(const resolve::MetricAlarm& alarm) {
  std::vector<std::string> dimensions;
  dimensions.reserve(alarm.dimensions.size());
  for (const std::string& dimension : alarm.dimensions) dimensions.push_back(quoted(dimension));
  const std::string names = base::join(dimensions, ", ");
  return cat("SELECT ", alarm.statistic, '(', quoted(alarm.metric), ") FROM SCHEMA(", quoted(alarm.space), ", ", names,
             ") GROUP BY ", names, " ORDER BY ", alarm.statistic, "() ", alarm.above ? "DESC" : "ASC");
}

// As it was written, but a number.
yaml::Node number_of(const std::string& digits, base::Span span) {
  yaml::Node node = bound(digits, span);
  node.kind = digits.find_first_not_of("0123456789") == std::string::npos ? yaml::Kind::integer : yaml::Kind::real;
  return node;
}

yaml::Node alarm_row(const resolve::MetricAlarm& alarm) {
  yaml::Node row = yaml::mapping();
  row.add("Name", bound(alarm.name, alarm.span));
  row.add("Says", bound(alarm.summary, alarm.span));
  row.add("Query", bound(query_of(alarm), alarm.span));
  row.add("Period", yaml::integer(alarm.period_seconds));
  row.add("Periods", yaml::integer(alarm.periods));
  row.add("Operator", bound(alarm.above ? "GreaterThanThreshold" : "LessThanThreshold", alarm.span));
  row.add("Threshold", number_of(alarm.threshold, alarm.span));
  row.add("Channel", bound(alarm.channel, alarm.span));
  return row;
}

// By the alarms' logical ids, so that CloudFormation makes them first.
yaml::Node composite_row(const resolve::CompositeAlarm& composite) {
  std::vector<std::string> members;
  members.reserve(composite.members.size());
  for (const std::string& member : composite.members) {
    members.push_back(cat("ALARM(\"${Alarm", aws::logical_id(member).str(), "}\")"));
  }
  yaml::Node row = yaml::mapping();
  row.add("Name", bound(composite.name, composite.span));
  row.add("Rule", substituted(base::join(members, composite.all ? " AND " : " OR "), composite.span));
  row.add("Channel", bound(composite.channel, composite.span));
  return row;
}

Deployment deployment_of(const resolve::Organization& organization, std::string_view what, std::string_view group) {
  Deployment deployment;
  deployment.name = group.empty() ? std::string(what) : cat(what, '-', group);
  deployment.number = number::kMonitoring;
  deployment.values.parameters.emplace("Slug", bound(organization.customer.slug));
  deployment.asked_by = group.empty() ? "" : "monitoring";
  return deployment;
}

Reach reach_of(const resolve::MonitoringGroup& group) {
  return {group.units, group.accounts, group.management};
}

void add_alarms(const resolve::Organization& organization, const resolve::Account& audit,
                const resolve::MonitoringGroup& group, plan::Plan& plan) {
  if (group.alarms.empty()) return;
  Deployment alarms = deployment_of(organization, "alarms", group.name);
  alarms.template_path = "monitoring/alarms.yaml";
  alarms.title = "Alarms on metrics of workloads";
  alarms.why = "Whoever runs a workload hears of trouble before its users do.";
  alarms.controls = {"monitor.alarms", "monitor.metrics"};
  alarms.cause = group.name.empty() ? base::Span() : group.alarms.front().span;
  alarms.regions = governed_regions(organization);
  for (const aws::RegionName& region : alarms.regions) {
    alarms.needs.push_back({plan::topics_step(organization, region), "the alarms go to its topics"});
  }
  alarms.values.parameters.emplace("AuditAccountId", account_id_value(organization, audit));
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  for (const resolve::MetricAlarm& alarm : group.alarms) {
    const std::string id = aws::logical_id(alarm.name).str();
    names.add(bound(id, alarm.span));
    rows.add(id, alarm_row(alarm));
  }
  yaml::Node composite_names = yaml::sequence();
  yaml::Node composite_rows = yaml::mapping();
  for (const resolve::CompositeAlarm& composite : group.composites) {
    const std::string id = aws::logical_id(composite.name).str();
    composite_names.add(bound(id, composite.span));
    composite_rows.add(id, composite_row(composite));
  }
  alarms.values.parameters.emplace("Alarms", std::move(names));
  alarms.values.parameters.emplace("Composites", std::move(composite_names));
  alarms.values.mappings.emplace("Alarms", std::move(rows));
  alarms.values.mappings.emplace("Composites", std::move(composite_rows));
  add_fan_out(organization, alarms, reach_of(group), plan);
}

void bind_dashboards(const resolve::Organization& organization, const std::vector<resolve::Dashboard>& dashboards,
                     Values& values) {
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  for (const resolve::Dashboard& dashboard : dashboards) {
    const std::string id = aws::logical_id(dashboard.name).str();
    names.add(bound(id, dashboard.span));
    const auto put_body = [&](yaml::Node& body) {
      put_row(body, "Fn::ToJsonString", dashboard_body(dashboard.widgets, governed_regions(organization)));
    };
    add_row(rows, id, {}, "Name", Text{dashboard.name, dashboard.span}, "Body", put_body);
  }
  values.parameters.emplace("Dashboards", std::move(names));
  values.mappings.emplace("Dashboards", std::move(rows));
}

void add_dashboards(const resolve::Organization& organization, const resolve::MonitoringGroup& group,
                    plan::Plan& plan) {
  if (group.dashboards.empty()) return;
  Deployment dashboards = deployment_of(organization, "dashboards", group.name);
  dashboards.template_path = "monitoring/dashboards.yaml";
  dashboards.title = "Dashboards of workloads";
  dashboards.why = "Whoever runs a workload sees at a glance how it does.";
  dashboards.controls = {"monitor.dashboards", "monitor.metrics"};
  dashboards.cause = group.dashboards.front().span;
  dashboards.regions = {organization.home_region.value};
  bind_dashboards(organization, group.dashboards, dashboards.values);
  add_fan_out(organization, dashboards, reach_of(group), plan);
}

// One dashboard over all accounts: every service that some dashboard shows.
void add_organization_dashboard(const resolve::Organization& organization, const resolve::Account& audit,
                                plan::Plan& plan) {
  resolve::Dashboard all{"organization", {}, {}};
  for (const resolve::MonitoringGroup& group : organization.monitoring.groups) {
    for (const resolve::Dashboard& dashboard : group.dashboards) {
      for (const std::string& service : dashboard.widgets) {
        if (std::find(all.widgets.begin(), all.widgets.end(), service) == all.widgets.end()) {
          all.widgets.push_back(service);
        }
      }
    }
  }
  if (all.widgets.empty()) return;
  std::sort(all.widgets.begin(), all.widgets.end());
  Deployment dashboard = deployment_of(organization, "organization-dashboard", {});
  dashboard.template_path = "monitoring/dashboards.yaml";
  dashboard.title = "Dashboard of the organization";
  dashboard.why = "The workloads of all accounts on one page, in the account that they share their metrics with.";
  dashboard.controls = {"monitor.dashboards", "monitor.metrics"};
  dashboard.regions = {organization.home_region.value};
  bind_dashboards(organization, {all}, dashboard.values);
  add_in_account(organization, dashboard, audit.name, plan);
}

}  // namespace

void add_monitoring(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit) return;
  for (const resolve::MonitoringGroup& group : organization.monitoring.groups) {
    add_alarms(organization, *audit, group, plan);
    add_dashboards(organization, group, plan);
  }
  add_organization_dashboard(organization, *audit, plan);
}

}  // namespace landform::stacks
