#include "blueprint/shared.h"

namespace landform::blueprint {
namespace {

constexpr Word kEffects[] = {{"Allow", "grants"}, {"Deny", "refuses, whatever else grants"}};

constexpr Word kChannels[] = {
    {"security", "findings and alarms; the security mailbox"},
    {"operations", "operational alarms; the operations mailbox"},
    {"billing", "budgets and anomalies; the billing mailbox"},
};

constexpr Field kStatement[] = {
    field<&Statement::sid>("sid", {.rule = text(kSid),
                                   .absent = "the statement has no Sid",
                                   .doc = "Name of the statement, unique in its policy.",
                                   .example = "DenyCommitments"}),
    field<&Statement::effect>(
        "effect", {.need = Need::required, .doc = "Whether the statement grants or refuses.", .example = "Deny"}),
    field<&Statement::actions>("actions", {.rule = text(kAction),
                                           .absent = "`not_actions` says which",
                                           .doc = "Actions that the statement is about; `*` and `?` are wildcards.",
                                           .example = "[\"s3:GetObject\"]",
                                           .empty = Empty::refused}),
    field<&Statement::not_actions>("not_actions",
                                   {.rule = text(kAction),
                                    .absent = "`actions` says which",
                                    .doc = "Actions that the statement is not about: it is about all others.",
                                    .example = "[\"iam:*\"]",
                                    .empty = Empty::refused}),
    field<&Statement::resources>("resources", {.rule = text(kResource),
                                               .absent = "`not_resources` says which",
                                               .doc = "ARNs that the statement is about, with wildcards.",
                                               .example = "[\"*\"]",
                                               .empty = Empty::refused}),
    field<&Statement::not_resources>("not_resources",
                                     {.rule = text(kResource),
                                      .absent = "`resources` says which",
                                      .doc = "ARNs that the statement is not about: it is about all others.",
                                      .example = "[\"arn:aws:s3:::public-*\"]",
                                      .empty = Empty::refused}),
    field<&Statement::conditions>("conditions", {.absent = "the statement always holds",
                                                 .doc = "Condition block in IAM's own form: operator, key, value.",
                                                 .example = "{StringEquals: {\"aws:RequestedRegion\": eu-west-1}}"}),
};

constexpr Field kSelection[] = {
    field<&Selection::tag>("tag", {.rule = named(kTagKey, kTagValue),
                                   .absent = "nothing is selected by tag",
                                   .doc = "Tags that select: a resource with any one of them is taken.",
                                   .example = "{Backup: daily}"}),
    field<&Selection::resources>("resources", {.rule = text(kResource),
                                               .absent = "nothing is selected by ARN",
                                               .doc = "ARNs that select, with wildcards.",
                                               .example = "[\"arn:aws:rds:*:*:db:*\"]"}),
};

}  // namespace

std::span<const Word> words_of(Effect) {
  return kEffects;
}
std::span<const Word> words_of(Channel) {
  return kChannels;
}
std::span<const Field> fields_of(const Statement*) {
  return kStatement;
}
std::span<const Field> fields_of(const Selection*) {
  return kSelection;
}

}  // namespace landform::blueprint
