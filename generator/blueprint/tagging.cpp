#include "blueprint/tagging.h"

namespace landform::blueprint {
namespace {

constexpr Word kEnforcement[] = {
    {"tag-policy", "an organization tag policy refuses other values and spellings"},
    {"config-rule", "the Config rule required-tags reports what lacks a required key"},
    {"service-control", "a service control policy denies creation without the required keys"},
};

constexpr Field kTagDefinition[] = {
    field<&TagDefinition::values>("values",
                                  {.rule = text(kTagValuePattern),
                                   .absent = "any value",
                                   .doc = "The values that the key may have; `*` stands for any text, once in a value.",
                                   .example = "[production, testing, development]",
                                   .empty = Empty::refused}),
    field<&TagDefinition::required>(
        "required",
        {.fallback = "false", .doc = "Whether everything that can carry tags must carry this key.", .example = "true"}),
    field<&TagDefinition::cost_allocation>(
        "cost_allocation", {.fallback = "false",
                            .doc = "Whether the key is activated for cost allocation in the management account.",
                            .example = "true"}),
    field<&TagDefinition::enforced_for>("enforced_for",
                                        {.rule = text(kResourceKind),
                                         .absent = "the tag policy reports other values and refuses none",
                                         .doc = "Kinds of resources for which the tag policy refuses other values.",
                                         .example = "[\"ec2:instance\", \"s3:bucket\"]",
                                         .change = "Tagging calls with other values fail from then on."}),
    field<&TagDefinition::description>("description",
                                       {.rule = text(kSentence),
                                        .absent = "the tag strategy document lists the key without a description",
                                        .doc = "What the key means and who owns it, for the tag strategy document.",
                                        .example = "Cost centre that pays, owned by finance"}),
};

constexpr Field kTagging[] = {
    field<&Tagging::keys>("keys", {.rule = named(kTagKey),
                                   .absent = "no key is required and no value refused",
                                   .doc = "The tag keys of the organization, keyed by their exact spelling.",
                                   .example = "{Environment: {values: [production, testing], required: true}}"}),
    field<&Tagging::defaults>(
        "defaults", {.rule = named(kTagKey, kTagValue),
                     .absent = "what belongs to no unit carries landform's own tags alone",
                     .doc = "Tags of what belongs to no unit: shared resources and those of the management account.",
                     .example = "{Environment: shared, Department: platform}"}),
    field<&Tagging::enforce>(
        "enforce", {.fallback = "tag-policy, config-rule",
                    .doc = "By which means the keys are enforced.",
                    .example = "[tag-policy, config-rule]",
                    .change = "`service-control` makes creation without the required keys fail from then on."}),
};

}  // namespace

std::span<const Word> words_of(TagEnforcement) {
  return kEnforcement;
}
std::span<const Field> fields_of(const TagDefinition*) {
  return kTagDefinition;
}
std::span<const Field> fields_of(const Tagging*) {
  return kTagging;
}

}  // namespace landform::blueprint
