#include "resolve/names.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "aws/logical_id.h"
#include "base/text.h"
#include "resolve/collisions.h"
#include "resolve/put_in_order.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kDefaultUnit = "Security";

AccountRole role_of(blueprint::AccountRole written) {
  switch (written) {
    case blueprint::AccountRole::workload:
      return AccountRole::workload;
    case blueprint::AccountRole::management:
      return AccountRole::management;
    case blueprint::AccountRole::log_archive:
      return AccountRole::log_archive;
    case blueprint::AccountRole::audit:
      return AccountRole::audit;
    case blueprint::AccountRole::network:
      return AccountRole::network;
    case blueprint::AccountRole::backup:
      return AccountRole::backup;
  }
  return AccountRole::workload;
}

class Walk {
 public:
  Walk(Draft& draft, const aws::Quotas& quotas, base::Diagnostics& diagnostics)
      : draft_(draft), depth_limit_(quotas.limit("organizations/unit-depth")), diagnostics_(diagnostics) {}

  void units(const blueprint::Named<blueprint::Unit>& written, std::size_t parent) {
    if (written.refused()) draft_.complete = false;
    for (const auto& item : written) {
      if (item.written.refused()) {
        draft_.complete = false;
        continue;
      }
      unit(item, parent);
    }
  }

 private:
  void unit(const blueprint::NamedItem<blueprint::Unit>& item, std::size_t parent) {
    DraftUnit draft;
    draft.parent = parent;
    draft.written = &*item;
    Unit& unit = draft.unit;
    unit.name = item.name;
    unit.span = item.name_span;
    if (parent == kNoParent) {
      unit.parent = root_path();
      unit.path = aws::OuPath(item.name);
    } else {
      const Unit& above = draft_.units[parent].unit;
      unit.parent = above.path;
      unit.path = aws::OuPath(cat(above.path.str(), '/', item.name));
      unit.depth = above.depth + 1;
    }
    if (unit.depth > depth_limit_) {
      diagnostics_.add(Diagnostic("organization/unit-depth", unit.span,
                                  cat("unit `", unit.path.str(), "` would be level ", unit.depth,
                                      " below the root; AWS has ", depth_limit_))
                           .note(aws::describe(aws::quota("organizations/unit-depth")))
                           .help("move it up, or join two of the levels above it into one"));
      draft_.complete = false;
      return;
    }
    const std::size_t place = draft_.units.size();
    draft_.units.push_back(std::move(draft));
    accounts(item->accounts, place);
    units(item->units, place);
  }

  void accounts(const blueprint::Named<blueprint::Account>& written, std::size_t unit) {
    if (written.refused()) draft_.complete = false;
    for (const auto& item : written) {
      if (item.written.refused()) {
        draft_.complete = false;
        continue;
      }
      if (item->role.refused()) draft_.complete = false;
      DraftAccount draft;
      draft.unit = unit;
      draft.written = &*item;
      draft.account.name = item.name;
      draft.account.span = item.name_span;
      draft.account.role = item->role.refused() ? AccountRole::workload : role_of(*item->role);
      draft_.accounts.push_back(std::move(draft));
    }
  }

  Draft& draft_;
  std::int64_t depth_limit_;
  base::Diagnostics& diagnostics_;
};

// Units by path, accounts by name; places of units follow.
void sort_draft(Draft& draft) {
  std::vector<std::size_t> order(draft.units.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return draft.units[a].unit.path < draft.units[b].unit.path; });
  std::vector<std::size_t> place_of(order.size());
  for (std::size_t place = 0; place < order.size(); ++place) place_of[order[place]] = place;
  std::vector<DraftUnit> sorted;
  sorted.reserve(order.size());
  for (const std::size_t old : order) {
    sorted.push_back(std::move(draft.units[old]));
    if (sorted.back().parent != kNoParent) sorted.back().parent = place_of[sorted.back().parent];
  }
  draft.units = std::move(sorted);
  for (DraftAccount& account : draft.accounts) account.unit = place_of[account.unit];
  const auto before = [](const DraftAccount& a, const DraftAccount& b) {
    return a.account.name != b.account.name ? a.account.name < b.account.name : a.unit < b.unit;
  };
  sort_large(draft.accounts, before);
}

void drop_duplicates(Draft& draft, base::Diagnostics& diagnostics) {
  const auto same = [&](const DraftAccount& first, const DraftAccount& second) {
    if (first.account.name != second.account.name) return false;
    diagnostics.add(Diagnostic("organization/duplicate-account", second.account.span,
                               cat("account `", second.account.name, "` stands in the units `",
                                   draft.units[first.unit].unit.path.str(), "` and `",
                                   draft.units[second.unit].unit.path.str(), "`; an account has one unit"))
                        .label("second time here")
                        .also(first.account.span, "first here")
                        .help("remove one of them, or give the second account a name of its own"));
    return true;
  };
  const auto end = std::unique(draft.accounts.begin(), draft.accounts.end(), same);
  draft.accounts.erase(end, draft.accounts.end());
}

void check_names(const Draft& draft, base::Diagnostics& diagnostics) {
  Collisions units("unit", diagnostics);
  for (const DraftUnit& unit : draft.units) units.add(unit.unit.path.str(), unit.unit.span);
  Collisions accounts("account", diagnostics);
  for (const DraftAccount& account : draft.accounts) accounts.add(account.account.name, account.account.span);
}

