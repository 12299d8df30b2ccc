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
    "network.transit",
    "incidents",
    "patching",
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

// Subnets that others are to use, of a VPC or of a tier of a layout, and tiers that want a transit gateway.
void add_shared_and_connected(const yaml::Node& root, std::vector<std::string>& names,
                              std::vector<base::Span>& places) {
  const auto add = [&](const yaml::Node& owner, const std::string& path) {
    const yaml::Entry* share = owner.entry("share_to");
    if (!share || share->value.is_null() || (share->value.is_sequence() && share->value.items.empty())) return;
    names.push_back(cat("`", path, ".share_to`"));
    places.push_back(share->key_span);
  };
  if (const yaml::Entry* vpcs = find_path(root, "network.vpcs")) {
    for (const yaml::Entry& vpc : vpcs->value.entries) add(vpc.value, cat("network.vpcs.", vpc.key));
  }
  if (const yaml::Entry* layouts = find_path(root, "network.tiers")) {
    for (const yaml::Entry& layout : layouts->value.entries) {
      const yaml::Node* tiers = layout.value.find("subnets");
      if (!tiers) continue;
      for (const yaml::Entry& tier : tiers->entries) {
        add(tier.value, cat("network.tiers.", layout.key, ".subnets.", tier.key));
        const yaml::Entry* route = tier.value.entry("route");
        if (!route || route->value.text != "transit") continue;
        names.push_back(cat("`network.tiers.", layout.key, ".subnets.", tier.key, ".route`"));
        places.push_back(route->key_span);
      }
    }
  }
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
  add_shared_and_connected(root, names, places);
  if (names.empty()) return;
  base::Diagnostic diagnostic(
      "plan/not-built-yet", places.front(),
      cat(base::count_of(names.size(), "key"), " of this blueprint ", names.size() == 1 ? "is" : "are",
          " read and checked, but this version builds nothing from ", names.size() == 1 ? "it" : "them"));
  diagnostic.notes.push_back(cat("they are ", base::join(names, ", ")));
  diagnostics.add(std::move(diagnostic));
}

}  // namespace landform::stacks
