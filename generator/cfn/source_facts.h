// What the text of a template decides by itself, whatever is bound: found once for all stacks that are made from it.
// Everything here points into the tree, but for its root node, which may be moved.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/name_table.h"
#include "base/span.h"
#include "cfn/parameter_types.h"
#include "cfn/references.h"
#include "cfn/source_parts.h"
#include "yaml/node.h"

namespace landform::cfn {

struct SourceFacts {
  explicit SourceFacts(const yaml::Node& root);

  struct Parameter {
    std::size_t position = 0;  // among the declared ones
    const yaml::Entry* declaration = nullptr;
    std::string_view type;
    ParameterRule rule;
  };
  base::NameTable<Parameter> parameters;
  base::NameTable<const yaml::Entry*> mappings;
  const yaml::Entry* mappings_section = nullptr;

  // Whether sections and functions are in order, provided that the mappings of the short look-ups are bound: only bound
  // rows may be looked up with fewer than two keys.
  bool sound = false;
  std::vector<std::string_view> short_look_ups;
  base::NameTable<base::Span> loops;  // names of its loops
  SourceParts parts;

  References references;      // of Resources, Outputs, Conditions and Rules, in branches never taken, too
  base::NameSet identifiers;  // of loops: names inside their bodies
  std::vector<std::string_view> made_names;       // referred to, and known only if a loop makes such a resource
  std::vector<std::string_view> made_conditions;  // asked for, and known only if a loop makes them
};

}  // namespace landform::cfn
