#include "stacks/not_built.h"

#include <string_view>

#include "base/text.h"

namespace landform::stacks {
namespace {

const yaml::Entry* find_path(const yaml::Node& root, std::string_view path) {
  const yaml::Node* node = &root;
  const yaml::Entry* entry = nullptr;
  for (const std::string_view key : base::split(path, '.')) {
    entry = node->entry(key);
    if (!entry) return nullptr;
    node = &entry->value;
  }
  return entry;
}

}  // namespace

void report_not_built(const yaml::Node& root, base::Diagnostics& diagnostics) {
  const yaml::Entry* kind = find_path(root, "network.transit.kind");
  if (!kind || kind->value.text != "peering") return;
  diagnostics.add(base::Diagnostic("plan/not-built-yet", kind->value.span,
                                   "peering of VPCs is read and checked, but this version builds nothing from it")
                      .note("the VPCs are built without a way between them")
                      .help("kind: transit-gateway"));
}

}  // namespace landform::stacks
