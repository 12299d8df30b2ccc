#include "policy/principals.h"

#include <string_view>

#include "aws/account_id.h"
#include "aws/arn.h"
#include "base/text.h"
#include "policy/pattern.h"

namespace landform::policy {
namespace {

bool is_role(PrincipalKind kind) {
  return kind == PrincipalKind::role || kind == PrincipalKind::assumed_role ||
         kind == PrincipalKind::service_linked_role;
}

bool names_account(PrincipalKind kind) {
  return kind != PrincipalKind::service && kind != PrincipalKind::federated && kind != PrincipalKind::anonymous;
}

// Principals take no wildcards.
Truth same(std::string_view written, std::string_view text) {
  return text.empty() ? Truth::no : Pattern(written, Wildcards::literal).matches(text);
}

std::string_view last_segment(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// Roles of an account have different names whatever their paths are, and a session's ARN does not show the path.
Truth same_role(std::string_view written, std::string_view role) {
  const Truth exact = same(written, role);
  if (exact != Truth::no) return exact;
  const auto a = aws::split_arn(written);
  const auto b = aws::split_arn(role);
  if (!a || !b || !a->resource.starts_with("role/") || !b->resource.starts_with("role/")) return Truth::no;
  const bool both_known = !has_unknown_part(written) && !has_unknown_part(role);
  const bool names_are_same = base::to_lower(last_segment(a->resource)) == base::to_lower(last_segment(b->resource));
  return truth_of(both_known && names_are_same && a->partition == b->partition && a->account == b->account);
}

// "arn:aws:sts::111122223333:assumed-role/Admin/anna" beside some session of the role Admin.
bool is_session_of(std::string_view session, std::string_view role) {
  const auto a = aws::split_arn(session);
  const auto b = aws::split_arn(role);
  if (!a || !b || a->account != b->account) return false;
  std::string_view name = a->resource.substr(a->resource.find('/') + 1);
  name = name.substr(0, name.find('/'));
  return base::to_lower(name) == base::to_lower(last_segment(b->resource));
}

// The account of "111122223333" and "arn:aws:iam::111122223333:root"; empty when it names something else.
std::string_view account_of(std::string_view name) {
  if (aws::is_account_id(name)) return name;
  if (!name.starts_with("arn:") && has_unknown_part(name)) return name;
  constexpr std::string_view kRoot = ":root";
  constexpr std::string_view kIam = ":iam::";
  const std::size_t iam = name.find(kIam);
  if (!name.starts_with("arn:") || !name.ends_with(kRoot) || iam == std::string_view::npos) return {};
  return name.substr(iam + kIam.size(), name.size() - iam - kIam.size() - kRoot.size());
}

void match_aws(std::string_view name, const Situation& situation, PrincipalMatch& match) {
  const Principal& principal = situation.request().principal;
  if (!names_account(principal.kind)) return;
  if (const std::string_view account = account_of(name); !account.empty()) {
    match.account = either(match.account, same(account, principal.account));
    return;
  }
  if (!is_role(principal.kind)) {
    match.direct = either(match.direct, same(name, principal.arn));
    // The ARN of a federated user's session does not show whose it is.
    const auto arn = aws::split_arn(name);
    if (principal.kind == PrincipalKind::federated_user && arn && arn->account == principal.account &&
        arn->resource.starts_with("user/")) {
      match.role = either(match.role, Truth::unknown);
    }
    return;
  }
  match.role = either(match.role, same_role(name, situation.role_arn()));
  if (name.find(":assumed-role/") == std::string_view::npos) return;
  const bool session_known = principal.arn.find(":assumed-role/") != std::string::npos;
  if (session_known) {
    match.direct = either(match.direct, same(name, principal.arn));
  } else if (is_session_of(name, situation.role_arn())) {
    match.direct = either(match.direct, Truth::unknown);
  }
}

void match_entry(const PrincipalEntry& entry, const Situation& situation, PrincipalMatch& match) {
  const Principal& principal = situation.request().principal;
  const std::string_view name = entry.name.text;
  switch (entry.form) {
    case PrincipalForm::everyone:
      match.everyone = Truth::yes;
      return;
    case PrincipalForm::aws:
      match_aws(name, situation, match);
      return;
    case PrincipalForm::service:
      if (principal.kind == PrincipalKind::service) match.direct = either(match.direct, same(name, principal.name));
      return;
    case PrincipalForm::federated:
      if (principal.kind != PrincipalKind::federated) return;
      match.direct = either(match.direct, either(same(name, principal.name), same(name, principal.arn)));
      return;
    case PrincipalForm::canonical_user:
      // Which account has a canonical user id is not known.
      if (names_account(principal.kind)) match.account = either(match.account, Truth::unknown);
      return;
    case PrincipalForm::unclear:
      match.everyone = either(match.everyone, Truth::unknown);
      return;
  }
}

}  // namespace

PrincipalMatch match_principals(const PrincipalSelection& selection, const Situation& situation) {
  PrincipalMatch match;
  if (selection.choice == Choice::absent || selection.choice == Choice::unclear) {
    match.everyone = Truth::unknown;
    return match;
  }
  for (const PrincipalEntry& entry : selection.entries) match_entry(entry, situation, match);
  if (selection.choice == Choice::all_but) {
    PrincipalMatch others;
    others.direct = inverse(match.any());
    return others;
  }
  return match;
}

}  // namespace landform::policy
