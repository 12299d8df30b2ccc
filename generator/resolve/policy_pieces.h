// What is packed: guardrails cut to the length of a document and measured.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "resolve/organization.h"

namespace landform::resolve {

// A part of a guardrail that fits into a document; most have one.
struct GuardrailPart {
  yaml::Nodes statements;      // minified; empty for types without statements
  std::size_t characters = 0;  // of the statements with a comma behind each, or of the whole content
};

struct CutGuardrail {
  const Guardrail* guardrail = nullptr;
  std::vector<GuardrailPart> parts;
  std::size_t characters = 0;  // of all parts
};

// Of one type, by name; what is too long is left out and reported: guardrails/too-long.
std::vector<CutGuardrail> cut_guardrails(const Organization& organization, PolicyType type,
                                         base::Diagnostics& diagnostics);

// {"Version":"2012-10-17","Statement":[]}, less one character because the last statement has no comma.
std::size_t document_frame();

// "deny-root-user" -> "DenyRootUser"
std::string camel_case(std::string_view name);

// The documents' content of these parts, in this order. Sids that stand in several parts get their guardrail's name
// behind them, but for the first. `owners`: for each statement the index of its part.
yaml::Node policy_document(const std::vector<std::pair<const Guardrail*, const GuardrailPart*>>& parts,
                           std::vector<std::string>& statement_guardrails);

}  // namespace landform::resolve
