// What `tagging` says of tags: how keys are spelt, which values they take, which are required.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/tagging.h"
#include "resolve/located.h"

namespace landform::resolve {

class TagRules {
 public:
  using Definition = blueprint::NamedItem<blueprint::TagDefinition>;

  // `tagging` must live on.
  TagRules(const blueprint::Tagging& tagging, base::Diagnostics& diagnostics);

  // Complains of keys that are defined in two spellings. For one set of rules of a run.
  void check_definitions() const;
  // By name.
  [[nodiscard]] const std::vector<const Definition*>& required() const { return required_; }
  // Lays the written tags over those that were inherited.
  void apply(const blueprint::Tags& written, Tags& tags) const;

 private:
  bool check(const std::string& key, base::Span key_span, const std::string& value, base::Span value_span) const;
  bool check_allowed(const Definition& definition, const std::string& value, base::Span span) const;

  base::Diagnostics& diagnostics_;
  std::unordered_map<std::string, const Definition*> by_lower_key_;  // only looked up, never walked
  std::vector<std::pair<const Definition*, const Definition*>> spelt_twice_;
  std::vector<const Definition*> required_;
};

}  // namespace landform::resolve
