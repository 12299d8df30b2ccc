#include "blueprint/incidents.h"

namespace landform::blueprint {
namespace {

constexpr Word kEvents[] = {
    {"guardduty-high-ec2", "a GuardDuty finding of high or critical severity about an instance"},
    {"guardduty-medium-ec2", "a GuardDuty finding of medium severity about an instance"},
    {"guardduty-iam-credential", "a GuardDuty finding about credentials of a user or a role"},
    {"config-restricted-incoming-traffic", "a Config rule finds a port open to the world"},
    {"config-public-bucket", "a Config rule finds a bucket that the public can read or write"},
    {"root-console-login", "a root user signs in"},
};

constexpr Word kResponseActions[] = {
    {"isolate-instance", "snapshot an instance's volumes, then cut it off from the network"},
    {"snapshot-instance", "snapshot an instance's volumes as evidence"},
    {"disable-access-key", "make a user's access key inactive"},
    {"revoke-role-sessions", "make all sessions of a role worthless that are older than this moment"},
    {"close-open-ingress", "take the rules out of a security group that open blocked ports to the world"},
    {"block-public-bucket", "switch on a bucket's block of public access"},
    {"notify", "tell those who inform others; the routes of findings tell those who lead already"},
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
    field<&IncidentRoles::responders>(
        "responders",
        {.rule = text(kPermissionSetName, "permission set"),
         .absent = "permission sets with AdministratorAccess that somebody has in the audit account",
         .doc = "Permission sets of `identity.center`: who signs in to the audit account with one of them may take the "
                "role `<slug>-incident-responder` of every account, which approves, starts and stops runbooks. Each of "
                "them is allowed to do so, and each must be assigned in the audit account.",
         .example = "[responder]",
         .change = "Who is taken away can take the role no more; sessions that last end within the hour.",
         .empty = Empty::refused}),
};

constexpr Field kResponse[] = {
    field<&Response::on>(
        "on", {.need = Need::required, .doc = "Event that starts the response.", .example = "guardduty-high-ec2"}),
    field<&Response::action>("do", {.absent = "what the response is called after; else what fits the event best",
                                    .doc = "What the response does.",
                                    .example = "isolate-instance"}),
    field<&Response::approve>(
        "approve", {.fallback = "false",
                    .doc = "Whether a person must approve, within a day, before anything is done. The request goes to "
                           "the mailbox of `roles.lead`.",
                    .example = "true"}),
    field<&Response::dry_run>(
        "dry_run", {.fallback = "false",
                    .doc = "Whether the response only reports what it would do, to be tried before it is let loose.",
                    .example = "true"}),
};

constexpr Field kIncidents[] = {
    field<&Incidents::roles>("roles", {.absent = "every default",
                                       .doc = "Who leads, who informs, and how an incident escalates.",
                                       .example = "{lead: security, escalation: [security, operations]}"}),
    field<&Incidents::responses>(
        "responses",
        {.rule = named(kName),
         .absent = "isolate-instance, disable-access-key, revoke-role-sessions, close-open-ingress and "
                   "block-public-bucket, each with approval, and a notice of root sign-ins",
         .doc = "Automatic responses, keyed by a name of your choice. The runbooks are there without them, for "
                "people to start; an empty map leaves it at that.",
         .example = "{isolate-instance: {on: guardduty-high-ec2, approve: true}}"}),
};

}  // namespace

std::span<const Word> words_of(IncidentEvent) {
  return kEvents;
}
std::span<const Word> words_of(ResponseAction) {
  return kResponseActions;
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
