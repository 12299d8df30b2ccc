#include "blueprint/security.h"

namespace landform::blueprint {
namespace {

constexpr Word kProtections[] = {
    {"s3", "S3 data events"},        {"eks", "EKS audit logs"},
    {"rds", "logins to databases"},  {"lambda", "network activity of functions"},
    {"malware", "scans of volumes"}, {"runtime", "runtime monitoring of hosts and containers"},
};

// Source: aws-facts E4.
constexpr Word kStandards[] = {
    {"fsbp", "AWS Foundational Security Best Practices"},
    {"cis-1.4", "CIS AWS Foundations Benchmark 1.4"},
    {"cis-3.0", "CIS AWS Foundations Benchmark 3.0"},
    {"cis-5.0", "CIS AWS Foundations Benchmark 5.0"},
    {"nist-800-53", "NIST SP 800-53 revision 5"},
    {"nist-800-171", "NIST SP 800-171 revision 2"},
    {"pci-dss-3.2.1", "PCI DSS 3.2.1"},
    {"pci-dss-4.0", "PCI DSS 4.0.1"},
    {"resource-tagging", "AWS Resource Tagging Standard"},
};

// Source: "Severity levels of GuardDuty findings", "AWS Security Finding Format: Severity" (user guides).
constexpr Word kFindingSeverities[] = {
    {"low", "everything but what only informs"},
    {"medium", "from 4 of 10 in GuardDuty"},
    {"high", "from 7 of 10 in GuardDuty"},
    {"critical", "from 9 of 10 in GuardDuty"},
};

constexpr Word kAlarmSets[] = {{"cis", "the metric filters of the CIS benchmark on the trail, an alarm each"}};

constexpr Field kSuppression[] = {
    field<&Suppression::finding_types>("finding_types", {.rule = text(kThreatType),
                                                         .absent = "every type",
                                                         .doc = "Types of findings that are expected.",
                                                         .example = "[\"Recon:EC2/PortProbeUnprotectedPort\"]",
                                                         .empty = Empty::refused}),
    field<&Suppression::where>(
        "where", {.rule = named(kLine, kLine),
                  .absent = "wherever they are found",
                  .doc = "What a finding's attributes must be, by GuardDuty's names of filter attributes.",
                  .example = "{resource.instanceDetails.tags.value: vulnerability-scanner}",
                  .empty = Empty::refused}),
    field<&Suppression::reason>("reason", {.rule = text(kSentence),
                                           .need = Need::required,
                                           .doc = "Why these findings need nobody's attention.",
                                           .example = "the scanner of the security team probes every port"}),
};

constexpr Field kGuardDuty[] = {
    field<&GuardDuty::enabled>("enabled", {.fallback = "true",
                                           .doc = "Whether GuardDuty watches every governed region and account.",
                                           .example = "true",
                                           .change = "Turning it off ends detection."}),
    field<&GuardDuty::protections>("protections", {.fallback = "s3, eks, rds, lambda, malware, runtime",
                                                   .doc = "Protections beyond the foundation; each has its own price.",
                                                   .example = "[s3, rds]"}),
    field<&GuardDuty::export_findings>(
        "export_findings",
        {.fallback = "true",
         .doc = "Whether findings go to a bucket of the log archive account, too, and outlive GuardDuty's 90 days.",
         .example = "true",
         .change = "Turning it off keeps the bucket and what is in it."}),
    field<&GuardDuty::suppress>("suppress",
                                {.rule = named(kName),
                                 .absent = "every finding is reported",
                                 .doc = "Findings that are archived as they come, keyed by name, each with its reason.",
                                 .example = "{scanner: {finding_types: [\"Recon:EC2/PortProbeUnprotectedPort\"], "
                                            "reason: our scanner probes every port}}"}),
};

constexpr Field kSecurityHub[] = {
    field<&SecurityHub::enabled>(
        "enabled", {.fallback = "true",
                    .doc = "Whether Security Hub reports the posture of every governed region and account.",
                    .example = "true",
                    .change = "Turning it off ends the checks and discards their findings."}),
    field<&SecurityHub::standards>("standards", {.absent = "fsbp, cis-5.0 and what `customer.compliance` selects",
                                                 .doc = "Standards that are checked.",
                                                 .example = "[fsbp, cis-3.0]",
                                                 .empty = Empty::refused}),
    field<&SecurityHub::disabled_controls>("disabled_controls",
                                           {.rule = named(kHubControl, kSentence),
                                            .absent = "every control of the standards is checked",
                                            .doc = "Controls that are not checked, each with its reason.",
                                            .example = "{IAM.6: root users have no credentials in this organization}"}),
};

constexpr Field kConfigRule[] = {
    field<&ConfigRule::identifier>(
        "identifier",
        {.rule = text(kRuleIdentifier),
         .absent = "the managed rule that the key names",
         .doc =
             "Identifier of the managed rule, where the key is a name of your own or landform does not know the rule.",
         .example = "ENCRYPTED_VOLUMES"}),
    field<&ConfigRule::blocked_ports>(
        "blocked_ports", {.rule = range(0, 65535, {}),
                          .absent = "22, 1433, 3306, 3389 and 5432",
                          .doc = "Ports that may not be open to the world, of the rule restricted-incoming-traffic.",
                          .example = "[22, 3389]",
                          .empty = Empty::refused}),
    field<&ConfigRule::parameters>("parameters", {.rule = named(kParameterName, kRuleParameter),
                                                  .absent = "the rule's own defaults",
                                                  .doc = "Parameters of the managed rule, by AWS's names.",
                                                  .example = "{maxAccessKeyAge: 90}"}),
    field<&ConfigRule::guard>("guard",
                              {.rule = text(kAnyText),
                               .absent = "a managed rule",
                               .doc = "Text of a custom policy rule in the language of AWS CloudFormation Guard.",
                               .example = "\"rule has_owner { configuration.tags[*].key == 'Owner' }\""}),
    field<&ConfigRule::resource_types>("resource_types", {.rule = text(kResourceType),
                                                          .absent = "those of the managed rule",
                                                          .doc = "Types that a rule in Guard looks at; it needs them.",
                                                          .example = "[\"AWS::EC2::Instance\"]",
                                                          .empty = Empty::refused}),
    field<&ConfigRule::description>("description", {.rule = text(kSentence),
                                                    .absent = "landform's own",
                                                    .doc = "What the rule is for, in up to 256 characters.",
                                                    .example = "Volumes are encrypted."}),
    field<&ConfigRule::remediate>(
        "remediate",
        {.fallback = "false",
         .doc = "Whether what breaks the rule is put right at once, by a runbook of AWS that destroys nothing.",
         .example = "true"}),
};

constexpr Field kNotify[] = {
    field<&Notify::channel>(
        "channel",
        {.fallback = "security", .doc = "Topic that findings and changes of compliance go to.", .example = "security"}),
    field<&Notify::guardduty_severity>("guardduty_severity",
                                       {.fallback = "medium",
                                        .doc = "GuardDuty findings of this severity and above go to the topic.",
                                        .example = "high"}),
    field<&Notify::security_hub_severity>("security_hub_severity",
                                          {.fallback = "high",
                                           .doc = "Security Hub findings of this severity and above go to the topic.",
                                           .example = "critical"}),
    field<&Notify::health>("health", {.fallback = "false",
                                      .doc = "Whether events of AWS Health in any account go to the topic, too.",
                                      .example = "true"}),
};

constexpr Field kSecurity[] = {
    field<&Security::guardduty>("guardduty", {.absent = "every default",
                                              .doc = "Amazon GuardDuty, administered by the audit account.",
                                              .example = "{protections: [s3, rds]}"}),
    field<&Security::security_hub>("security_hub",
                                   {.absent = "every default",
                                    .doc = "AWS Security Hub, configured centrally by the audit account.",
                                    .example = "{standards: [fsbp, cis-3.0]}"}),
    field<&Security::inspector>("inspector",
                                {.fallback = "false",
                                 .doc = "Whether Amazon Inspector scans workloads for vulnerabilities. With a "
                                        "guardrail of kind `inspector`, the audit account administers it "
                                        "and that policy alone says what is scanned where.",
                                 .example = "true"}),
    field<&Security::macie>(
        "macie",
        {.fallback = "false", .doc = "Whether Amazon Macie looks for personal data in buckets.", .example = "true"}),
    field<&Security::detective>("detective",
                                {.fallback = "false",
                                 .doc = "Whether Amazon Detective keeps behaviour graphs for investigations.",
                                 .example = "true"}),
    field<&Security::config_rules>(
        "config_rules",
        {.rule = named(kName),
         .absent = "the rules that the baseline requires",
         .doc = "Config rules, keyed by name, on top of those that the baseline requires: managed rules, or rules "
                "in Guard.",
         .example = "{encrypted-volumes: {}}",
         .also = Also::names}),
    field<&Security::alarms>(
        "alarms", {.fallback = "cis", .doc = "Sets of alarms on the trail.", .example = "cis", .also = Also::single}),
    field<&Security::notify>("notify", {.absent = "the security channel",
                                        .doc = "Where findings go, and which.",
                                        .example = "{guardduty_severity: high}"}),
};

}  // namespace

std::span<const Word> words_of(Protection) {
  return kProtections;
}
std::span<const Word> words_of(Standard) {
  return kStandards;
}
std::span<const Word> words_of(FindingSeverity) {
  return kFindingSeverities;
}
std::span<const Word> words_of(AlarmSet) {
  return kAlarmSets;
}
std::span<const Field> fields_of(const Suppression*) {
  return kSuppression;
}
std::span<const Field> fields_of(const GuardDuty*) {
  return kGuardDuty;
}
std::span<const Field> fields_of(const SecurityHub*) {
  return kSecurityHub;
}
std::span<const Field> fields_of(const ConfigRule*) {
  return kConfigRule;
}
std::span<const Field> fields_of(const Notify*) {
  return kNotify;
}
std::span<const Field> fields_of(const Security*) {
  return kSecurity;
}

}  // namespace landform::blueprint
