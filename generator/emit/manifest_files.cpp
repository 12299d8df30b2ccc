#include "emit/manifest_files.h"

#include <algorithm>
#include <utility>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "base/text.h"
#include "yaml/reader.h"

namespace landform::emit {
namespace {

constexpr std::string_view kUnsealed = "0000000000000000000000000000000000000000000000000000000000000000";
constexpr std::string_view kSealKey = "\"seal\": \"";

bool is_hash(std::string_view text) {
  return text.size() == kUnsealed.size() &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// Relative, without empty parts, "." and "..": a manifest must never lead a program out of its tree.
bool stays_inside(std::string_view path) {
  const auto parts = base::split(path, '/');
  return std::none_of(parts.begin(), parts.end(),
                      [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

bool seal_fits(std::string_view text) {
  const auto key = text.rfind(kSealKey);
  if (key == std::string_view::npos) return false;
  const auto begin = key + kSealKey.size();
  if (begin + kUnsealed.size() > text.size()) return false;
  std::string unsealed_text(text);
  unsealed_text.replace(begin, kUnsealed.size(), kUnsealed);
  return base::sha256_hex(unsealed_text) == text.substr(begin, kUnsealed.size());
}

}  // namespace

std::string_view unsealed() {
  return kUnsealed;
}

std::string seal_manifest(std::string manifest) {
  return seal_manifest(std::move(manifest), base::Sha256(), 0);
}

std::string seal_manifest(std::string manifest, base::Sha256 begun, std::size_t taken) {
  begun.add(std::string_view(manifest).substr(taken));
  const auto key = manifest.rfind(kSealKey);
  manifest.replace(key + kSealKey.size(), kUnsealed.size(), begun.hex());
  return manifest;
}

std::optional<ManifestFiles> read_manifest_files(std::string_view text) {
  if (!seal_fits(text)) return std::nullopt;
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto file = sources.add(std::string(kManifestPath), std::string(text));
  const auto root = yaml::read(sources, file, {}, diagnostics);
  if (!root) return std::nullopt;
  const auto* list = root->find("files");
  if (list == nullptr || !list->is_sequence()) return std::nullopt;
  ManifestFiles files;
  for (const auto& item : list->items) {
    const auto* path = item.find("path");
    const auto* hash = item.find("sha256");
    if (path == nullptr || hash == nullptr || !path->is_string() || !is_hash(hash->text) || !stays_inside(path->text)) {
      return std::nullopt;
    }
    files.emplace(path->text, hash->text);
  }
  return files;
}

}  // namespace landform::emit
