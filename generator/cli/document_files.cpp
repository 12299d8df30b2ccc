#include "cli/document_files.h"

#include <optional>
#include <utility>

#include "base/text.h"
#include "cli/parallel.h"

namespace landform::cli {

using base::cat;

bool add_documents(const emit::DocumentInput& input, base::SourceMap& sources, SourceTemplates& templates,
                   std::size_t threads, std::vector<emit::OutputFile>& files, base::Diagnostics& diagnostics) {
  std::vector<base::FileId> read;
  for (const emit::Document* document : input.documents) {
    if (const auto file = templates.read_text(emit::document_source(*document))) read.push_back(*file);
  }
  if (diagnostics.has_errors()) return false;
  std::vector<std::optional<base::Result<emit::OutputFile, emit::RenderFault>>> written(read.size());
  in_parallel(read.size(), threads, [&](std::size_t i) {
    written[i] = emit::emit_document(*input.documents[i], sources.file(read[i]).text, input);
  });
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (*written[i]) {
      files.push_back(std::move(*written[i]).value());
      continue;
    }
    diagnostics.add(base::Diagnostic("emit/document-source", {},
                                     cat("cannot fill `", sources.file(read[i]).path, "`: ", written[i]->error().what))
                        .note("documents are mustache sources; docs/adding-a-document.md says what they may use")
                        .help("compare it with the file of that name in landform's own templates"));
  }
  return !diagnostics.has_errors();
}

}  // namespace landform::cli
