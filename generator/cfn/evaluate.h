// The partial evaluator: a template and what is known now, to plain CloudFormation that says the rest.
//
// Binding times are declared. Each template parameter is folded (`parameters`), open (`open`: it stays a parameter),
// or, with UndeclaredParameters::keep, left as it is. Pseudo parameters are AWS's unless `pseudo` gives them.
// Everything whose inputs are known is folded; then unused parameters, mappings and conditions go, and the transform
// goes. Three-valued: what is unknown is never false. Every folded value keeps the template's span and, in `cause`, the
// blueprint's.
//
// Invariants: evaluating an output changes nothing; binding A then B equals binding both; binding nothing is the
// identity (but for dead parts when `prune`).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "cfn/template.h"
#include "yaml/node.h"

namespace landform::cfn {

enum class UndeclaredParameters { keep, error };
enum class Transform { refuse, keep };  // what to do when something that needs the transform is left over

struct Bindings {
  // A bound value may be any tree, intrinsics included ({Fn::Sub: "logs-${AWS::AccountId}"}): it is evaluated in place.
  // For a list parameter give a sequence. `cause`/span of the node is the blueprint's place.
  std::map<std::string, yaml::Node> parameters;
  // Replaces the rows of a mapping as a whole. A bound mapping may hold any tree below its two key levels, or less
  // or more levels; nothing of it may survive unless it is legal CloudFormation.
  std::map<std::string, yaml::Node> mappings;
  // The same for rows that many stacks have, made once; no mapping stands in both.
  std::map<std::string, std::shared_ptr<const yaml::Node>> shared_mappings;
  std::set<std::string> open;
  std::map<std::string, std::string> pseudo;              // "AWS::Partition" -> "aws"
  std::map<std::string, std::vector<std::string>> zones;  // Fn::GetAZs folds only for these regions

  [[nodiscard]] bool binds_mapping(const std::string& name) const {
    return mappings.contains(name) || shared_mappings.contains(name);
  }
};

struct EvaluateOptions {
  UndeclaredParameters undeclared = UndeclaredParameters::error;
  Transform transform = Transform::refuse;
  bool prune = true;  // dead parameters, mappings, conditions, and empty sections
};

struct SourceFacts;  // source_facts.h

// A template that many stacks are made from: what its text decides by itself is found once. It may be moved.
class PreparedTemplate {
 public:
  explicit PreparedTemplate(Template source);
  PreparedTemplate(PreparedTemplate&&) noexcept;
  PreparedTemplate& operator=(PreparedTemplate&&) noexcept;
  ~PreparedTemplate();

  [[nodiscard]] const Template& source() const { return source_; }

 private:
  friend std::optional<Template> evaluate(const PreparedTemplate& source, const Bindings& bindings,
                                          const EvaluateOptions& options, base::Diagnostics& diagnostics);

  Template source_;
  std::unique_ptr<const SourceFacts> facts_;
};

// The residual template, in long form; nothing after errors.
std::optional<Template> evaluate(const PreparedTemplate& source, const Bindings& bindings,
                                 const EvaluateOptions& options, base::Diagnostics& diagnostics);
// The same for a template that is evaluated once.
std::optional<Template> evaluate(const Template& source, const Bindings& bindings, const EvaluateOptions& options,
                                 base::Diagnostics& diagnostics);

}  // namespace landform::cfn
