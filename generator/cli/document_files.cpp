#include "cli/document_files.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "emit/documents/network_map.h"

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

DocumentFiles::DocumentFiles(const emit::DocumentInput& input, base::SourceMap& sources, SourceTemplates& templates,
                             base::Diagnostics& diagnostics)
    : input_(input), sources_(sources), warnings_(said_so_far(sources, diagnostics)) {
  std::vector<std::string> paths{std::string(emit::kReportSource)};
  for (const emit::Document* document : input.documents) paths.push_back(emit::document_source(*document));
  for (const std::string& path : paths) {
    if (const auto file = templates.read_text(path)) read_.push_back(*file);
  }
  if (!diagnostics.has_errors()) written_.resize(read_.size());
}

void DocumentFiles::write(std::size_t index) {
  const std::string_view source = sources_.file(read_[index]).text;
  if (index == 0) {
    map_ = emit::network_map_svg(input_.organization);
    written_[index] = emit::emit_report(source, input_, map_, warnings_);
  } else {
    written_[index] = emit::emit_document(*input_.documents[index - 1], source, input_);
  }
}

void DocumentFiles::take(std::vector<emit::OutputFile>& files, base::Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < written_.size(); ++i) {
    if (*written_[i]) {
      files.push_back(std::move(*written_[i]).value());
      continue;
    }
    diagnostics.add(
        base::Diagnostic("emit/document-source", {},
                         cat("cannot fill `", sources_.file(read_[i]).path, "`: ", written_[i]->error().what))
            .note("documents are mustache sources; docs/adding-a-document.md says what they may use")
            .help("compare it with the file of that name in landform's own templates"));
  }
  if (auto file = emit::emit_network_map(std::move(map_))) files.push_back(std::move(*file));
}

}  // namespace landform::cli
