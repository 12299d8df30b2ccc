#include "verify/list.h"

#include <array>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

// Structure first, so that a reader meets the slip before what follows from it; then limits, then what each service
// asks for. Laws over a plan stand last.
constexpr Law kLaws[] = {
    {"attributes",
     "What stands beside Properties has its kind. (Which attributes there are is checked when a template is read.)",
     "`DependsOn: !Sub ...`", "verify/attribute-kind", law_attributes},
    {"names",
     "Keys of mappings are made of letters, digits, dots and hyphens. (Logical ids are checked when a template is "
     "read.)",
     "a mapping key `small_one`", "verify/name-characters", law_names},
    {"functions",
     "Intrinsic functions exist, stand alone, take as many arguments as are given, and have their transform.",
     "`Fn::Jion`, or `Fn::Length` without AWS::LanguageExtensions",
     "verify/unknown-function verify/function-arguments verify/needs-transform", law_functions},
    {"references",
     "Whatever Ref, GetAtt, Sub, FindInMap, If, Condition and DependsOn name is there and may be named there.",
     "`!Ref LogBuket`",
     "verify/unknown-reference verify/unknown-condition verify/unknown-mapping verify/unknown-mapping-key "
     "verify/reference-place",
     law_references},
    {"cycles", "Resources do not wait for each other in a circle; the shortest circle is shown.",
     "two security groups that name each other inline", "verify/circular-dependency", law_cycles},
    {"unused", "What is defined is used.", "a parameter that no Ref names",
     "verify/unused-parameter verify/unused-mapping verify/unused-condition", law_unused},
    {"parameters", "Parameters have a type that exists, constraints of its kind, and a default that passes them.",
     "`Default: prd` with `AllowedValues: [dev, prod]`", "verify/parameter-constraint verify/parameter-default",
     law_parameters},
    {"deletion",
     "DeletionPolicy and UpdateReplacePolicy have one of their values, Snapshot only where there are snapshots.",
     "`DeletionPolicy: Snapshot` on a bucket", "verify/deletion-policy verify/snapshot-not-possible", law_deletion},
    {"outputs", "Outputs are texts; exports have a name, of allowed characters, once.",
     "two outputs that export `vpc-id`", "verify/output-value verify/export-name verify/duplicate-export", law_outputs},
    {"suppressions", "What cfn_nag is asked to pass over has an id and a reason.", "`rules_to_suppress: [{id: W28}]`",
     "verify/suppression", law_suppressions},
    {"limits", "The template and its parts stay within CloudFormation's sizes and counts.", "501 resources",
     "verify/template-too-large verify/too-many verify/too-long", law_limits},
    {"tags", "Tag keys are unique, not AWS's own, and of limited length and number.", "the key `aws:owner`",
     "verify/duplicate-tag verify/reserved-tag", law_tags},
    {"rule-counts", "Security groups, network ACLs and event rules stay within their counts.",
     "21 inbound rules of a network ACL", "verify/too-many", law_rule_counts},
    {"stack-sets",
     "What a service-managed stack set carries has no transform and no nested stack; stack set resources are "
     "asked for in a way the service takes.",
     "AutoDeployment missing on a SERVICE_MANAGED set",
     "verify/stack-set-transform verify/stack-set-nested verify/stack-set-shape verify/opt-in-region", law_stack_sets},
    {"properties",
     "Properties exist, required ones are there, and values have the type, enumeration and limits of the resource "
     "specification, at any depth; functions are judged by what they can give.",
     "`BucketNam: logs`, or `SecurityGroupIds: !Ref OneGroup`",
     "verify/unknown-type verify/unknown-property verify/missing-property verify/property-kind verify/property-value "
     "verify/property-limits verify/property-pattern",
     law_properties},
    {"get-att", "Fn::GetAtt and Fn::Sub read attributes that the resource's type has.", "`!GetAtt Bucket.Name`",
     "verify/unknown-get-att", law_get_att},
    {"policy-grammar",
     "Policies and statements have the elements that their kind takes, spelt as the policy language spells them.",
     "`Efect: Deny`, or a Principal in a service control policy",
     "iam/unknown-element iam/missing-element iam/element-pair iam/element-place iam/effect iam/version iam/sid "
     "iam/rcp-allow "
     "iam/rcp-principal",
     law_policy_grammar},
    {"policy-principals",
     "Principals can be somebody, services exist and are held to whom they act for, no role is open to the world.",
     "`Principal: {AWS: arn:aws:iam::*:role/deployer}`",
     "iam/principal iam/service-principal iam/confused-deputy iam/open-trust", law_policy_principals},
    {"policy-conditions", "Conditions have operators that exist, keys that are set, and values that compare.",
     "`StringEqual: {...}`",
     "iam/condition iam/condition-operator iam/condition-key iam/condition-value iam/policy-variable",
     law_policy_conditions},
    {"policy-actions", "Actions exist, and wildcards among them match something.", "`s3:GetObjct`",
     "iam/action-form iam/unknown-action iam/rcp-action iam/trust-action", law_policy_actions},
    {"policy-resources",
     "Resources are ARNs that the actions act on, one of each kind that an action needs; rights to hand out rights are "
     "not given on everything.",
     "`s3:GetObject` on `arn:aws:s3:::bucket`",
     "iam/resource-form iam/resource-mismatch iam/resource-missing iam/broad-rights", law_policy_resources},
    {"policy-sizes", "Policies fit: without white space where IAM counts, with it where Organizations does.",
     "a service control policy of 18,000 characters", "iam/policy-size", law_policy_sizes},
    {"attached-policies", "No principal has more managed policies than IAM attaches.",
     "a role with 11 managed policies", "iam/too-many-policies", law_attached_policies},
    {"management-policies",
     "Organization policies with inheritance operators (all kinds but service and resource control) have the "
     "operators, "
     "keys, values and regions of their grammars.",
     "`@@asign` in a tag policy", "policy/operator policy/unknown-key policy/value verify/region",
     law_management_policies},
    {"schedules", "Cron and rate expressions are ones that their service takes.", "`cron(99 3 ? * * *)`",
     "verify/schedule", law_schedules},
    {"durations", "Durations are ISO 8601 and within their bounds.", "`SessionDuration: PT99H`", "verify/duration",
     law_durations},
    {"networks",
     "Address ranges, ports and rule numbers are ones that EC2 takes; subnets lie in their VPC, beside each other.",
     "`CidrBlock: 10.0.0.0/8` for a VPC", "verify/asymmetric-acl verify/cidr verify/port-range verify/subnet-range",
     law_networks},
    {"arns", "What is written as an ARN has its six parts, a partition, an account of twelve digits.",
     "`arn:aws:kms:eu-west-1:12345:key/x`", "verify/arn verify/account-id", law_arns},
    {"regions", "Regions that are written out exist.", "`eu-wst-1`", "verify/region", law_regions},
    {"retention", "Log groups keep logs for one of the periods there are.", "`RetentionInDays: 100`",
     "verify/log-retention", law_retention},
    {"backup", "Backup lifecycles, windows and vault locks go together.", "a lock of at least 365 and at most 30 days",
     "verify/backup-lifecycle verify/vault-lock", law_backup},
    {"config-rules", "Managed Config rules exist and have the parameters that they are given.",
     "`SourceIdentifier: s3-bucket-versioning-enabled`", "verify/config-rule verify/config-rule-parameter",
     law_config_rules},
    {"filter-patterns", "Filter patterns are ones that CloudWatch Logs reads.", "`{ $.eventName = ConsoleLogin`",
     "verify/filter-pattern", law_filter_patterns},
    {"event-patterns", "Event patterns are ones that EventBridge reads.", "`source: aws.guardduty`, not in a list",
     "verify/event-pattern verify/json-text", law_event_patterns},
    {"ssm-documents", "Runbooks have the right schema, and steps that exist and lead somewhere.",
     "a `nextStep` that is not there", "verify/ssm-document", law_ssm_documents},
    {"dashboards", "Dashboard bodies are JSON with widgets that CloudWatch draws.", "a widget of type `graph`",
     "verify/dashboard", law_dashboards},
    {"carried-templates", "A template inside a stack set is verified too, and the capabilities it needs are repeated.",
     "a StackSet body with a type that does not exist", "verify/stack-set-body verify/stack-set-capabilities",
     law_carried_templates},
    {"physical-names", "No two resources of a plan get one name in one account and region.", "two buckets `acme-logs`",
     "verify/duplicate-physical-name", nullptr},
    {"order", "Parameters in Parameter Store, exports and outputs are made by a step before the steps that read them.",
     "an ImportValue of a later stack's export", "verify/used-before-made", nullptr},
    {"control-tower-package",
     "The package of Customizations for Control Tower is one that its validation takes and its parser passes over "
     "nothing of.",
     "`version: \"2021-03-15\"`", "verify/package-grammar verify/package-line verify/package-reference", nullptr},
    {"ranges", "No two VPCs of a plan have overlapping ranges.", "two VPCs with 10.0.0.0/16", "verify/same-cidr",
     nullptr},
};

}  // namespace

std::span<const Law> all_laws() {
  return kLaws;
}

std::string laws_page() {
  std::string out =
      "# The verifier's laws\n\n"
      "Made from generator/verify/list.cpp; a test fails when this page is stale (`LANDFORM_REFRESH=1` rewrites it).\n"
      "Each law has failing and passing cases in tests/cases/verify/ and a page for each of its slugs in\n"
      "docs/explain/. They hold for every CloudFormation template, landform's own and a customer's.\n\n"
      "| law | what it holds | what it refuses, for example | slugs |\n|---|---|---|---|\n";
  for (const Law& law : all_laws()) {
    std::string slugs;
    for (const std::string_view slug : base::split(law.slugs, ' ')) {
      slugs += base::cat(slugs.empty() ? "" : ", ", "`", slug, "`");
    }
    out += base::cat("| ", law.name, " | ", law.what, " | ", law.example, " | ", slugs, " |\n");
  }
  return out;
}

}  // namespace landform::verify
