#include "resolve/emails.h"

#include <optional>
#include <unordered_map>
#include <utility>

#include "aws/account_rules.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kPlaceholder = "{account}";

bool has_own_email(const DraftAccount& account) {
  return account.written && account.written->email.presence != blueprint::Presence::unset;
}

bool is_poisoned(const DraftAccount& account, const blueprint::Mailboxes& mailboxes) {
  if (has_own_email(account)) return account.written->email.refused();
  return !mailboxes.root.written();
}

base::Span place(const DraftAccount& account) {
  return has_own_email(account) ? account.written->email.span : account.account.span;
}

// "aws+shop@acme.example": where the part that makes it this account's could go.
std::string with_placeholder(const std::string& root) {
  const std::size_t at = root.find('@');
  return at == std::string::npos ? root : cat(root.substr(0, at), "+{account}", root.substr(at));
}

}  // namespace

std::string expand_mailbox(const std::string& root, const std::string& account) {
  return base::replace_all(root, kPlaceholder, account);
}

void check_root_mailbox(const Draft& draft, const blueprint::Mailboxes& mailboxes, base::Diagnostics& diagnostics) {
  if (!mailboxes.root.written() || mailboxes.root->find(kPlaceholder) != std::string::npos) return;
  std::size_t sharing = 0;
  for (const DraftAccount& account : draft.accounts) sharing += has_own_email(account) ? 0 : 1;
  if (sharing < 2) return;
  diagnostics.add(
      Diagnostic(
          "organization/account-email-shared", mailboxes.root.span,
          cat("`", *mailboxes.root, "` would be the address of ", sharing, " accounts; AWS wants another one for each"))
          .note("no two AWS accounts in the world share an address; most mail systems deliver name+anything@ to name@")
          .help(cat("write `root: \"", with_placeholder(*mailboxes.root), "\"`, or give each account an `email:`")));
}

void check_emails(const Draft& draft, const blueprint::Mailboxes& mailboxes, const Lock& after,
                  base::Diagnostics& diagnostics) {
  const bool shared = mailboxes.root.written() && mailboxes.root->find(kPlaceholder) == std::string::npos;
  std::unordered_map<std::string, std::pair<std::string_view, base::Span>> seen;
  seen.reserve(draft.accounts.size());
  const auto unique = [&](const std::string& name, const std::string& email, base::Span span) {
    const auto [first, fresh] = seen.try_emplace(aws::email_key(email), name, span);
    if (fresh || first->second.first == name) return;
    diagnostics.add(Diagnostic("organization/email-duplicate", span,
                               cat("account `", name, "` has the address `", email, "`, which account `",
                                   first->second.first, "` has already; AWS wants another one for each account"))
                        .also(first->second.second, "given to another account here")
                        .note("AWS compares addresses without regard to capitals, and keeps those of closed accounts")
                        .help(cat("give it an address of its own: `", name, ": {email: ...}`")));
  };
  auto locked = after.accounts.begin();
  for (const DraftAccount& account : draft.accounts) {
    if (is_poisoned(account, mailboxes) || account.account.email.empty()) continue;
    const std::string& email = account.account.email;
    while (locked != after.accounts.end() && locked->first < account.account.name) ++locked;  // both are by name
    // What stands in the lock's file was judged when that was read.
    const bool judged = locked != after.accounts.end() && locked->first == account.account.name &&
                        locked->second.span.known() && locked->second.email == email;
    const auto fault = judged ? std::nullopt : aws::account_email_fault(email);
    if (fault) {
      diagnostics.add(
          Diagnostic("organization/account-email", place(account),
                     cat("the address `", email, "` of account `", account.account.name, "` ", fault->reason))
              .also(has_own_email(account) ? base::Span() : mailboxes.root.span, "made from this pattern")
              .help(cat("give it a shorter or plainer address: `", account.account.name, ": {email: ...}`")));
      continue;
    }
    if (!shared || has_own_email(account)) unique(account.account.name, email, place(account));
  }
  auto next = draft.accounts.begin();
  for (const auto& [name, gone] : after.accounts) {
    while (next != draft.accounts.end() && next->account.name < name) ++next;  // both are by name
    if (next != draft.accounts.end() && next->account.name == name) continue;
    const auto found = seen.find(aws::email_key(gone.email));
    if (found == seen.end()) continue;
    const auto& [owner, span] = found->second;
    diagnostics.add(Diagnostic("organization/email-duplicate", span,
                               cat("account `", owner, "` has the address `", gone.email, "`, which account `", name,
                                   "` was created with; AWS wants another one for each account"))
                        .also(gone.span, "deployed, and no more in the blueprint")
                        .note("AWS compares addresses without regard to capitals, and keeps those of closed accounts")
                        .help(cat("give it an address of its own: `", owner, ": {email: ...}`")));
  }
}

}  // namespace landform::resolve
