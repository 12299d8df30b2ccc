#include "resolve/iam_trust.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/account_id.h"
#include "aws/service_principal.h"
#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/as_located.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kGitHub = "token.actions.githubusercontent.com";

// "security-*" of an account: "arn:*:iam::444455556666:role/security-*". The account is held by the Principal element,
// so the pattern may leave it open.
std::string trusted_principal(const std::string& written) {
  if (written.starts_with("arn:")) return written;
  const bool says_kind = written.starts_with("role/") || written.starts_with("user/");
  return cat("arn:*:iam::*:", says_kind ? "" : "role/", written);
}

class Trusts {
 public:
  Trusts(const blueprint::Trust& written, const std::string& role, base::Span role_span, const blueprint::Iam& iam,
         const Organization& organization, base::Diagnostics& diagnostics)
      : written_(written),
        role_(role),
        role_span_(role_span),
        iam_(iam),
        organization_(organization),
        diagnostics_(diagnostics) {}

  std::optional<IamTrust> run() {
    const std::size_t errors_before = diagnostics_.errors();
    if (!choose_kind()) return std::nullopt;
    check_keys();
    switch (trust_.kind) {
      case TrustKind::account:
        take_account();
        break;
      case TrustKind::service:
        take_service();
        break;
      case TrustKind::open_id:
        take_open_id();
        break;
      case TrustKind::saml:
        take_saml();
        break;
    }
    if (diagnostics_.errors() > errors_before) return std::nullopt;
    return std::move(trust_);
  }

 private:
  bool choose_kind() {
    std::vector<std::pair<std::string_view, base::Span>> given;
    const auto look = [&](std::string_view key, const blueprint::Slot& slot, TrustKind kind) {
      if (slot.refused()) poisoned_ = true;
      if (!slot.written()) return;
      given.emplace_back(key, slot.span);
      trust_.kind = kind;
    };
    look("account", written_.account, TrustKind::account);
    look("service", written_.service, TrustKind::service);
    look("oidc", written_.oidc, TrustKind::open_id);
    look("saml", written_.saml, TrustKind::saml);
    if (poisoned_) return false;
    if (given.size() == 1) return true;
    if (given.empty()) {
      diagnostics_.add(Diagnostic("identity/no-trust", role_span_,
                                  cat("the trust of role `", role_, "` names nobody who could assume it"))
                           .help("trust: {account: audit}, or `service`, `oidc` or `saml`"));
      return false;
    }
    diagnostics_.add(Diagnostic("identity/two-trusts", given[1].second,
                                cat("role `", role_, "` trusts `", given[0].first, "` and `", given[1].first,
                                    "`; a role is for one of them"))
                         .also(given[0].second, "the other one")
                         .note("two kinds of callers seldom need the same rights, and logs tell two roles apart")
                         .help("make a second role with the same policies"));
    return false;
  }

  // Keys that speak of another kind of trust would be without effect.
  void check_keys() {
    const auto check = [&](std::string_view key, const blueprint::Slot& slot, TrustKind kind, std::string_view needed) {
      if (!slot.written() || trust_.kind == kind) return;
      diagnostics_.add(Diagnostic("identity/trust-key", slot.span,
                                  cat("the trust of role `", role_, "` has `", key, "`, which needs `", needed, "`"))
                           .help(cat("take `", key, "` out")));
    };
    check("principals", written_.principals, TrustKind::account, "account");
    check("external_id", written_.external_id, TrustKind::account, "account");
    check("mfa", written_.mfa, TrustKind::account, "account");
    check("source_arns", written_.source_arns, TrustKind::service, "service");
    check("source_account", written_.source_account, TrustKind::service, "service");
  }

  void take_account() {
    const std::string& name = *written_.account;
    trust_.account = as_located(written_.account);
    for (Located<std::string>& principal : as_located(written_.principals)) {
      principal.value = trusted_principal(principal.value);
      trust_.principals.push_back(std::move(principal));
    }
    trust_.external_id = if_written(written_.external_id);
    trust_.mfa = *written_.mfa;
    if (aws::is_account_id(name)) {
      known_id(name);
    } else if (const Account* account = organization_.account(name)) {
      if (account->role == AccountRole::management) trust_.account.value = std::string(blueprint::kManagement);
    } else if (name != blueprint::kManagement) {
      report_unknown_account(name);
    }
  }

