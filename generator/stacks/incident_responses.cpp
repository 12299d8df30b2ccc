// Incident response: in every account the runbooks of Systems Manager and the rules that start them, in the audit
// account the notices for those who inform others.
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "aws/region.h"
#include "base/text.h"
#include "plan/ids.h"
#include "resolve/incidents.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using resolve::IncidentEvent;
using resolve::ResponseAction;

namespace {

// What answers findings about instances: a row of the template's Responses each.
struct InstanceAnswer {
  IncidentEvent event;
  ResponseAction action;
  std::string_view row, rule;
};
constexpr std::array kInstanceAnswers{
    InstanceAnswer{IncidentEvent::guardduty_high_ec2, ResponseAction::isolate_instance, "IsolateOnHigh",
                   "isolate-on-high"},
    InstanceAnswer{IncidentEvent::guardduty_medium_ec2, ResponseAction::isolate_instance, "IsolateOnMedium",
                   "isolate-on-medium"},
    InstanceAnswer{IncidentEvent::guardduty_high_ec2, ResponseAction::snapshot_instance, "SnapshotOnHigh",
                   "snapshot-on-high"},
    InstanceAnswer{IncidentEvent::guardduty_medium_ec2, ResponseAction::snapshot_instance, "SnapshotOnMedium",
                   "snapshot-on-medium"},
};

// What has a rule of its own, switched by Has<row>.
struct SingleAnswer {
  IncidentEvent event;
  ResponseAction action;
  std::string_view row;
};
constexpr std::array kSingleAnswers{
    SingleAnswer{IncidentEvent::config_public_bucket, ResponseAction::block_public_bucket, "BlockPublicBucket"},
    SingleAnswer{IncidentEvent::config_restricted_incoming_traffic, ResponseAction::close_open_ingress,
                 "CloseOpenIngress"},
    SingleAnswer{IncidentEvent::guardduty_iam_credential, ResponseAction::disable_access_key, "DisableAccessKey"},
    SingleAnswer{IncidentEvent::guardduty_iam_credential, ResponseAction::revoke_role_sessions, "RevokeRoleSessions"},
};

// What people are told of, switched by Has<row> of the notices.
struct NoticeSwitch {
  IncidentEvent event;
  std::string_view row;
};
constexpr std::array kNotices{
    NoticeSwitch{IncidentEvent::config_public_bucket, "PublicBuckets"},
    NoticeSwitch{IncidentEvent::config_restricted_incoming_traffic, "OpenIngress"},
    NoticeSwitch{IncidentEvent::guardduty_high_ec2, "HighFindings"},
    NoticeSwitch{IncidentEvent::guardduty_iam_credential, "Credentials"},
    NoticeSwitch{IncidentEvent::guardduty_medium_ec2, "MediumFindings"},
    NoticeSwitch{IncidentEvent::root_console_login, "RootSignIn"},
};

// Source: "Severity levels of GuardDuty findings" (GuardDuty user guide). Read: 2026-11-22.
yaml::Node response_severity(IncidentEvent event) {
  constexpr std::int64_t kMedium = 4;
  constexpr std::int64_t kHigh = 7;
  yaml::Node list = yaml::sequence();
  list.add(yaml::string(">="));
  list.add(yaml::integer(event == IncidentEvent::guardduty_high_ec2 ? kHigh : kMedium));
  if (event == IncidentEvent::guardduty_medium_ec2) {
    list.add(yaml::string("<"));
    list.add(yaml::integer(kHigh));
  }
  return list;
}

yaml::Node response_row(const resolve::Response* response) {
  yaml::Node row = yaml::mapping();
  row.add("Approve", switched(!response || response->approve, response ? response->span : base::Span()));
  row.add("DryRun", switched(!response || response->dry_run, response ? response->span : base::Span()));
  return row;
}

void bind_incident_responses(const resolve::Incidents& incidents, Values& values) {
  yaml::Node rows = yaml::mapping();
  yaml::Node names = yaml::sequence();
  for (const InstanceAnswer& answer : kInstanceAnswers) {
    const resolve::Response* response = incidents.answer(answer.event, answer.action);
    if (!response) continue;
    names.add(bound(std::string(answer.row), response->span));
    yaml::Node row = response_row(response);
    row.add("Rule", bound(std::string(answer.rule), response->span));
    row.add("Document", bound(std::string(resolve::word_of(answer.action)), response->span));
    row.add("Severity", response_severity(answer.event));
    rows.add(std::string(answer.row), std::move(row));
  }
  for (const SingleAnswer& answer : kSingleAnswers) {
    const resolve::Response* response = incidents.answer(answer.event, answer.action);
    rows.add(std::string(answer.row), response_row(response));
    values.parameters.emplace(cat("Has", answer.row),
                              switched(response != nullptr, response ? response->span : base::Span()));
  }
  values.parameters.emplace("InstanceResponses", std::move(names));
  values.mappings.emplace("Responses", std::move(rows));
}

yaml::Node runbook_step_texts() {
  yaml::Node texts = yaml::mapping();
  for (const resolve::Runbook& runbook : resolve::incident_runbooks()) {
    yaml::Node& row = texts.add(std::string(runbook.key), yaml::mapping());
    for (const resolve::RunbookStep& step : runbook.steps) {
      row.add(std::string(step.name), yaml::string(std::string(step.what)));
    }
  }
  return texts;
}

// Roles that Identity Center makes in an account: "AWSReservedSSO_admin_0123456789abcdef", below a path that has the
// region of Identity Center in all regions but one. Source: IAM Identity Center user guide, "Referencing permission
// sets in resource policies". Read: 2026-11-22.
yaml::Node responder_patterns(const resolve::Organization& organization) {
  yaml::Node patterns = yaml::sequence();
  for (const auto& set : organization.incidents.responders) {
    patterns.add(
        bound(cat("arn:", aws::partition_of(organization.home_region.value).name,
                  ":iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_", set.value, "_????????????????"),
              set.span));
  }
  if (patterns.items.empty()) patterns.add(yaml::string("none"));
  return patterns;
}

void add_incident_runbooks(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  Deployment responses;
  responses.name = "incident-responses";
  responses.number = number::kIncidents;
  responses.template_path = "incidents/incident-responses.yaml";
  responses.title = "Runbooks and responses to incidents";
  responses.why = "An attacker is faster than a person who has to look up what to do.";
  responses.controls = {"incident.automation", "incident.notify", "incident.roles", "incident.runbooks"};
  responses.regions = governed_regions(organization);
  for (const aws::RegionName& region : responses.regions) {
    responses.needs.push_back({plan::topics_step(organization, region), "responses report to its topics"});
  }
  auto& parameters = responses.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("AuditAccountId", account_id_value(organization, audit));
  parameters.emplace("HomeRegion", bound(organization.home_region.value.str(), organization.home_region.span));
  parameters.emplace("Channel", bound(organization.incidents.report_channel()));
  parameters.emplace("HasResponders", switched(!organization.incidents.responders.empty()));
  parameters.emplace("Responders", responder_patterns(organization));
  yaml::Node ports = yaml::sequence();
  for (const std::int64_t port : organization.incidents.open_ports) ports.add(yaml::string(std::to_string(port)));
  parameters.emplace("BlockedPorts", std::move(ports));
  bind_incident_responses(organization.incidents, responses.values);
  responses.values.mappings.emplace("Steps", runbook_step_texts());
  add_fan_out(organization, responses, {}, plan);
}

void add_incident_notices(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  const resolve::Incidents& incidents = organization.incidents;
  Deployment notices;
  notices.name = "incident-notices";
  notices.number = number::kIncidents;
  notices.template_path = "incidents/incident-notices.yaml";
  notices.title = "Notices of incidents";
  notices.why = "Those who inform others hear of it early, and a response that cannot start is seen.";
  notices.controls = {"incident.automation", "incident.notify"};
  auto& parameters = notices.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("Channel", bound(incidents.notice_channel()));
  parameters.emplace("AlarmChannel", bound(incidents.report_channel()));
  for (const NoticeSwitch& notice : kNotices) {
    const resolve::Response* response = incidents.answer(notice.event, ResponseAction::notify);
    parameters.emplace(cat("Has", notice.row), switched(response != nullptr, response ? response->span : base::Span()));
  }
  for (const aws::RegionName& region : governed_regions(organization)) {
    Deployment one = notices;
    one.regions = {region};
    const bool at_home = region == organization.home_region.value;
    one.needs = {{plan::topics_step(organization, region), "its role publishes to its topics"},
                 {at_home ? "finding-routes" : cat("finding-routes-", region.str()), "rules listen on its bus"}};
    add_in_account(organization, one, audit.name, plan);
  }
}

}  // namespace

void add_incident_responses(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit) return;
  add_incident_runbooks(organization, *audit, plan);
  add_incident_notices(organization, *audit, plan);
}

}  // namespace landform::stacks
