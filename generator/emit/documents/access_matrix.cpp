// Who may do what where through Identity Center: a row each grant. Whole units are named as such, so that the page does
// not grow with accounts.
#include "resolve/access_matrix.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "emit/documents/data.h"

namespace landform::emit::documents {
namespace {

// Single accounts beyond these are counted: a list of hundreds in a cell is read by nobody, and the blueprint has it.
constexpr std::size_t kNamed = 20;

std::string places_of(const resolve::AccessRow& row) {
  using Kind = resolve::AccessPlace::Kind;
  std::vector<std::string> pieces;
  std::size_t more = 0;
  std::size_t accounts = 0;
  for (const resolve::AccessPlace& place : row.places) {
    switch (place.kind) {
      case Kind::root:
        pieces.emplace_back("every account below Root");
        break;
      case Kind::unit:
        pieces.push_back(
            cat("unit ", markdown::code(place.name), " (", base::count_of(place.accounts, "account"), ")"));
        break;
      case Kind::account:
        if (++accounts > kNamed)
          ++more;
        else
          pieces.push_back(markdown::code(place.name));
        break;
      case Kind::management:
        pieces.emplace_back("the management account");
        break;
    }
  }
  if (more > 0) pieces.push_back(base::count_of(more, "further account"));
  return markdown::listed(pieces);
}

std::string people_of(const resolve::AccessRow& row) {
  if (row.people_elsewhere) return "the identity provider knows them";
  if (row.people.size() > kNamed) return base::count_of(row.people.size(), "person", "people");
  return markdown::codes(row.people, "nobody yet");
}

}  // namespace

Node access_matrix(const DocumentInput& input) {
  const auto& center = input.organization.identity_center;
  Node data = document_data(input, "Access matrix");
  Node rows = yaml::sequence();
  bool management = false;
  for (const resolve::AccessRow& row : resolve::access_matrix(input.organization)) {
    Node item = yaml::mapping();
    item.add("who", text(cat(row.to_user ? "person " : "group ", markdown::code(row.principal))));
    item.add("people", text(people_of(row)));
    item.add("set", text(markdown::code(row.permission_set)));
    item.add("amounts_to", text(markdown::prose(row.amounts_to)));
    item.add("places", text(places_of(row)));
    item.add("accounts", text(std::to_string(row.accounts)));
    for (const auto& place : row.places) management |= place.kind == resolve::AccessPlace::Kind::management;
    rows.add(std::move(item));
  }
  std::set<std::string_view> assigned;
  for (const auto& grant : center.grants) {
    if (!grant.to_user) assigned.insert(grant.principal);
  }
  Node idle = yaml::sequence();
  for (const auto& group : center.groups) {
    if (assigned.contains(group.name)) continue;
    Node item = yaml::mapping();
    item.add("group", text(markdown::code(group.name)));
    idle.add(std::move(item));
  }
  data.add("rows_any", yaml::boolean(!rows.items.empty()));
  data.add("rows", std::move(rows));
  data.add("management_any", yaml::boolean(management));
  data.add("idle_any", yaml::boolean(!idle.items.empty()));
  data.add("idle", std::move(idle));
  return data;
}

}  // namespace landform::emit::documents
