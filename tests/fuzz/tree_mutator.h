// What random bytes do to YAML is mostly that it is none any more, and then nothing behind the reader is fuzzed. This
// mutator reads the input as a tree, changes one node of it and writes it again; every other time, and where the input
// is no YAML, bytes are mutated as ever.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source_map.h"
#include "yaml/reader.h"
#include "yaml/write.h"

// libFuzzer's own mutator; replay_main.cpp has one that does nothing.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace landform::fuzz {

class TreeMutator {
 public:
  TreeMutator(yaml::Node& root, unsigned seed) : random_(seed) { collect(root); }

  void change_one() {
    yaml::Node& place = any_node();
    switch (below(7)) {
      case 0:
        place = yaml::Node(any_node());
        break;
      case 1:
        remove_child(place);
        break;
      case 2:
        add_child(place);
        break;
      case 3:
        wrap(place);
        break;
      case 4:
        unwrap(place);
        break;
      case 5:
        rename(place);
        break;
      default:
        change_scalar(place);
        break;
    }
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  yaml::Node& any_node() { return *nodes_[below(nodes_.size())]; }

  void collect(yaml::Node& node) {
    nodes_.push_back(&node);
    for (yaml::Node& item : node.items) collect(item);
    for (yaml::Entry& entry : node.entries) {
      keys_.push_back(entry.key);
      collect(entry.value);
    }
  }

  std::string any_key() { return keys_.empty() ? "Ref" : keys_[below(keys_.size())]; }

  void remove_child(yaml::Node& node) {
    if (!node.items.empty())
      node.items.erase(node.items.begin() + static_cast<std::ptrdiff_t>(below(node.items.size())));
    if (!node.entries.empty()) {
      node.entries.erase(node.entries.begin() + static_cast<std::ptrdiff_t>(below(node.entries.size())));
    }
  }

  // An item twice, or an entry from elsewhere under a key from elsewhere.
  void add_child(yaml::Node& node) {
    yaml::Node copy = any_node();
    if (node.is_sequence()) {
      node.add(std::move(copy));
    } else if (std::string key = any_key(); node.is_mapping() && !node.find(key)) {
      node.add(std::move(key), std::move(copy));
    }
  }

  void wrap(yaml::Node& node) {
    static constexpr std::array<std::string_view, 22> kFunctions{"Ref",
                                                                 "Fn::Sub",
                                                                 "Fn::GetAtt",
                                                                 "Fn::Join",
                                                                 "Fn::Split",
                                                                 "Fn::Select",
                                                                 "Fn::If",
                                                                 "Fn::Equals",
                                                                 "Fn::And",
                                                                 "Fn::Or",
                                                                 "Fn::Not",
                                                                 "Fn::FindInMap",
                                                                 "Fn::ForEach::One",
                                                                 "Fn::Length",
                                                                 "Fn::Cidr",
                                                                 "Fn::GetAZs",
                                                                 "Fn::ImportValue",
                                                                 "Fn::Base64",
                                                                 "Condition",
                                                                 "Fn::ToJsonString",
                                                                 "Fn::Transform",
                                                                 "Fn::GetStackOutput"};
    yaml::Node argument = std::exchange(node, {});
    if (below(2) == 0) {
      yaml::Node list = yaml::sequence();
      if (below(2) == 0) list.add(yaml::string(any_key()));
      list.add(std::move(argument));
      if (below(2) == 0) list.add(yaml::string(any_key()));
      argument = std::move(list);
    }
    node = yaml::mapping();
    node.add(std::string(kFunctions[below(kFunctions.size())]), std::move(argument));
  }

  void unwrap(yaml::Node& node) {
    if (!node.items.empty()) {
      node = yaml::Node(node.items[below(node.items.size())]);
    } else if (!node.entries.empty()) {
      node = yaml::Node(node.entries[below(node.entries.size())].value);
    }
  }

  void rename(yaml::Node& node) {
    if (node.entries.empty()) return;
    std::string key = any_key();
    if (!node.find(key)) node.entries[below(node.entries.size())].key = std::move(key);
  }

  void change_scalar(yaml::Node& node) {
    switch (below(8)) {
      case 0:
        node = yaml::null();
        break;
      case 1:
        node = yaml::boolean(below(2) == 0);
        break;
      case 2:
        node = yaml::sequence();
        break;
      case 3:
        node = yaml::mapping();
        break;
      case 4:
        node = yaml::string(any_key());
        break;
      default:
        std::string text = node.is_scalar() ? node.text : any_key();
        const std::size_t size = text.size();
        text.resize(size + 16);
        text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
        node = yaml::string(std::move(text));
        break;
    }
  }

  std::minstd_rand random_;
  std::vector<yaml::Node*> nodes_;
  std::vector<std::string> keys_;
};

inline std::size_t mutate_tree(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const bool has_aliases = text.find('*') != std::string::npos && text.find('&') != std::string::npos;
  if (seed % 2 == 0 || has_aliases) return LLVMFuzzerMutate(data, size, max_size);
  base::SourceMap sources;
  base::Diagnostics ignored;
  std::optional<yaml::Node> root =
      yaml::read(sources, sources.add("fuzz", text), {{}, yaml::UnknownTags::keep}, ignored);
  if (!root) return LLVMFuzzerMutate(data, size, max_size);
  TreeMutator(*root, seed / 2).change_one();
  const std::string written = yaml::write_yaml(*root);
  if (written.empty() || written.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::copy(written.begin(), written.end(), data);
  return written.size();
}

}  // namespace landform::fuzz
