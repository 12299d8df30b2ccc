// The part of the lock that remembers which stack holds what of Identity Center:
//
//     identity:
//       group developers: {shard: 1}
//       member developers/ada@acme.example: {shard: 1}
//       permission-set developer: {shard: 1}
//       user ada@acme.example: {shard: 1}
//
// What leaves the blueprint leaves the lock with it: who has gone is not kept by name. Assignments need no entry, as
// they follow the places of their accounts. Groups and sets of the baseline are always in the first stack.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/diagnostic.h"
#include "base/span.h"
#include "yaml/node.h"

namespace landform::resolve {

class LockText;

struct LockedIdentity {
  std::uint32_t shard = 1;
  base::Span span;   // the entry's key in the lock file; unknown for an entry of this build
  base::Span cause;  // the blueprint's place that added it in this build; unknown otherwise
};
using LockedIdentities = std::map<std::string, LockedIdentity, std::less<>>;  // "user ada@acme.example"

inline constexpr std::string_view kIdentityKey = "identity";

// Reads that key of a lock; what landform did not write is lock/not-readable or lock/unknown-key.
void read_identities(const yaml::Node& root, LockedIdentities& identities, base::Diagnostics& diagnostics);
// Adds the key when there is something to say.
void write_identities(const LockedIdentities& identities, LockText& text);
bool same(const LockedIdentity& a, const LockedIdentity& b);

}  // namespace landform::resolve
