#include "cfn/template.h"

#include <utility>

#include "cfn/passes.h"
#include "yaml/reader.h"

namespace landform::cfn {

std::optional<Template> read_template(const base::SourceMap& sources, base::FileId file,
                                      base::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.errors();
  std::optional<yaml::Node> root = yaml::read(sources, file, {template_tags()}, diagnostics);
  if (!root) return std::nullopt;
  Template out{desugar(std::move(*root), diagnostics)};
  check_sections(out.root, diagnostics);
  if (diagnostics.errors() > before) return std::nullopt;
  return out;
}

}  // namespace landform::cfn
