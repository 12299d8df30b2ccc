// The Transform section: AWS::LanguageExtensions goes when nothing needs it. Service-managed stack sets take no
// transform at all, so what still needs one is refused by name.
// Source: CloudFormation template reference, "AWS::LanguageExtensions"; user guide, "StackSets". Read: 2026-11-22.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cfn/passes.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Diagnostics;
using yaml::Entry;
using yaml::Node;

namespace {

struct Need {
  std::string what;
  base::Span span;
  base::Span cause;
};

bool is_default(const Node& item) {
  return is_call_to(item, "DefaultValue");
}

// FindInMap itself takes text, Ref and FindInMap; the transform adds the rest.
bool plain_key(const Node& item) {
  const Entry* call = call_of(item);
  return item.is_scalar() || (call && (call->key == "Ref" || call->key == "Fn::FindInMap"));
}

// What of a call needs the transform; empty for nothing.
std::string_view need_of(const FunctionInfo& function, const Node& given) {
  const auto& parts = given.items;
  switch (function.id) {
    case Function::find_in_map:
      if (std::all_of(parts.begin(), parts.end(), plain_key)) return {};
      return std::any_of(parts.begin(), parts.end(), is_default) ? "Fn::FindInMap with a DefaultValue"
                                                                 : "Fn::FindInMap with a computed key";
    case Function::ref:
      return given.is_scalar() ? "" : "Ref with a computed name";
    case Function::get_att:
      return parts.empty() || parts[0].is_scalar() ? "" : "Fn::GetAtt with a computed resource";
    default:
      return function.language_extension ? function.name : std::string_view();
  }
}

void find_call_needs(const Node& node, const Entry& call, std::vector<Need>& needs) {
  const FunctionInfo* function = find_function(call.key);
  if (!function) return;
  const std::string_view what = need_of(*function, call.value);
  if (!what.empty()) needs.push_back({std::string(what), node.span, node.cause});
}

// Places of macros, called by name or in place: they run at AWS, none is ours to run.
void find_macros(const Node& node, std::vector<base::Span>& macros) {
  for (const Node& item : node.items) {
    if (!item.is_scalar()) find_macros(item, macros);
  }
  for (const Entry& entry : node.entries) {
    if (is_macro_key(entry.key)) {
      macros.push_back(entry.key_span);
    } else if (!entry.value.is_scalar()) {
      find_macros(entry.value, macros);
    }
  }
}

struct Findings {
  std::vector<Need> needs;
  std::vector<base::Span> macros;
};

void find_needs(const Node& node, Findings& found);

void find_needs_below(const Entry& entry, Findings& found) {
  if (!is_macro_key(entry.key)) return find_needs(entry.value, found);
  found.macros.push_back(entry.key_span);
  Findings inside;  // what a macro is given needs the extensions as well; macros inside of it are not told again
  find_needs(entry.value, inside);
  std::move(inside.needs.begin(), inside.needs.end(), std::back_inserter(found.needs));
}

void find_needs(const Node& node, Findings& found) {
  for (const Node& item : node.items) {
    if (!item.is_scalar()) find_needs(item, found);
  }
  for (const Entry& entry : node.entries) {
    if (is_for_each_key(entry.key)) {
      found.needs.push_back({cat("the loop `", entry.key, "`"), entry.key_span, entry.value.cause});
      find_macros(entry.value, found.macros);
    } else if (!entry.value.is_scalar() || is_macro_key(entry.key)) {
      find_needs_below(entry, found);
    }
  }
  if (const Entry* call = call_of(node)) find_call_needs(node, *call, found.needs);
}

void find_attribute_needs(const Node& root, std::vector<Need>& needs) {
  const Node* resources = root.find("Resources");
  if (!resources) return;
  constexpr auto kTextAttributes =
      std::to_array<std::string_view>({"DeletionPolicy", "UpdateReplacePolicy", "Condition"});
  for (const Entry& resource : resources->entries) {
    const bool any_call = std::any_of(resource.value.entries.begin(), resource.value.entries.end(),
                                      [](const Entry& attribute) { return is_call(attribute.value); });
    if (!any_call) continue;
    for (const std::string_view name : kTextAttributes) {
      const Node* attribute = resource.value.find(name);
      if (attribute && is_call(*attribute)) {
        needs.push_back({cat("a computed ", name), attribute->span, attribute->cause});
      }
    }
  }
}

Findings find_all(const Node& root, const Uses& uses) {
  Findings found;
  for (const Entry& section : root.entries) {
    const std::string_view key = section.key;
    if (key == "Metadata" || key == "Parameters" || key == "Mappings" || is_for_each_key(key)) {
      find_macros(section.value, found.macros);
    } else if (uses.beyond_plain() || is_macro_key(key)) {
      find_needs_below(section, found);
    }
  }
  find_attribute_needs(root, found.needs);
  return found;
}

std::vector<std::string> transforms_of(const Node& root) {
  std::vector<std::string> names;
  const Node* section = root.find("Transform");
  if (!section) return names;
  // {Name: macro, Parameters: {...}} names a macro too.
  const auto name_of = [](const Node& node) {
    const Node* name = node.find("Name");
    return name ? name->text : node.text;
  };
  if (!section->is_sequence()) names.push_back(name_of(*section));
  for (const Node& item : section->items) names.push_back(name_of(item));
  return names;
}

void remove_language_extensions(Node& root) {
  Node* section = root.find("Transform");
  if (!section) return;
  erase_if(section->items, [](const Node& item) { return item.text == kLanguageExtensions; });
  const bool gone =
      section->is_string() ? section->text == kLanguageExtensions : section->is_sequence() && section->items.empty();
  if (gone) root.erase("Transform");
}

// A bound value may bring what only the transform can do into a template that does not have it.
void require_extensions(const Node& root, const std::vector<Need>& needs, Diagnostics& diagnostics) {
  const std::vector<std::string> names = transforms_of(root);
  if (std::find(names.begin(), names.end(), kLanguageExtensions) != names.end()) return;
  for (const Need& need : needs) {
    diagnostics.add(Diagnostic("cfn/needs-language-extensions", need.span,
                               cat(need.what, " is left over; it needs the transform ", kLanguageExtensions,
                                   ", which this template lacks"))
                        .help(cat("add the section `Transform: ", kLanguageExtensions, "`")));
  }
}

}  // namespace

