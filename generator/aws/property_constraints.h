// Limits of property values that the type and enum do not say: lengths, ranges, counts, patterns. For the services that
// landform's own templates use (231 types). Table: generator/aws/data/property_constraints.txt, from the public
// CloudFormation registry schemas (docs/facts.md); read in place, thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace landform::aws {

struct Constraints {
  std::optional<double> minimum, maximum;              // of a number
  std::optional<std::int64_t> min_length, max_length;  // of a text, in characters (code points)
  std::optional<std::int64_t> min_items, max_items;    // of a list
  bool unique_items = false;                           // of a list
  // An ECMA regular expression, often unanchored (it then may match anywhere). Empty: none.
  std::string_view pattern;
};

// The constraints of one property. `definition` is the nested definition's name, empty for a property of the resource
// itself; `path` is the property's name or, for values inside of it, "StackFilters.StackNames.Include" and "Topics[]"
// (a list's element). Nothing when the table has none, which is the ordinary case.
std::optional<Constraints> find_constraints(std::string_view type, std::string_view definition, std::string_view path);

// All constraints of a type, for those who ask often. Keys are "BucketName" and "#Rule.Id", paths as above.
using TypeConstraints = std::unordered_map<std::string_view, Constraints>;
TypeConstraints constraints_of_type(std::string_view type);

// The definition itself, where it is a named scalar or list: "#TagKey" of some types.
std::optional<Constraints> find_definition_constraints(std::string_view type, std::string_view definition);

}  // namespace landform::aws
