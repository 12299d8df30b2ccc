#include "resolve/inherit.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

using Definition = blueprint::NamedItem<blueprint::TagDefinition>;

// `*` stands for any text, once in a pattern.
bool matches(std::string_view pattern, std::string_view value) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == value;
  const std::string_view head = pattern.substr(0, star);
  const std::string_view tail = pattern.substr(star + 1);
  return value.size() >= head.size() + tail.size() && value.starts_with(head) && value.ends_with(tail);
}

class TagRules {
 public:
  TagRules(const blueprint::Tagging& tagging, base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    for (const Definition& definition : tagging.keys) {
      if (definition.written.presence == blueprint::Presence::poisoned) continue;
      const auto [first, fresh] = by_lower_key_.try_emplace(base::to_lower(definition.name), &definition);
      if (!fresh) report_two_spellings(*first->second, definition);
      if (*definition->required) required_.push_back(&definition);
    }
    std::sort(required_.begin(), required_.end(),
              [](const Definition* a, const Definition* b) { return a->name < b->name; });
  }

  // By name.
  [[nodiscard]] const std::vector<const Definition*>& required() const { return required_; }

  // Lays the written tags over those that were inherited.
  void apply(const blueprint::Tags& written, Tags& tags) {
    for (const auto& item : written) {
      const auto& value = item.written;
      if (value.presence == blueprint::Presence::null) {
        tags.erase(item.name);
      } else if (value.written() && check(item.name, item.name_span, *value, value.span)) {
        tags.insert_or_assign(item.name, Located<std::string>{*value, value.span});
      }
    }
  }

 private:
  void report_two_spellings(const Definition& first, const Definition& second) {
    diagnostics_.add(
        Diagnostic("organization/tag-key-spelling", second.name_span,
                   cat("`tagging.keys` has `", second.name, "` and `", first.name, "`, which differ in capitals only"))
            .also(first.name_span, "the other one")
            .note("a tag policy knows one spelling of a key, and IAM takes both for the same")
            .help("keep one of them"));
  }

  bool check(const std::string& key, base::Span key_span, const std::string& value, base::Span value_span) {
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

  bool check_allowed(const Definition& definition, const std::string& value, base::Span span) {
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

  base::Diagnostics& diagnostics_;
  std::unordered_map<std::string, const Definition*> by_lower_key_;
  std::vector<const Definition*> required_;
};

// Keys that this account, its units or the defaults gave a refused value: nothing more is to be said of them.
bool was_refused(const blueprint::Tags& written, std::string_view key) {
  return std::any_of(written.begin(), written.end(), [&](const auto& item) {
    return item.written.presence != blueprint::Presence::null && base::to_lower(item.name) == base::to_lower(key);
  });
}

bool was_refused(const Draft& draft, const DraftAccount& account, const blueprint::Tagging& tagging,
                 std::string_view key) {
  if (account.written && was_refused(account.written->tags, key)) return true;
  for (std::size_t unit = account.unit; unit != kNoParent; unit = draft.units[unit].parent) {
    if (draft.units[unit].written && was_refused(draft.units[unit].written->tags, key)) return true;
  }
  return was_refused(tagging.defaults, key);
}

bool stops_inheritance(const DraftAccount& account, std::string_view key) {
  if (!account.written) return false;
  return std::any_of(account.written->tags.begin(), account.written->tags.end(), [&](const auto& item) {
    return item.name == key && item.written.presence == blueprint::Presence::null;
  });
}

void check_required(const Draft& draft, const DraftAccount& account, const blueprint::Tagging& tagging,
                    const TagRules& rules, base::Diagnostics& diagnostics) {
  std::vector<std::string> missing;
  for (const Definition* definition : rules.required()) {
    if (account.account.tags.contains(definition->name)) continue;
    if (!stops_inheritance(account, definition->name) && was_refused(draft, account, tagging, definition->name))
      continue;
    missing.push_back(definition->name);
  }
  if (missing.empty()) return;
  const std::string keys = cat("`", base::join(missing, "`, `"), "`");
  const bool added = !account.written;
  const auto required = std::find_if(rules.required().begin(), rules.required().end(),
                                     [&](const Definition* definition) { return definition->name == missing.front(); });
  diagnostics.add(
      Diagnostic("organization/required-tag", added ? (*required)->name_span : account.account.span,
                 cat("account `", account.account.name, "`", added ? ", which landform adds," : "", " has no tag ",
                     keys, "; `tagging.keys` requires ", missing.size() == 1 ? "it" : "them"))
          .also(added ? base::Span() : (*required)->name_span, "required here")
          .help(cat("give it at the account, at a unit above it, or to all: `tagging: {defaults: {", missing.front(),
                    ": ...}}`")));
}

void check_count(const DraftAccount& account, std::int64_t limit, base::Diagnostics& diagnostics) {
  const auto count = static_cast<std::int64_t>(account.account.tags.size());
  if (count <= limit) return;
  diagnostics.add(Diagnostic("organization/too-many-tags", account.account.span,
                             cat("account `", account.account.name, "` has ", count,
                                 " tags with those it inherits; AWS takes ", limit))
                      .note(aws::describe(aws::quota("organizations/tags")))
                      .help("remove some, or stop the inheritance of a key: `tags: {Key: }`"));
}

}  // namespace

Tags resolve_tags(const blueprint::Tagging& tagging, const aws::Quotas& quotas, Draft& draft,
                  base::Diagnostics& diagnostics) {
  TagRules rules(tagging, diagnostics);
  Tags defaults;
  rules.apply(tagging.defaults, defaults);
  for (DraftUnit& unit : draft.units) {
    unit.unit.tags = unit.parent == kNoParent ? defaults : draft.units[unit.parent].unit.tags;
    if (unit.written) rules.apply(unit.written->tags, unit.unit.tags);
  }
  for (DraftAccount& account : draft.accounts) {
    account.account.tags = draft.units[account.unit].unit.tags;
    if (account.written) rules.apply(account.written->tags, account.account.tags);
    check_required(draft, account, tagging, rules, diagnostics);
    check_count(account, quotas.limit("organizations/tags"), diagnostics);
  }
  return defaults;
}

}  // namespace landform::resolve
