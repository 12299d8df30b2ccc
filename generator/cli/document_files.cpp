#include "cli/document_files.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "cli/parallel.h"
#include "emit/documents/network_map.h"
#include "emit/report.h"

namespace landform::cli {
namespace {

using base::cat;

// Warnings and notes by their words, without their places: what moves in the blueprint moves nothing in the report.
std::vector<emit::ReportWarning> said_so_far(const base::SourceMap& sources, const base::Diagnostics& diagnostics) {
  std::vector<emit::ReportWarning> said;
  for (const base::Diagnostic& diagnostic : diagnostics.sorted(sources)) {
    said.push_back({std::string(diagnostic.slug), diagnostic.message});
  }
  std::sort(said.begin(), said.end(), [](const emit::ReportWarning& a, const emit::ReportWarning& b) {
    return std::tie(a.slug, a.message) < std::tie(b.slug, b.message);
  });
  return said;
}

}  // namespace

bool add_documents(const emit::DocumentInput& input, base::SourceMap& sources, SourceTemplates& templates,
                   std::size_t threads, std::vector<emit::OutputFile>& files, base::Diagnostics& diagnostics) {
  const std::vector<emit::ReportWarning> warnings = said_so_far(sources, diagnostics);
  // The report takes longest, so it is begun first.
  std::vector<std::string> paths{std::string(emit::kReportSource)};
  for (const emit::Document* document : input.documents) paths.push_back(emit::document_source(*document));
  std::vector<base::FileId> read;
  for (const std::string& path : paths) {
    if (const auto file = templates.read_text(path)) read.push_back(*file);
  }
  if (diagnostics.has_errors()) return false;
  std::vector<std::optional<base::Result<emit::OutputFile, emit::RenderFault>>> written(read.size());
  std::string map;
  in_parallel(read.size(), threads, [&](std::size_t i) {
    const std::string& source = sources.file(read[i]).text;
    if (i == 0) {
      map = emit::network_map_svg(input.organization);
      written[i] = emit::emit_report(source, input, map, warnings);
    } else {
      written[i] = emit::emit_document(*input.documents[i - 1], source, input);
    }
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
  if (auto file = emit::emit_network_map(std::move(map))) files.push_back(std::move(*file));
  return !diagnostics.has_errors();
}

}  // namespace landform::cli
