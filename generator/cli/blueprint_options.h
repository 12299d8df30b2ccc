// What build and check share: where a blueprint, its lock and its templates are.
#pragma once

#include <optional>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "cli/command.h"
#include "cli/compile.h"

namespace landform::cli {

inline constexpr OptionSpec kLockOption{"--lock", "", "FILE",
                                        "the lock file (default: beside the blueprint, NAME.lock.yaml)"};
inline constexpr OptionSpec kLockedOption{"--locked", "", "", "fail where the lock would change (for CI)"};
inline constexpr OptionSpec kTemplatesOption{"--templates", "", "DIR", "read the source templates from DIR"};

// The blueprint of the first word, compiled. Nothing after errors.
std::optional<Compiled> compile_named(World& world, const Arguments& arguments, base::SourceMap& sources,
                                      base::Diagnostics& diagnostics, Until until = Until::everything);

// The number of lock entries that a build adds or changes.
std::size_t lock_changes(const Compiled& compiled);

}  // namespace landform::cli
