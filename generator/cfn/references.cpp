// Who is named by whom, in the text of a template and in what remains after evaluation.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/same_text.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cfn/passes.h"
#include "cfn/sub_text.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Diagnostics;
using yaml::Entry;
using yaml::Node;

namespace {

void use(References::Uses& names, std::string_view name, const Node& at, base::Span span) {
  names.push_back({name, span, at.cause});
}

void use(References::Uses& names, const Node& name) {
  use(names, name.text, name, name.span);
}

// The variables of its own that a Fn::Sub brings; null for none.
const Node* own_variables(const Node& given) {
  return given.is_sequence() && given.items.size() == 2 ? &given.items[1] : nullptr;
}

bool collect_sub(const Node& given, References& out) {
  const Node& text = given.is_sequence() && !given.items.empty() ? given.items[0] : given;
  const Node* own = own_variables(given);
  SubReader reader(text.text, Loops::none);
  for (SubPiece piece; reader.next(piece);) {
    if (!piece.variable || (own && own->find(piece.text))) continue;
    const std::size_t dot = piece.text.find('.');
    if (dot == std::string_view::npos) {
      use(out.names, piece.text, text, span_of(text, piece));
    } else {
      use(out.attributes, piece.text.substr(0, dot), text, span_of(text, piece));
    }
  }
  return reader.fault().empty();
}

// False when the arguments are to be walked, too.
bool collect_call(const Entry& call, References& out) {
  const Node& given = call.value;
  const FunctionInfo* function = find_function(call.key);
  if (!function) return false;
  collect_names(*function, given, out);
  if (function->id == Function::sub) {
    if (const Node* own = own_variables(given)) collect_references(*own, out);
  }
  return function->id == Function::sub || (function->id == Function::ref && given.is_string());
}

// Uses that are at fault, by name; those of one name in the order of the tree.
using Faults = std::vector<const References::Use*>;

void sort_by_name(Faults& faults) {
  std::stable_sort(faults.begin(), faults.end(),
                   [](const References::Use* a, const References::Use* b) { return a->name < b->name; });
}

// One name that must exist.
struct ReferenceJudge {
  const Evaluation& evaluation;
  Diagnostics& diagnostics;
  base::NameSet known;  // of the trees, which outlive this
  bool open_loops = false;

  [[nodiscard]] bool is_known(std::string_view name) const {
    return known.contains(name) || name.find('{') != std::string_view::npos;
  }

  void check(const References::Uses& uses, std::string_view how) const {
    Faults faults;
    const References::Use* last = nullptr;  // of a name that is known: it is often named again at once
    for (const References::Use& use : uses) {
      if (last && base::same_text(use.name, last->name)) continue;
      if (is_known(use.name)) {
        last = &use;
      } else {
        faults.push_back(&use);
      }
    }
    sort_by_name(faults);
    for (const References::Use* fault : faults) check(*fault, how);
  }

  void check(const References::Use& use, std::string_view how) const {
    if (is_known(use.name)) return;
    const MadeResource* gone = evaluation.resources.find(use.name);
    if (gone && gone->folded_away_by) {
      Diagnostic diagnostic("cfn/reference-to-folded", use.span,
                            cat(how, " names resource `", use.name, "`, which a false condition takes away"));
      diagnostic.secondary.push_back({*gone->folded_away_by, "this condition is false"});
      if (use.cause.known()) diagnostic.secondary.push_back({use.cause, "the value comes from here"});
      diagnostics.add(std::move(diagnostic).help("put the same condition on it, with Fn::If or a Condition"));
      return;
    }
    if (open_loops) return;
    Diagnostic diagnostic("cfn/unknown-reference", use.span,
                          cat(how, " names `", use.name, "`; the template has no ",
                              how == "DependsOn" ? "resource" : "parameter or resource", " of that name"));
    std::vector<std::string> names;
    for (const auto& [name, nothing] : known) names.emplace_back(name);
    std::sort(names.begin(), names.end());
    const auto guesses = base::near_names(use.name, names);
    if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
    if (use.cause.known()) diagnostic.secondary.push_back({use.cause, "the value comes from here"});
    diagnostics.add(std::move(diagnostic));
  }
};

void check_depends_on(const Node& resources, const ReferenceJudge& judge) {
  for (const Entry& resource : resources.entries) {
    const Node* depends = resource.value.find("DependsOn");
    if (!depends) continue;
    const auto check = [&](const Node& name) {
      if (!name.is_string()) return;
      if (judge.evaluation.is_parameter(name.text) || is_pseudo_parameter(name.text)) {
        judge.diagnostics.add(Diagnostic("cfn/unknown-reference", name.span,
                                         cat("DependsOn names `", name.text, "`, which is no resource")));
      } else {
        judge.check({name.text, name.span, name.cause}, "DependsOn");
      }
    };
    if (depends->is_sequence()) {
      std::for_each(depends->items.begin(), depends->items.end(), check);
    } else {
      check(*depends);
    }
  }
}

bool has_open_loops(const Node& section) {
  return std::any_of(section.entries.begin(), section.entries.end(),
                     [](const Entry& entry) { return is_for_each_key(entry.key); });
}

void add_keys(const Node& root, std::string_view section, base::NameSet& names) {
  if (const Node* found = root.find(section)) {
    names.reserve(names.size() + found->entries.size());
    for (const Entry& entry : found->entries) names.add(entry.key, {});
  }
}

// Names that the template's text has, in branches that fell away too.
void check_source(const ReferenceJudge& of_rest, Diagnostics& diagnostics) {
  const Evaluation& evaluation = of_rest.evaluation;
  const SourceFacts& facts = evaluation.facts;
  // Nearly always the loops make what the text names.
  const bool names_made = std::all_of(facts.made_names.begin(), facts.made_names.end(),
                                      [&](std::string_view name) { return evaluation.resources.contains(name); });
  const bool conditions_made = std::all_of(facts.made_conditions.begin(), facts.made_conditions.end(),
                                           [&](std::string_view name) { return evaluation.condition_exists(name); });
  if (names_made && conditions_made) return;
  ReferenceJudge judge = of_rest;
  for (const auto& [name, resource] : evaluation.resources) judge.known.add(name, {});
  for (const auto& [name, parameter] : facts.parameters) judge.known.add(name, {});
  for (const auto& [name, nothing] : facts.identifiers) judge.known.add(name, {});
  judge.check(facts.references.names, "a reference");
  judge.check(facts.references.attributes, "Fn::GetAtt");
  Faults faults;
  for (const References::Use& use : facts.references.conditions) {
    if (evaluation.condition_exists(use.name) || judge.open_loops || use.name.find('{') != std::string_view::npos) {
      continue;
    }
    faults.push_back(&use);
  }
  sort_by_name(faults);
  for (const References::Use* use : faults) {
    diagnostics.add(
        Diagnostic("cfn/unknown-condition", use->span, cat("the template has no condition `", use->name, "`")));
  }
}

// Before any resource exists there are only parameters.
void check_early(const References::Uses& uses, const ReferenceJudge& judge, Diagnostics& diagnostics) {
  Faults faults;
  for (const References::Use& use : uses) {
    if (!judge.is_known(use.name) || judge.evaluation.resources.contains(use.name)) faults.push_back(&use);
  }
  sort_by_name(faults);
  for (const References::Use* use : faults) {
    if (!judge.evaluation.resources.contains(use->name)) {
      judge.check(*use, "a condition");
      continue;
    }
    diagnostics.add(Diagnostic("cfn/unknown-reference", use->span,
                               cat("a condition names resource `", use->name,
                                   "`; conditions are decided before there are resources"))
                        .help("refer to parameters only"));
  }
}

}  // namespace

