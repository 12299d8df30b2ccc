#include "blueprint/waivers.h"

namespace landform::blueprint {
namespace {

constexpr Field kWaiver[] = {
    field<&Waiver::reason>("reason", {.rule = text(kSentence),
                                      .need = Need::required,
                                      .doc = "Why the control is not met, for the next audit.",
                                      .example = "root users are managed by the parent company"}),
    field<&Waiver::owner>("owner", {.rule = text(kLine),
                                    .need = Need::required,
                                    .doc = "Who answers for it.",
                                    .example = "aws-security@acme.example"}),
    field<&Waiver::expires>(
        "expires",
        {.rule = text(kDate), .need = Need::required, .doc = "Last day of the waiver.", .example = "2027-06-30"}),
};

}  // namespace

std::span<const Field> fields_of(const Waiver*) {
  return kWaiver;
}

}  // namespace landform::blueprint
