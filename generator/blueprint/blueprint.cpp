#include "blueprint/blueprint.h"

namespace landform::blueprint {
namespace {

constexpr Field kBlueprint[] = {
    field<&Blueprint::landform>("landform", {.rule = range(1, 1, {}),
                                             .need = Need::required,
                                             .doc = "Version of the blueprint language. There is version 1.",
                                             .example = "1"}),
    field<&Blueprint::customer>("customer", {.need = Need::required,
                                             .doc = "Who the organization belongs to: names, contacts, regulations.",
                                             .example = "{name: Acme Corporation, slug: acme, mailboxes: ...}"}),
    field<&Blueprint::organization>("organization", {.need = Need::required,
                                                     .doc = "Regions, delivery, and the tree of units and accounts.",
                                                     .example = "{home_region: eu-west-1, units: ...}"}),
    field<&Blueprint::tagging>("tagging",
                               {.absent = "no tag key is required",
                                .doc = "The tag keys of the organization, what is required, and how that is enforced.",
                                .example = "{keys: {Environment: {required: true}}}"}),
    field<&Blueprint::logging>("logging",
                               {.absent = "every default",
                                .doc = "The organization trail, Config's recordings and how long logs are kept.",
                                .example = "{trail: {retention_days: 2555}}"}),
    field<&Blueprint::quotas>(
        "quotas",
        {.rule = {.names = &kQuotaId, .minimum = 1, .maximum = 10'000'000},
         .absent = "AWS's default quotas hold",
         .doc = "Quotas that AWS has raised for this customer, keyed by quota id; checks then use these numbers.",
         .example = "{organizations/accounts: 500}"}),
};

}  // namespace

std::span<const Field> fields_of(const Blueprint*) {
  return kBlueprint;
}

}  // namespace landform::blueprint
