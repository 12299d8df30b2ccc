#include "resolve/inherit.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "resolve/tag_rules.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

using Definition = TagRules::Definition;

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
  rules.check_definitions();
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
