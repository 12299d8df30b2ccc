#include "resolve/resolve_account_settings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "aws/quotas.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/as_located.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// Source: Account Management API, ContactInformation (FullName, CompanyName). Read: 2026-11-22.
constexpr std::size_t kLongestRecipient = 50;
// Source: the same, PutAlternateContact (Name).
constexpr std::size_t kLongestContactName = 64;
// Countries whose addresses AWS takes only with a state. Source: the same, StateOrRegion. Sorted.
constexpr std::array<std::string_view, 7> kWithState = {"BR", "CA", "DE", "GB", "IN", "JP", "US"};

std::string first_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end));
}

// Alternate contacts take fewer signs than mailboxes of accounts do: letters, digits and these.
bool fits_contact(char c) {
  constexpr std::string_view kSigns = "_+=.#|!&-@";
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || kSigns.find(c) != std::string_view::npos;
}

struct ContactKind {
  std::string_view type;     // AWS's
  std::string_view purpose;  // of the default name
  std::string_view title;    // by default
  const blueprint::Written<std::string>& mailbox;
  const blueprint::Written<blueprint::Contact>& contact;
};

AlternateContact alternate_contact(const blueprint::Customer& customer, const ContactKind& kind,
                                   base::Diagnostics& diagnostics) {
  AlternateContact contact;
  contact.type = kind.type;
  const std::string suffix = cat(" ", kind.purpose);
  contact.name =
      kind.contact->name.written()
          ? as_located(kind.contact->name)
          : Located<std::string>{cat(first_characters(*customer.name, kLongestContactName - suffix.size()), suffix),
                                 customer.name.span};
  contact.title = kind.contact->title.written() ? as_located(kind.contact->title)
                                                : Located<std::string>{std::string(kind.title), {}};
  contact.email = as_located(kind.mailbox);
  contact.phone = if_written(kind.contact->phone.written() ? kind.contact->phone : customer.phone);
  const std::string& address = *kind.mailbox;
  const auto sign = std::find_if_not(address.begin(), address.end(), fits_contact);
  if (kind.mailbox.written() && sign != address.end()) {
    diagnostics.add(Diagnostic("organization/contact-mailbox", kind.mailbox.span,
                               cat("`", address, "` is to be an alternate contact, whose address cannot have `",
                                   std::string(1, *sign), "`"))
                        .note("alternate contacts take letters, digits and _+=.#|!&- before the @")
                        .help("write an address that has only those signs"));
  }
  return contact;
}

std::vector<AlternateContact> alternate_contacts(const blueprint::Customer& customer, base::Diagnostics& diagnostics) {
  const blueprint::Mailboxes& mailboxes = *customer.mailboxes;
  const blueprint::Contacts& contacts = *customer.contacts;
  const std::array<ContactKind, 3> kinds{{
      {"BILLING", "billing", "Billing", mailboxes.billing, contacts.billing},
      {"OPERATIONS", "cloud operations", "Cloud operations", mailboxes.operations, contacts.operations},
      {"SECURITY", "cloud security", "Cloud security", mailboxes.security, contacts.security},
  }};
  std::vector<AlternateContact> resolved;
  resolved.reserve(kinds.size());
  for (const ContactKind& kind : kinds) resolved.push_back(alternate_contact(customer, kind, diagnostics));
  return resolved;
}

std::optional<PrimaryContact> primary_contact(const blueprint::Customer& customer, base::Diagnostics& diagnostics) {
  if (!customer.address.written()) return std::nullopt;
  const blueprint::Address& address = *customer.address;
  PrimaryContact contact;
  contact.recipient = as_located(address.recipient.written() ? address.recipient : customer.name);
  if (customer.name.value.size() <= kLongestRecipient) contact.company = as_located(customer.name);
  if (address.recipient.presence == blueprint::Presence::unset && customer.name.written() && !contact.company) {
    diagnostics.add(Diagnostic("organization/contact-recipient", customer.name.span,
                               cat("the customer's name has ", customer.name.value.size(),
                                   " bytes; as the recipient of the "
                                   "primary contact's mail it can have ",
                                   kLongestRecipient))
                        .also(customer.address.span, "the primary contact, asked for here")
                        .help(cat("write a shorter one at `customer.address`: `recipient: ",
                                  first_characters(*customer.name, kLongestRecipient), '`')));
  }
  contact.street = as_located(address.street);
  contact.city = as_located(address.city);
  contact.state = if_written(address.state);
  contact.postal_code = as_located(address.postal_code);
  contact.country = as_located(address.country);
  contact.phone = if_written(customer.phone);
  const bool wants_state = std::binary_search(kWithState.begin(), kWithState.end(), std::string_view(*address.country));
  if (wants_state && address.state.presence == blueprint::Presence::unset && address.country.written()) {
    diagnostics.add(Diagnostic("organization/contact-state", address.country.span,
                               cat("the address is in ", *address.country, ", and has no `state`"))
                        .note(cat("AWS takes addresses without a state in most countries, but not in ",
                                  base::join({kWithState.begin(), kWithState.end()}, ", ")))
                        .help("write the state, province or county at `customer.address`: `state: ...`"));
  }
  return contact;
}

