#include "blueprint/incidents.h"

namespace landform::blueprint {
namespace {

constexpr Word kEvents[] = {
    {"guardduty-high-ec2", "a GuardDuty finding of high severity about an instance"},
    {"guardduty-iam-credential", "a GuardDuty finding about credentials"},
    {"config-restricted-incoming-traffic", "a port that is open to the world"},
    {"root-console-login", "a root user signs in"},
};

constexpr Field kRoles[] = {
    field<&IncidentRoles::lead>(
        "lead", {.fallback = "security", .doc = "Mailbox of those who lead the response.", .example = "security"}),
    field<&IncidentRoles::communications>(
        "communications",
        {.fallback = "operations", .doc = "Mailbox of those who inform others.", .example = "operations"}),
    field<&IncidentRoles::escalation>("escalation", {.fallback = "security, operations",
                                                     .doc = "Mailboxes in the order in which an incident escalates.",
                                                     .example = "[security, operations, billing]",
                                                     .empty = Empty::refused}),
};

constexpr Field kResponse[] = {
    field<&Response::on>(
        "on", {.need = Need::required, .doc = "Event that starts the response.", .example = "guardduty-high-ec2"}),
    field<&Response::approve>(
        "approve",
        {.fallback = "false", .doc = "Whether a person must approve before anything is done.", .example = "true"}),
};

constexpr Field kIncidents[] = {
    field<&Incidents::roles>("roles", {.absent = "every default",
                                       .doc = "Who leads, who informs, and how an incident escalates.",
                                       .example = "{lead: security, escalation: [security, operations]}"}),
    field<&Incidents::responses>(
        "responses", {.rule = named(kName),
                      .absent = "no automatic responses; the runbooks say what people do",
                      .doc = "Automatic responses, keyed by the response that landform ships; each is opt-in.",
                      .example = "{isolate-instance: {on: guardduty-high-ec2, approve: true}}"}),
};

}  // namespace

std::span<const Word> words_of(IncidentEvent) {
  return kEvents;
}
std::span<const Field> fields_of(const IncidentRoles*) {
  return kRoles;
}
std::span<const Field> fields_of(const Response*) {
  return kResponse;
}
std::span<const Field> fields_of(const Incidents*) {
  return kIncidents;
}

}  // namespace landform::blueprint
