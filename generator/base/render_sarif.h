// Diagnostics for code scanners: one SARIF 2.1.0 log with one run. Its rules are the table of slugs, all of them, so
// that a viewer can list what landform looks for.
// Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", Errata 01.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/source_map.h"

namespace landform::base {

struct SarifOptions {
  std::string version;        // of landform; left out when empty
  std::string help_base_uri;  // where the explain pages can be read, ending in '/'; without it rules have no helpUri
  // The explain page of a slug, in Markdown; may be empty. Without the function, help is the command that shows the
  // page.
  std::function<std::string_view(std::string_view slug)> page;
};

std::string render_sarif(const SourceMap& sources, const Diagnostics& diagnostics, const SarifOptions& options = {});

}  // namespace landform::base
