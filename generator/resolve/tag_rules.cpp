#include "resolve/tag_rules.h"

#include <algorithm>
#include <string_view>

#include "base/suggest.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// `*` stands for any text, once in a pattern.
bool matches(std::string_view pattern, std::string_view value) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == value;
  const std::string_view head = pattern.substr(0, star);
  const std::string_view tail = pattern.substr(star + 1);
  return value.size() >= head.size() + tail.size() && value.starts_with(head) && value.ends_with(tail);
}

}  // namespace

TagRules::TagRules(const blueprint::Tagging& tagging, base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {
  for (const Definition& definition : tagging.keys) {
    if (definition.written.refused()) continue;
    const auto [first, fresh] = by_lower_key_.try_emplace(base::to_lower(definition.name), &definition);
    if (!fresh) spelt_twice_.emplace_back(first->second, &definition);
    if (*definition->required) required_.push_back(&definition);
  }
  std::sort(required_.begin(), required_.end(),
            [](const Definition* a, const Definition* b) { return a->name < b->name; });
}

void TagRules::check_definitions() const {
  for (const auto& [first, second] : spelt_twice_) {
    diagnostics_.add(Diagnostic("organization/tag-key-spelling", second->name_span,
                                cat("`tagging.keys` has `", second->name, "` and `", first->name,
                                    "`, which differ in capitals only"))
                         .also(first->name_span, "the other one")
                         .note("a tag policy knows one spelling of a key, and IAM takes both for the same")
                         .help("keep one of them"));
  }
}

void TagRules::apply(const blueprint::Tags& written, Tags& tags) const {
  for (const auto& item : written) {
    const auto& value = item.written;
    if (value.presence == blueprint::Presence::null) {
      tags.erase(item.name);
    } else if (value.written() && check(item.name, item.name_span, *value, value.span)) {
      tags.insert_or_assign(item.name, Located<std::string>{*value, value.span});
    }
  }
}

bool TagRules::check(const std::string& key, base::Span key_span, const std::string& value,
                     base::Span value_span) const {
  const auto found = by_lower_key_.find(base::to_lower(key));
  if (found == by_lower_key_.end()) return true;
  if (found->second->name != key) {
    diagnostics_.add(Diagnostic("organization/tag-key-spelling", key_span,
                                cat("tag key `", key, "` is spelt `", found->second->name,
                                    "` in `tagging.keys`; tag keys know capitals"))
                         .also(found->second->name_span, "defined here")
                         .help(cat("write `", found->second->name, "`")));
    return false;
  }
  return check_allowed(*found->second, value, value_span);
}

bool TagRules::check_allowed(const Definition& definition, const std::string& value, base::Span span) const {
  const auto& values = definition->values;
  if (!values.written() || values.empty()) return true;
  std::vector<std::string> allowed;
  for (const auto& candidate : values) {
    // A value that was refused may have been meant for this one.
    if (!candidate.written() || matches(*candidate, value)) return true;
    allowed.push_back(*candidate);
  }
  Diagnostic diagnostic(
      "organization/tag-value-not-allowed", span,
      cat("tag `", definition.name, "` has the value `", value, "`; allowed are: ", base::join(allowed, ", ")));
  if (const auto near = base::near_names(value, allowed); !near.empty()) {
    diagnostic.primary.text = base::did_you_mean(near);
  }
  diagnostics_.add(
      std::move(diagnostic)
          .also(values.span, "the allowed values")
          .help(cat("use one of them, or add `", value, "` to `tagging.keys.", definition.name, ".values`")));
  return false;
}

}  // namespace landform::resolve
