#include "resolve/bind_accounts.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "resolve/bind_units.h"
#include "resolve/emails.h"
#include "resolve/shards.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// Among more names than this no near one is looked for: each look compares them all.
constexpr std::size_t kCompared = 500;

class AccountBinder {
 public:
  AccountBinder(Draft& draft, const blueprint::Mailboxes& mailboxes, const Lock& before, Lock& after,
                const std::map<std::string, std::string>& renamed_units, base::Diagnostics& diagnostics)
      : draft_(draft),
        mailboxes_(mailboxes),
        before_(before),
        after_(after),
        renamed_units_(renamed_units),
        diagnostics_(diagnostics) {}

  void bind() {
    for (DraftAccount& account : draft_.accounts) account.account.unit = draft_.units[account.unit].unit.path;
    for (std::size_t place = 0; place < draft_.accounts.size(); ++place) claim(place);
    if (draft_.complete) report_vanished();
    keep_vanished();
    for (std::size_t place = 0; place < draft_.accounts.size(); ++place) write(draft_.accounts[place], locked_[place]);
    report_pattern_change();
  }

 private:
  using Locked = std::map<std::string, LockedAccount, std::less<>>::const_iterator;

  [[nodiscard]] bool in_blueprint(std::string_view name) const {
    const auto found = std::lower_bound(
        draft_.accounts.begin(), draft_.accounts.end(), name,
        [](const DraftAccount& account, std::string_view wanted) { return account.account.name < wanted; });
    return found != draft_.accounts.end() && found->account.name == name;
  }

  void claim(std::size_t place) {
    const DraftAccount& draft = draft_.accounts[place];
    const std::string& name = draft.account.name;
    const blueprint::Written<std::string>* was =
        draft.written && draft.written->was.written() ? &draft.written->was : nullptr;
    // Accounts and the lock are both by name.
    while (next_locked_ != before_.accounts.end() && next_locked_->first < name) ++next_locked_;
    const bool in_lock = next_locked_ != before_.accounts.end() && next_locked_->first == name;
    locked_.push_back(in_lock ? next_locked_ : before_.accounts.end());
    if (locked_.back() != before_.accounts.end()) {
      claimed_.insert(&locked_.back()->second);
      if (was) check_stale(name, *was, locked_.back()->second);
      return;
    }
    if (!was) return;
    const Locked old = before_.accounts.find(**was);
    if (old == before_.accounts.end()) {
      std::vector<std::string_view> names;
      if (before_.accounts.size() <= kCompared) {
        for (const auto& [known, account] : before_.accounts) names.push_back(known);
      }
      Diagnostic diagnostic("lock/unknown-was", was->span,
                            cat("account `", name, "` was `", **was, "`, but the lock knows no account of that name"));
      if (const auto near = base::near_names(**was, names); !near.empty())
        diagnostic.primary.text = base::did_you_mean(near);
      diagnostics_.add(std::move(diagnostic)
                           .help("`was:` is the last name that was deployed; remove it from an account that is new"));
    } else if (in_blueprint(**was) || !claimed_.insert(&old->second).second) {
      diagnostics_.add(Diagnostic("lock/was-in-use", was->span,
                                  cat("account `", name, "` was `", **was,
                                      "`, but that account is still in the blueprint or was renamed "
                                      "to another"))
                           .also(old->second.span, "the deployed account")
                           .help("a deployed account becomes one account; remove `was:` where it does not belong"));
    } else {
      locked_.back() = old;
    }
  }

  // The rename is done; `was:` may still stand, unless it names another locked account now.
  void check_stale(const std::string& name, const blueprint::Written<std::string>& was, const LockedAccount& locked) {
    if (*was == locked.was) return;
    const Locked other = before_.accounts.find(*was);
    if (other == before_.accounts.end()) return;
    diagnostics_.add(Diagnostic("lock/was-in-use", was.span,
                                cat("account `", name, "` was `", *was, "`, but the lock knows ",
                                    *was == name ? "it under this name" : "both as accounts"))
                         .also(other->second.span, "deployed under this name")
                         .help("remove `was:` if the rename was deployed before; two accounts can swap their names in "
                               "two steps only"));
  }

  [[nodiscard]] const std::string& unit_now(const std::string& path) const {
    const auto renamed = renamed_units_.find(path);
    return renamed == renamed_units_.end() ? path : renamed->second;
  }

  void report_vanished() {
    std::unordered_map<std::string, std::vector<const DraftAccount*>> fresh;  // by unit; only looked up, never walked
    for (std::size_t place = 0; place < draft_.accounts.size(); ++place) {
      const DraftAccount& account = draft_.accounts[place];
      if (locked_[place] == before_.accounts.end() && account.written)
        fresh[account.account.unit.str()].push_back(&account);
    }
    for (const auto& [name, locked] : before_.accounts) {
      if (claimed_.contains(&locked)) continue;
      const auto candidates = fresh.find(unit_now(locked.unit.str()));
      if (candidates != fresh.end() && !candidates->second.empty()) {
        report_rename(name, locked, take_nearest(name, candidates->second));
      } else {
        diagnostics_.add(
            Diagnostic("lock/vanished-account", locked.span,
                       cat("account `", name, "` is deployed, but the blueprint has it no more"))
                .note("the account stays in AWS with all it holds; landform only stops to look after it")
                .help(cat("put it back; or close it in AWS by hand, then `landform lock release ", name, "`")));
      }
    }
  }

