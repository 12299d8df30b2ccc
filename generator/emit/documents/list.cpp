// The table of documents.
#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "emit/documents/data.h"

namespace landform::emit {

namespace {

// In the order in which a newcomer reads them.
const std::array kDocuments{
    Document{.name = "runbook",
             .title = "Runbook",
             .tells = "Every step of the deployment in order: what deploy.sh does, and in full what people do.",
             .reader = "the deployer",
             .shelf = Shelf::deployment,
             .data = documents::runbook},
    Document{.name = "root-tasks",
             .title = "Tasks of the root user",
             .tells = "What only the root user can do, in which account, and who does it how.",
             .reader = "security, administrators",
             .shelf = Shelf::operation,
             .controls = {"root.no-daily-use", "root.only-tasks"},
             .data = documents::root_tasks},
    Document{.name = "access-matrix",
             .title = "Access matrix",
             .tells = "Who may do what in which accounts, and who is in which group.",
             .reader = "everybody, auditors",
             .shelf = Shelf::people,
             .controls = {"prep.access-policy"},
             .data = documents::access_matrix},
    Document{.name = "checklist",
             .title = "Final checklist",
             .tells = "What is looked at with one's own eyes before the organization is handed over.",
             .reader = "the deployer, the customer",
             .shelf = Shelf::deployment,
             .controls = {"docs.checklist"},
             .data = documents::checklist},
    Document{.name = "handover",
             .title = "Handover pack",
             .tells = "What the customer takes over, where everything is kept, and the walkthrough.",
             .reader = "the customer",
             .shelf = Shelf::deployment,
             .controls = {"docs.handover"},
             .data = documents::handover},
    Document{.name = "onboarding",
             .title = "Onboarding",
             .tells = "How to sign in, where things are, what is denied, and whom to ask.",
             .reader = "everybody who is new",
             .shelf = Shelf::people,
             .controls = {"docs.onboarding"},
             .data = documents::onboarding},
    Document{.name = "training",
             .title = "Training plan",
             .tells = "Which module is for whom, and when.",
             .reader = "everybody, heads of teams",
             .shelf = Shelf::people,
             .controls = {"docs.training"},
             .data = documents::training},
    Document{.name = "joiners-leavers",
             .title = "Joiners, movers and leavers",
             .tells = "How people get access, change teams and lose access.",
             .reader = "managers, identity administrators",
             .shelf = Shelf::people,
             .controls = {"iam.joiners-leavers"},
             .data = documents::joiners_leavers},
    Document{.name = "contacts",
             .title = "Contacts",
             .tells = "The group mailboxes and who reads them.",
             .reader = "everybody",
             .shelf = Shelf::people,
             .controls = {"prep.contacts"},
             .data = documents::contacts},
    Document{.name = "incident-response",
             .title = "Incident response plan",
             .tells = "Who leads, how bad it is, and what to do first.",
             .reader = "security, operations",
             .shelf = Shelf::operation,
             .controls = {"incident.roles", "incident.runbooks"},
             .data = documents::incident_response},
    Document{.name = "incident-runbooks",
             .title = "Incident runbooks",
             .tells = "What happens by itself in an incident, who approves it how, and each runbook with its commands.",
             .reader = "security, operations",
             .shelf = Shelf::operation,
             .controls = {"incident.runbooks"},
             .data = documents::incident_runbooks},
    Document{.name = "audit-calendar",
             .title = "Audit calendar",
             .tells = "What is looked at, how often, by whom, with which query.",
             .reader = "security, operations",
             .shelf = Shelf::operation,
             .controls = {"docs.audits", "logs.review"},
             .data = documents::audit_calendar},
    Document{.name = "tag-strategy",
             .title = "Tag strategy",
             .tells = "The tag keys, their values, and how they are held.",
             .reader = "everybody who creates resources",
             .shelf = Shelf::operation,
             .controls = {"prep.tag-strategy"},
             .data = documents::tag_strategy},
    Document{.name = "security-policy",
             .title = "Security policy",
             .tells = "The rules for passwords, MFA, access, data and incidents, as configured.",
             .reader = "everybody",
             .shelf = Shelf::record,
             .controls = {"prep.security-policy"},
             .data = documents::security_policy},
    Document{.name = "configuration-record",
             .title = "Configuration record",
             .tells = "Settings, units, accounts, policies, networks and stacks as they are.",
             .reader = "engineers, auditors",
             .shelf = Shelf::record,
             .controls = {"docs.configuration"},
             .data = documents::configuration_record},
    Document{.name = "compliance",
             .title = "Compliance",
             .tells = "Which control contributes to which requirement of which framework.",
             .reader = "auditors, security",
             .shelf = Shelf::record,
             .controls = {"prep.compliance"},
             .data = documents::compliance},
    Document{.name = "coverage",
             .title = "Coverage of controls",
             .tells = "Each control of the standard operating procedures and what meets it.",
             .reader = "auditors, security",
             .shelf = Shelf::record,
             .data = documents::coverage_record},
    Document{.name = "recovery",
             .title = "Recovery objectives",
             .tells = "What backups give back: what is lost at most, how long it takes, and how to do it.",
             .reader = "the owners of data",
             .shelf = Shelf::operation,
             .controls = {"backup.restore-test"},
             .data = documents::recovery,
             .wanted = documents::recovery_wanted},
    Document{.name = "knowledge-index",
             .title = "Knowledge index",
             .tells = "Where to find what, and when to meet about it.",
             .reader = "everybody",
             .shelf = Shelf::people,
             .controls = {"docs.knowledge"},
             .data = documents::knowledge_index},
};

}  // namespace

std::span<const Document> all_documents() {
  return kDocuments;
}

namespace {

std::vector<std::string_view> types_in(const std::vector<EmittedStack>& stacks) {
  std::unordered_set<std::string_view> found;  // the same few in thousands of stacks
  for (const EmittedStack& stack : stacks) {
    for (const auto& type : stack.facts.types) found.insert(type.first);
    if (!stack.carried) continue;
    for (const auto& type : stack.carried->facts.types) found.insert(type.first);
  }
  std::vector<std::string_view> types(found.begin(), found.end());
  std::sort(types.begin(), types.end());
  return types;
}

}  // namespace

DocumentInput document_input(const resolve::Organization& organization, const plan::Plan& plan,
                             const std::vector<EmittedStack>& stacks) {
  DocumentInput input{organization, plan, stacks};
  input.types = types_in(stacks);
  for (const Document& document : kDocuments) {
    if (document.wanted == nullptr || document.wanted(input)) input.documents.push_back(&document);
  }
  std::vector<MeetingDocument> meeting;
  for (const Document* document : input.documents) meeting.push_back({document->name, &document->controls});
  input.coverage = coverage(organization, plan, stacks, meeting);
  return input;
}

std::string document_source(const Document& document) {
  return base::cat("documents/", document.name, ".md");
}

base::Result<OutputFile, RenderFault> emit_document(const Document& document, std::string_view source,
                                                    const DocumentInput& input) {
  auto text = render(source, document.data(input), Escape::markdown);
  if (!text) return text.error();
  return output_file(base::cat("docs/", document.name, ".md"), markdown::tidy(text.value()));
}

}  // namespace landform::emit
