#include "blueprint/customizations.h"

namespace landform::blueprint {
namespace {

constexpr Field kCustomization[] = {
    field<&Customization::template_file>(
        "template", {.rule = text(kFilePath),
                     .need = Need::required,
                     .doc = "CloudFormation template, YAML or JSON; it is evaluated and verified like landform's own.",
                     .example = "templates/app-bus.yaml"}),
    field<&Customization::to>("to", {.rule = text(kTarget, "unit or account"),
                                     .need = Need::required,
                                     .doc = "Units and accounts that get it; `management` for the management account.",
                                     .example = "[Workloads/Production]",
                                     .change = "Deletes the stacks of what is taken away.",
                                     .empty = Empty::refused}),
    field<&Customization::regions>("regions", {.rule = text(kRegion, "region"),
                                               .absent = "the home region",
                                               .doc = "Regions that get it.",
                                               .example = "[us-east-1]",
                                               .change = "Deletes the stacks of what is taken away.",
                                               .empty = Empty::refused}),
    field<&Customization::parameters>("parameters",
                                      {.rule = named(kParameterName, kParameterValue),
                                       .absent = "the template's own defaults",
                                       .doc = "Values of the template's parameters; {slug}, {account}, {account_id}, "
                                              "{region}, {home_region} and {organization_id} are replaced.",
                                       .example = "{BusName: \"{slug}-orders\"}"}),
};

}  // namespace

std::span<const Field> fields_of(const Customization*) {
  return kCustomization;
}

}  // namespace landform::blueprint
