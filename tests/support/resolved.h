// A blueprint's text, resolved: for tests that build blueprints of their own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/render_text.h"
#include "base/text.h"
#include "blueprint/decode.h"
#include "resolve/resolve.h"
#include "yaml/reader.h"

namespace landform::test {

// How a small blueprint begins: with its customer. `more` are further lines of that section, indented by two.
inline std::string customer_globex(std::string_view more = {}) {
  return base::cat(
      "landform: 1\ncustomer:\n  name: Globex\n  slug: globex\n"
      "  mailboxes: {root: \"aws+{account}@globex.example\", billing: bills@globex.example, operations: "
      "ops@globex.example, security: sec@globex.example}\n",
      more);
}

struct Resolved {
  std::optional<resolve::Organization> organization;  // nothing after errors
  resolve::Lock after;
  std::string said;  // the diagnostics as text
};

inline Resolved resolve_text(std::string blueprint, const resolve::Lock& before) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  Resolved resolved;
  const auto root = yaml::read(sources, sources.add("b.yaml", std::move(blueprint)), {}, diagnostics);
  if (root) {
    const blueprint::Blueprint written = blueprint::decode(*root, diagnostics);
    if (!diagnostics.has_errors())
      resolved.organization = resolve::resolve(written, before, resolved.after, diagnostics);
  }
  resolved.said = base::render_text(sources, diagnostics);
  return resolved;
}

}  // namespace landform::test
