#include "resolve/resolve_access_analyzer.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "resolve/as_located.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

void add(std::vector<Criterion>& criteria, std::string_view property, bool whole,
         const blueprint::Listed<std::string>& written) {
  if (!written.written()) return;
  Criterion criterion{std::string(property), whole, {}};
  for (const auto& value : written) {
    if (value.written()) criterion.values.push_back(*value);
  }
  std::sort(criterion.values.begin(), criterion.values.end());
  criterion.values.erase(std::unique(criterion.values.begin(), criterion.values.end()), criterion.values.end());
  if (!criterion.values.empty()) criteria.push_back(std::move(criterion));
}

// Whether something of the rule was refused before, in a list or as a whole.
bool poisoned(const blueprint::ArchiveRule& rule) {
  const auto in_list = [](const blueprint::Listed<std::string>& list) {
    return list.refused() || std::any_of(list.begin(), list.end(), [](const auto& item) { return item.refused(); });
  };
  return rule.analyzer.refused() || in_list(rule.resources) || in_list(rule.resource_types) ||
         in_list(rule.principals) || in_list(rule.finding_types) || rule.why.refused();
}

void refuse(const blueprint::NamedItem<blueprint::ArchiveRule>& item, base::Diagnostics& diagnostics) {
  const bool external = *item->analyzer == blueprint::Analyzer::external;
  const auto& foreign = external ? item->finding_types : item->principals;
  if (foreign.written()) {
    diagnostics.add(
        Diagnostic("organization/archive-rule", foreign.span,
                   cat("archive rule `", item.name, "` has `", external ? "finding_types" : "principals",
                       "`, which findings of the analyzer `", external ? "external" : "unused", "` do not have"))
            .help(external ? "take it out, or write `analyzer: unused`"
                           : "take it out, or write `analyzer: external`"));
  }
  const bool open = !item->resources.written() && !item->resource_types.written() && !item->principals.written() &&
                    !item->finding_types.written();
  if (open) {
    diagnostics.add(Diagnostic("organization/archive-rule", item.name_span,
                               cat("archive rule `", item.name,
                                   "` says nothing of the findings that it archives: it wants one of "
                                   "`resources`, `resource_types`, `principals` and `finding_types`"))
                        .help("resources: [\":role/observability-vendor\"]"));
  }
}

}  // namespace

AccessAnalyzer resolve_access_analyzer(const blueprint::AccessAnalyzer& written, base::Diagnostics& diagnostics) {
  AccessAnalyzer analyzer;
  analyzer.external = as_located(written.external);
  analyzer.unused = as_located(written.unused);
  analyzer.unused_days = as_located(written.unused_days);
  for (const auto& item : written.archive) {
    if (!item.written.written() || poisoned(*item)) continue;
    refuse(item, diagnostics);
    ArchiveRule rule;
    rule.name = item.name;
    rule.span = item.name_span;
    rule.analyzer = *item->analyzer == blueprint::Analyzer::external ? Analyzer::external : Analyzer::unused;
    rule.why = as_located(item->why);
    add(rule.criteria, "findingType", true, item->finding_types);
    add(rule.criteria, "principal.AWS", false, item->principals);
    add(rule.criteria, "resource", false, item->resources);
    add(rule.criteria, "resourceType", true, item->resource_types);
    analyzer.archive.push_back(std::move(rule));
  }
  std::sort(analyzer.archive.begin(), analyzer.archive.end(),
            [](const ArchiveRule& a, const ArchiveRule& b) { return a.name < b.name; });
  return analyzer;
}

}  // namespace landform::resolve
