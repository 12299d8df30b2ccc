// What backups give back: recovery objectives of each plan and copy, how to restore, and what is not covered.
#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "emit/documents/data.h"
#include "resolve/recovery.h"
#include "resolve/unit_paths.h"

namespace landform::emit::documents {
namespace {

using resolve::RecoveryPlace;

std::string recovery_place(const resolve::RecoveryObjective& objective) {
  switch (objective.place) {
    case RecoveryPlace::original:
      return "original";
    case RecoveryPlace::other_region:
      return cat("copy in ", objective.where);
    case RecoveryPlace::other_account:
      return cat("copy in account ", markdown::code(objective.where));
  }
  return "original";
}

Node objective_row(const resolve::RecoveryObjective& objective) {
  using resolve::duration_text;
  Node row = yaml::mapping();
  const bool one = objective.plan == objective.rule;
  row.add("plan", text(one ? markdown::code(objective.plan)
                           : cat(markdown::code(objective.plan), ", rule ", markdown::code(objective.rule))));
  row.add("place", text(recovery_place(objective)));
  const std::string lost = duration_text(objective.lost_minutes);
  row.add("lost", text(objective.lost_continuous_minutes ? cat(duration_text(*objective.lost_continuous_minutes),
                                                               ", or ", lost, " of what is not backed up continuously")
                                                         : lost));
  row.add("usual", text(duration_text(objective.usual_minutes)));
  row.add("kept", text(duration_text(objective.kept_days * 24 * 60)));
  row.add("restore", text(duration_text(objective.restore_minutes)));
  row.add("cold", text(objective.restore_cold_minutes ? duration_text(*objective.restore_cold_minutes) : "none"));
  return row;
}

void tags_text(const resolve::Tags& tags, std::string_view sign, std::vector<std::string>& pieces) {
  for (const auto& [key, value] : tags) pieces.push_back(markdown::code(cat(key, sign, value.value)));
}

std::string covers_text(const resolve::BackupSelection& selection) {
  std::vector<std::string> any;
  tags_text(selection.tags, "=", any);
  for (const auto& resource : selection.resources) any.push_back(markdown::code(resource.value));
  std::string covers = any.empty() ? std::string("everything") : base::join(any, " or ");
  std::vector<std::string> all;
  tags_text(selection.conditions.equals, "=", all);
  tags_text(selection.conditions.not_equals, " is not ", all);
  tags_text(selection.conditions.like, " like ", all);
  tags_text(selection.conditions.not_like, " not like ", all);
  return all.empty() ? covers : cat(covers, ", if ", base::join(all, " and "));
}

Node backup_rows(const resolve::Backup& backup) {
  Node rows = yaml::sequence();
  for (const resolve::BackupPlan& plan : backup.plans) {
    for (const resolve::BackupRule& rule : plan.rules) {
      Node& row = add_row(rows, 5);
      const bool one = plan.name == rule.name;
      row.add("name", text(one ? markdown::code(plan.name)
                               : cat(markdown::code(plan.name), ", rule ", markdown::code(rule.name))));
      row.add("covers", text(covers_text(plan.selection)));
      row.add("schedule", text(markdown::code(rule.schedule.value)));
      row.add("continuous", text(rule.continuous ? "yes" : "no"));
      row.add("cold", text(rule.cold_after_days ? cat("after ", rule.cold_after_days->value, " days") : "never"));
    }
  }
  return rows;
}

std::string backup_regions(const std::vector<aws::RegionName>& regions) {
  std::vector<std::string> names;
  for (const aws::RegionName& region : regions) names.push_back(region.str());
  return markdown::listed(names);
}

std::string backup_reach(const resolve::Backup& backup) {
  std::vector<std::string> pieces;
  for (const aws::OuPath& unit : backup.units) {
    pieces.push_back(resolve::is_root(unit) ? "all member accounts" : cat("unit ", markdown::code(unit.str())));
  }
  for (const std::string& account : backup.accounts) pieces.push_back(cat("account ", markdown::code(account)));
  if (backup.management) pieces.emplace_back("the management account");
  return markdown::listed(pieces);
}

std::string vault_lock_text(const resolve::BackupLock& lock) {
  const std::string bounds =
      cat("at least ", lock.minimum_days, " days", lock.maximum_days ? cat(" and at most ", *lock.maximum_days) : "");
  if (!lock.compliance)
    return cat("in governance mode: recovery points are kept ", bounds, "; a special permission lifts it");
  return cat("in compliance mode: recovery points are kept ", bounds, "; it can be lifted for ", lock.grace_days,
             " days after a vault is made, and by nobody afterwards");
}

// What a reader might take for granted, and must not.
Node recovery_gaps(const resolve::Backup& backup, bool audited) {
  Node list = yaml::sequence();
  const auto add = [&](std::string line) { list.items.push_back(text(line)); };
  add(audited ? "What no plan selects is not backed up. AWS Backup Audit Manager lists such resources in each account."
              : "What no plan selects is not backed up, and nothing lists it.");
  std::set<std::string> uncopied;
  for (const resolve::BackupPlan& plan : backup.plans) {
    const bool copies =
        std::any_of(plan.rules.begin(), plan.rules.end(), [](const auto& rule) { return rule.copy.value; });
    if (!copies) uncopied.insert(markdown::code(plan.name));
  }
  if (!uncopied.empty()) {
    add(cat("Of ", markdown::listed({uncopied.begin(), uncopied.end()}),
            " there are no copies: the loss of the region, or of the account, is the loss of its backups."));
  }
  if (backup.copy_region &&
      std::find(backup.regions.begin(), backup.regions.end(), backup.copy_region->value) != backup.regions.end()) {
    add(cat("What lies in ", backup.copy_region->value.str(), " itself is not copied to another region."));
  }
  if (backup.copies() && !backup.copy_account) {
    add("Copies stay in the account of their original: whoever takes over the account finds them, too.");
  }
  std::vector<aws::RegionName> untested;
  std::set_difference(backup.regions.begin(), backup.regions.end(), backup.restore_test.regions.begin(),
                      backup.restore_test.regions.end(), std::back_inserter(untested));
  if (!untested.empty()) {
    add(cat("Restores are not tested in ", backup_regions(untested),
            ", where AWS has no restore tests: restore by hand "
            "once a quarter."));
  }
  return list;
}

}  // namespace

bool recovery_wanted(const DocumentInput& input) {
  return !input.organization.backup.plans.empty();
}

Node recovery(const DocumentInput& input) {
  const resolve::Backup& backup = input.organization.backup;
  const resolve::RecoveryAssumptions assumptions;
  Node data = document_data(input, "Recovery objectives");
  data.add("reach", text(backup_reach(backup)));
  data.add("regions", text(backup_regions(backup.regions)));
  data.add("by_policy", yaml::boolean(backup.by_policy));
  data.add("vault", text(markdown::code(cat(input.organization.customer.slug.value, "-backup"))));
  data.add("plans", backup_rows(backup));
  Node rows = yaml::sequence();
  bool cold = false;
  for (const resolve::RecoveryObjective& objective : resolve::recovery_objectives(backup, assumptions)) {
    cold = cold || objective.restore_cold_minutes;
    rows.items.push_back(objective_row(objective));
  }
  data.add("objectives", std::move(rows));
  data.add("has_cold", yaml::boolean(cold));
  data.add("has_copies", yaml::boolean(backup.copies()));
  data.add("decide", text(resolve::duration_text(assumptions.decide_minutes)));
  data.add("rebuild", text(resolve::duration_text(assumptions.rebuild_minutes)));
  data.add("thaw", text(resolve::duration_text(assumptions.thaw_minutes)));
  data.add("reference", yaml::integer(assumptions.reference_gib));
  data.add("speed", yaml::integer(assumptions.restore_mib_second));
  data.add("lag", text(resolve::duration_text(assumptions.continuous_minutes)));
  data.add("lock", backup.lock ? text(vault_lock_text(*backup.lock)) : Node());
  data.add("copy_account", backup.copy_account ? text(markdown::code(backup.copy_account->value)) : Node());
  data.add("air_gapped", yaml::boolean(backup.air_gapped.has_value()));
  const auto& steps = input.plan.steps;
  const bool audited =
      std::any_of(steps.begin(), steps.end(), [](const plan::Step& step) { return step.name == "backup-audit"; });
  data.add("gaps", recovery_gaps(backup, audited));
  data.add("test_schedule", text(markdown::code(backup.restore_test.schedule.value)));
  data.add("test_services", text(markdown::listed(backup.restore_test.services)));
  data.add("test_hours", yaml::integer(backup.restore_test.window_hours));
  data.add("reports", yaml::boolean(backup.restore_test.report));
  return data;
}

}  // namespace landform::emit::documents
