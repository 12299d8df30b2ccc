#include "resolve/bind_identity_center.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "aws/logical_id.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/collisions.h"
#include "resolve/identity_baseline.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

IdentityPlaces::IdentityPlaces(std::string_view kind, std::uint32_t capacity, const Lock& before, Lock& after)
    : prefix_(cat(kind, ' ')), before_(before), after_(after), shards_(capacity) {
  for (std::uint32_t place = 1; place <= kBaselinePlaces; ++place) shards_.occupy({1, place});
  for (auto entry = before.identity.lower_bound(prefix_);
       entry != before.identity.end() && entry->first.starts_with(prefix_); ++entry) {
    shards_.occupy({entry->second.shard, 1});
  }
}

std::uint32_t IdentityPlaces::place(std::string_view name, base::Span cause) {
  std::string key = cat(prefix_, name);
  const auto known = before_.identity.find(key);
  const LockedIdentity entry =
      known == before_.identity.end() ? LockedIdentity{shards_.place_new().shard, {}, cause} : known->second;
  const std::uint32_t shard = entry.shard;
  after_.identity.insert_or_assign(std::move(key), entry);
  return shard;
}

namespace {

IdentitySource source_of(blueprint::IdentitySource written) {
  switch (written) {
    case blueprint::IdentitySource::directory:
      return IdentitySource::directory;
    case blueprint::IdentitySource::external:
      return IdentitySource::external;
    case blueprint::IdentitySource::active_directory:
      return IdentitySource::active_directory;
  }
  return IdentitySource::directory;
}

class PeopleBinder {
 public:
  PeopleBinder(const blueprint::Center& written, const Lock& before, Lock& after, IdentityCenter& center,
               base::Diagnostics& diagnostics)
      : written_(written), before_(before), after_(after), center_(center), diagnostics_(diagnostics) {}

  // `used`: the groups that assignments name, sorted.
  void bind(const std::vector<std::string>& used) {
    bind_users();
    bind_groups(used);
    bind_assigned_users();
    place();
    warn_of_lonely();
  }

 private:
  [[nodiscard]] bool in_directory() const { return center_.source == IdentitySource::directory; }

  void tell_kept_elsewhere(base::Span span, std::string_view what) {
    const auto word = blueprint::words_of(*written_.identity_source)[static_cast<std::size_t>(center_.source)].word;
    diagnostics_.add(Diagnostic("identity-center/kept-elsewhere", span,
                                cat(what, " stand here, but the identity source is `", word, "`"))
                         .also(written_.identity_source.span, "chosen here")
                         .note("Identity Center refuses to change users and groups that it gets from elsewhere")
                         .help("keep them there, and take them out of the blueprint; assignments go on naming groups"));
  }

  void bind_users() {
    if (written_.users.written() && !in_directory()) {
      tell_kept_elsewhere(written_.users.span, "users");
      return;
    }
    for (const auto& item : written_.users) {
      CenterUser user = looked_up(item.name, item.name_span);
      user.made = true;
      if (item.written.written()) {
        user.given_name = *item->given_name;
        user.family_name = *item->family_name;
        user.display_name =
            item->display_name.written() ? *item->display_name : cat(user.given_name, ' ', user.family_name);
      }
      users_.emplace(item.name, std::move(user));
    }
  }

  static CenterUser looked_up(const std::string& mail, base::Span span) {
    CenterUser user;
    user.mail = mail;
    user.key = aws::logical_id(mail).str();
    user.span = span;
    return user;
  }

  // Once `users` is written it is complete.
  bool know_user(const blueprint::Written<std::string>& mail, std::string_view place) {
    if (users_.contains(*mail)) return true;
    if (!written_.users.written()) {
      users_.emplace(*mail, looked_up(*mail, mail.span));
      return true;
    }
    std::vector<std::string_view> names;
    for (const auto& [name, user] : users_) names.push_back(name);
    Diagnostic diagnostic("identity-center/unknown-user", mail.span,
                          cat(place, " names `", *mail, "`, who is not among `identity.center.users`"));
    diagnostic.primary.text = base::did_you_mean(base::near_names(*mail, names));
    diagnostics_.add(std::move(diagnostic)
                         .also(written_.users.span, "once it stands there, the list is complete")
                         .help(cat("add `", *mail, ": {given_name: ..., family_name: ...}` to it")));
    return false;
  }

