// Law: tags. Keys are unique, not AWS's own, and of limited length and number. Lists of {Key, Value} and maps are both
// known. Source: aws-facts.md I.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "verify/laws.h"
#include "verify/quota_check.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

// Properties that hold tags of the resource itself, over all services.
constexpr std::array<std::string_view, 8> kTagProperties = {"Tags",           "FileSystemTags",  "AccessPointTags",
                                                            "BackupPlanTags", "BackupVaultTags", "FrameworkTags",
                                                            "ReportPlanTags", "ResourceTags"};

class Tags {
 public:
  Tags(const Resource& resource, const Input& input, base::Diagnostics& diagnostics)
      : resource_(resource), input_(input), diagnostics_(diagnostics) {}

  void check(const Node& tags) {
    if (tags.is_sequence()) {
      for (const Node& tag : tags.items) list_item(tag);
    } else if (tags.is_mapping() && !intrinsic_of(tags)) {
      for (const Entry& tag : tags.entries) {
        if (tag.key.starts_with("Fn::")) continue;
        key(tag.key, tag.key_span);
        value(tag.value);
      }
    }
    if (count_ == 0) return;
    check_limit(
        "verify/too-many", input_.context, "tags/per-resource", count_,
        [&] { return cat("`", resource_.id, "` has ", count_, " tags"); }, tags.span, diagnostics_);
  }

 private:
  void list_item(const Node& tag) {
    const Node* key_node = tag.find("Key");
    if (key_node == nullptr) return;
    if (const auto text = literal(*key_node)) key(*text, key_node->span);
    if (const Node* value_node = tag.find("Value")) value(*value_node);
  }

  void key(std::string_view text, base::Span span) {
    ++count_;
    if (!seen_.emplace(text, span)) {
      diagnostics_.add(
          Diagnostic("verify/duplicate-tag", span, cat("tag key `", text, "` stands twice on `", resource_.id, "`"))
              .also(*seen_.find(text), "first here"));
    }
    if (text.size() >= 4 && text[3] == ':' && base::to_lower(text.substr(0, 4)) == "aws:") {
      diagnostics_.add(Diagnostic(
          "verify/reserved-tag", span,
          cat("tag key `", text, "` of `", resource_.id, "` begins with `aws:`, which AWS keeps ", "for itself")));
    }
    const auto characters = static_cast<std::int64_t>(base::count_characters(text));
    check_limit(
        "verify/too-long", input_.context, "tags/key", characters,
        [&] { return cat("a tag key of `", resource_.id, "` has ", characters, " characters"); }, span, diagnostics_);
  }

  void value(const Node& node) {
    each_value(node, [&](const Node& one) {
      const auto text = literal(one);
      if (!text) return;
      const auto characters = static_cast<std::int64_t>(base::count_characters(*text));
      check_limit(
          "verify/too-long", input_.context, "tags/value", characters,
          [&] { return cat("a tag value of `", resource_.id, "` has ", characters, " characters"); }, one.span,
          diagnostics_);
    });
  }

  const Resource& resource_;
  const Input& input_;
  base::Diagnostics& diagnostics_;
  NameMap<base::Span> seen_;
  std::int64_t count_ = 0;
};

}  // namespace

void law_tags(const Input& input, base::Diagnostics& diagnostics) {
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr || !resource.type.starts_with("AWS::")) continue;
    const auto& properties = resource.properties->entries;
    if (std::none_of(properties.begin(), properties.end(),
                     [](const Entry& property) { return property.key.ends_with("Tags"); })) {
      continue;
    }
    for (const std::string_view property : kTagProperties) {
      const Node* tags = resource.properties->find(property);
      if (tags == nullptr) continue;
      each_value(*tags, [&](const Node& value) { Tags(resource, input, diagnostics).check(value); });
    }
  }
}

}  // namespace landform::verify