  // Each new account is the likely new name of one that has gone, not of several.
  static const DraftAccount& take_nearest(const std::string& name, std::vector<const DraftAccount*>& candidates) {
    std::vector<std::string_view> names;
    for (const DraftAccount* account : candidates) names.push_back(account->account.name);
    const auto near = names.size() > kCompared ? std::vector<std::string_view>() : base::near_names(name, names);
    const auto found = near.empty() ? names.begin() : std::find(names.begin(), names.end(), near.front());
    const auto place = candidates.begin() + (found - names.begin());
    const DraftAccount& taken = **place;
    candidates.erase(place);
    return taken;
  }

  void report_rename(const std::string& name, const LockedAccount& locked, const DraftAccount& likely) {
    diagnostics_.add(Diagnostic("lock/undeclared-rename", likely.account.span,
                                cat("account `", name, "` has gone from unit `", likely.account.unit.str(), "` and `",
                                    likely.account.name, "` is new there; if that is a rename, it is not declared"))
                         .also(locked.span, "deployed under this name")
                         .note("undeclared, AWS would create a second account; accounts cannot be deleted quickly")
                         .help(cat("if it was renamed, write `", likely.account.name, ": {was: ", name, "}`"))
                         .help(cat("if it is to stay in AWS on its own: `landform lock release ", name, "`")));
  }

  void keep_vanished() {
    after_.accounts.clear();
    for (const auto& [name, locked] : before_.accounts) {
      if (claimed_.contains(&locked)) continue;
      LockedAccount kept = locked;
      kept.unit = aws::OuPath(unit_now(locked.unit.str()));
      after_.accounts.emplace_hint(after_.accounts.end(), name, std::move(kept));
    }
    for (const auto& [name, locked] : before_.accounts) {
      (locked.id.empty() ? created_ : adopted_).occupy({locked.shard, locked.sequence});
    }
    adopted_.open_new();
  }

  // What AWS would be told today, had the account been created under the name `created_as`.
  [[nodiscard]] std::string wanted_email(const DraftAccount& draft, const std::string& created_as) const {
    if (draft.written && draft.written->email.written()) return *draft.written->email;
    return mailboxes_.root.written() ? expand_mailbox(*mailboxes_.root, created_as) : std::string();
  }

  static std::string wanted_name(const DraftAccount& draft, const std::string& created_as) {
    return draft.written && draft.written->name.written() ? *draft.written->name : created_as;
  }

  void write(DraftAccount& draft, Locked locked) {
    Account& account = draft.account;
    LockedAccount entry;
    if (locked == before_.accounts.end()) {
      entry.logical_id = fresh_logical_id("account", account.name, taken());
      entry.account_name = wanted_name(draft, account.name);
      entry.email = wanted_email(draft, account.name);
      const Place place = (account.existing_id ? adopted_ : created_).place_new();
      entry.shard = place.shard;
      entry.sequence = place.sequence;
      if (account.existing_id) entry.id = account.existing_id->value.str();
      entry.cause = account.span;
    } else {
      entry = keep(draft, locked->first, locked->second);
    }
    entry.unit = account.unit;
    account.logical_id = entry.logical_id;
    account.account_name = entry.account_name;
    account.email = entry.email;
    account.shard = entry.shard;
    account.sequence = entry.sequence;
    after_.accounts.insert_or_assign(after_.accounts.end(), account.name, std::move(entry));
  }

  // Logical ids that are given already.
  [[nodiscard]] std::map<std::string, int>& taken() {
    if (taken_.empty()) {
      for (const auto& [name, account] : before_.accounts) taken_.emplace(account.logical_id.str(), 1);
    }
    return taken_;
  }

  LockedAccount keep(DraftAccount& draft, const std::string& old_name, const LockedAccount& locked) {
    Account& account = draft.account;
    LockedAccount entry = locked;
    if (old_name != account.name) {
      if (entry.was.empty()) entry.was = old_name;
      if (entry.was == account.name) entry.was.clear();  // back to the name it was created under
      entry.cause = account.span;
    }
    const std::string& created_as = entry.was.empty() ? account.name : entry.was;
    check_name(draft, created_as, entry);
    check_email(draft, created_as, entry);
    check_id(draft, entry);
    const std::string& old_unit = unit_now(locked.unit.str());
    if (old_unit != account.unit.str()) {
      entry.cause = account.span;
      diagnostics_.add(
          Diagnostic("organization/account-moved", account.span,
                     cat("account `", account.name, "` moves from unit `", old_unit, "` to `", account.unit.str(), "`"))
              .also(locked.span, "where it is deployed")
              .note("in place: the account keeps what it holds; policies and stack sets of the new unit hold at once, "
                    "those of "
                    "the old one no more"));
    } else if (locked.unit != account.unit) {
      entry.cause = account.span;  // its unit was renamed
    }
    return entry;
  }

