#include "cli/customer_template.h"

#include <string_view>

#include "base/text.h"
#include "blueprint/layers_path.h"

namespace landform::cli {

using base::cat;
using base::Diagnostic;

std::string customer_path(const base::SourceMap& sources, base::Span written_at, const std::string& written) {
  if (!written_at.known() || written.starts_with('/')) return written;
  const std::string& naming = sources.file(written_at.file).path;
  const auto slash = naming.rfind('/');
  return blueprint::normal_path(slash == std::string::npos ? written : cat(naming.substr(0, slash + 1), written));
}

void bind_defaults(const cfn::Template& source, base::Span written_at, cfn::Bindings& bindings,
                   base::Diagnostics& diagnostics) {
  const yaml::Node* parameters = source.root.find("Parameters");
  if (parameters == nullptr || !parameters->is_mapping()) return;
  for (const yaml::Entry& parameter : parameters->entries) {
    const yaml::Node* type = parameter.value.find("Type");
    const yaml::Node* fallback = parameter.value.find("Default");
    const auto given = bindings.parameters.find(parameter.key);
    const bool in_store = type != nullptr && type->text.starts_with("AWS::SSM::Parameter::");
    if (given != bindings.parameters.end() || bindings.open.contains(parameter.key)) continue;
    if (fallback == nullptr) {
      diagnostics.add(
          Diagnostic(
              "customization/missing-parameter", written_at,
              cat("parameter `", parameter.key, "` of this template has no default, and nothing gives it a value"))
              .also(parameter.key_span, "declared here")
              .help(cat("add `parameters: {", parameter.key, ": ...}` to the customization, or a Default here")));
    } else if (in_store) {
      bindings.open.insert(parameter.key);
    } else {
      bindings.parameters.emplace(parameter.key, *fallback);
    }
  }
}

}  // namespace landform::cli
