// The steps of evaluate() before and after the walk; each is one verb and lives in the file of its name.
#pragma once

#include <optional>

#include "base/diagnostic.h"
#include "cfn/evaluate.h"
#include "cfn/evaluation.h"
#include "cfn/references.h"
#include "cfn/source_facts.h"
#include "yaml/node.h"

namespace landform::cfn {

// Names, kinds and keys of the sections and of what stands in them directly.
void check_sections(const yaml::Node& root, base::Diagnostics& diagnostics);
// Calls: known functions, in places where AWS takes them, with arguments of the right shape. Also in bound values.
void check_functions(const yaml::Node& root, const Bindings& bindings, base::Diagnostics& diagnostics);
// The same for a source by itself; fills in its loops and short look-ups, which are not judged.
void check_functions(const yaml::Node& root, SourceFacts& facts, base::Diagnostics& diagnostics);
// The same for what is bound in a source that is sound.
void check_bound_functions(const yaml::Node& root, const SourceFacts& facts, const Bindings& bindings,
                           base::Diagnostics& diagnostics);
// The same for what remains: bound values may have brought calls to places that do not take them.
void check_residual(const yaml::Node& root, base::Diagnostics& diagnostics);
// What is used by what remains, on one walk with that check but for its mappings; nothing when there is something to
// tell, or loops and macros are left.
std::optional<Uses> sound_uses(const yaml::Node& root);
// Bindings name what the template has; every parameter is folded or open, unless undeclared ones are kept.
void check_bindings(const yaml::Node& root, const SourceFacts& facts, const Bindings& bindings,
                    const EvaluateOptions& options, base::Diagnostics& diagnostics);

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
void settle_transform(yaml::Node& root, const Uses& uses, Transform what, base::Diagnostics& diagnostics);

}  // namespace landform::cfn
