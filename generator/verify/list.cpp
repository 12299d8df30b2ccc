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
     "Resources, parameters and outputs have the attributes that CloudFormation knows, and those it needs.",
     "`Propertes:` beside `Type:`", "verify/unknown-attribute verify/missing-attribute verify/attribute-kind",
     law_attributes},
    {"names", "Names are made of letters and digits, and a parameter and a resource never share one.",
     "a resource called `log-bucket`", "verify/name-characters verify/name-twice", law_names},
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
     "`Default: prd` with `AllowedValues: [dev, prod]`",
     "verify/parameter-type verify/parameter-constraint verify/parameter-default", law_parameters},
    {"deletion",
     "DeletionPolicy and UpdateReplacePolicy have one of their values, Snapshot only where there are snapshots.",
     "`DeletionPolicy: Snapshot` on a bucket", "verify/deletion-policy verify/snapshot-not-possible", law_deletion},
    {"outputs", "Outputs are texts; exports have a name, of allowed characters, once.",
     "two outputs that export `vpc-id`", "verify/output-value verify/export-name verify/duplicate-export", law_outputs},
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
