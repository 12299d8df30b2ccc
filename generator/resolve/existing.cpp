#include "resolve/existing.h"

#include <string>
#include <unordered_map>

#include "aws/account_rules.h"
#include "base/text.h"
#include "resolve/as_located.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// Ids that were seen, with whom they belong to.
class Ids {
 public:
  explicit Ids(base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add(const std::string& id, std::string owner, base::Span span) {
    const auto [first, fresh] = seen_.try_emplace(id, Owner{owner, span});
    if (fresh) return;
    diagnostics_.add(Diagnostic("organization/id-duplicate", span,
                                cat("id ", id, " is given to ", first->second.name, " and to ", owner,
                                    "; it belongs to one of them"))
                         .label("second time here")
                         .also(first->second.span, "first here")
                         .help("look the ids up: `aws organizations list-accounts`, `aws organizations "
                               "list-organizational-units-for-parent`"));
  }

 private:
  struct Owner {
    std::string name;
    base::Span span;
  };
  base::Diagnostics& diagnostics_;
  std::unordered_map<std::string, Owner> seen_;
};

void need_organization(const blueprint::Organization& organization, const Lock& before, std::string_view kind,
                       const std::string& name, base::Span span, base::Diagnostics& diagnostics) {
  const auto given = [](const auto& id) { return id.presence != blueprint::Presence::unset; };
  if (given(organization.id) || given(organization.root_id) || !before.is_new()) return;
  diagnostics.add(
      Diagnostic("organization/existing-organization", span,
                 cat(kind, " `", name, "` has an id, so it exists, but the organization is to be created: it has none"))
          .help("if the organization exists: write its id, `organization: {id: o-...}`; "
                "`aws organizations describe-organization` shows it")
          .help(kind == "account" ? "if it does not: build without this account, invite it by hand, then import it"
                                  : "if it does not: leave the id out, and the unit is created"));
}

}  // namespace

void resolve_existing(const blueprint::Organization& organization, const Lock& before, Draft& draft,
                      base::Diagnostics& diagnostics) {
  Ids ids(diagnostics);
  if (organization.management_account.written()) {
    ids.add(organization.management_account->str(), "the management account", organization.management_account.span);
  }
  for (DraftUnit& unit : draft.units) {
    if (!unit.written || !unit.written->id.written()) continue;
    const auto& id = unit.written->id;
    unit.unit.existing_id = as_located(id);
    ids.add(*id, cat("unit `", unit.unit.path.str(), "`"), id.span);
    need_organization(organization, before, "unit", unit.unit.path.str(), id.span, diagnostics);
    const std::string root = aws::root_of_unit_id(*id);
    if (organization.root_id.written() && !root.empty() && root != *organization.root_id) {
      diagnostics.add(Diagnostic("organization/unit-of-another-root", id.span,
                                 cat("unit id ", *id, " belongs to the root ", root, "; this organization's root is ",
                                     *organization.root_id))
                          .also(organization.root_id.span, "the root of this organization")
                          .help("correct one of the two; a unit's id holds its root's: ou-ROOT-UNIT and r-ROOT"));
    }
  }
  for (DraftAccount& account : draft.accounts) {
    if (!account.written || !account.written->id.written()) continue;
    const auto& id = account.written->id;
    account.account.existing_id = as_located(id);
    ids.add(id->str(), cat("account `", account.account.name, "`"), id.span);
    need_organization(organization, before, "account", account.account.name, id.span, diagnostics);
  }
}

void check_existing_parents(const Draft& draft, base::Diagnostics& diagnostics) {
  for (const DraftUnit& unit : draft.units) {
    if (!unit.unit.existing_id || unit.parent == kNoParent || !unit.locked_path.empty()) continue;
    const DraftUnit& parent = draft.units[unit.parent];
    const bool refused = parent.written && parent.written->id.refused();
    if (parent.unit.existing_id || !parent.locked_path.empty() || refused) continue;
    diagnostics.add(
        Diagnostic("organization/existing-parent", unit.unit.existing_id->span,
                   cat("unit `", unit.unit.path.str(), "` has an id, so it exists, but the unit above it, `",
                       parent.unit.path.str(), "`, is to be created: it has none"))
            .also(parent.unit.span, "this one has no id")
            .note("AWS cannot move a unit below another parent")
            .help(cat("give `", parent.unit.path.str(), "` its id, or move this unit to where it stands in AWS")));
  }
}

}  // namespace landform::resolve
