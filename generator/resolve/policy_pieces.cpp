#include "resolve/policy_pieces.h"

#include <utility>

#include "base/text.h"
#include "policy/measure.h"
#include "policy/minify.h"
#include "policy/split.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using yaml::Node;

namespace {

GuardrailPart measured(yaml::Nodes statements) {
  GuardrailPart part;
  for (const Node& statement : statements) part.characters += policy::organization_characters(statement) + 1;
  part.statements = std::move(statements);
  return part;
}

void report_too_long(const Guardrail& guardrail, base::Span span, std::string_view what, std::size_t characters,
                     std::size_t limit, std::string help, base::Diagnostics& diagnostics) {
  const PolicyTypeFacts& facts = facts_of(guardrail.type);
  diagnostics.add(
      Diagnostic("guardrails/too-long", span,
                 cat(what, " guardrail `", guardrail.name, "` is ", characters, " characters long; AWS takes ", limit))
          .also(guardrail.span != span ? guardrail.span : base::Span(), "asked for here")
          .note(aws::describe(facts.size.row()))
          .help(std::move(help)));
}

// False after an error.
bool cut_statements(CutGuardrail& cut, std::size_t limit, base::Diagnostics& diagnostics) {
  const Guardrail& guardrail = *cut.guardrail;
  yaml::Nodes statements;
  for (const Node& statement : guardrail.statements) statements.push_back(policy::minify_statement(statement));
  GuardrailPart whole = measured(statements);
  if (document_frame() + whole.characters <= limit) {
    cut.parts.push_back(std::move(whole));
    return true;
  }
  auto pieces = policy::split(statements, limit);
  if (!pieces) {
    const auto& fault = pieces.error();
    const Node& statement = statements[fault.statement];
    report_too_long(guardrail, statement.cause.known() ? statement.cause : statement.span,
                    "the shortest part of a statement of", fault.characters, limit,
                    "write fewer values into its conditions, or patterns that stand for several", diagnostics);
    return false;
  }
  for (auto& piece : pieces.value()) cut.parts.push_back(measured(std::move(piece.statements)));
  return true;
}

bool cut_content(CutGuardrail& cut, std::size_t limit, base::Diagnostics& diagnostics) {
  GuardrailPart part;
  part.characters = policy::organization_characters(cut.guardrail->content);
  if (part.characters > limit) {
    report_too_long(*cut.guardrail, cut.guardrail->span, "the policy of", part.characters, limit,
                    "cut it into two guardrails; AWS merges what is attached to one target", diagnostics);
    return false;
  }
  cut.parts.push_back(std::move(part));
  return true;
}

}  // namespace

std::vector<CutGuardrail> cut_guardrails(const Organization& organization, PolicyType type,
                                         base::Diagnostics& diagnostics) {
  const auto limit = static_cast<std::size_t>(organization.quotas.limit(facts_of(type).size));
  std::vector<CutGuardrail> all;
  for (const Guardrail& guardrail : organization.guardrails) {
    if (guardrail.type != type) continue;
    CutGuardrail cut;
    cut.guardrail = &guardrail;
    const bool good =
        has_statements(type) ? cut_statements(cut, limit, diagnostics) : cut_content(cut, limit, diagnostics);
    if (!good) continue;
    for (const GuardrailPart& part : cut.parts) cut.characters += part.characters;
    all.push_back(std::move(cut));
  }
  return all;
}

std::size_t document_frame() {
  return std::string_view(R"({"Version":"2012-10-17","Statement":[]})").size() - 1;
}

std::string camel_case(std::string_view name) {
  std::string result;
  bool begins = true;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (letter || digit) result += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    begins = !letter && !digit;
  }
  return result;
}

Node policy_document(const std::vector<std::pair<const Guardrail*, const GuardrailPart*>>& parts,
                     std::vector<std::string>& statement_guardrails) {
  yaml::Nodes statements;
  std::set<std::string> taken;
  for (const auto& [guardrail, part] : parts) {
    std::set<std::string> own;  // what one guardrail says twice is its author's fault: verify tells
    for (const Node& statement : part->statements) {
      statements.push_back(statement);
      statement_guardrails.push_back(guardrail->name);
      Node* sid = statements.back().find("Sid");
      if (sid == nullptr || !sid->is_string()) continue;
      if (taken.contains(sid->text)) {
        const std::string longer = cat(sid->text, camel_case(guardrail->name));
        sid->text = longer;
        for (std::size_t n = 2; taken.contains(sid->text); ++n) sid->text = cat(longer, n);
      }
      own.insert(sid->text);
    }
    taken.merge(own);
  }
  return policy::document_of(std::move(statements));
}

}  // namespace landform::resolve
