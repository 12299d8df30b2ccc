// Binding times are declared: a parameter is folded or open, and nothing is bound that the template does not have.
#include <string>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "cfn/passes.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Diagnostics;
using yaml::Entry;
using yaml::Node;

namespace {

std::vector<std::string> keys_of(const Node& root, std::string_view section) {
  std::vector<std::string> keys;
  if (const Node* found = root.find(section)) {
    for (const Entry& entry : found->entries) keys.push_back(entry.key);
  }
  return keys;
}

struct Named {
  std::string_view section;
  const std::string& name;
};

void no_such(const Node& root, const Named& named, base::Span span, std::string message, Diagnostics& diagnostics) {
  const std::vector<std::string> known = keys_of(root, named.section);
  // What code bound has no place; the section that lacks it has, if there is one.
  const Entry* section = root.entry(named.section);
  Diagnostic diagnostic("cfn/unknown-binding", span.known() || !section ? span : section->key_span, std::move(message));
  const auto guesses = base::near_names(named.name, known);
  if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
  diagnostics.add(std::move(diagnostic));
}

void check_pseudo(const Bindings& bindings, Diagnostics& diagnostics) {
  for (const auto& [name, value] : bindings.pseudo) {
    if (name == kNoValue) {
      diagnostics.add(Diagnostic("cfn/unknown-binding", {}, "a value is bound to AWS::NoValue, which never has one"));
    } else if (!is_pseudo_parameter(name)) {
      diagnostics.add(
          Diagnostic("cfn/unknown-binding", {},
                     cat("a value is bound to pseudo parameter `", name, "`, which CloudFormation does not have")));
    }
  }
}

}  // namespace

void check_bindings(const Node& root, const SourceFacts& facts, const Bindings& bindings,
                    const EvaluateOptions& options, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.errors();
  for (const auto& [name, value] : bindings.parameters) {
    const SourceFacts::Parameter* declared = facts.parameters.find(name);
    if (!declared) {
      no_such(root, {"Parameters", name}, value.span,
              cat("a value is bound to parameter `", name, "`, which the template does not have"), diagnostics);
    } else if (bindings.open.contains(name)) {
      diagnostics.add(Diagnostic("cfn/bound-and-open", declared->declaration->key_span,
                                 cat("parameter `", name, "` is bound to a value and left open at once"))
                          .also(value.span, "the value"));
    }
  }
  for (const std::string& name : bindings.open) {
    if (facts.parameters.contains(name)) continue;
    no_such(root, {"Parameters", name}, {},
            cat("parameter `", name, "` is declared open, and the template does not have it"), diagnostics);
  }
  const auto check_mapping = [&](const std::string& name, const Node& rows) {
    if (facts.mappings.contains(name)) return;
    no_such(root, {"Mappings", name}, rows.span,
            cat("rows are bound to mapping `", name, "`, which the template does not have"), diagnostics);
  };
  for (const auto& [name, rows] : bindings.mappings) check_mapping(name, rows);
  for (const auto& [name, rows] : bindings.shared_mappings) check_mapping(name, *rows);
  check_pseudo(bindings, diagnostics);
  if (options.undeclared == UndeclaredParameters::keep) return;
  // All that is bound or open is declared, and nothing is both: so many names leave none out.
  const bool sound = diagnostics.errors() == before;
  if (sound && bindings.parameters.size() + bindings.open.size() == facts.parameters.size()) return;
  for (const auto& [name, parameter] : facts.parameters) {
    const Entry& entry = *parameter.declaration;
    if (bindings.parameters.contains(entry.key) || bindings.open.contains(entry.key)) continue;
    diagnostics.add(Diagnostic("cfn/unbound-parameter", entry.key_span,
                               cat("parameter `", entry.key, "` is neither bound to a value nor declared open"))
                        .note("landform never falls back to a Default: it is a sample, not the customer's value"));
  }
}

}  // namespace landform::cfn
