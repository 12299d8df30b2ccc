// Law: whatever Ref, Fn::GetAtt, Fn::Sub, Fn::FindInMap, Fn::If, Condition and DependsOn name is there, and is of the
// kind that may stand there. Templates that a macro rewrites are left alone: the names may come from the macro.
#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "cfn/functions.h"
#include "verify/laws.h"
#include "yaml/key_lookup.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

std::string_view place_of(const Reference& reference) {
  switch (reference.section) {
    case Section::conditions:
      return "in Conditions";
    case Section::rules:
      return "in Rules";
    default:
      return "";
  }
}

// All names that a reference of this kind could have meant; built once a template.
struct Candidates {
  std::vector<std::string_view> values;
  std::vector<std::string_view> resources;
  std::vector<std::string_view> conditions;
  std::vector<std::string_view> mappings;
};

Candidates candidates_of(const Index& index) {
  Candidates out;
  const auto pseudo_parameters = cfn::pseudo_parameters();
  out.values.assign(pseudo_parameters.begin(), pseudo_parameters.end());
  for (const Resource& resource : index.resources) {
    if (!resource.looped) out.resources.push_back(resource.id);
  }
  out.values.insert(out.values.end(), out.resources.begin(), out.resources.end());
  const auto names = [](const Node* section, std::vector<std::string_view>& into) {
    if (section == nullptr) return;
    for (const Entry& entry : section->entries) into.push_back(entry.key);
  };
  names(index.parameters, out.values);
  names(index.conditions, out.conditions);
  names(index.mappings, out.mappings);
  return out;
}

class References {
 public:
  References(const Input& input, base::Diagnostics& diagnostics)
      : input_(input), index_(input.index), diagnostics_(diagnostics) {
    const auto is_module = [](std::string_view type) { return type.ends_with("::MODULE"); };
    const bool any = std::any_of(index_.types.begin(), index_.types.end(),
                                 [&](const UsedType& type) { return is_module(type.name); });
    if (!any) return;
    for (const Resource& resource : index_.resources) {
      if (is_module(resource.type)) modules_.push_back(resource.id);
    }
  }

  void check(const Reference& reference) {
    switch (reference.how) {
      case Refers::to_value:
        check_value(reference);
        break;
      case Refers::to_attribute:
        check_attribute(reference);
        break;
      case Refers::depends_on:
        check_depends_on(reference);
        break;
      case Refers::condition:
        check_condition(reference);
        break;
      case Refers::mapping:
        check_mapping(reference);
        break;
    }
  }

 private:
  void report(std::string_view slug, const Reference& reference, std::string message,
              std::vector<std::string_view> Candidates::*kind) {
    if (!candidates_) candidates_ = candidates_of(index_);
    const std::vector<std::string_view>& candidates = *candidates_.*kind;
    Diagnostic fault(slug, reference.span(), std::move(message));
    if (auto question = input_.near_names.question(reference.target, candidates); !question.empty()) {
      fault.helps.push_back(std::move(question));
    }
    diagnostics_.add(std::move(fault));
  }

  // Names that an Fn::ForEach puts together, or its loop variable, cannot be told from here.
  bool out_of_sight(const Reference& reference) const {
    return reference.computed || reference.target.find('{') != std::string_view::npos ||
           may_be_looped(index_, reference.target) || is_inside_module(reference.target);
  }

  // What a module makes has the module's name in front: `Site.Bucket` or `SiteBucket` for the Bucket of module Site.
  // Source: CloudFormation user guide, "Reference module resources in CloudFormation templates".
  bool is_inside_module(std::string_view target) const {
    return std::any_of(modules_.begin(), modules_.end(), [&](std::string_view module) {
      return target.size() > module.size() && target.starts_with(module);
    });
  }

  void check_value(const Reference& reference) {
    const std::string_view name = reference.target;
    const bool resource = reference.resource != kNoOwner;
    if (resource && reference.section != Section::conditions && reference.section != Section::rules) return;
    if (reference.definition != nullptr || cfn::is_pseudo_parameter(name)) return;
    if (resource) {
      diagnostics_.add(Diagnostic("verify/reference-place", reference.span(),
                                  cat("resource `", name, "` is referred to ", place_of(reference),
                                      ", where only parameters have a value yet"))
                           .note("conditions and rules are evaluated before any resource is made"));
      return;
    }
    if (out_of_sight(reference)) return;
    if (reference.in_sub && name.find(':') != std::string_view::npos && !name.starts_with("AWS::")) {
      diagnostics_.add(Diagnostic("verify/unknown-reference", reference.span(),
                                  cat("Fn::Sub would fill `${", name, "}`, which is no name of this template"))
                           .help(cat("if it is a policy variable, write `${!", name, "}`, which stays as it is")));
      return;
    }
    report("verify/unknown-reference", reference,
           cat(reference.in_sub ? "Fn::Sub" : "Ref", " names `", name, "`, which is no parameter, resource or pseudo ",
               "parameter of this template"),
           &Candidates::values);
  }