bool goes_beyond_plain(const FunctionInfo& function, const Node& argument) {
  return function.id == Function::transform || !need_of(function, argument).empty();
}

void settle_transform(Node& root, const Uses& uses, Transform what, Diagnostics& diagnostics) {
  const Findings found = find_all(root, uses);
  const std::vector<Need>& needs = found.needs;
  if (needs.empty()) remove_language_extensions(root);
  if (what == Transform::keep) return require_extensions(root, needs, diagnostics);
  for (const Need& need : needs) {
    Diagnostic diagnostic(
        "cfn/transform-left", need.span,
        cat(need.what, " is left over; it needs ", kLanguageExtensions, ", and this template must carry no transform"));
    if (need.cause.known()) diagnostic.secondary.push_back({need.cause, "the value comes from here"});
    diagnostics.add(std::move(diagnostic).note("something in it is open or AWS's, so its value is not known here"));
  }
  for (const base::Span macro : found.macros) {
    diagnostics.add(Diagnostic("cfn/transform-left", macro,
                               "Fn::Transform calls a macro, which only CloudFormation can run; this template must "
                               "carry no transform"));
  }
  for (const std::string& name : transforms_of(root)) {
    if (name == kLanguageExtensions) continue;
    diagnostics.add(Diagnostic("cfn/transform-left", root.find("Transform")->span,
                               cat("the template uses the transform `", name,
                                   "`, which only CloudFormation can run; this template must carry none")));
  }
}

}  // namespace landform::cfn
