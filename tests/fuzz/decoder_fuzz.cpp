// The decoder takes whatever the reader gives, and tells it in a text that can be rendered.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/render_text.h"
#include "blueprint/decode.h"
#include "yaml/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace landform;
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto file = sources.add("input.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const auto root = yaml::read(sources, file, {}, diagnostics);
  if (!root) return 0;
  const blueprint::Blueprint decoded = blueprint::decode(*root, diagnostics);
  // A blueprint without a version was never one: something must have been said.
  if (!decoded.landform.written() && !diagnostics.has_errors()) std::abort();
  for (const base::Diagnostic& each : diagnostics.all()) {
    if (each.message.empty()) std::abort();
    const base::Span span = each.primary.span;
    if (span.known() && (span.begin > span.end || span.end > size)) std::abort();
  }
  (void)base::render_text(sources, diagnostics);
  return 0;
}
