#include "blueprint/blueprint.h"

namespace landform::blueprint {
namespace {

constexpr Field kBlueprint[] = {
    field<&Blueprint::landform>("landform", {.rule = range(1, 1, {}),
                                             .need = Need::required,
                                             .doc = "Version of the blueprint language. There is version 1.",
                                             .example = "1"}),
    field<&Blueprint::customer>(
        "customer", {.need = Need::required,
                     .doc = "Who the organization belongs to: names, contacts, regulations.",
                     .example = "{name: Acme Corporation, slug: acme, mailboxes: {root: "
                                "\"aws+{account}@acme.example\", billing: aws-billing@acme.example, operations: "
                                "aws-operations@acme.example, security: aws-security@acme.example}}"}),
    field<&Blueprint::organization>("organization",
                                    {.need = Need::required,
                                     .doc = "Regions, delivery, and the tree of units and accounts.",
                                     .example = "{home_region: eu-west-1, units: {Production: {accounts: [shop]}}}"}),
    field<&Blueprint::control_tower>("control_tower",
                                     {.absent = "every default",
                                      .doc = "The landing zone of Control Tower, for `delivery: control-tower`.",
                                      .example = "{version: \"4.0\"}"}),
    field<&Blueprint::guardrails>("guardrails",
                                  {.rule = named(kName),
                                   .absent = "the baseline's guardrails",
                                   .doc = "Organization policies, keyed by the name of a preset or a name of your own. "
                                          "Nothing behind the name of a guardrail of the baseline switches it off.",
                                   .example = "{deny-leave-organization: {attach: [Root]}}",
                                   .null = Null::allowed}),
    field<&Blueprint::tagging>(
        "tagging", {.absent = "one key, `Customer`, with the slug as its value, on everything that landform makes",
                    .doc = "The tag keys of the organization, what is required, and how that is enforced.",
                    .example = "{keys: {Environment: {required: true}}}"}),
    field<&Blueprint::identity>("identity", {.absent = "every default",
                                             .doc = "Who gets in: Identity Center, and IAM in each account.",
                                             .example = "{center: {groups: {auditors: {}}}}"}),
    field<&Blueprint::logging>("logging",
                               {.absent = "every default",
                                .doc = "The organization trail, Config's recordings and how long logs are kept.",
                                .example = "{trail: {retention_days: 2555}}"}),
    field<&Blueprint::security>(
        "security", {.absent = "every default",
                     .doc = "The detective services, run from the audit account for the whole organization.",
                     .example = "{guardduty: {protections: [s3, rds]}}"}),
    field<&Blueprint::network>("network", {.absent = "no VPCs",
                                           .doc = "Address pools, layouts, VPCs and traffic between them.",
                                           .example = "{address_pools: {main: 10.0.0.0/8}}"}),
    field<&Blueprint::monitoring>("monitoring",
                                  {.absent = "the alarms of the baseline",
                                   .doc = "Alarms and dashboards of workloads.",
                                   .example = "{alarms: {ec2-cpu-high: {metric: ec2/CPUUtilization, above: 80}}}"}),
    field<&Blueprint::backup>(
        "backup",
        {.absent = "every default", .doc = "Vaults, plans, copies and restore tests.", .example = "{to: [Workloads]}"}),
    field<&Blueprint::billing>("billing", {.absent = "every default",
                                           .doc = "Budgets, anomalies and usage reports.",
                                           .example = "{budgets: {organization: {limit_usd: 25000}}}"}),
    field<&Blueprint::incidents>("incidents", {.absent = "every default",
                                               .doc = "Who answers, and what answers by itself.",
                                               .example = "{roles: {lead: security}}"}),
    field<&Blueprint::patching>("patching", {.absent = "nothing is patched by landform",
                                             .doc = "Patch baselines and maintenance windows.",
                                             .example = "{baselines: {linux: {os: amazon-linux-2023}}}"}),
    field<&Blueprint::customizations>(
        "customizations",
        {.rule = named(kName),
         .absent = "landform's own templates alone",
         .doc = "Your own CloudFormation templates, keyed by name; they are evaluated and verified like landform's.",
         .example = "{app-bus: {template: templates/app-bus.yaml, to: [Workloads]}}"}),
    field<&Blueprint::quotas>(
        "quotas",
        {.rule = {.names = &kQuotaId, .minimum = 1, .maximum = 10'000'000},
         .absent = "AWS's default quotas hold",
         .doc = "Quotas that AWS has raised for this customer, keyed by quota id; checks then use these numbers.",
         .example = "{organizations/accounts: 500}"}),
    field<&Blueprint::waivers>("waivers",
                               {.rule = named(kControlId),
                                .absent = "every control must be met",
                                .doc = "Controls that are knowingly not met, keyed by control id, each until a day.",
                                .example = "{root.mfa-backup: {reason: held by the parent company, owner: "
                                           "aws-security@acme.example, expires: 2027-06-30}}"}),
    field<&Blueprint::assertions>(
        "assertions",
        {.rule = named(kName),
         .absent = "the assertions of the baseline",
         .doc = "What must always or never be possible, keyed by name; checked against the compiled policies at every "
                "build. Nothing behind the name of one of landform's own assertions switches it off.",
         .example = "{trail-stays-on: {may: never, who: [\"*\"], actions: [\"cloudtrail:StopLogging\"]}}",
         .null = Null::allowed}),
};

constexpr Field kLayerKeys[] = {
    field<&LayerKeys::extends>("extends", {.rule = text(kFilePath),
                                           .absent = "the blueprint stands alone",
                                           .doc = "A file that this one is laid over, from the folder of this file: "
                                                  "maps merge by key, lists replace, and an empty value removes.",
                                           .example = "../house.yaml"}),
    field<&LayerKeys::include>("include", {.rule = text(kFilePath),
                                           .absent = "the blueprint is one file",
                                           .doc = "Files with further parts of this blueprint, from the folder of this "
                                                  "file; a value that two parts give is an error.",
                                           .example = "[parts/network.yaml]"}),
    field<&LayerKeys::final>("final", {.rule = text(kFinalPath),
                                       .absent = "files that extend this one may change everything",
                                       .doc = "Paths of keys that files which extend this one cannot change; `x.*` "
                                              "closes each key that x has and lets others be added.",
                                       .example = "[security, guardrails.*, logging.trail.retention_days]"}),
};

}  // namespace

std::span<const Field> fields_of(const Blueprint*) {
  return kBlueprint;
}
std::span<const Field> fields_of(const LayerKeys*) {
  return kLayerKeys;
}

}  // namespace landform::blueprint