  void bind_groups(const std::vector<std::string>& used) {
    for (const auto& item : written_.groups) {
      CenterGroup group;
      group.name = item.name;
      group.key = aws::logical_id(item.name).str();
      group.made = in_directory();
      group.span = item.name_span;
      if (item.written.written()) {
        if (item->description.written()) group.description = *item->description;
        bind_members(*item, group);
      }
      center_.groups.push_back(std::move(group));
    }
    for (const BaselineGroup& baseline : baseline_groups()) {
      const auto* own = written_.groups.find(baseline.name);
      if (own != nullptr) {
        for (CenterGroup& group : center_.groups) {
          if (group.name == baseline.name && group.description.empty()) group.description = baseline.description;
        }
      } else if (std::binary_search(used.begin(), used.end(), baseline.name)) {
        CenterGroup group;
        group.name = baseline.name;
        group.key = aws::logical_id(baseline.name).str();
        group.made = in_directory();
        group.description = baseline.description;
        center_.groups.push_back(std::move(group));
      }
    }
    std::sort(center_.groups.begin(), center_.groups.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    Collisions collisions("group", diagnostics_);
    for (const CenterGroup& group : center_.groups) collisions.add(group.name, group.span);
  }

  void bind_members(const blueprint::CenterGroup& written, CenterGroup& group) {
    if (!written.members.empty() && !in_directory()) {
      tell_kept_elsewhere(written.members.span, "members");
      return;
    }
    std::map<std::string, base::Span> seen;
    for (const auto& member : written.members) {
      if (!member.written()) continue;
      const auto [first, fresh] = seen.emplace(*member, member.span);
      if (!fresh) {
        diagnostics_.add(Diagnostic("identity-center/listed-twice", member.span,
                                    cat("group `", group.name, "` has the member `", *member, "` twice"))
                             .also(first->second, "first here")
                             .help("take one of them out"));
        continue;
      }
      if (!know_user(member, cat("group `", group.name, "`"))) continue;
      grouped_.insert(*member);
      group.members.push_back(*member);
      Membership membership;
      membership.group = group.name;
      membership.user = *member;
      membership.key = cat(group.key, "Has", aws::logical_id(*member).str());
      membership.span = member.span;
      center_.memberships.push_back(std::move(membership));
    }
    std::sort(group.members.begin(), group.members.end());
  }

  void bind_assigned_users() {
    for (const auto& assignment : written_.assignments) {
      if (!assignment.written() || !assignment->user.written() || assignment->group.written()) continue;
      if (know_user(assignment->user, "an assignment")) grouped_.insert(*assignment->user);
    }
  }

  void place() {
    Collisions collisions("user", diagnostics_);
    for (auto& [mail, user] : users_) {
      collisions.add(mail, user.span);
      center_.users.push_back(user);
    }
    std::sort(center_.memberships.begin(), center_.memberships.end(),
              [](const auto& a, const auto& b) { return std::tie(a.group, a.user) < std::tie(b.group, b.user); });
    IdentityPlaces groups("group", kGroupsPerShard, before_, after_);
    for (CenterGroup& group : center_.groups) {
      const bool of_baseline = std::any_of(baseline_groups().begin(), baseline_groups().end(),
                                           [&](const BaselineGroup& one) { return one.name == group.name; });
      if (group.made && !of_baseline) group.shard = groups.place(group.name, group.span);
    }
    IdentityPlaces users("user", kUsersPerShard, before_, after_);
    for (CenterUser& user : center_.users) {
      if (user.made) user.shard = users.place(user.mail, user.span);
    }
    IdentityPlaces members("member", kMembersPerShard, before_, after_);
    for (Membership& membership : center_.memberships) {
      membership.shard = members.place(cat(membership.group, '/', membership.user), membership.span);
    }
  }

  void warn_of_lonely() {
    for (const CenterUser& user : center_.users) {
      if (!user.made || grouped_.contains(user.mail)) continue;
      diagnostics_.add(Diagnostic("identity-center/user-without-group", user.span,
                                  cat("user `", user.mail,
                                      "` is in no group and has no assignment, so nothing opens "
                                      "to them"))
                           .help(cat("add them to a group: `groups: {developers: {members: [", user.mail, "]}}`")));
    }
  }

  const blueprint::Center& written_;
  const Lock& before_;
  Lock& after_;
  IdentityCenter& center_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, CenterUser> users_;
  std::set<std::string> grouped_;
};

// What assignments name, sorted; the baseline's when the blueprint has none.
struct Used {
  std::vector<std::string> groups, sets;
};

Used used_by(const blueprint::Center& written) {
  std::set<std::string> groups;
  std::set<std::string> sets;
  if (written.assignments.presence == blueprint::Presence::unset) {
    for (const BaselineGrant& grant : baseline_grants()) {
      groups.emplace(grant.group);
      sets.emplace(grant.permission_set);
    }
  }
  for (const auto& assignment : written.assignments) {
    if (!assignment.written()) continue;
    if (assignment->group.written()) groups.insert(*assignment->group);
    if (assignment->permission_set.written()) sets.insert(*assignment->permission_set);
  }
  return {{groups.begin(), groups.end()}, {sets.begin(), sets.end()}};
}

}  // namespace

IdentityCenter bind_identity_center(const blueprint::Blueprint& written, const Organization& organization,
                                    const PolicySources& sources, const Lock& before, Lock& after,
                                    base::Diagnostics& diagnostics) {
  const blueprint::Center& center_written = *written.identity->center;
  IdentityCenter center;
  center.source = source_of(*center_written.identity_source);
  center.portal_session_hours = *center_written.portal_session_hours;
  after.identity.clear();
  const Used used = used_by(center_written);
  PeopleBinder(center_written, before, after, center, diagnostics).bind(used.groups);
  center.permission_sets = bind_permission_sets(written, used.sets, organization, sources, before, after, diagnostics);
  bind_grants(center_written, organization, center, diagnostics);
  return center;
}

namespace {

template <class Items, class Key>
auto find_by(const Items& items, std::string_view wanted, Key key) -> decltype(&items.front()) {
  const auto found = std::lower_bound(items.begin(), items.end(), wanted,
                                      [&](const auto& item, std::string_view name) { return item.*key < name; });
  return found != items.end() && (*found).*key == wanted ? &*found : nullptr;
}

}  // namespace

const CenterGroup* IdentityCenter::group(std::string_view name) const {
  return find_by(groups, name, &CenterGroup::name);
}
const CenterUser* IdentityCenter::user(std::string_view mail) const {
  return find_by(users, mail, &CenterUser::mail);
}
const PermissionSet* IdentityCenter::permission_set(std::string_view name) const {
  return find_by(permission_sets, name, &PermissionSet::name);
}

std::string management_set_name(const PermissionSet& set) {
  return cat(set.name, "-management");
}

}  // namespace landform::resolve