  // Twelve digits: an account of this blueprint by its id, or a third party.
  void known_id(const std::string& id) {
    if (organization_.management_account && organization_.management_account->value.str() == id) {
      trust_.account.value = std::string(blueprint::kManagement);
      return;
    }
    for (const Account& account : organization_.accounts) {
      if (!account.existing_id || account.existing_id->value.str() != id) continue;
      trust_.account.value = account.name;
      return;
    }
    trust_.third_party = true;
    if (trust_.external_id || written_.external_id.refused()) return;
    diagnostics_.add(
        Diagnostic(
            "identity/no-external-id", written_.account.span,
            cat("role `", role_, "` trusts account ", id, ", which is none of this blueprint, without an external id"))
            .note("a third party that serves many customers could be made to use this role for one of the others")
            .help(cat("trust: {account: \"", id, "\", external_id: ", organization_.customer.slug.value,
                      "-7f3a}, with an id that the third party gives you; or the account's name, if it is yours")));
  }

  void report_unknown_account(const std::string& name) {
    std::vector<std::string_view> names{blueprint::kManagement};
    for (const Account& account : organization_.accounts) names.push_back(account.name);
    Diagnostic fault("identity/unknown-account", written_.account.span,
                     cat("role `", role_, "` trusts account `", name, "`, which is none of this blueprint"));
    fault.primary.text = base::did_you_mean(base::near_names(name, names));
    diagnostics_.add(std::move(fault).help("write an account's name here, or the twelve digits of a third party"));
  }

  void take_service() {
    trust_.service = as_located(written_.service);
    trust_.source_arns = as_located(written_.source_arns);
    trust_.source_account = *written_.source_account;
    if (aws::judge_service_principal(*written_.service) == aws::PrincipalVerdict::known) return;
    Diagnostic fault("identity/unknown-service", written_.service.span,
                     cat("role `", role_, "` trusts `", *written_.service, "`, a service that nobody knows"));
    const auto near = aws::near_service_principals(*written_.service);
    if (!near.empty()) fault.primary.text = cat("did you mean `", base::join(near, "` or `"), "`?");
    diagnostics_.add(std::move(fault).note("it may be newer than landform's list"));
  }

  void take_open_id() {
    const blueprint::OpenIdTrust& written = *written_.oidc;
    trust_.provider = as_located(written.provider);
    trust_.audience = as_located(written.audience);
    trust_.subjects = as_located(written.subjects);
    for (const Located<std::string>& subject : trust_.subjects) check_subject(subject);
  }

  // Whoever may choose the part before the first wildcard is everybody, if nothing of the customer's stands in it.
  void check_subject(const Located<std::string>& subject) {
    const std::string_view fixed = std::string_view(subject.value).substr(0, subject.value.find_first_of("*?"));
    if (fixed.size() == subject.value.size()) return;
    const std::size_t colon = fixed.find(':');
    const std::string_view owner = colon == std::string_view::npos ? fixed : fixed.substr(colon + 1);
    const bool github = trust_.provider.value == kGitHub;
    const bool held = github ? owner.find('/') != std::string_view::npos && owner.front() != '/' : !owner.empty();
    if (held) return;
    diagnostics_.add(
        Diagnostic("identity/wide-subject", subject.span,
                   cat("subject `", subject.value, "` of role `", role_, "` lets every customer of ",
                       trust_.provider.value, " in who chooses a fitting name"))
            .note("the provider signs tokens for all of its customers; only the subject tells them apart")
            .help(github ? "begin with your organization and its slash: \"repo:acme/platform:ref:refs/heads/main\""
                         : "begin with what the provider gives to you alone, and put wildcards behind it"));
  }

  void take_saml() {
    trust_.provider = as_located(written_.saml);
    if (iam_.saml_providers.find(*written_.saml) != nullptr) return;
    std::vector<std::string_view> names;
    for (const auto& provider : iam_.saml_providers) names.push_back(provider.name);
    Diagnostic fault("identity/unknown-provider", written_.saml.span,
                     cat("role `", role_, "` trusts the SAML provider `", *written_.saml,
                         "`, which identity.iam.saml_providers has not"));
    fault.primary.text = base::did_you_mean(base::near_names(*written_.saml, names));
    diagnostics_.add(std::move(fault).help(cat("saml_providers: {", *written_.saml, ": {file: saml/", *written_.saml,
                                               ".xml}}; without `file` if the ", "accounts have it already")));
  }

  const blueprint::Trust& written_;
  const std::string& role_;
  base::Span role_span_;
  const blueprint::Iam& iam_;
  const Organization& organization_;
  base::Diagnostics& diagnostics_;
  IamTrust trust_;
  bool poisoned_ = false;
};

}  // namespace

std::optional<IamTrust> resolve_trust(const blueprint::Trust& written, const std::string& role, base::Span role_span,
                                      const blueprint::Iam& iam, const Organization& organization,
                                      base::Diagnostics& diagnostics) {
  return Trusts(written, role, role_span, iam, organization, diagnostics).run();
}

}  // namespace landform::resolve
