// Law: names in a template. Logical ids, parameters and outputs are letters and digits; a parameter and a resource
// share one name space. Lengths are counted by law_limits. Source: aws-facts.md B1.
#include <algorithm>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;

bool alphanumeric(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

void check_characters(std::string_view noun, const Entry& entry, std::string_view also_allowed,
                      base::Diagnostics& diagnostics) {
  const std::string_view name = entry.key;
  const auto bad = std::find_if(name.begin(), name.end(), [&](char c) {
    return !alphanumeric(c) && also_allowed.find(c) == std::string_view::npos;
  });
  if (bad == name.end() && !name.empty()) return;
  std::string proposal;
  bool raise = false;
  for (const char c : name) {
    if (alphanumeric(c)) {
      proposal += raise && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      raise = false;
    } else {
      raise = true;
    }
  }
  std::string what = name.empty() ? cat(noun, " has an empty name")
                                  : cat(noun, " `", name, "` has `", std::string_view(&*bad, 1), "` in its name");
  Diagnostic fault(
      "verify/name-characters", entry.key_span,
      cat(what, "; only letters and digits of ASCII may stand there", also_allowed.empty() ? "" : " (and . and -)"));
  if (!proposal.empty()) fault = std::move(fault).help(cat("call it `", proposal, "`"));
  diagnostics.add(std::move(fault));
}

}  // namespace

void law_names(const Input& input, base::Diagnostics& diagnostics) {
  const Index& index = input.index;
  const auto check_section = [&](std::string_view section, std::string_view noun) {
    const yaml::Node* node = index.source->root.find(section);
    if (node == nullptr) return;
    for (const Entry& entry : node->entries) {
      if (!entry.key.starts_with("Fn::")) check_characters(noun, entry, {}, diagnostics);
    }
  };
  check_section("Parameters", "parameter");
  check_section("Resources", "resource");
  check_section("Outputs", "output");
  check_section("Mappings", "mapping");
  if (index.mappings != nullptr) {
    for (const Entry& mapping : index.mappings->entries) {
      for (const Entry& row : mapping.value.entries) {
        for (const Entry& cell : row.value.entries) {
          if (!cell.key.starts_with("Fn::")) check_characters("mapping key", cell, ".-", diagnostics);
        }
      }
    }
  }
  if (index.parameters == nullptr) return;
  for (const Entry& parameter : index.parameters->entries) {
    const auto same = index.resource_of.find(parameter.key);
    if (same == index.resource_of.end()) continue;
    diagnostics.add(Diagnostic("verify/name-twice", index.resources[same->second].id_span,
                               cat("`", parameter.key, "` names a parameter and a resource; a name may be given once"))
                        .label("a resource here")
                        .also(parameter.key_span, "a parameter here"));
  }
}

}  // namespace landform::verify
