// report/index.html: the organization on one page that needs no network. Its source is templates/report/index.html,
// which fills like a document's (documents/render.h), with the escaping of HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "emit/documents/document.h"
#include "emit/output_file.h"

namespace landform::emit {

// What the build had to say, beside errors.
struct ReportWarning {
  std::string slug;
  std::string message;
};

inline constexpr std::string_view kReportSource = "report/index.html";  // below templates/

// `map`: network_map_svg of the organization, which is a document of its own, too.
base::Result<OutputFile, RenderFault> emit_report(std::string_view source, const DocumentInput& input,
                                                  std::string_view map, const std::vector<ReportWarning>& warnings);

}  // namespace landform::emit
