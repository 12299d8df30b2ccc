// Names that CloudFormation's names, of letters and digits alone, cannot keep apart.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/diagnostic.h"

namespace landform::resolve {

// Complains of names whose logical ids people could not tell apart (organization/names-collide), and of ids that are
// too long (organization/name-too-long). One for each kind of thing; `kind` is its word in messages and in the id.
class Collisions {
 public:
  Collisions(std::string_view kind, base::Diagnostics& diagnostics) : kind_(kind), diagnostics_(diagnostics) {}

  // `name` must live on.
  void add(const std::string& name, base::Span span);

 private:
  struct Place {
    const std::string* name;
    base::Span span;
  };
  std::string_view kind_;
  base::Diagnostics& diagnostics_;
  std::unordered_map<std::string, Place> seen_;  // only looked up, never walked
};

}  // namespace landform::resolve
