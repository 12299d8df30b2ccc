// What a manifest says about its tree: which files landform wrote there, and whether the manifest is still as written.
// Read by the tree writer and by `landform verify`; knows nothing of steps.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/sha256.h"

namespace landform::emit {

inline constexpr std::string_view kManifestPath = "manifest.json";

// Path below the tree -> SHA-256 in hex. The manifest itself is not among them: its seal covers it.
using ManifestFiles = std::map<std::string, std::string>;

// Nothing when the text is no manifest of landform's, when its seal does not fit its bytes (somebody edited it), or
// when it names a path that leads out of the tree.
std::optional<ManifestFiles> read_manifest_files(std::string_view text);

// The manifest's last value is the SHA-256 of its own bytes, taken with this in its place.
std::string_view unsealed();
// Puts the seal into a manifest that holds `unsealed()` once, as the value of "seal".
std::string seal_manifest(std::string manifest);
// The same where `begun` has taken that many of its bytes already.
std::string seal_manifest(std::string manifest, base::Sha256 begun, std::size_t taken);

}  // namespace landform::emit
