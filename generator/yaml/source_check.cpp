#include "yaml/source_check.h"

#include "base/text.h"
#include "yaml/spans.h"

namespace landform::yaml {

using base::cat;
using base::Diagnostic;

std::optional<ReaderInput> check_source(std::string_view text, base::FileId file, base::Diagnostics& diagnostics) {
  if (text.size() > kMaxFileBytes) {
    diagnostics.add(Diagnostic("yaml/file-too-large", {file, 0, 0},
                               cat("this file has ", text.size(), " bytes; the limit is ", kMaxFileBytes, " (16 MiB)"))
                        .help("split it into several files"));
    return std::nullopt;
  }
  ReaderInput input{text, file, 0};
  if (text.starts_with("\xEF\xBB\xBF")) {
    input.skipped = 3;
    input.text.remove_prefix(3);
  }
  return input;
}

Diagnostic second_document_fault(const ReaderInput& input, std::size_t at) {
  const std::size_t token = skip_to_token(input.text, at);
  if (input.text.substr(token).starts_with("---") || input.text.substr(token).starts_with("%")) {
    return Diagnostic("yaml/several-documents", input.span(token, token + 3),
                      "a second document starts here; one file holds one document")
        .help("move what follows into a file of its own, or remove the `---`");
  }
  const std::size_t end = std::min(input.text.find_first_of("\r\n", token), input.text.size());
  return Diagnostic("yaml/syntax", input.span(token, end),
                    "this line fits nothing above it: neither its list nor its mapping")
      .help("indent it as the lines that it belongs to; a list and a mapping cannot share one column");
}

}  // namespace landform::yaml
