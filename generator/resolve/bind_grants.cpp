// Assignments, written one way or another, become grants: one principal and one permission set, with every account that
// they meet in. Units are expanded to the accounts of today; each build adds those that came since.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "aws/logical_id.h"
#include "aws/quotas.h"
#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/bind_identity_center.h"
#include "resolve/identity_baseline.h"
#include "resolve/targets.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// "Platform admins" -> "platform-admins", "ada@acme.example" -> "ada-acme-example"
std::string slug_of(std::string_view name) {
  std::string slug;
  for (const char c : base::to_lower(name)) {
    const bool stands = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (stands)
      slug += c;
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

class GrantBinder {
 public:
  GrantBinder(const blueprint::Center& written, const Organization& organization, IdentityCenter& center,
              base::Diagnostics& diagnostics)
      : written_(written), organization_(organization), center_(center), diagnostics_(diagnostics) {
    for (std::uint32_t place = 0; place < organization.accounts.size(); ++place) {
      accounts_of_[organization.accounts[place].unit.str()].push_back(place);
    }
  }

  void bind() {
    if (written_.assignments.presence == blueprint::Presence::unset) add_baseline();
    for (const auto& assignment : written_.assignments) {
      if (assignment.written()) add(*assignment, assignment.span);
    }
    for (auto& [key, draft] : drafts_) center_.grants.push_back(finish(key, std::move(draft)));
    check_names();
    tell_sets_where();
    warn_of_idle();
  }

 private:
  struct Target {
    std::string name;
    base::Span span;
  };
  struct Draft {
    std::vector<Target> units, accounts;
    std::optional<Target> management;
    base::Span span;
  };
  using Key = std::tuple<bool, std::string, std::string>;  // user?, principal, set

  void add_baseline() {
    for (const BaselineGrant& grant : baseline_grants()) {
      Draft& draft = drafts_[{false, std::string(grant.group), std::string(grant.permission_set)}];
      if (grant.members) draft.units.push_back({std::string(blueprint::kRoot), {}});
      draft.management = Target{std::string(blueprint::kManagement), {}};
    }
  }

  void add(const blueprint::Assignment& written, base::Span span) {
    const bool to_user = written.user.written();
    if (to_user == written.group.written()) {
      const bool refused = written.user.refused() || written.group.refused();
      if (!refused) tell_whom(written, span);
      return;
    }
    const auto& principal = to_user ? written.user : written.group;
    const bool known_set = know_set(written.permission_set);
    const bool known = to_user ? center_.user(*principal) != nullptr : know_group(principal);
    if (!known || !known_set) return;
    Draft& draft = drafts_[{to_user, *principal, *written.permission_set}];
    if (!draft.span.known()) draft.span = span;
    for (const auto& target : written.to) {
      if (target.written()) add_target(target, draft);
    }
  }

  void tell_whom(const blueprint::Assignment& written, base::Span span) {
    const bool both = written.user.written();
    diagnostics_.add(Diagnostic("identity-center/whom", both ? written.user.span : span,
                                both ? "an assignment names both a group and a user; it wants one of them"
                                     : "an assignment names neither a group nor a user")
                         .help(both ? "write two assignments" : "group: administrators"));
  }

  bool know_group(const blueprint::Written<std::string>& name) {
    if (center_.group(*name) != nullptr) return true;
    if (written_.groups.refused()) return false;
    std::vector<std::string_view> names;
    for (const CenterGroup& group : center_.groups) names.push_back(group.name);
    for (const BaselineGroup& group : baseline_groups()) names.push_back(group.name);
    Diagnostic diagnostic("identity-center/unknown-group", name.span,
                          cat("there is no group `", *name, "` in `identity.center.groups`"));
    diagnostic.primary.text = base::did_you_mean(base::near_names(*name, names));
    diagnostics_.add(std::move(diagnostic).help(cat("groups: {", *name, ": {}}")));
    return false;
  }

  bool know_set(const blueprint::Written<std::string>& name) {
    if (!name.written()) return false;
    if (center_.permission_set(*name) != nullptr) return true;
    // A set that was refused is there, only not bound.
    const auto& sets = written_.permission_sets;
    if (sets.refused() || sets.find(*name) != nullptr) return false;
    std::vector<std::string_view> names;
    for (const PermissionSet& set : center_.permission_sets) names.push_back(set.name);
    for (const BaselineSet& set : baseline_sets()) names.push_back(set.name);
    Diagnostic diagnostic("identity-center/unknown-permission-set", name.span,
                          cat("there is no permission set `", *name, "` in `identity.center.permission_sets`"));
    diagnostic.primary.text = base::did_you_mean(base::near_names(*name, names));
    diagnostics_.add(
        std::move(diagnostic).help(cat("permission_sets: {", *name, ": {managed_policies: [SecurityAudit]}}")));
    return false;
  }

  void add_target(const blueprint::Written<std::string>& written, Draft& draft) {
    Target target{*written, written.span};
    if (target.name == blueprint::kManagement) {
      if (draft.management)
        tell_twice(target, *draft.management);
      else
        draft.management = std::move(target);
      return;
    }
    const auto kind = kind_of_target(target.name, organization_);
    if (!kind) {
      report_unknown_target("identity-center/unknown-target", target.name, target.span, organization_, diagnostics_);
      return;
    }
    std::vector<Target>& known = *kind == PolicyTarget::Kind::account ? draft.accounts : draft.units;
    const auto first =
        std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.name == target.name; });
    if (first != known.end())
      tell_twice(target, *first);
    else
      known.push_back(std::move(target));
  }

  void tell_twice(const Target& target, const Target& cover) {
    diagnostics_.add(Diagnostic("identity-center/assigned-twice", target.span,
                                target.name == cover.name
                                    ? cat("this permission set is assigned in `", target.name, "` a second time")
                                    : cat("this permission set is assigned in `", target.name, "`, which lies below `",
                                          cover.name, "`, where it is assigned already"))
                         .also(cover.span, target.name == cover.name ? "first here" : "this one holds it")
                         .help(cat("take `", target.name, "` out of the list")));
  }

  Grant finish(const Key& key, Draft draft) {
    Grant grant;
    std::tie(grant.to_user, grant.principal, grant.permission_set) = key;
    grant.slug = cat(slug_of(grant.principal), "-as-", slug_of(grant.permission_set));
    grant.key = cat(aws::logical_id(grant.principal).str(), "As", aws::logical_id(grant.permission_set).str());
    grant.management = draft.management.has_value();
    grant.span = draft.span;
    const auto covering = [&](std::string_view path, std::string_view self) -> const Target* {
      const auto found = std::find_if(draft.units.begin(), draft.units.end(), [&](const Target& unit) {
        return unit.name != self && lies_in(path, unit.name);
      });
      return found == draft.units.end() ? nullptr : &*found;
    };
    for (const Target& unit : draft.units) {
      if (const Target* cover = covering(unit.name, unit.name)) {
        tell_twice(unit, *cover);
        continue;
      }
      grant.units.emplace_back(unit.name);
      reach(unit.name, grant);
    }
    for (const Target& target : draft.accounts) {
      const Account* account = organization_.account(target.name);
      if (const Target* cover = covering(account->unit.str(), {})) {
        tell_twice(target, *cover);
        continue;
      }
      grant.accounts.push_back(target.name);
      grant.reached.push_back(static_cast<std::uint32_t>(account - organization_.accounts.data()));
    }
    std::sort(grant.units.begin(), grant.units.end());
    std::sort(grant.accounts.begin(), grant.accounts.end());
    sort_places(grant.reached);
    return grant;
  }

  // Each once. Where there are many, each is marked, and the marks are read off.
  void sort_places(std::vector<std::uint32_t>& places) {
    constexpr std::size_t kFew = 16;  // of how many accounts a grant reaches one
    if (places.size() < organization_.accounts.size() / kFew) {
      std::sort(places.begin(), places.end());
      places.erase(std::unique(places.begin(), places.end()), places.end());
      return;
    }
    std::vector<bool> marks(organization_.accounts.size(), false);
    for (const std::uint32_t place : places) marks[place] = true;
    places.clear();
    for (std::uint32_t place = 0; place < marks.size(); ++place) {
      if (marks[place]) places.push_back(place);
    }
  }

  void reach(const std::string& unit, Grant& grant) {
    const auto take = [&](const std::string& path) {
      const auto found = accounts_of_.find(path);
      if (found != accounts_of_.end()) {
        grant.reached.insert(grant.reached.end(), found->second.begin(), found->second.end());
      }
    };
    if (unit == blueprint::kRoot) take(unit);
    for (const Unit& one : organization_.units) {
      if (lies_in(one.path.str(), unit)) take(one.path.str());
    }
  }

  // Steps and stacks are named after both sides of a grant.
  void check_names() {
    std::map<std::string_view, const Grant*> seen;
    for (const Grant& grant : center_.grants) {
      const auto [first, fresh] = seen.emplace(grant.slug, &grant);
      if (!fresh) {
        diagnostics_.add(Diagnostic("organization/names-collide", grant.span,
                                    cat("the assignments of `", grant.permission_set, "` to `", grant.principal,
                                        "` and of `", first->second->permission_set, "` to `", first->second->principal,
                                        "` would share the stack name `", grant.slug, "`"))
                             .also(first->second->span, "too close to this one")
                             .help("give one of the names another letter or digit"));
      }
      // Before it the customer's slug and a word, after it the number of the stack.
      constexpr std::size_t kLongest = 70;
      if (grant.slug.size() <= kLongest) continue;
      diagnostics_.add(Diagnostic("organization/name-too-long", grant.span,
                                  cat("the name `", grant.slug, "`, which stacks of this assignment would get, has ",
                                      grant.slug.size(), " characters; ", kLongest, " fit"))
                           .help("shorten the name of the group or of the permission set"));
    }
  }

  void tell_sets_where() {
    std::set<std::string_view> members;
    std::set<std::string_view> management;
    for (const Grant& grant : center_.grants) {
      if (grant.management) management.insert(grant.permission_set);
      if (!grant.units.empty() || !grant.accounts.empty()) members.insert(grant.permission_set);
    }
    const std::int64_t longest = aws::quota("sso/permission-set-name").value;
    for (PermissionSet& set : center_.permission_sets) {
      set.for_management = management.contains(set.name);
      set.for_members = members.contains(set.name) || !set.for_management;
      const std::string name = management_set_name(set);
      if (!set.for_management || static_cast<std::int64_t>(name.size()) <= longest) continue;
      diagnostics_.add(Diagnostic("organization/name-too-long", set.span,
                                  cat("permission set `", set.name, "` would be `", name,
                                      "` in the management account, ", name.size(),
                                      " characters; Identity Center "
                                      "takes ",
                                      longest))
                           .help("shorten it, or make a set for the management account by itself"));
    }
  }

  void warn_of_idle() {
    std::set<std::string_view> groups;
    for (const Grant& grant : center_.grants) {
      if (!grant.to_user) groups.insert(grant.principal);
    }
    for (const CenterGroup& group : center_.groups) {
      if (groups.contains(group.name) || !group.span.known()) continue;
      diagnostics_.add(
          Diagnostic("identity-center/idle-group", group.span,
                     cat("group `", group.name, "` has no assignment, so its members get in nowhere"))
              .help(cat("assignments: [{group: ", group.name, ", permission_set: read-only, to: [Root]}]")));
    }
  }

  const blueprint::Center& written_;
  const Organization& organization_;
  IdentityCenter& center_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, std::vector<std::uint32_t>> accounts_of_;  // by unit
  std::map<Key, Draft> drafts_;
};

}  // namespace

void bind_grants(const blueprint::Center& written, const Organization& organization, IdentityCenter& center,
                 base::Diagnostics& diagnostics) {
  GrantBinder(written, organization, center, diagnostics).bind();
}

}  // namespace landform::resolve
