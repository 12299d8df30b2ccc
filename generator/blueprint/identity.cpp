// Tables of identity and identity.iam.
#include "blueprint/identity.h"

namespace landform::blueprint {
namespace {

// Where IAM entities are made, in the words of every such key.
constexpr Facts deployed_to(std::string_view doc) {
  return {.rule = text(kTarget, "unit or account"),
          .absent = "the management account and every account below Root",
          .doc = doc,
          .example = "[Root]",
          .change =
              "Deletes what stands in accounts that are no longer named. To move it from a unit to one above or "
              "below, take it out and build once first: its name is taken until then.",
          .empty = Empty::refused};
}

constexpr Facts managed_policies(std::string_view doc) {
  return {.rule = text(kManagedPolicy), .absent = "no managed policy of AWS", .doc = doc, .example = "[SecurityAudit]"};
}

constexpr Facts own_policies(std::string_view doc) {
  return {.rule = text(kIamName, "policy of identity.iam.policies"),
          .absent = "no policy of the customer",
          .doc = doc,
          .example = "[read-metrics]"};
}

// Source of the bounds: aws-facts D3 (iam update-account-password-policy).
constexpr Field kPasswordPolicy[] = {
    field<&PasswordPolicy::minimum_length>("minimum_length", {.rule = range(6, 128, "characters"),
                                                              .fallback = "14",
                                                              .doc = "Least length of a password of an IAM user.",
                                                              .example = "14"}),
    field<&PasswordPolicy::rotation_days>("rotation_days", {.rule = range(1, 1095, "days"),
                                                            .fallback = "90",
                                                            .doc = "Age at which a password must be changed.",
                                                            .example = "90"}),
    field<&PasswordPolicy::remember>("remember", {.rule = range(1, 24, "passwords"),
                                                  .fallback = "24",
                                                  .doc = "How many former passwords may not be used again.",
                                                  .example = "24"}),
};

constexpr Field kIamGroup[] = {
    field<&IamGroup::managed_policies>("managed_policies",
                                       managed_policies("Managed policies of AWS that members get.")),
    field<&IamGroup::policies>("policies", own_policies("Policies of `identity.iam.policies` that members get.")),
    field<&IamGroup::to>("to", {.rule = text(kTarget, "unit or account"),
                                .absent = "the management account, and wherever its users are made",
                                .doc = "Where the group is made: units, accounts, `Root` or `management`.",
                                .example = "[management]",
                                .change = "Deletes the group where it is no longer named.",
                                .empty = Empty::refused}),
};

constexpr Field kIamUser[] = {
    field<&IamUser::groups>("groups", {.rule = text(kIamName, "group of identity.iam.groups"),
                                       .need = Need::required,
                                       .doc = "Groups that give the user permissions; users carry none themselves.",
                                       .example = "[read-only]",
                                       .empty = Empty::refused}),
    field<&IamUser::boundary>("boundary", {.rule = text(kManagedPolicy, "policy"),
                                           .absent = "no permissions boundary",
                                           .doc = "Policy that bounds what the user can do.",
                                           .example = "workload-boundary"}),
    field<&IamUser::to>("to",
                        {.rule = text(kTarget, "unit or account"),
                         .absent = "the management account alone",
                         .doc = "Where the user is made. No credential is ever written; the runbook says how to enrol.",
                         .example = "[management]",
                         .empty = Empty::refused}),
};

constexpr Field kOpenIdTrust[] = {
    field<&OpenIdTrust::provider>("provider", {.rule = text(kHost),
                                               .need = Need::required,
                                               .doc = "Host and path of the OpenID Connect provider, without https://.",
                                               .example = "token.actions.githubusercontent.com",
                                               .change = "Replaces the provider."}),
    field<&OpenIdTrust::audience>("audience", {.rule = text(kLine),
                                               .fallback = "sts.amazonaws.com",
                                               .doc = "Audience that the provider's tokens must name.",
                                               .example = "sts.amazonaws.com"}),
    field<&OpenIdTrust::subjects>(
        "subjects",
        {.rule = text(kLine),
         .need = Need::required,
         .doc = "Subjects that may assume the role, with wildcards; without them every customer of the provider could.",
         .example = "[\"repo:acme/platform:ref:refs/heads/main\"]",
         .empty = Empty::refused}),
};

constexpr Field kTrust[] = {
    field<&Trust::account>(
        "account",
        {.rule = text(kAccountNameOrId, "account"),
         .absent = "no other account may assume the role",
         .doc = "Account whose principals may assume the role: its name here, or the id of a third party in quotes.",
         .example = "audit"}),
    field<&Trust::principals>(
        "principals", {.rule = text(kPrincipal),
                       .absent = "whoever `account` lets assume roles",
                       .doc = "Roles and users of `account` that may assume the role, by name or ARN, with wildcards.",
                       .example = "[\"security-*\"]",
                       .empty = Empty::refused}),
    field<&Trust::external_id>("external_id",
                               {.rule = text(kExternalId),
                                .absent = "no external id; a third party must have one",
                                .doc = "Identifier that a third party must send, against confused deputies.",
                                .example = "acme-7f3a"}),
    field<&Trust::mfa>("mfa", {.fallback = "false",
                               .doc = "Whether who comes from `account` must have signed in with MFA.",
                               .example = "true"}),
    field<&Trust::service>("service", {.rule = text(kServicePrincipal),
                                       .absent = "no service of AWS may assume the role",
                                       .doc = "Service of AWS that may assume the role.",
                                       .example = "lambda.amazonaws.com"}),
    field<&Trust::source_arns>(
        "source_arns", {.rule = text(kResource),
                        .absent = "`service` may assume the role for any of its resources",
                        .doc = "Resources for which `service` may assume the role (aws:SourceArn), with wildcards.",
                        .example = "[\"arn:aws:backup:*:111122223333:backup-plan:*\"]",
                        .empty = Empty::refused}),
    field<&Trust::source_account>(
        "source_account",
        {.fallback = "false",
         .doc = "Whether `service` may assume the role only for resources of the role's own account "
                "(aws:SourceAccount). Services that do not send it, EC2 and Lambda among them, are then refused.",
         .example = "true"}),
    field<&Trust::oidc>(
        "oidc", {.absent = "no OpenID Connect provider may assume the role",
                 .doc = "OpenID Connect provider, such as GitHub, whose tokens may assume the role. landform makes the "
                        "provider wherever such a role is made.",
                 .example = "{provider: token.actions.githubusercontent.com, subjects: [\"repo:acme/platform:*\"]}"}),
    field<&Trust::saml>("saml", {.rule = text(kIamName, "provider of identity.iam.saml_providers"),
                                 .absent = "no SAML provider may assume the role",
                                 .doc = "Provider of `identity.iam.saml_providers` whose users may assume the role.",
                                 .example = "corporate-login"}),
};

constexpr Field kIamRole[] = {
    field<&IamRole::trust>("trust",
                           {.need = Need::required, .doc = "Who may assume the role.", .example = "{account: audit}"}),
    field<&IamRole::managed_policies>("managed_policies",
                                      managed_policies("Managed policies of AWS that the role has.")),
    field<&IamRole::policies>("policies", own_policies("Policies of `identity.iam.policies` that the role has.")),
    field<&IamRole::boundary>("boundary", {.rule = text(kManagedPolicy, "policy"),
                                           .absent = "no permissions boundary",
                                           .doc = "Policy that bounds what the role can do.",
                                           .example = "workload-boundary"}),
    field<&IamRole::session_hours>("session_hours", {.rule = range(1, 12, "hours"),
                                                     .fallback = "1",
                                                     .doc = "How long a session of the role may last.",
                                                     .example = "4"}),
    field<&IamRole::to>("to", deployed_to("Where the role is made.")),
    field<&IamRole::description>("description", {.rule = text(kSentence),
                                                 .absent = "the role has no description",
                                                 .doc = "What the role is for.",
                                                 .example = "Reads everything for the auditors"}),
};

constexpr Field kIamPolicy[] = {
    field<&IamPolicy::file>("file", {.rule = text(kFilePath),
                                     .absent = "`preset` or `statements` give the document",
                                     .doc = "JSON file with the policy's document.",
                                     .example = "policies/workload-boundary.json"}),
    field<&IamPolicy::preset>("preset", {.rule = text(kName),
                                         .absent = "`file` or `statements` give the document",
                                         .doc = "A policy that landform ships.",
                                         .example = "billing-visibility"}),
    field<&IamPolicy::parameters>("parameters",
                                  {.absent = "the defaults of the preset",
                                   .doc = "Values for the parameters of a preset, by their names in lower case.",
                                   .example = "{stack_prefix: shop-}"}),
    field<&IamPolicy::statements>(
        "statements", {.absent = "`file` or `preset` give the document",
                       .doc = "Statements of the policy.",
                       .example = "[{effect: Allow, actions: [\"cloudwatch:GetMetricData\"], resources: [\"*\"]}]",
                       .empty = Empty::refused}),
    field<&IamPolicy::description>("description", {.rule = text(kSentence),
                                                   .absent = "the policy has no description",
                                                   .doc = "What the policy allows, for those who attach it.",
                                                   .example = "Reads metrics",
                                                   .change = "Replaces the policy: IAM cannot change a description."}),
};

constexpr Word kAnalyzers[] = {
    {"external", "access from outside the organization"},
    {"unused", "roles, keys, passwords and permissions that nobody uses"},
};

constexpr Field kArchiveRule[] = {
    field<&ArchiveRule::analyzer>(
        "analyzer", {.need = Need::required, .doc = "Whose findings are archived.", .example = "external"}),
    field<&ArchiveRule::resources>("resources",
                                   {.rule = text(kFindingText),
                                    .absent = "findings about any resource",
                                    .doc = "Parts of the ARN, one of which the resource has to have in its own.",
                                    .example = "[\":role/observability-vendor\"]",
                                    .empty = Empty::refused}),
    field<&ArchiveRule::resource_types>("resource_types", {.rule = text(kResourceType),
                                                           .absent = "findings about resources of any type",
                                                           .doc = "Types of resources, as CloudFormation names them.",
                                                           .example = "[\"AWS::IAM::Role\"]",
                                                           .empty = Empty::refused}),
    field<&ArchiveRule::principals>(
        "principals",
        {.rule = text(kFindingText),
         .absent = "findings whoever has the access",
         .doc = "Parts of the principal's ARN or id, of AWS accounts that have the access; for `external` "
                "alone.",
         .example = "[\"444455556666\"]",
         .empty = Empty::refused}),
    field<&ArchiveRule::finding_types>("finding_types", {.rule = text(kFindingType),
                                                         .absent = "findings of every type",
                                                         .doc = "Types of findings; for `unused` alone.",
                                                         .example = "[UnusedPermission]",
                                                         .empty = Empty::refused}),
    field<&ArchiveRule::why>("why", {.rule = text(kSentence),
                                     .need = Need::required,
                                     .doc = "Why the access is meant; reviewers read it in the template.",
                                     .example = "The vendor reads metrics, with an external id"}),
};

constexpr Field kSamlProvider[] = {
    field<&SamlProvider::file>("file", {.rule = text(kFilePath),
                                        .absent = "the accounts have a provider of this name already",
                                        .doc = "The identity provider's metadata document (XML). landform makes the "
                                               "SAML provider wherever a role trusts it.",
                                        .example = "saml/corporate-login.xml"}),
};

constexpr Field kAccessAnalyzer[] = {
    field<&AccessAnalyzer::external>("external",
                                     {.fallback = "true",
                                      .doc = "Whether an analyzer finds access from outside the organization.",
                                      .example = "true"}),
    field<&AccessAnalyzer::unused>(
        "unused", {.fallback = "true",
                   .doc = "Whether an analyzer finds access that nobody uses. AWS bills it monthly for each role and "
                          "user that it looks at.",
                   .example = "true"}),
    field<&AccessAnalyzer::unused_days>("unused_days",
                                        {.rule = range(1, 365, "days"),
                                         .fallback = "90",
                                         .doc = "Days without use after which an analyzer reports access as unused.",
                                         .example = "90",
                                         .change = "Replaces the analyzer and its findings."}),
    field<&AccessAnalyzer::archive>(
        "archive", {.rule = named(kIamName),
                    .absent = "every finding stays active until somebody looks at it",
                    .doc = "Findings that are archived as they come, since the access is meant; keyed by name.",
                    .example = "{vendor: {analyzer: external, resources: [\":role/observability-vendor\"], why: Reads "
                               "metrics}}"}),
};

constexpr Field kIam[] = {
    field<&Iam::password_policy>("password_policy", {.absent = "every default",
                                                     .doc = "Rules for passwords of IAM users in every account.",
                                                     .example = "{minimum_length: 14, rotation_days: 90}"}),
    field<&Iam::require_mfa>("require_mfa", {.fallback = "true",
                                             .doc = "Whether an IAM user without MFA may do nothing but set it up.",
                                             .example = "true"}),
    field<&Iam::groups>("groups", {.rule = named(kIamName),
                                   .absent = "admins, read-only and billing, in the management account",
                                   .doc = "Groups that carry permissions, keyed by name. Each has the policy that "
                                          "`require_mfa` asks for, too.",
                                   .example = "{read-only: {managed_policies: [ReadOnlyAccess]}}",
                                   .change = "A new name is a new group; its members move with it."}),
    field<&Iam::users>("users",
                       {.rule = named(kIamName),
                        .absent = "break-glass-1 and break-glass-2, if there is a group `admins`",
                        .doc = "Users with credentials of their own, keyed by name. People come through Identity "
                               "Center; whose name begins with `break-glass` is for emergencies, and any use "
                               "of it is reported.",
                        .example = "{break-glass-1: {groups: [admins]}}",
                        .change = "A user that is taken away is deleted, if it has no credentials left."}),
    field<&Iam::roles>("roles",
                       {.rule = named(kIamName),
                        .absent = "security-audit, by which the audit account reads every account",
                        .doc = "Roles for other accounts, services, pipelines and third parties, keyed by name.",
                        .example = "{security-audit: {trust: {account: audit}, managed_policies: [SecurityAudit]}}",
                        .change = "A new name is a new role with a new ARN."}),
    field<&Iam::policies>("policies",
                          {.rule = named(kIamName),
                           .absent = "what groups, roles and permission sets need of landform's presets",
                           .doc = "The customer's policies, keyed by name, for groups, roles and permission sets. They "
                                  "stand in every account, or in the management account alone if nothing else needs "
                                  "them. A preset may be named without standing here.",
                           .example = "{billing-visibility: {preset: billing-visibility}}",
                           .change = "A new name is a new policy."}),
    field<&Iam::saml_providers>("saml_providers", {.rule = named(kIamName),
                                                   .absent = "no SAML provider; people sign in through Identity Center",
                                                   .doc = "SAML identity providers that roles trust, keyed by name.",
                                                   .example = "{corporate-login: {file: saml/corporate-login.xml}}",
                                                   .change = "A new name is a new provider."}),
    field<&Iam::access_analyzer>("access_analyzer",
                                 {.absent = "every default",
                                  .doc = "Analyzers of external and unused access for the whole organization.",
                                  .example = "{external: true, unused_days: 90}"}),
};

constexpr Field kIdentity[] = {
    field<&Identity::center>("center", {.absent = "the baseline's groups and permission sets",
                                        .doc = "IAM Identity Center: people, permission sets and assignments.",
                                        .example = "{groups: {auditors: {}}}"}),
    field<&Identity::iam>("iam", {.absent = "every default",
                                  .doc = "What each account carries in IAM itself.",
                                  .example = "{password_policy: {minimum_length: 14}}"}),
};

}  // namespace

std::span<const Word> words_of(Analyzer) {
  return kAnalyzers;
}
std::span<const Field> fields_of(const PasswordPolicy*) {
  return kPasswordPolicy;
}
std::span<const Field> fields_of(const IamGroup*) {
  return kIamGroup;
}
std::span<const Field> fields_of(const IamUser*) {
  return kIamUser;
}
std::span<const Field> fields_of(const OpenIdTrust*) {
  return kOpenIdTrust;
}
std::span<const Field> fields_of(const Trust*) {
  return kTrust;
}
std::span<const Field> fields_of(const IamRole*) {
  return kIamRole;
}
std::span<const Field> fields_of(const IamPolicy*) {
  return kIamPolicy;
}
std::span<const Field> fields_of(const ArchiveRule*) {
  return kArchiveRule;
}
std::span<const Field> fields_of(const SamlProvider*) {
  return kSamlProvider;
}
std::span<const Field> fields_of(const AccessAnalyzer*) {
  return kAccessAnalyzer;
}
std::span<const Field> fields_of(const Iam*) {
  return kIam;
}
std::span<const Field> fields_of(const Identity*) {
  return kIdentity;
}

}  // namespace landform::blueprint
