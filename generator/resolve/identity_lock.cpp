#include "resolve/identity_lock.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "cfn/rows.h"
#include "resolve/lock.h"
#include "resolve/lock_text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::array<std::string_view, 4> kKinds = {"group ", "member ", "permission-set ", "user "};
// 100,000 users, the most that a directory has, are far fewer stacks.
constexpr std::uint32_t kMostShards = 10'000;

std::optional<std::uint32_t> shard_number(const yaml::Node& node) {
  std::uint32_t number = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto result = std::from_chars(node.text.data(), end, number);
  const bool sound = node.kind == yaml::Kind::integer && result.ec == std::errc() && result.ptr == end && number >= 1 &&
                     number <= kMostShards;
  return sound ? std::optional(number) : std::nullopt;
}

}  // namespace

void read_identities(const yaml::Node& root, LockedIdentities& identities, base::Diagnostics& diagnostics) {
  const auto damage = [&](base::Span span, std::string message) {
    diagnostics.add(Diagnostic("lock/not-readable", span, std::move(message)).help(std::string(kLockWayOut)));
  };
  const yaml::Node* entries = root.find(kIdentityKey);
  if (entries == nullptr) return;
  if (!entries->is_mapping()) return damage(entries->span, cat("`", kIdentityKey, "` is no mapping in the lock"));
  for (const yaml::Entry& entry : entries->entries) {
    const bool known = std::any_of(kKinds.begin(), kKinds.end(), [&](std::string_view kind) {
      return entry.key.size() > kind.size() && entry.key.starts_with(kind);
    });
    if (!known) {
      damage(entry.key_span, cat("`", entry.key, "` begins with no kind of thing that Identity Center holds"));
      continue;
    }
    const yaml::Node* shard = entry.value.find("shard");
    if (shard == nullptr) {
      damage(entry.key_span, cat("`", entry.key, "` has no `shard` in the lock"));
      continue;
    }
    for (const yaml::Entry& inner : entry.value.entries) {
      if (inner.key == "shard") continue;
      diagnostics.add(Diagnostic("lock/unknown-key", inner.key_span,
                                 cat("`", entry.key, "` has a key `", inner.key, "` that landform does not know"))
                          .help(std::string(kLockWayOut)));
    }
    if (const auto number = shard_number(*shard)) {
      identities.emplace(entry.key, LockedIdentity{*number, entry.key_span, {}});
    } else {
      damage(shard->span, cat("`shard` of `", entry.key, "` is no whole number from 1 to ", kMostShards));
    }
  }
}

void write_identities(const LockedIdentities& identities, LockText& text) {
  if (identities.empty()) return;
  text.add_entries(kIdentityKey, identities, [](const LockedIdentity& place) {
    yaml::Node node = cfn::row_of("shard", cfn::Number{place.shard});
    node.style = yaml::Style::flow;
    return node;
  });
}

bool same(const LockedIdentity& a, const LockedIdentity& b) {
  return a.shard == b.shard;
}

}  // namespace landform::resolve