  void check_name(const DraftAccount& draft, const std::string& created_as, const LockedAccount& entry) {
    if (draft.written && draft.written->name.refused()) return;
    const std::string wanted = wanted_name(draft, created_as);
    if (wanted == entry.account_name) return;
    const bool given = draft.written && draft.written->name.written();
    diagnostics_.add(
        Diagnostic("lock/name-changed", given ? draft.written->name.span : draft.account.span,
                   cat("account `", draft.account.name, "` is named `", wanted,
                       "` in AWS by the blueprint, but it was created as `", entry.account_name, "`"))
            .also(entry.span, "locked here")
            .note("CloudFormation cannot change the name of an account: the update fails, and its rollback, too")
            .help(cat("write `name: ", entry.account_name, "`; the key can change, with `was:`")));
  }

  void check_email(const DraftAccount& draft, const std::string& created_as, const LockedAccount& entry) {
    const bool given = draft.written && draft.written->email.presence != blueprint::Presence::unset;
    if (given ? !draft.written->email.written() : !mailboxes_.root.written()) return;
    const std::string wanted = wanted_email(draft, created_as);
    if (wanted == entry.email) return;
    if (!given) {
      off_pattern_.emplace_back(&draft, entry.email);
      return;
    }
    diagnostics_.add(
        Diagnostic("lock/email-changed", draft.written->email.span,
                   cat("account `", draft.account.name, "` has the address `", wanted, "`, but it was created with `",
                       entry.email, "`"))
            .also(entry.span, "locked here")
            .note("CloudFormation cannot change the address of an account: the update fails, and its rollback, too")
            .help(cat("write `email: ", entry.email, "`")));
  }

  // A changed pattern changes the address of every account that has none of its own: said once.
  void report_pattern_change() {
    if (off_pattern_.empty()) return;
    const auto& [first, email] = off_pattern_.front();
    const std::size_t others = off_pattern_.size() - 1;
    std::string message =
        cat("`", *mailboxes_.root, "` is not what ",
            others == 0 ? "" : cat(base::count_of(others + 1, "account"), ", like "), "account `", first->account.name,
            "`", others == 0 ? " was" : ", were", " created with; there it is `", email, "`");
    diagnostics_.add(
        Diagnostic("lock/email-changed", others == 0 ? first->account.span : mailboxes_.root.span, std::move(message))
            .also(before_.accounts.contains(first->account.name)
                      ? before_.accounts.find(first->account.name)->second.span
                      : base::Span(),
                  "locked here")
            .note("CloudFormation cannot change the address of an account: the update fails, and its rollback, too")
            .help(cat("write the address at the account: `", first->account.name, ": {email: ", email, "}`",
                      others == 0 ? "" : "; or put the pattern back")));
  }

  void check_id(DraftAccount& draft, const LockedAccount& entry) {
    Account& account = draft.account;
    if (!account.existing_id) {
      if (!entry.id.empty()) account.existing_id = {aws::AccountId(entry.id), entry.span};
      return;
    }
    if (account.existing_id->value.str() == entry.id) return;
    diagnostics_.add(
        Diagnostic("lock/id-changed", account.existing_id->span,
                   cat("account `", account.name, "` has the id ", account.existing_id->value.str(), ", but ",
                       entry.id.empty() ? std::string("landform creates it") : cat("it was adopted as ", entry.id)))
            .also(entry.span, "locked here")
            .help(entry.id.empty() ? std::string("remove the id; it is for accounts that landform did not create")
                                   : cat("write `id: \"", entry.id, "\"`")));
  }

  Draft& draft_;
  const blueprint::Mailboxes& mailboxes_;
  const Lock& before_;
  Lock& after_;
  const std::map<std::string, std::string>& renamed_units_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, int> taken_;
  std::unordered_set<const LockedAccount*> claimed_;  // in `before_`; only looked up, never walked
  Locked next_locked_ = before_.accounts.begin();
  std::vector<Locked> locked_;  // beside draft_.accounts; end() for new ones
  std::vector<std::pair<const DraftAccount*, std::string>> off_pattern_;
  Shards created_{kAccountsPerShard};
  Shards adopted_{kAdoptedPerShard};
};

}  // namespace

void bind_accounts(Draft& draft, const blueprint::Mailboxes& mailboxes, const Lock& before, Lock& after,
                   const std::map<std::string, std::string>& renamed_units, base::Diagnostics& diagnostics) {
  check_root_mailbox(draft, mailboxes, diagnostics);
  AccountBinder(draft, mailboxes, before, after, renamed_units, diagnostics).bind();
  check_emails(draft, mailboxes, after, diagnostics);
}

}  // namespace landform::resolve