class Aliases {
 public:
  Aliases(std::string_view slug, base::Diagnostics& diagnostics) : slug_(slug), diagnostics_(diagnostics) {}

  Located<std::string> management(const blueprint::Written<std::string>& written) {
    Located<std::string> alias{written.written() ? *written : account_alias(slug_, blueprint::kManagement),
                               written.span};
    take(alias, "the management account");
    return alias;
  }

  void member(const DraftAccount& draft) {
    const Account& account = draft.account;
    const std::string derived = account_alias(slug_, account.account_name);
    const blueprint::Written<std::string>* own = draft.written ? &draft.written->alias : nullptr;
    if ((own && own->refused()) || !told_apart(account)) return;
    const std::string who = cat("account `", account.name, '`');
    if (!own || !own->written()) {
      check_length(account, derived);
      take({derived, account.span}, who);
      return;
    }
    take({**own, own->span}, who);
    if (**own == derived) return;
    exceptions_.push_back(
        {account.existing_id ? account.existing_id->value.str() : account.account_name, {**own, own->span}});
  }

  std::vector<AliasException> exceptions() {
    std::sort(exceptions_.begin(), exceptions_.end(),
              [](const AliasException& a, const AliasException& b) { return a.account < b.account; });
    return std::move(exceptions_);
  }

 private:
  struct Owner {
    std::string who;
    base::Span span;
  };

  void check_length(const Account& account, const std::string& derived) {
    const auto most = static_cast<std::size_t>(aws::quota("iam/alias").value);
    if (derived.size() <= most) return;
    diagnostics_.add(Diagnostic("organization/alias-too-long", account.span,
                                cat("account `", account.name, "` would get the alias `", derived, "`, which has ",
                                    derived.size(), " characters; an alias has at most ", most))
                         .note("quota iam/alias")
                         .help(cat("give it one of its own: `", account.name,
                                   ": {alias: ", account_alias(slug_, first_characters(account.name, 20)), "}`")));
  }

  // The function knows an account by its id where the blueprint does, else by its name in AWS.
  bool told_apart(const Account& account) {
    if (account.existing_id) return true;
    const auto [first, fresh] = names_.try_emplace(account.account_name, &account);
    if (fresh) return true;
    diagnostics_.add(Diagnostic("organization/alias-shared", account.span,
                                cat("accounts `", first->second->name, "` and `", account.name, "` are both called `",
                                    account.account_name, "` in AWS, so they would get one alias"))
                         .also(first->second->span, "the first one")
                         .note("an alias follows the account's name in AWS, and is unique among all AWS accounts")
                         .help("give one of them another `name:`"));
    return false;
  }

  void take(const Located<std::string>& alias, std::string who) {
    const auto [first, fresh] = owners_.try_emplace(alias.value, Owner{who, alias.span});
    if (fresh) return;
    diagnostics_.add(Diagnostic("organization/alias-shared", alias.span,
                                cat(first->second.who, " and ", who, " would both get the alias `", alias.value, '`'))
                         .also(first->second.span, "the first one")
                         .note("an alias is unique among all AWS accounts, as it is part of an address")
                         .help(cat("give one of them an alias of its own: `alias: ", alias.value, "-2`")));
  }

  std::string_view slug_;
  base::Diagnostics& diagnostics_;
  std::vector<AliasException> exceptions_;
  std::unordered_map<std::string, Owner> owners_;               // by alias; only looked up, never walked
  std::unordered_map<std::string_view, const Account*> names_;  // in AWS; the same
};

}  // namespace

std::string account_alias(std::string_view slug, std::string_view account_name) {
  std::string alias(slug);
  bool gap = true;
  for (const char c : base::to_lower(account_name)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept && gap) alias += '-';
    if (kept) alias += c;
    gap = !kept;
  }
  return alias;
}

AccountSettings resolve_account_settings(const blueprint::Blueprint& blueprint, const Draft& draft,
                                         base::Diagnostics& diagnostics) {
  const blueprint::Customer& customer = *blueprint.customer;
  const blueprint::PasswordPolicy& passwords = *blueprint.identity->iam->password_policy;
  AccountSettings settings;
  settings.password_policy = {as_located(passwords.minimum_length), as_located(passwords.rotation_days),
                              as_located(passwords.remember)};
  settings.alternate_contacts = alternate_contacts(customer, diagnostics);
  settings.primary_contact = primary_contact(customer, diagnostics);
  Aliases aliases(*customer.slug, diagnostics);
  settings.management_alias = aliases.management(blueprint.organization->management_alias);
  for (const DraftAccount& account : draft.accounts) aliases.member(account);
  settings.alias_exceptions = aliases.exceptions();
  const auto& vpcs = blueprint.network->default_vpcs;
  settings.removes_default_vpcs = {*vpcs == blueprint::DefaultVpcs::remove, vpcs.span};
  const auto& plan = customer.support_plan;
  settings.support_plan = {std::string(blueprint::words_of(*plan)[static_cast<std::size_t>(*plan)].word), plan.span};
  return settings;
}

}  // namespace landform::resolve
