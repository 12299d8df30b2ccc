// The handover pack: what the customer takes over, where credentials are kept (never what they are), the walkthrough.
#include <array>
#include <string_view>
#include <utility>

#include "emit/documents/data.h"

namespace landform::emit::documents {
namespace {

struct RolePurpose {
  resolve::AccountRole role;
  std::string_view purpose;
};
constexpr std::array kPurposes{
    RolePurpose{resolve::AccountRole::log_archive, "keeps the logs of all accounts; hardly anybody signs in there"},
    RolePurpose{resolve::AccountRole::audit, "administers the security services for all accounts"},
    RolePurpose{resolve::AccountRole::network, "holds what connects the accounts' networks"},
    RolePurpose{resolve::AccountRole::backup, "holds copies of backups, apart from where the data is"},
};

Node role_rows(const DocumentInput& input) {
  Node rows = yaml::sequence();
  for (const RolePurpose& each : kPurposes) {
    const resolve::Account* account = input.organization.with_role(each.role);
    if (account == nullptr) continue;
    Node& row = add_row(rows, 2);
    row.add("account", text(markdown::code(account->name)));
    row.add("purpose", text(each.purpose));
  }
  return rows;
}

Node open_points(const DocumentInput& input) {
  Node rows = yaml::sequence();
  for (const CoveredControl& covered : input.coverage) {
    if (covered.met == Met::fully || covered.met == Met::needless) continue;
    Node& row = add_row(rows, 3);
    row.add("control", text(markdown::code(covered.control->id)));
    row.add("asks", text(covered.control->asks));
    row.add("state", text(covered.met == Met::partly   ? "partly met"
                          : covered.met == Met::waived ? cat("waived until ", covered.waiver->expires)
                                                       : "not met"));
  }
  return rows;
}

}  // namespace

Node handover(const DocumentInput& input) {
  Node data = document_data(input, "Handover pack");
  const resolve::Organization& organization = input.organization;
  data.add("member_accounts", text(base::count_of(organization.accounts.size(), "member account")));
  data.add("unit_count", text(base::count_of(organization.units.size(), "organizational unit")));
  data.add("units", unit_rows(input));
  Node roles = role_rows(input);
  data.add("has_roles", yaml::boolean(!roles.items.empty()));
  data.add("roles", std::move(roles));
  Node users = yaml::sequence();
  for (const resolve::BreakGlassUser& user : organization.break_glass) {
    users.add(yaml::mapping()).add("user", text(markdown::code(user.name)));
  }
  data.add("break_glass", std::move(users));
  Node open = open_points(input);
  data.add("has_open", yaml::boolean(!open.items.empty()));
  data.add("open", std::move(open));
  return data;
}

}  // namespace landform::emit::documents
