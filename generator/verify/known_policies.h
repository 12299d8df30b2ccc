// Policy documents about which the laws have nothing to tell, kept by content for all templates of a run: thousands of
// stacks may hold the same text. What the laws say of a document depends on its content, on its kind and on its
// resource's type alone, so an equal one needs no second look. Any thread may ask and add, without waiting for others.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "verify/policy.h"
#include "yaml/node.h"

namespace landform::verify {

class KnownPolicies {
 public:
  [[nodiscard]] bool has(PolicyKind kind, std::string_view type, const yaml::Node& document) const;
  // Those of a template about which nothing at all was told.
  void add(const Policies& policies);

 private:
  struct Known {
    PolicyKind kind;
    std::string type;
    yaml::Node document;
  };
  // Each new document is compared with all of its kind and type: mostly up to its first Sid.
  static constexpr std::size_t kMost = 64;

  std::mutex adding_;
  std::atomic<std::size_t> count_ = 0;
  std::array<std::unique_ptr<const Known>, kMost> known_;  // the first `count_` stay as they are
};

}  // namespace landform::verify
