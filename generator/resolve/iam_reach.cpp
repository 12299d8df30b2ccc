#include "resolve/iam_reach.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "resolve/targets.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

void report_unknown_place(const std::string& name, base::Span span, const std::string& whose,
                          const Organization& organization, base::Diagnostics& diagnostics) {
  diagnostics.add(
      Diagnostic("identity/unknown-target", span,
                 cat(whose, " is for `", name, "`, which is no unit and no account of the organization"))
          .label(near_target(name, organization))
          .help("write a unit's whole path (`Workloads/Production`), an account's name, `Root` or `management`"));
}

}  // namespace

bool is_within(const PolicyTarget& place, const PolicyTarget& target, const Organization& organization) {
  switch (target.kind) {
    case PolicyTarget::Kind::root:
      return true;
    case PolicyTarget::Kind::account:
      return place == target;
    case PolicyTarget::Kind::unit:
      break;
  }
  if (place.kind == PolicyTarget::Kind::unit) return lies_in(place.name, target.name);
  const Account* account = place.kind == PolicyTarget::Kind::account ? organization.account(place.name) : nullptr;
  return account != nullptr && lies_in(account->unit.str(), target.name);
}

bool covers(const IamReach& whole, const IamReach& part, const Organization& organization) {
  if (part.management && !whole.management) return false;
  return std::all_of(part.targets.begin(), part.targets.end(), [&](const PolicyTarget& place) {
    return std::any_of(whole.targets.begin(), whole.targets.end(),
                       [&](const PolicyTarget& target) { return is_within(place, target, organization); });
  });
}

void unite(IamReach& whole, const IamReach& part, const Organization& organization) {
  whole.management = whole.management || part.management;
  std::vector<PolicyTarget> all = whole.targets;
  all.insert(all.end(), part.targets.begin(), part.targets.end());
  std::stable_sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  whole.targets.clear();
  for (const PolicyTarget& place : all) {
    const bool covered = std::any_of(all.begin(), all.end(), [&](const PolicyTarget& target) {
      return !(place == target) && is_within(place, target, organization);
    });
    if (!covered) whole.targets.push_back(place);
  }
}

IamReach reach_of(const blueprint::Listed<std::string>& written, const std::string& whose,
                  const Organization& organization, base::Diagnostics& diagnostics) {
  IamReach reach;
  std::vector<PolicyTarget> targets;
  std::map<std::string_view, base::Span> seen;
  for (const auto& target : written) {
    if (!target.written()) continue;
    const auto [first, fresh] = seen.emplace(*target, target.span);
    if (!fresh) {
      diagnostics.add(
          Diagnostic("identity/twice", target.span, cat("`", *target, "` stands twice in the list of ", whose))
              .also(first->second, "first here")
              .help("take one of them out"));
    } else if (names_management(*target, organization)) {
      reach.management = true;
    } else if (const auto kind = kind_of_target(*target, organization)) {
      targets.push_back({*kind, *target, target.span});
    } else {
      report_unknown_place(*target, target.span, whose, organization, diagnostics);
    }
  }
  for (const PolicyTarget& place : targets) {
    const auto cover = std::find_if(targets.begin(), targets.end(), [&](const PolicyTarget& target) {
      return !(place == target) && is_within(place, target, organization);
    });
    if (cover == targets.end()) {
      reach.targets.push_back(place);
      continue;
    }
    diagnostics.add(
        Diagnostic("identity/twice", place.span,
                   cat("`", place.name, "` is covered by `", cover->name, "` already, in the list of ", whose))
            .also(cover->span, "this one holds it")
            .help(cat("take `", place.name, "` out of the list")));
  }
  std::sort(reach.targets.begin(), reach.targets.end());
  return reach;
}

}  // namespace landform::resolve
