// Law: outputs are texts, and what they export has a name of its own. Source: aws-facts.md B1 and "Outputs"
// (CloudFormation user guide).
#include <algorithm>
#include <map>

#include "base/text.h"
#include "verify/laws.h"
#include "yaml/write.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

void check_value(const Entry& output, base::Diagnostics& diagnostics) {
  const Node* value = output.value.find("Value");
  if (value == nullptr) return;
  each_value(*value, [&](const Node& node) {
    if (node.is_scalar() || intrinsic_of(node) || has_open_keys(node)) {
      if (node.is_null()) {
        diagnostics.add(Diagnostic("verify/output-value", output.key_span,
                                   cat("the value of output `", output.key, "` is null; an output is a text")));
      }
      return;
    }
    diagnostics.add(Diagnostic("verify/output-value", node.span,
                               cat("the value of output `", output.key, "` is a ",
                                   node.is_sequence() ? "list" : "mapping", "; an output is one text"))
                        .help("Fn::Join makes a text of a list"));
  });
}

bool export_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ':' || c == '-' ||
         c == kUnknownPart;
}

void check_export(const Entry& output, std::map<std::string, const Entry*>& seen, base::Diagnostics& diagnostics) {
  const Node* exported = output.value.find("Export");
  if (exported == nullptr) return;
  const Node* name = exported->find("Name");
  if (name == nullptr) {
    if (has_open_keys(*exported)) return;
    diagnostics.add(
        Diagnostic("verify/export-name", exported->span, cat("the export of output `", output.key, "` has no `Name`")));
    return;
  }
  if (const auto text = partial_text(*name)) {
    const auto bad = std::find_if_not(text->text.begin(), text->text.end(), export_character);
    if (bad != text->text.end()) {
      diagnostics.add(Diagnostic("verify/export-name", name->span,
                                 cat("the export name of output `", output.key, "` has `", std::string_view(&*bad, 1),
                                     "`; only letters, digits, : and - may stand in it")));
    }
  }
  // Outputs of two conditions that exclude each other may share a name.
  if (output.value.find("Condition") != nullptr) return;
  const auto [first, fresh] = seen.emplace(yaml::write_json(*name, yaml::JsonLayout::minified), &output);
  if (fresh) return;
  diagnostics.add(Diagnostic("verify/duplicate-export", name->span,
                             cat("outputs `", first->second->key, "` and `", output.key, "` export the same name"))
                      .also(first->second->key_span, "exported here first"));
}

}  // namespace

void law_outputs(const Input& input, base::Diagnostics& diagnostics) {
  if (input.index.outputs == nullptr) return;
  std::map<std::string, const Entry*> seen;
  for (const Entry& output : input.index.outputs->entries) {
    if (!output.value.is_mapping() || output.key.starts_with("Fn::")) continue;
    check_value(output, diagnostics);
    check_export(output, seen, diagnostics);
  }
}

}  // namespace landform::verify
