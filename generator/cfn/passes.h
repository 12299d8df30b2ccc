// The steps of evaluate() before and after the walk; each is one verb and lives in the file of its name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "cfn/evaluate.h"
#include "cfn/evaluation.h"
#include "yaml/node.h"

namespace landform::cfn {

// Names, kinds and keys of the sections and of what stands in them directly.
void check_sections(const yaml::Node& root, base::Diagnostics& diagnostics);
// Calls: known functions, in places where AWS takes them, with arguments of the right shape. Also in bound values.
void check_functions(const yaml::Node& root, const Bindings& bindings, base::Diagnostics& diagnostics);
// The same for what remains: bound values may have brought calls to places that do not take them.
void check_residual(const yaml::Node& root, base::Diagnostics& diagnostics);
// Bindings name what the template has; every parameter is folded or open, unless undeclared ones are kept.
void check_bindings(const yaml::Node& root, const Bindings& bindings, const EvaluateOptions& options,
                    base::Diagnostics& diagnostics);

// What a tree refers to by name.
struct References {
  struct Use {
    base::Span span;
    base::Span cause;
  };
  using Uses = std::map<std::string, std::vector<Use>, std::less<>>;
  Uses names;       // of Ref and Fn::Sub
  Uses attributes;  // logical ids of Fn::GetAtt and `${Id.Attribute}`
  Uses mappings;
  Uses conditions;                // of Fn::If
  bool computed_mapping = false;  // some look-up computes which mapping it means
};
void collect_references(const yaml::Node& node, References& out);

// The references of a whole template, but for those in Metadata and Mappings.
struct Uses {
  References inside;  // Resources, Outputs, Hooks
  References early;   // Conditions, Rules: before any resource exists
  References beside;  // all other sections

  [[nodiscard]] bool mapping(std::string_view name) const;
};
Uses collect_uses(const yaml::Node& root);

// Ref, Fn::GetAtt, Fn::Sub and DependsOn of what remains name something that remains; and in the source, branches that
// were not taken name nothing that never was.
void check_references(const yaml::Node& root, const Uses& uses, const Evaluation& evaluation,
                      base::Diagnostics& diagnostics);
// Bound rows that look-ups still need are legal CloudFormation; those that none needs are gone.
void settle_mappings(yaml::Node& root, const Uses& uses, const Bindings& bindings, base::Diagnostics& diagnostics);

// Removes what nothing uses; folded parameters and conditions are gone already.
void prune(yaml::Node& root, const Uses& uses);
// Parameters that are gone leave AWS::CloudFormation::Interface too.
void prune_interface(yaml::Node& root);

// Takes AWS::LanguageExtensions away when nothing needs it; else refuses or keeps what does.
void settle_transform(yaml::Node& root, Transform what, base::Diagnostics& diagnostics);

}  // namespace landform::cfn
