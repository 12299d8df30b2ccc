// The documents and the report among the passes: their sources found, each filled beside the others.
#pragma once

#include <cstddef>
#include <vector>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "cli/source_templates.h"
#include "emit/documents/document.h"
#include "emit/output_file.h"

namespace landform::cli {

// Appends the report and the documents to `files`. What the build has said before is in the report. False after errors:
// emit/no-template, emit/document-source.
bool add_documents(const emit::DocumentInput& input, base::SourceMap& sources, SourceTemplates& templates,
                   std::size_t threads, std::vector<emit::OutputFile>& files, base::Diagnostics& diagnostics);

}  // namespace landform::cli
