// What the data functions of documents have in common. Included by emit/documents/*.cpp only; list.cpp names the
// functions.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "emit/documents/document.h"
#include "emit/documents/markdown.h"
#include "yaml/node.h"

namespace landform::emit::documents {

using base::cat;
using yaml::Node;

// A text for {{name}} or {{{name}}}.
inline Node text(std::string_view value) {
  return yaml::string(std::string(value));
}
inline Node count(std::size_t value) {
  return yaml::integer(static_cast<std::int64_t>(value));
}

// A mapping with what every document may say: `title`, `customer` (the name), `slug`, `home_region`, `regions`
// (Markdown), `security_mailbox`, `operations_mailbox`, `billing_mailbox`, `root_mailbox`, `support_plan`, and `has`,
// with a true or false for each thing that an organization may have: see data.cpp.
Node document_data(const DocumentInput& input, std::string_view title);

Node runbook(const DocumentInput& input);
Node root_tasks(const DocumentInput& input);
Node access_matrix(const DocumentInput& input);
// Of the templates, stacks and stack sets together, by type.
bool deploys(const DocumentInput& input, std::string_view type);  // "AWS::Macie::" for all types of a service

// The mailbox behind a word of the language: "security" -> "aws-security@acme.example".
std::string mailbox_of(const DocumentInput& input, std::string_view channel);

// Where a guardrail is attached, Markdown: "all accounts" or "`Workloads` and `Sandbox`".
std::string attached_to(const resolve::Guardrail& guardrail);
// Null when no guardrail is made of this preset.
const resolve::Guardrail* guardrail_of_preset(const DocumentInput& input, std::string_view preset);
// Rows with `guardrail`, `does`, `where`, of policies that deny; sorted by name.
Node denial_rows(const DocumentInput& input);

// How many accounts lie directly in each unit, and the first names of them.
struct UnitAccounts {
  std::size_t accounts = 0;
  std::vector<std::string> names;  // the first, sorted
};
std::map<std::string, UnitAccounts> accounts_by_unit(const DocumentInput& input);
// Rows with `unit`, `accounts`, `names` (Markdown), `belongs`; parents before children.
Node unit_rows(const DocumentInput& input);
// "`a`, `b` and 34 more"
std::string some_names(const UnitAccounts& accounts);

// "`break-glass-1` and `break-glass-2`"
std::string break_glass_names(const DocumentInput& input);

// The functions of the table.
Node audit_calendar(const DocumentInput& input);
Node checklist(const DocumentInput& input);
Node compliance(const DocumentInput& input);
Node configuration_record(const DocumentInput& input);
Node contacts(const DocumentInput& input);
Node coverage_record(const DocumentInput& input);
Node handover(const DocumentInput& input);
Node incident_response(const DocumentInput& input);
Node incident_runbooks(const DocumentInput& input);
Node joiners_leavers(const DocumentInput& input);
Node knowledge_index(const DocumentInput& input);
Node onboarding(const DocumentInput& input);
Node root_tasks(const DocumentInput& input);
Node runbook(const DocumentInput& input);
Node security_policy(const DocumentInput& input);
Node tag_strategy(const DocumentInput& input);
Node training(const DocumentInput& input);
Node recovery(const DocumentInput& input);
bool recovery_wanted(const DocumentInput& input);

}  // namespace landform::emit::documents