std::string_view role_word(AccountRole role) {
  switch (role) {
    case AccountRole::management:
      return "management";
    case AccountRole::log_archive:
      return "log-archive";
    case AccountRole::audit:
      return "audit";
    case AccountRole::network:
      return "network";
    case AccountRole::backup:
      return "backup";
    case AccountRole::workload:
      break;
  }
  return "workload";
}

base::Span role_span(const DraftAccount& account) {
  return account.written && account.written->role.span.known() ? account.written->role.span : account.account.span;
}

void check_roles(const Draft& draft, base::Diagnostics& diagnostics) {
  std::unordered_map<int, const DraftAccount*> first_with;
  for (const DraftAccount& account : draft.accounts) {
    const AccountRole role = account.account.role;
    if (role == AccountRole::workload) continue;
    if (role == AccountRole::management) {
      diagnostics.add(Diagnostic("organization/role-management", role_span(account),
                                 cat("account `", account.account.name,
                                     "` has the role management; the management account exists "
                                     "before its organization and is none of the accounts that landform creates"))
                          .help("remove the account here and write its id under `organization.management_account`"));
      continue;
    }
    const auto [first, fresh] = first_with.try_emplace(static_cast<int>(role), &account);
    if (fresh) continue;
    diagnostics.add(Diagnostic("organization/role-twice", role_span(account),
                               cat("accounts `", first->second->account.name, "` and `", account.account.name,
                                   "` both have the role ", role_word(role), "; one account has it"))
                        .label("second time here")
                        .also(role_span(*first->second), "first here")
                        .help("leave the role with the account that is to carry it"));
  }
}

std::size_t default_unit(Draft& draft) {
  const auto found = std::find_if(draft.units.begin(), draft.units.end(),
                                  [](const DraftUnit& unit) { return unit.unit.path.str() == kDefaultUnit; });
  if (found != draft.units.end()) return static_cast<std::size_t>(found - draft.units.begin());
  DraftUnit added;
  added.unit.name = kDefaultUnit;
  added.unit.path = aws::OuPath(std::string(kDefaultUnit));
  added.unit.parent = root_path();
  draft.units.push_back(std::move(added));
  return draft.units.size() - 1;
}

// The baseline needs somewhere to keep logs and somewhere to watch them from, also in the smallest blueprint.
void add_default_account(Draft& draft, AccountRole role, base::Diagnostics& diagnostics) {
  const std::string_view name = role_word(role);
  for (const DraftAccount& account : draft.accounts) {
    if (account.account.role == role) return;
  }
  for (const DraftAccount& account : draft.accounts) {
    if (aws::logical_id_key(account.account.name) != aws::logical_id_key(name)) continue;
    diagnostics.add(
        Diagnostic("organization/default-account", account.account.span,
                   cat("no account has the role ", name, ", and landform cannot add one of that name: account `",
                       account.account.name, "` has it"))
            .help(cat("give it the role: `", account.account.name, ": {role: ", name, "}`"))
            .help("or give the role to another account, or this account another name"));
    return;
  }
  DraftAccount added;
  added.unit = default_unit(draft);
  added.account.name = name;
  added.account.role = role;
  draft.accounts.push_back(std::move(added));
}

void check_counts(const Draft& draft, const blueprint::Organization& organization, const aws::Quotas& quotas,
                  base::Diagnostics& diagnostics) {
  const auto units = static_cast<std::int64_t>(draft.units.size());
  if (units > quotas.limit("organizations/units")) {
    diagnostics.add(
        Diagnostic("organization/too-many-units", organization.units.span,
                   cat("the organization has ", units, " units; AWS has at most ", quotas.limit("organizations/units")))
            .note(aws::describe(aws::quota("organizations/units")))
            .help("join units that carry the same policies; accounts can differ by tags instead"));
  }
  const auto accounts = static_cast<std::int64_t>(draft.accounts.size()) + 1;  // and the management account
  const aws::Quota& quota = aws::quota("organizations/accounts");
  if (accounts > quota.maximum) {
    diagnostics.add(Diagnostic("organization/too-many-accounts", organization.units.span,
                               cat("the organization has ", accounts,
                                   " accounts with its management account; AWS has at most ", quota.maximum))
                        .note(aws::describe(quota))
                        .help("split the customer over several organizations"));
  } else if (accounts > quotas.limit("organizations/accounts")) {
    diagnostics.add(
        Diagnostic(
            "organization/account-quota", organization.units.span,
            cat("the organization has ", accounts, " accounts with its management account; its quota is ",
                quotas.limit("organizations/accounts"), quotas.overridden(quota.id) ? "" : " unless AWS has raised it"))
            .note(aws::describe(quota))
            .help(cat("ask AWS to raise it, then write what was granted: `quotas: {", quota.id, ": ", accounts, "}`")));
  }
}

}  // namespace

Draft draft_names(const blueprint::Organization& organization, const aws::Quotas& quotas,
                  base::Diagnostics& diagnostics) {
  Draft draft;
  Walk(draft, quotas, diagnostics).units(organization.units, kNoParent);
  sort_draft(draft);
  drop_duplicates(draft, diagnostics);
  check_roles(draft, diagnostics);
  if (draft.complete) {
    add_default_account(draft, AccountRole::log_archive, diagnostics);
    add_default_account(draft, AccountRole::audit, diagnostics);
    sort_draft(draft);
  }
  check_names(draft, diagnostics);
  check_counts(draft, organization, quotas, diagnostics);
  return draft;
}

}  // namespace landform::resolve
