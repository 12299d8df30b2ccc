#include "blueprint/guardrails.h"

namespace landform::blueprint {
namespace {

// Source: aws-facts A2, the thirteen types of AWS::Organizations::Policy.
constexpr Word kKinds[] = {
    {"service-control", "limits what principals of the accounts may do"},
    {"resource-control", "limits who may reach resources of the accounts"},
    {"tag", "tag keys and values"},
    {"backup", "backup plans"},
    {"ai-opt-out", "whether AWS may use content to improve its AI services"},
    {"chat", "chat applications that may reach the accounts"},
    {"declarative-ec2", "EC2 settings that accounts cannot change"},
    {"security-hub",
     "the newer Security Hub in regions and accounts; `security.security_hub` sets up Security Hub CSPM"},
    {"inspector", "what Inspector scans, in which regions and accounts, in place of what `security.inspector` sets"},
    {"upgrade-rollout", "order of automatic upgrades"},
    {"bedrock", "guardrails of Amazon Bedrock"},
    {"s3", "block of public access to S3"},
    {"network-security-director", "Network Security Director in accounts"},
};

constexpr Field kGuardrail[] = {
    field<&Guardrail::kind>("kind", {.absent = "the kind of the preset of that name",
                                     .doc = "Type of organization policy.",
                                     .example = "service-control",
                                     .change = "Replaces the policy."}),
    field<&Guardrail::attach>("attach",
                              {.rule = text(kTarget, "unit or account"),
                               .absent = "Root for a guardrail of the baseline; every other guardrail needs it",
                               .doc = "Where the policy is attached: Root, units by their path, accounts by name.",
                               .example = "[Workloads]",
                               .change = "What is taken away is no longer guarded, from the next deployment on.",
                               .empty = Empty::refused}),
    field<&Guardrail::detach>("detach",
                              {.rule = text(kTarget, "unit or account"),
                               .absent = "AWS's own policy stays attached everywhere",
                               .doc = "Of `full-aws-access` alone: where AWS's own policy FullAWSAccess is detached, "
                                      "because an allow list of service control policies takes its place there.",
                               .example = "[Sandbox]",
                               .change = "A target that is taken away gets the policy back only by `attach`.",
                               .empty = Empty::refused}),
    field<&Guardrail::statements>("statements",
                                  {.absent = "the statements of the preset of that name",
                                   .doc = "Statements of the customer's own service or resource control policy.",
                                   .example = "[{sid: DenyCommitments, effect: Deny, actions: "
                                              "[\"savingsplans:CreateSavingsPlan\"], resources: [\"*\"]}]",
                                   .empty = Empty::refused}),
    field<&Guardrail::content>("content",
                               {.absent = "`statements`, `file` or the preset give the content",
                                .doc = "Document of the policy, as AWS defines its grammar.",
                                .example = "{services: {default: {opt_out_policy: {\"@@assign\": optOut}}}}"}),
    field<&Guardrail::file>("file", {.rule = text(kFilePath),
                                     .absent = "`statements`, `content` or the preset give the content",
                                     .doc = "JSON file with the policy's document.",
                                     .example = "policies/data-perimeter.json"}),
    field<&Guardrail::parameters>("parameters",
                                  {.absent = "the defaults of the preset of that name",
                                   .doc = "Values for the parameters of a preset, by their names in lower case.",
                                   .example = "{regions: [eu-west-1, eu-central-1]}"}),
    field<&Guardrail::exempt>("exempt",
                              {.rule = text(kPrincipal),
                               .absent = "nobody beyond those whom the preset exempts",
                               .doc = "Roles and users that the policy lets through: role/NAME, user/NAME or an ARN, "
                                      "with wildcards; a bare name is a role's.",
                               .example = "[\"arn:aws:iam::*:role/deployer\"]"}),
    field<&Guardrail::description>("description",
                                   {.rule = text(kSentence),
                                    .absent = "the preset's own words",
                                    .doc = "What the policy is for, as the console and the documents show it.",
                                    .example = "No long commitments in sandboxes"}),
};

}  // namespace

std::span<const Word> words_of(GuardrailKind) {
  return kKinds;
}
std::span<const Field> fields_of(const Guardrail*) {
  return kGuardrail;
}

}  // namespace landform::blueprint
