// The rows of templates/identity/iam.yaml for one place: which entities are made there, and what each is bound to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "resolve/organization.h"
#include "stacks/fan_out.h"

namespace landform::stacks {

// A place of its own: the management account (nothing), or a target of `to`.
using IamPlace = std::optional<resolve::PolicyTarget>;

struct IamRows {
  Values values;
  std::vector<std::string> controls;  // of everything in it, sorted
  bool empty = true;
};

IamRows iam_rows(const resolve::Organization& organization, const IamPlace& place);

}  // namespace landform::stacks
