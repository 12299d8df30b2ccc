// The table of documents, and what all their data begins with.
#include <array>
#include <utility>

#include "emit/documents/data.h"

namespace landform::emit {

namespace {

// In the order in which a newcomer reads them.
const std::array kDocuments{
    Document{.name = "runbook",
             .title = "Runbook",
             .tells = "Every step of the deployment in order: what deploy.sh does, and in full what people do.",
             .reader = "the deployer",
             .shelf = Shelf::deployment,
             .data = documents::runbook},
    Document{.name = "root-tasks",
             .title = "Tasks of the root user",
             .tells = "What only the root user can do, in which account, and who does it how.",
             .reader = "security, administrators",
             .shelf = Shelf::operation,
             .controls = {"root.no-daily-use", "root.only-tasks"},
             .data = documents::root_tasks},
    Document{.name = "access-matrix",
             .title = "Access matrix",
             .tells = "Who may do what in which accounts, and who is in which group.",
             .reader = "everybody, auditors",
             .shelf = Shelf::people,
             .controls = {"prep.access-policy"},
             .data = documents::access_matrix},
    Document{.name = "knowledge-index",
             .title = "Knowledge index",
             .tells = "Where to find what, and when to meet about it.",
             .reader = "everybody",
             .shelf = Shelf::people,
             .controls = {"docs.knowledge"},
             .data = documents::knowledge_index},
};

}  // namespace

std::span<const Document> all_documents() {
  return kDocuments;
}

DocumentInput document_input(const resolve::Organization& organization, const plan::Plan& plan,
                             const std::vector<EmittedStack>& stacks) {
  DocumentInput input{organization, plan, stacks};
  for (const Document& document : kDocuments) {
    if (document.wanted == nullptr || document.wanted(input)) input.documents.push_back(&document);
  }
  return input;
}

std::string document_source(const Document& document) {
  return base::cat("documents/", document.name, ".md");
}

base::Result<OutputFile, RenderFault> emit_document(const Document& document, std::string_view source,
                                                    const DocumentInput& input) {
  auto text = render(source, document.data(input), Escape::markdown);
  if (!text) return text.error();
  return output_file(base::cat("docs/", document.name, ".md"), markdown::tidy(text.value()));
}

yaml::Node documents::document_data(const DocumentInput& input, std::string_view title) {
  yaml::Node data = yaml::mapping();
  data.add("title", text(title));
  data.add("customer", text(input.organization.customer.name.value));
  data.add("slug", text(input.organization.customer.slug.value));
  return data;
}

}  // namespace landform::emit
