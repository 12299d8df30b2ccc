// What the manifest and deploy.sh say alike: accounts and their ids, and how a stack set's change goes from ring to
// ring.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::emit {

// The role that a new account is born with, by which the management account reaches it: Organizations' or Control
// Tower's.
std::string_view access_role(const resolve::Organization& organization);

// An id: known from the blueprint, or the name of the parameter that holds it once a step has published it. Neither for
// a management account that the blueprint does not name.
struct IdSource {
  std::optional<std::string> id;
  std::optional<std::string> parameter;
};

class Ids {
 public:
  Ids(const resolve::Organization& organization, const plan::Plan& plan);

  [[nodiscard]] IdSource account(const std::string& name) const;
  [[nodiscard]] IdSource unit(const aws::OuPath& path) const;

 private:
  const resolve::Organization& organization_;
  std::unordered_set<std::string_view> published_;  // of the plan, which outlives this
};

// Those units of a stack set that a ring has.
struct RingOfSet {
  std::string ring;
  std::vector<aws::OuPath> units;  // sorted
};
// For each ring but the last, which is all that is left; rings that the stack set does not reach are left out.
std::vector<RingOfSet> rings_of_set(const resolve::Organization& organization, const plan::StackSet& set);

using Parameters = std::map<std::string, plan::ParameterSource>;
// Those of a plan's values that the evaluated template still declares, by name; views into `planned`.
std::vector<const Parameters::value_type*> given_parameters(const Parameters& planned,
                                                            const std::set<std::string>& declared);

// Where an open parameter's value comes from, as text with placeholders ({ssm:NAME}, {output:STEP/OUTPUT}). A look-up
// that CloudFormation would make in the management account ({{resolve:ssm:NAME}}) becomes {ssm:NAME}.
std::string value_text(const plan::ParameterSource& source);

}  // namespace landform::emit
