#include "resolve/iam_people.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/iam_checks.h"
#include "resolve/iam_reach.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kAdmins = "admins";
constexpr std::string_view kBreakGlassPrefix = "break-glass";

class PeopleResolver {
 public:
  PeopleResolver(const blueprint::Iam& written, const Organization& organization, IamPolicies& policies,
                 base::Diagnostics& diagnostics)
      : written_(written), organization_(organization), policies_(policies), diagnostics_(diagnostics) {}

  IamPeople run() {
    take_users();
    take_groups();
    // The groups that are given without a word are those of these users.
    const bool admins = is_absent(written_.groups) || written_.groups.find(kAdmins) != nullptr;
    if (is_absent(written_.users) && admins) add_default_users();
    check_memberships();
    return std::move(people_);
  }

 private:
  static bool is_absent(const blueprint::Slot& slot) { return slot.presence == blueprint::Presence::unset; }

  void take_users() {
    IamNames names("user", diagnostics_);
    for (const auto& item : written_.users) {
      if (!item.written.written()) continue;
      names.add(item.name, item.name_span);
      const std::string whose = cat("user `", item.name, "`");
      IamUser user;
      user.name = item.name;
      user.span = item.name_span;
      user.break_glass = item.name.starts_with(kBreakGlassPrefix);
      user.reach = is_absent(item->to) ? IamReach{true, {}} : reach_of(item->to, whose, organization_, diagnostics_);
      user.boundary = policies_.boundary(item->boundary, whose, user.reach);
      take_groups_of(user, item->groups, whose);
      check_attached(user.groups.size(), "iam/groups-per-user", item.name_span, whose, "groups", organization_,
                     diagnostics_);
      people_.users.push_back(std::move(user));
    }
  }

  void take_groups_of(IamUser& user, const blueprint::Listed<std::string>& written, const std::string& whose) {
    std::map<std::string_view, base::Span> seen;
    for (const auto& group : written) {
      if (!group.written()) continue;
      const auto [first, fresh] = seen.emplace(*group, group.span);
      if (fresh) {
        user.groups.push_back(as_located(group));
        continue;
      }
      diagnostics_.add(
          Diagnostic("identity/twice", group.span, cat("`", *group, "` stands twice in the list of ", whose))
              .also(first->second, "first here")
              .help("take one of them out"));
    }
    sort_by_value(user.groups);
  }

  void take_groups() {
    if (is_absent(written_.groups)) return add_default_groups();
    IamNames names("group", diagnostics_);
    for (const auto& item : written_.groups) {
      if (!item.written.written()) continue;
      names.add(item.name, item.name_span);
      const std::string whose = cat("group `", item.name, "`");
      IamGroup group;
      group.name = item.name;
      group.span = item.name_span;
      group.reach =
          is_absent(item->to) ? reach_with_users(item.name) : reach_of(item->to, whose, organization_, diagnostics_);
      group.policies = policies_.attached(item->managed_policies, item->policies, whose, group.reach);
      add_group(std::move(group));
    }
  }

  IamReach reach_with_users(std::string_view group) const {
    IamReach reach{true, {}};
    for (const IamUser& user : people_.users) {
      const bool member =
          std::any_of(user.groups.begin(), user.groups.end(), [&](const auto& one) { return one.value == group; });
      if (member) unite(reach, user.reach, organization_);
    }
    return reach;
  }

  void add_group(IamGroup group) {
    const bool there = std::any_of(group.policies.begin(), group.policies.end(),
                                   [&](const IamAttachment& one) { return one.own && one.name == kRequireMfa; });
    if (policies_.requires_mfa() && !there) {
      if (auto mfa = policies_.attached_preset(kRequireMfa, group.reach)) {
        group.policies.insert(group.policies.begin(), std::move(*mfa));
      }
    }
    check_attached(group.policies.size(), "iam/policies-per-group", group.span, cat("group `", group.name, "`"),
                   policies_.requires_mfa() ? "managed policies, that of `require_mfa` among them" : "managed policies",
                   organization_, diagnostics_);
    people_.groups.push_back(std::move(group));
  }

  void add_default_groups() {
    const auto group_of = [&](std::string_view name) {
      IamGroup group;
      group.name = std::string(name);
      group.reach = reach_with_users(name);
      return group;
    };
    IamGroup admins = group_of(kAdmins);
    admins.policies.push_back({"AdministratorAccess", false, {}});
    add_group(std::move(admins));
    IamGroup readers = group_of("read-only");
    readers.policies.push_back({"ReadOnlyAccess", false, {}});
    add_group(std::move(readers));
    IamGroup billing = group_of("billing");
    if (auto policy = policies_.attached_preset(kBillingVisibility, billing.reach)) {
      billing.policies.push_back(std::move(*policy));
    }
    add_group(std::move(billing));
  }

  void add_default_users() {
    for (const char* name : {"break-glass-1", "break-glass-2"}) {
      IamUser user;
      user.name = name;
      user.groups = {{std::string(kAdmins), {}}};
      user.break_glass = true;
      user.reach.management = true;
      people_.users.push_back(std::move(user));
    }
  }

  // Users are where their groups are.
  void check_memberships() {
    for (const IamUser& user : people_.users) {
      for (const Located<std::string>& name : user.groups) {
        const auto group = std::find_if(people_.groups.begin(), people_.groups.end(),
                                        [&](const IamGroup& one) { return one.name == name.value; });
        if (group == people_.groups.end()) {
          report_unknown_group(user, name);
        } else if (!covers(group->reach, user.reach, organization_)) {
          diagnostics_.add(Diagnostic("identity/group-not-there", name.span,
                                      cat("user `", user.name, "` is made where group `", name.value, "` is not"))
                               .also(group->span, "this group")
                               .help("widen `to` of the group; without `to` it is wherever its users are"));
        }
      }
    }
  }

  void report_unknown_group(const IamUser& user, const Located<std::string>& name) {
    if (written_.groups.find(name.value) != nullptr) return;  // refused, and told
    std::vector<std::string_view> names;
    for (const IamGroup& group : people_.groups) names.push_back(group.name);
    diagnostics_.add(Diagnostic("identity/unknown-group", name.span,
                                cat("user `", user.name, "` is a member of `", name.value,
                                    "`, which is no group of identity.iam.groups"))
                         .label(base::did_you_mean(base::near_names(name.value, names)))
                         .help(cat("groups: {", name.value, ": {managed_policies: [ReadOnlyAccess]}}")));
  }

  const blueprint::Iam& written_;
  const Organization& organization_;
  IamPolicies& policies_;
  base::Diagnostics& diagnostics_;
  IamPeople people_;
};

}  // namespace

IamPeople resolve_iam_people(const blueprint::Iam& written, const Organization& organization, IamPolicies& policies,
                             base::Diagnostics& diagnostics) {
  return PeopleResolver(written, organization, policies, diagnostics).run();
}

}  // namespace landform::resolve