  void check_attribute(const Reference& reference) {
    const std::string_view name = reference.target;
    if (reference.resource != kNoOwner) {
      if (reference.section == Section::conditions || reference.section == Section::rules) {
        diagnostics_.add(Diagnostic("verify/reference-place", reference.span(),
                                    cat("an attribute of resource `", name, "` is read ", place_of(reference),
                                        ", where no resource exists yet")));
      }
      return;
    }
    if (out_of_sight(reference)) return;
    if (reference.definition != nullptr) {
      diagnostics_.add(Diagnostic("verify/unknown-reference", reference.span(),
                                  cat(reference.in_sub ? "Fn::Sub" : "Fn::GetAtt", " reads an attribute of `", name,
                                      "`, which is a parameter; only resources have attributes"))
                           .help(cat("use Ref: ", name)));
      return;
    }
    report(
        "verify/unknown-reference", reference,
        cat(reference.in_sub ? "Fn::Sub" : "Fn::GetAtt", " names `", name, "`, which is no resource of this template"),
        &Candidates::resources);
  }

  void check_depends_on(const Reference& reference) {
    if (reference.resource != kNoOwner || out_of_sight(reference)) return;
    report("verify/unknown-reference", reference,
           cat("DependsOn names `", reference.target, "`, which is no resource of this template"),
           &Candidates::resources);
  }

  void check_condition(const Reference& reference) {
    if (reference.definition != nullptr || reference.computed) return;
    if (index_.conditions != nullptr && has_open_keys(*index_.conditions)) return;
    report("verify/unknown-condition", reference,
           cat("condition `", reference.target, "` is not defined in Conditions"), &Candidates::conditions);
  }

  void check_mapping(const Reference& reference) {
    const auto& arguments = reference.node->items;
    const bool has_default = arguments.size() > 3;
    if (reference.definition == nullptr) {
      const bool open = index_.mappings != nullptr && has_open_keys(*index_.mappings);
      if (has_default || open || reference.computed) return;
      report("verify/unknown-mapping", reference,
             cat("Fn::FindInMap names `", reference.target, "`, which is no mapping of this template"),
             &Candidates::mappings);
      return;
    }
    if (has_default || arguments.size() < 3 || reference.computed || rows_of(reference.definition->value).open) return;
    check_cell(reference.definition->value, reference.target, arguments[1], arguments[2]);
  }

  void check_cell(const Node& mapping, std::string_view name, const Node& row_key, const Node& cell_key) {
    const auto missing = [&](const Node& at, std::string message, const Node* keys) {
      std::vector<std::string_view> candidates;
      if (keys != nullptr) {
        for (const Entry& entry : keys->entries) candidates.push_back(entry.key);
      }
      Diagnostic fault("verify/unknown-mapping-key", at.span, std::move(message));
      if (auto question = input_.near_names.question(at.text, candidates); !question.empty()) {
        fault.helps.push_back(std::move(question));
      }
      diagnostics_.add(std::move(fault));
    };
    const auto cell = literal(cell_key);
    if (const auto row = literal(row_key)) {
      const Node* cells = rows_of(mapping).rows.find(*row);
      if (cells == nullptr) {
        missing(row_key, cat("mapping `", name, "` has no key `", *row, "`"), &mapping);
      } else if (cell && cells->find(*cell) == nullptr && !has_open_keys(*cells)) {
        missing(cell_key, cat("`", *row, "` of mapping `", name, "` has no key `", *cell, "`"), cells);
      }
      return;
    }
    if (!cell) return;
    const MappingCells& cells = index_.cells_of.at(&mapping);
    if (cells.columns.contains(*cell) || cells.open || mapping.entries.empty()) return;
    missing(cell_key, cat("no row of mapping `", name, "` has the key `", *cell, "`"), &mapping.entries.front().value);
  }

  // A mapping that is asked for many rows.
  struct Rows {
    yaml::KeyLookup rows;
    bool open = false;
  };
  const Rows& rows_of(const Node& mapping) {
    const auto found = rows_.find(&mapping);
    if (found != rows_.end()) return found->second;
    return rows_.emplace(&mapping, Rows{yaml::KeyLookup(mapping), has_open_keys(mapping)}).first->second;
  }

  const Input& input_;
  const Index& index_;
  base::Diagnostics& diagnostics_;
  std::optional<Candidates> candidates_;  // of the first fault
  std::vector<std::string_view> modules_;
  std::unordered_map<const Node*, Rows> rows_;
};

}  // namespace

void law_references(const Input& input, base::Diagnostics& diagnostics) {
  if (input.index.rewritten == Rewritten::by_macro) return;
  References references(input, diagnostics);
  for (const Reference& reference : input.index.references) references.check(reference);
}

}  // namespace landform::verify
