// Who is named by whom in a tree.
#pragma once

#include <string_view>
#include <vector>

#include "base/span.h"
#include "cfn/functions.h"
#include "yaml/node.h"

namespace landform::cfn {

// What a tree refers to by name, in the order of the tree.
struct References {
  struct Use {
    std::string_view name;  // in the tree's own text
    base::Span span;
    base::Span cause;
  };
  using Uses = std::vector<Use>;
  Uses names;       // of Ref and Fn::Sub
  Uses attributes;  // logical ids of Fn::GetAtt and `${Id.Attribute}`
  Uses mappings;
  Uses conditions;                // of Fn::If
  bool computed_mapping = false;  // some look-up computes which mapping it means
  bool beyond_plain = false;      // loops, macros, and calls that need AWS::LanguageExtensions stand somewhere
};
void collect_references(const yaml::Node& node, References& out);
// The name that a Ref has as a text.
inline void use_name(References& references, const yaml::Node& name) {
  references.names.push_back({name.text, name.span, name.cause});
}
// Only those in a call itself, not in its arguments. False when the text of a Fn::Sub cannot be read to its end.
bool collect_names(const FunctionInfo& function, const yaml::Node& given, References& out);

// Null when nothing in the list has this name; else its first use.
const References::Use* first_use(const References::Uses& uses, std::string_view name);

// The references of a whole template, but for those in Metadata and Mappings.
struct Uses {
  References inside;  // Resources, Outputs, Hooks
  References early;   // Conditions, Rules: before any resource exists
  References beside;  // all other sections

  [[nodiscard]] bool mapping(std::string_view name) const;
  [[nodiscard]] bool beyond_plain() const { return inside.beyond_plain || early.beyond_plain || beside.beyond_plain; }
};
Uses collect_uses(const yaml::Node& root);
// Those of one section; null for Metadata and Mappings.
References* references_of(Uses& uses, std::string_view section);

}  // namespace landform::cfn