bool collect_names(const FunctionInfo& function, const Node& given, References& out) {
  out.beyond_plain |= goes_beyond_plain(function, given);
  if (function.id == Function::sub) return collect_sub(given, out);
  if (function.id == Function::ref && given.is_string()) use_name(out, given);
  if (!given.is_sequence() || given.items.empty()) return true;
  const Node& first = given.items[0];
  if (function.id == Function::find_in_map && !first.is_string()) out.computed_mapping = true;
  if (!first.is_string()) return true;
  if (function.id == Function::get_att) use(out.attributes, first);
  if (function.id == Function::find_in_map) use(out.mappings, first);
  if (function.id == Function::if_) use(out.conditions, first);
  if (function.id == Function::value_of) use(out.names, first);
  return true;
}

void collect_references(const Node& node, References& out) {
  for (const Node& item : node.items) {
    if (!item.is_scalar()) collect_references(item, out);
  }
  if (const Entry* call = call_of(node); call && collect_call(*call, out)) return;
  for (const Entry& entry : node.entries) {
    if (is_function_key(entry.key)) out.beyond_plain |= is_for_each_key(entry.key) || is_macro_key(entry.key);
    if (!entry.value.is_scalar()) collect_references(entry.value, out);
  }
}

const References::Use* first_use(const References::Uses& uses, std::string_view name) {
  const auto found =
      std::find_if(uses.begin(), uses.end(), [&](const References::Use& use) { return use.name == name; });
  return found == uses.end() ? nullptr : &*found;
}

bool Uses::mapping(std::string_view name) const {
  const References* const all[] = {&inside, &early, &beside};
  return std::any_of(std::begin(all), std::end(all), [&](const References* references) {
    return references->computed_mapping || first_use(references->mappings, name);
  });
}

Uses collect_uses(const Node& root) {
  Uses uses;
  for (const Entry& section : root.entries) {
    if (References* references = references_of(uses, section.key)) collect_references(section.value, *references);
  }
  return uses;
}

References* references_of(Uses& uses, std::string_view section) {
  if (section == "Metadata" || section == "Mappings") return nullptr;
  if (section == "Resources" || section == "Outputs" || section == "Hooks") return &uses.inside;
  return section == "Conditions" || section == "Rules" ? &uses.early : &uses.beside;
}

void check_references(const Node& root, const Uses& uses, const Evaluation& evaluation, Diagnostics& diagnostics) {
  const Node* resources = root.find("Resources");
  if (!resources) return;
  const Node* conditions = root.find("Conditions");
  ReferenceJudge judge{
      evaluation, diagnostics, {}, has_open_loops(*resources) || (conditions && has_open_loops(*conditions))};
  for (const std::string_view name : pseudo_parameters()) judge.known.add(name, {});
  const std::size_t before = diagnostics.errors();
  check_source(judge, diagnostics);
  if (diagnostics.errors() > before) return;
  add_keys(root, "Resources", judge.known);
  check_depends_on(*resources, judge);
  add_keys(root, "Parameters", judge.known);
  judge.check(uses.inside.names, "a reference");
  judge.check(uses.inside.attributes, "Fn::GetAtt");
  check_early(uses.early.names, judge, diagnostics);
}

}  // namespace landform::cfn
