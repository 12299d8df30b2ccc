// The report, the documents and the map of the network.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "cli/source_templates.h"
#include "emit/documents/document.h"
#include "emit/output_file.h"
#include "emit/report.h"

namespace landform::cli {

// Each is written by itself: any thread may write one, beside the others.
class DocumentFiles {
 public:
  // Reads the sources. What the build has said before is in the report. `input` outlives this.
  DocumentFiles(const emit::DocumentInput& input, base::SourceMap& sources, SourceTemplates& templates,
                base::Diagnostics& diagnostics);

  // None after errors (emit/no-template). The first takes longest.
  [[nodiscard]] std::size_t size() const { return written_.size(); }
  void write(std::size_t index);
  // Appends them to `files`. Raises emit/document-source.
  void take(std::vector<emit::OutputFile>& files, base::Diagnostics& diagnostics);

 private:
  const emit::DocumentInput& input_;
  const base::SourceMap& sources_;
  std::vector<emit::ReportWarning> warnings_;
  std::vector<base::FileId> read_;
  std::string map_;  // of the network: in the report, and a file by itself
  std::vector<std::optional<base::Result<emit::OutputFile, emit::RenderFault>>> written_;
};

}  // namespace landform::cli
