// Law: tags. Keys are unique, not AWS's own, and of limited length and number. Lists of {Key, Value} and maps are both
// known. Source: aws-facts.md I.
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
  Tags(const Input& input, base::Diagnostics& diagnostics) : input_(input), diagnostics_(diagnostics) {}

  void check(const Resource& resource, const Node& tags) {
    resource_ = &resource;
    seen_.clear();
    count_ = 0;
    if (tags.is_sequence()) {
      for (const Node& tag : tags.items) list_item(tag);
    } else if (tags.is_mapping() && !intrinsic_of(tags)) {
      for (const Entry& tag : tags.entries) {
        if (is_function_key(tag.key)) continue;
        key(tag.key, tag.key_span);
        value(tag.value);
      }
    }
    if (count_ <= most_) return;
    check_limit(
        "verify/too-many", input_.context, "tags/per-resource", count_,
        [&] { return cat("`", resource.id, "` has ", count_, " tags"); }, tags.span, diagnostics_);
  }

 private:
  void list_item(const Node& tag) {
    const Node* key_node = nullptr;
    const Node* value_node = nullptr;
    for (const Entry& part : tag.entries) {
      const std::string_view name = part.key;
      if (name == "Key") key_node = &part.value;
      if (name == "Value") value_node = &part.value;
    }
    if (key_node == nullptr) return;
    if (const auto text = literal(*key_node)) key(*text, key_node->span);
    if (value_node != nullptr) value(*value_node);
  }

  void key(std::string_view text, base::Span span) {
    ++count_;
    const auto [first, is_first] = seen_.add(text, span);
    if (!is_first) {
      diagnostics_.add(
          Diagnostic("verify/duplicate-tag", span, cat("tag key `", text, "` stands twice on `", resource_->id, "`"))
              .also(*first, "first here"));
    }
    if (text.size() >= 4 && text[3] == ':' && base::to_lower(text.substr(0, 4)) == "aws:") {
      diagnostics_.add(Diagnostic(
          "verify/reserved-tag", span,
          cat("tag key `", text, "` of `", resource_->id, "` begins with `aws:`, which AWS keeps ", "for itself")));
    }
    if (static_cast<std::int64_t>(text.size()) <= longest_key_) return;  // it has no more characters than bytes
    const auto characters = static_cast<std::int64_t>(base::count_characters(text));
    check_limit(
        "verify/too-long", input_.context, "tags/key", characters,
        [&] { return cat("a tag key of `", resource_->id, "` has ", characters, " characters"); }, span, diagnostics_);
  }

  void value(const Node& node) {
    each_value(node, [&](const Node& one) {
      const auto text = literal(one);
      if (!text || static_cast<std::int64_t>(text->size()) <= longest_value_) return;
      const auto characters = static_cast<std::int64_t>(base::count_characters(*text));
      check_limit(
          "verify/too-long", input_.context, "tags/value", characters,
          [&] { return cat("a tag value of `", resource_->id, "` has ", characters, " characters"); }, one.span,
          diagnostics_);
    });
  }

  const Input& input_;
  base::Diagnostics& diagnostics_;
  const std::int64_t most_ = input_.context.quotas.limit("tags/per-resource");
  const std::int64_t longest_key_ = input_.context.quotas.limit("tags/key");
  const std::int64_t longest_value_ = input_.context.quotas.limit("tags/value");
  const Resource* resource_ = nullptr;
  base::NameTable<base::Span> seen_;
  std::int64_t count_ = 0;
};

}  // namespace

void law_tags(const Input& input, base::Diagnostics& diagnostics) {
  Tags tags(input, diagnostics);
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr || !resource.type.starts_with("AWS::")) continue;
    std::array<const Node*, kTagProperties.size()> found{};
    for (const Entry& property : resource.properties->entries) {
      constexpr std::string_view kTags = "Tags";
      if (property.key.empty() || property.key.back() != 's' || !std::string_view(property.key).ends_with(kTags))
        continue;
      for (std::size_t i = 0; i < kTagProperties.size(); ++i) {
        if (property.key == kTagProperties[i]) found[i] = &property.value;
      }
    }
    for (const Node* property : found) {
      if (property == nullptr) continue;
      each_value(*property, [&](const Node& value) { tags.check(resource, value); });
    }
  }
}

}  // namespace landform::verify
