// Incident response for people: roles, escalation, what happens by itself, and the runbooks, from the same steps that
// the automations have (resolve/incident_runbooks.cpp).
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "aws/region.h"
#include "emit/documents/data.h"
#include "plan/ids.h"
#include "resolve/incidents.h"
#include "resolve/responders.h"

namespace landform::emit::documents {
namespace {

using resolve::ResponseAction;

std::string runbook_document(const resolve::Organization& organization, ResponseAction action) {
  return cat(organization.customer.slug.value, '-', resolve::word_of(action));
}

Node automatic_rows(const DocumentInput& input) {
  const resolve::Organization& organization = input.organization;
  Node rows = yaml::sequence();
  for (const resolve::Response& response : organization.incidents.responses) {
    Node& row = add_row(rows, 4);
    const bool notice = response.action == ResponseAction::notify;
    row.add("response", text(markdown::code(response.name)));
    row.add("when", text(resolve::sentence_of(response.event)));
    row.add("action",
            text(notice ? cat("tells ", markdown::code(mailbox_of(input, organization.incidents.notice_channel())))
                        : cat("starts ", markdown::code(runbook_document(organization, response.action)))));
    row.add("approval", text(notice             ? "none: nothing is changed"
                             : response.dry_run ? "none: it only reports"
                             : response.approve ? "a responder's"
                                                : "none"));
  }
  return rows;
}

Node runbook_sections(const resolve::Organization& organization) {
  Node sections = yaml::sequence();
  for (const resolve::Runbook& runbook : resolve::incident_runbooks()) {
    Node& section = add_row(sections, 7);
    section.add("runbook_title", text(runbook.title));
    section.add("runbook_what", text(runbook.what));
    section.add("document", text(runbook_document(organization, runbook.action)));
    section.add("parameter", text(runbook.parameter));
    section.add("undo", text(runbook.undo));
    Node& steps = section.add("steps", yaml::sequence());
    Node& commands = section.add("commands", yaml::sequence());
    for (const resolve::RunbookStep& step : runbook.steps) {
      Node& row = add_row(steps, 2);
      row.add("step", text(markdown::code(step.name)));
      row.add("step_what", text(step.what));
      if (!step.by_hand.empty()) commands.add(yaml::mapping()).add("command", text(step.by_hand));
    }
  }
  return sections;
}

}  // namespace

Node incident_runbooks(const DocumentInput& input) {
  const resolve::Organization& organization = input.organization;
  const resolve::Incidents& incidents = organization.incidents;
  Node data = document_data(input, "Incident runbooks");
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  const std::string responder = resolve::responder_role(organization);
  std::vector<std::string> sets;
  for (const auto& set : incidents.responders) sets.push_back(set.value);
  data.add("report", text(markdown::code(mailbox_of(input, incidents.report_channel()))));
  data.add("responder", text(markdown::code(responder)));
  data.add("responder_name", text(responder));
  data.add("has_responders", yaml::boolean(!sets.empty()));
  data.add("responder_sets", text(markdown::codes(sets, "")));
  data.add("audit", text(markdown::code(audit ? audit->name : std::string(plan::kManagementAccount))));
  data.add("partition", text(aws::partition_of(organization.home_region.value).name));
  data.add("revoke", text(markdown::code(runbook_document(organization, ResponseAction::revoke_role_sessions))));
  Node responses = automatic_rows(input);
  const bool asks = std::any_of(incidents.responses.begin(), incidents.responses.end(),
                                [](const resolve::Response& response) { return response.approve; });
  data.add("has_responses", yaml::boolean(!responses.items.empty()));
  data.add("asks", yaml::boolean(asks));
  data.add("responses", std::move(responses));
  data.add("runbooks", runbook_sections(organization));
  return data;
}

}  // namespace landform::emit::documents
