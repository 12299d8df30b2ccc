// Any bytes: read as a template and, if they are one, verified as an ordinary stack's and as a stack set's. Nothing may
// crash, hang or be read out of bounds.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "cfn/template.h"
#include "fuzz/promises.h"
#include "fuzz/tree_mutator.h"
#include "verify/index.h"
#include "verify/plan_laws.h"
#include "verify/verify.h"

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return landform::fuzz::mutate_tree(data, size, max_size, seed);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostBytes = 64 * 1024;
  if (size > kMostBytes) return 0;
  using namespace landform;
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const base::FileId file = sources.add("fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const auto source = cfn::read_template(sources, file, diagnostics);
  if (!source) return 0;
  verify::Context context;
  context.sources = &sources;
  context.file_bytes = size;
  verify::verify_template(*source, context, diagnostics);
  context.target = verify::TargetKind::stack_set;
  context.regions = {"eu-west-1", "me-south-1"};
  verify::verify_template(*source, context, diagnostics);
  const verify::Deployment deployment{"fuzz", "account", {"eu-west-1", "us-east-1"}, 1, "fuzz"};
  const verify::PlannedTemplate planned{deployment, verify::plan_facts(verify::index_template(*source), deployment)};
  const verify::PlannedTemplate twice[] = {planned, planned};
  verify::verify_plan(twice, diagnostics);
  fuzz::require_sound(sources, diagnostics);
  static_cast<void>(verify::needed_capabilities(*source));
  return 0;
}
