#include "blueprint/assertions.h"

#include "blueprint/target_words.h"

namespace landform::blueprint {
namespace {

constexpr Word kExpectations[] = {{"always", "every one of them must be able to"},
                                  {"never", "none of them may be able to"}};

constexpr Field kAssertion[] = {
    field<&Assertion::may>("may",
                           {.need = Need::required, .doc = "What is asserted of the actions.", .example = "never"}),
    field<&Assertion::who>("who",
                           {.rule = text(kPrincipal),
                            .need = Need::required,
                            .doc = "Roles and users: role/NAME, user/NAME or an ARN, with wildcards; a bare name is a "
                                   "role's. Or `deployers` (the roles that deploy stacks), `break-glass`, `root`, or "
                                   "\"*\" for everybody whom no policy names.",
                            .example = "[\"*\"]",
                            .empty = Empty::refused}),
    field<&Assertion::actions>("actions", {.rule = text(kAction),
                                           .need = Need::required,
                                           .doc = "Actions, with wildcards.",
                                           .example = "[\"cloudtrail:StopLogging\"]",
                                           .empty = Empty::refused}),
    field<&Assertion::resources>(
        "resources", {.rule = text(kResource),
                      .fallback = "*",
                      .doc = "ARNs that the actions are about, with wildcards. What stands for a wildcard is "
                             "anything for `never`, and something that no policy names for `always`.",
                      .example = "[\"*\"]",
                      .empty = Empty::refused}),
    field<&Assertion::in>("in", {.rule = text(kTarget, "unit or account"),
                                 .fallback = kRoot,
                                 .doc = "Units and accounts that the assertion holds in.",
                                 .example = "[Workloads]",
                                 .empty = Empty::refused}),
    field<&Assertion::why>("why", {.rule = text(kSentence),
                                   .absent = "the assertion's name says it",
                                   .doc = "Why it must hold; shown when it does not.",
                                   .example = "the trail is evidence"}),
};

}  // namespace

std::span<const Word> words_of(Expectation) {
  return kExpectations;
}
std::span<const Field> fields_of(const Assertion*) {
  return kAssertion;
}

}  // namespace landform::blueprint
