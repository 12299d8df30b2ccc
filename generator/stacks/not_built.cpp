#include "stacks/not_built.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace landform::stacks {
namespace {

using base::cat;

// Dotted paths of keys, in the order of the language reference. A capability that lands removes its line.
constexpr auto kNotBuilt = std::to_array<std::string_view>({
    "identity.iam.require_mfa",
    "identity.iam.groups",
    "identity.iam.users",
    "identity.iam.roles",
    "identity.iam.policies",
});

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

// A peering for each pair of VPCs instead of a gateway.
void add_peering(const yaml::Node& root, std::vector<std::string>& names, std::vector<base::Span>& places) {
  const yaml::Entry* kind = find_path(root, "network.transit.kind");
  if (!kind || kind->value.text != "peering") return;
  names.emplace_back("`network.transit.kind` (`peering`; `transit-gateway` is built)");
  places.push_back(kind->value.span);
}

}  // namespace

void report_not_built(const yaml::Node& root, base::Diagnostics& diagnostics) {
  std::vector<std::string> names;
  std::vector<base::Span> places;
  for (const std::string_view path : kNotBuilt) {
    if (const yaml::Entry* entry = find_path(root, path); entry && !entry->value.is_null()) {
      names.push_back(cat("`", path, "`"));
      places.push_back(entry->key_span);
    }
  }
  add_peering(root, names, places);
  if (names.empty()) return;
  base::Diagnostic diagnostic(
      "plan/not-built-yet", places.front(),
      cat(base::count_of(names.size(), "key"), " of this blueprint ", names.size() == 1 ? "is" : "are",
          " read and checked, but this version builds nothing from ", names.size() == 1 ? "it" : "them"));
  diagnostic.notes.push_back(cat("they are ", base::join(names, ", ")));
  diagnostics.add(std::move(diagnostic));
}

}  // namespace landform::stacks
