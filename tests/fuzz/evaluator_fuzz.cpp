// Evaluates any bytes as a template, with bindings made from the template itself. Whatever can be evaluated must come
// out stable, be written, and be read back.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/source_map.h"
#include "cfn/evaluate.h"
#include "cfn/template.h"
#include "fuzz/promises.h"
#include "fuzz/tree_mutator.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace {

using namespace landform;
using fuzz::require;

// Every second parameter is bound: to its own default, to a list, to a call, to hard text.
cfn::Bindings bindings_of(const cfn::Template& source, unsigned kind) {
  cfn::Bindings out;
  const yaml::Node* parameters = source.root.find("Parameters");
  if (!parameters) return out;
  unsigned index = kind;
  for (const yaml::Entry& entry : parameters->entries) {
    const yaml::Node* fallback = entry.value.find("Default");
    switch (index++ % 6) {
      case 0:
        out.parameters.emplace(entry.key, fallback ? *fallback : yaml::string("${" + entry.key + "}"));
        break;
      case 1:
        out.open.insert(entry.key);
        break;
      case 2:
        out.parameters.emplace(entry.key, yaml::strings({"a", "b-c"}));
        break;
      case 3:
        out.parameters.emplace(entry.key, yaml::mapping({{"Fn::Sub", yaml::string("x-${AWS::Region}")}}));
        break;
      case 4:
        out.parameters.emplace(entry.key, yaml::string("${" + entry.key + "} &{A} {{resolve:ssm:x}}"));
        break;
      default:
        break;
    }
  }
  if (const yaml::Node* mappings = source.root.find("Mappings"); mappings && kind % 2 == 1) {
    for (const yaml::Entry& entry : mappings->entries) out.mappings.emplace(entry.key, entry.value);
  }
  if (kind % 3 == 0) out.pseudo.emplace("AWS::Region", "eu-west-1");
  return out;
}

void evaluate(const base::SourceMap& sources, const cfn::Template& source, unsigned kind) {
  base::Diagnostics diagnostics;
  const cfn::EvaluateOptions options{cfn::UndeclaredParameters::keep,
                                     kind % 2 == 0 ? cfn::Transform::keep : cfn::Transform::refuse, kind % 3 != 1};
  const cfn::Bindings bindings = bindings_of(source, kind);
  const auto out = cfn::evaluate(source, bindings, options, diagnostics);
  require(out.has_value() == !diagnostics.has_errors());
  fuzz::require_sound(sources, diagnostics);
  if (!out) return;
  // Where every resource folded away nothing is left that CloudFormation, or the reader, would take for a template.
  const yaml::Node* resources = out->root.find("Resources");
  if (resources == nullptr || resources->entries.empty()) return;
  cfn::Bindings nothing;
  nothing.pseudo = bindings.pseudo;
  const auto again = cfn::evaluate(*out, nothing, options, diagnostics);
  require(again.has_value() && yaml::same_value(again->root, out->root));
  base::SourceMap written;
  const std::string text = yaml::write_yaml(cfn::resugar(out->root));
  const auto back = cfn::read_template(written, written.add("written", text), diagnostics);
  require(back.has_value() && yaml::same_value(back->root, out->root));
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return landform::fuzz::mutate_tree(data, size, max_size, seed);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const base::FileId file = sources.add("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  std::optional<cfn::Template> source = cfn::read_template(sources, file, diagnostics);
  if (!source) {
    // A case holds its template under a key of its own.
    base::Diagnostics ignored;
    auto root = yaml::read(sources, file, {cfn::template_tags()}, ignored);
    yaml::Node* inner = root ? root->find("template") : nullptr;
    if (!inner) return 0;
    source = cfn::Template{cfn::desugar(std::move(*inner), ignored)};
    if (ignored.has_errors()) return 0;
  }
  for (unsigned kind = 0; kind < 6; ++kind) evaluate(sources, *source, kind);
  return 0;
}
