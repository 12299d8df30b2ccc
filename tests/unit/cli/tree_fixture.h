// Out trees for the tests of the tree writer: files with a manifest that lists them, sealed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "emit/manifest_files.h"
#include "emit/output_file.h"
#include "yaml/node.h"
#include "yaml/write.h"

namespace landform::test {

using Texts = std::map<std::string, std::string>;

inline std::vector<emit::OutputFile> tree_of(const Texts& texts) {
  std::vector<emit::OutputFile> files;
  yaml::Node list = yaml::sequence();
  for (const auto& [path, text] : texts) {
    files.push_back(emit::output_file(path, text));
    list.add(yaml::mapping({{"path", yaml::string(path)}, {"sha256", yaml::string(files.back().sha256)}}));
  }
  yaml::Node manifest = yaml::mapping();
  manifest.add("files", std::move(list));
  manifest.add("seal", yaml::string(std::string(emit::unsealed())));
  files.push_back(emit::output_file(std::string(emit::kManifestPath),
                                    emit::seal_manifest(yaml::write_json(manifest, yaml::JsonLayout::pretty))));
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

// Paths below `root` with their bytes, as the disk should hold them.
inline Texts placed(const std::vector<emit::OutputFile>& files, const std::string& root, const Texts& others = {}) {
  Texts texts;
  for (const auto& file : files) texts.emplace(root + "/" + file.path, file.bytes);
  for (const auto& [path, text] : others) texts.emplace(root + "/" + path, text);
  return texts;
}

}  // namespace landform::test
