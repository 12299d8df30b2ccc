// Documents for people: docs/<name>.md in the out tree, from the mustache source templates/documents/<name>.md and the
// data that one function of emit/documents/<name>.cpp makes. list.cpp is the table of them. A document says what this
// blueprint has and nothing else: no date, no version, no path of a machine, so that it changes only when the
// organization does. docs/adding-a-document.md walks through a new one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "emit/coverage.h"
#include "emit/documents/render.h"
#include "emit/output_file.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/organization.h"
#include "yaml/node.h"

namespace landform::emit {

struct DocumentInput;

// Where the index puts a document.
enum class Shelf : std::uint8_t { deployment, operation, people, record };

struct Document {
  std::string_view name;    // kebab-case: "access-matrix"
  std::string_view title;   // as its first heading has it
  std::string_view tells;   // one sentence for the index: what a reader finds there
  std::string_view reader;  // for whom it is: "everybody", "the deployer"
  Shelf shelf = Shelf::record;
  std::vector<std::string_view> controls{};  // that it meets by being there, sorted
  // A mapping. Every name that the source uses is in it, always: what this blueprint lacks is null, false or empty.
  yaml::Node (*data)(const DocumentInput& input) = nullptr;
  // Whether this blueprint has such a document; null: each has.
  bool (*wanted)(const DocumentInput& input) = nullptr;
};

// The table, in the order in which a newcomer reads them.
std::span<const Document> all_documents();

struct DocumentInput {
  const resolve::Organization& organization;
  const plan::Plan& plan;
  const std::vector<EmittedStack>& stacks;   // in the order of the plan
  std::vector<const Document*> documents{};  // those that are wanted, in the table's order
  std::vector<CoveredControl> coverage{};    // of all controls, in the catalogue's order
  std::vector<std::string_view> types{};     // of the resources in all templates, sorted, each once
};

DocumentInput document_input(const resolve::Organization& organization, const plan::Plan& plan,
                             const std::vector<EmittedStack>& stacks);

// Below templates/: "documents/runbook.md".
std::string document_source(const Document& document);

// docs/<name>.md. Each document by itself: they may be made beside each other.
base::Result<OutputFile, RenderFault> emit_document(const Document& document, std::string_view source,
                                                    const DocumentInput& input);

}  // namespace landform::emit
