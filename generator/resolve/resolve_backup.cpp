#include "resolve/resolve_backup.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "aws/logical_id.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/backup_checks.h"
#include "resolve/backup_services.h"
#include "resolve/governed.h"
#include "resolve/reach.h"
#include "resolve/schedule_times.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

class BackupResolver {
 public:
  BackupResolver(const blueprint::Backup& written, const Organization& organization, base::Diagnostics& diagnostics)
      : written_(written), organization_(organization), diagnostics_(diagnostics) {}

  Backup run(base::Span span) {
    backup_.span = span;
    backup_.by_policy = *written_.delivery == blueprint::BackupDelivery::organization_policy;
    backup_.audit = *written_.audit;
    targets();
    regions();
    vault(*written_.vault);
    plans();
    backup_.services = services(written_.services, {});
    restore_test();
    return std::move(backup_);
  }

 private:
  // What another target covers needs no word: to be backed up twice is to be backed up.
  void targets() {
    if (!written_.to.written()) {
      backup_.units = {root_path()};
      return;
    }
    Reach reach = resolve_reach(written_.to, organization_, "backup/unknown-target", diagnostics_);
    backup_.units = std::move(reach.units);
    backup_.accounts = std::move(reach.accounts);
    backup_.management = reach.management;
  }

  template <class T>
  static void sort_unique(std::vector<T>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
  }

  [[nodiscard]] bool governed(const aws::RegionName& region, base::Span span, std::string_view what) {
    if (is_governed(region, organization_)) return true;
    diagnostics_.add(
        not_governed("backup/copy-region", span,
                     cat("region ", region.str(), ", ", what, ", is not governed; the baseline does not reach it"),
                     region, organization_));
    return false;
  }

  void regions() {
    if (!written_.regions.written()) {
      for (const auto& region : organization_.regions) backup_.regions.push_back(region.value);
      return;
    }
    for (const auto& region : written_.regions) {
      if (region.written() && governed(*region, region.span, "whose resources are backed up")) {
        backup_.regions.push_back(*region);
      }
    }
    sort_unique(backup_.regions);
  }

  void lock(const blueprint::VaultLock& written, base::Span span) {
    BackupLock lock;
    lock.span = span;
    lock.compliance = *written.mode == blueprint::VaultLockMode::compliance;
    lock.minimum_days = *written.minimum_days;
    if (written.maximum_days.written()) lock.maximum_days = *written.maximum_days;
    if (written.grace_days.written()) lock.grace_days = *written.grace_days;
    if (written.grace_days.refused()) return;
    if (lock.compliance && !written.grace_days.written()) {
      diagnostics_.add(Diagnostic("backup/lock-grace", written.mode.span,
                                  "a compliance lock needs `grace_days`, the days in which it can still be lifted")
                           .note("afterwards nobody can lift it, AWS and the root user included, and each recovery "
                                 "point stays, and costs, until its time is over")
                           .help("grace_days: 14"));
      return;
    }
    if (!lock.compliance && written.grace_days.written()) {
      diagnostics_.add(Diagnostic("backup/lock-grace", written.grace_days.span,
                                  "`grace_days` stands in a lock of governance mode, which can be lifted at any time")
                           .note("AWS would take a lock with a grace period for a compliance lock, for ever")
                           .help("take `grace_days` out, or write `mode: compliance`"));
      return;
    }
    if (lock.maximum_days && *lock.maximum_days < lock.minimum_days) {
      diagnostics_.add(Diagnostic("backup/lock-retention", written.maximum_days.span,
                                  cat("the lock keeps recovery points at least ", lock.minimum_days,
                                      " days and at most ", *lock.maximum_days))
                           .also(written.minimum_days.span, "at least")
                           .help(cat("maximum_days: ", lock.minimum_days)));
      return;
    }
    backup_.lock = lock;
  }

  void vault(const blueprint::Vault& written) {
    backup_.customer_key = *written.key == blueprint::VaultKey::customer;
    if (written.lock.written()) lock(*written.lock, written.lock.span);
    if (written.copy_to_region.written() &&
        governed(*written.copy_to_region, written.copy_to_region.span, "where copies go")) {
      backup_.copy_region = as_located(written.copy_to_region);
    }
    if (written.copy_to_account.written()) copy_account(as_located(written.copy_to_account));
    if (!written.air_gapped.written()) return;
    backup_.air_gapped =
        AirGappedVault{*written.air_gapped->minimum_days, *written.air_gapped->maximum_days, written.air_gapped.span};
    if (written.copy_to_account.presence == blueprint::Presence::unset) {
      diagnostics_.add(
          Diagnostic("backup/copy-account", written.air_gapped.span, "`air_gapped` has no account to keep its vault in")
              .help("copy_to_account: backup"));
    }
    if (backup_.air_gapped->maximum_days < backup_.air_gapped->minimum_days) {
      diagnostics_.add(Diagnostic("backup/lock-retention", written.air_gapped.span,
                                  cat("the air-gapped vault keeps copies at least ", backup_.air_gapped->minimum_days,
                                      " days and at most ", backup_.air_gapped->maximum_days))
                           .help(cat("maximum_days: ", backup_.air_gapped->minimum_days)));
    }
  }

  void copy_account(Located<std::string> name) {
    const Account* account = organization_.account(name.value);
    if (account && account->role == AccountRole::backup) {
      backup_.copy_account = std::move(name);
      return;
    }
    const Account* right = organization_.with_role(AccountRole::backup);
    Diagnostic diagnostic("backup/copy-account", name.span,
                          account ? cat("account `", name.value, "` does not have the role backup")
                                  : cat("there is no account `", name.value, "` in the organization"));
    if (account) diagnostic = std::move(diagnostic).also(account->span, "the account");
    diagnostic.notes.emplace_back(
        "copies lie in an account where nothing else runs, so that who breaks into a "
        "workload cannot reach them");
    diagnostic.helps.push_back(right ? cat("copy_to_account: ", right->name)
                                     : cat("add the account to a unit: `", name.value, ": {role: backup}`"));
    diagnostics_.add(std::move(diagnostic));
  }

  // The keys of a rule, which stand in a plan of one rule, too.
  static BackupRule rule(const blueprint::BackupRule& written, std::string name, base::Span span) {
    BackupRule rule;
    rule.name = std::move(name);
    rule.span = span;
    rule.schedule = as_located(written.schedule);
    rule.start_window_minutes = *written.start_window_minutes;
    rule.completion_window_minutes = *written.completion_window_minutes;
    rule.retention_days = as_located(written.retention_days);
    rule.cold_after_days = if_written(written.cold_after_days);
    rule.continuous = *written.continuous;
    rule.copy = as_located(written.copy);
    rule.copy_retention_days =
        written.copy_retention_days.written() ? as_located(written.copy_retention_days) : rule.retention_days;
    if (written.index.written()) rule.index = *written.index == blueprint::BackupIndex::ebs ? "EBS" : "S3";
    return rule;
  }

  static bool refused(const blueprint::BackupRule& written) {
    return written.schedule.refused() || written.retention_days.refused() || written.cold_after_days.refused() ||
           written.copy_retention_days.refused();
  }

  void rules(const blueprint::BackupPlan& written, BackupPlan& plan) {
    const bool several = written.rules.written();
    if (several && written.schedule.written()) {
      diagnostics_.add(Diagnostic("backup/no-schedule", written.schedule.span,
                                  cat("plan `", plan.name, "` has a `schedule` of its own and `rules`"))
                           .also(written.rules.span, "the rules")
                           .help("make a rule of it: move `schedule`, and what stands beside it, below `rules`"));
      return;
    }
    if (several) {
      for (const auto& item : written.rules) {
        if (item.written.written() && !refused(*item)) plan.rules.push_back(rule(*item, item.name, item.name_span));
      }
      std::sort(plan.rules.begin(), plan.rules.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
      if (!written.rules.empty()) return;
    }
    if (written.schedule.written()) {
      if (!refused(written)) plan.rules.push_back(rule(written, plan.name, plan.span));
    } else if (written.schedule.presence == blueprint::Presence::unset) {
      diagnostics_.add(Diagnostic("backup/no-schedule", plan.span, cat("plan `", plan.name, "` never runs"))
                           .help("schedule: \"cron(0 3 * * ? *)\""));
    }
  }

  static BackupSelection selection(const blueprint::BackupSelection& written) {
    BackupSelection selection;
    selection.tags = as_located(written.tag);
    selection.resources = as_located(written.resources);
    sort_by_value(selection.resources);
    const blueprint::BackupConditions& conditions = *written.conditions;
    selection.conditions = {as_located(conditions.equals), as_located(conditions.not_equals),
                            as_located(conditions.like), as_located(conditions.not_like)};
    return selection;
  }

  // What a blueprint without plans gets.
  void baseline_plans() {
    const auto add = [&](std::string_view name, std::string_view schedule, std::int64_t kept,
                         std::optional<std::int64_t> cold) {
      BackupPlan plan;
      plan.name = std::string(name);
      plan.selection.tags.emplace("Backup", Located<std::string>{plan.name, {}});
      BackupRule rule;
      rule.name = plan.name;
      rule.schedule.value = std::string(schedule);
      rule.retention_days.value = kept;
      rule.copy_retention_days.value = kept;
      rule.copy.value = backup_.copy_region || backup_.copy_account;
      if (cold) rule.cold_after_days = Located<std::int64_t>{*cold, {}};
      plan.rules.push_back(std::move(rule));
      backup_.plans.push_back(std::move(plan));
    };
    add("daily", "cron(0 3 * * ? *)", 35, std::nullopt);
    add("monthly", "cron(0 4 1 * ? *)", 400, 30);
  }

  void plans() {
    if (written_.plans.presence == blueprint::Presence::unset) return baseline_plans();
    std::map<std::string, const blueprint::NamedItem<blueprint::BackupPlan>*> keys;
    for (const auto& item : written_.plans) {
      const auto [first, fresh] = keys.emplace(aws::logical_id_key(item.name), &item);
      if (!fresh) {
        diagnostics_.add(Diagnostic("backup/names-collide", item.name_span,
                                    cat("plans `", first->second->name, "` and `", item.name,
                                        "` have one name in CloudFormation, which takes letters and digits alone"))
                             .also(first->second->name_span, "the other one")
                             .help("give one of them another name"));
        continue;
      }
      if (!item.written.written()) continue;
      BackupPlan plan;
      plan.name = item.name;
      plan.span = item.name_span;
      plan.windows_vss = *item->windows_vss;
      plan.selection = selection(*item->select);
      rules(*item, plan);
      backup_.plans.push_back(std::move(plan));
    }
    std::sort(backup_.plans.begin(), backup_.plans.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  }

  // Without a list: `usual`, or every service.
  static std::vector<std::string> services(const blueprint::Listed<blueprint::BackupService>& written,
                                           std::vector<std::string> usual) {
    std::vector<std::string> words;
    for (const auto& service : written) {
      if (service.written()) words.emplace_back(blueprint::words_of(*service)[static_cast<std::size_t>(*service)].word);
    }
    sort_unique(words);
    if (!words.empty()) return words;
    if (!usual.empty()) return usual;
    for (const BackupService& service : backup_services()) words.emplace_back(service.word);
    return words;
  }

  void restore_test() {
    const blueprint::RestoreTest& written = *written_.restore_test;
    RestoreTest& test = backup_.restore_test;
    test.schedule = as_located(written.schedule);
    test.start_window_hours = *written.start_window_hours;
    test.window_hours = *written.window_hours;
    test.report = *written.report;
    test.services = services(written.services, {"dynamodb", "ebs", "ec2", "efs", "rds", "s3"});
    for (const auto& service : written.services) {
      if (!service.written()) continue;
      const auto word = blueprint::words_of(*service)[static_cast<std::size_t>(*service)].word;
      const BackupService* facts = find_backup_service(word);
      if (!facts || !facts->restore_test.empty()) continue;
      diagnostics_.add(
          Diagnostic("backup/not-testable", service.span, cat("AWS Backup cannot test restores of `", word, "`"))
              .help(cat("take `", word, "` out of the list, and restore it by hand once a quarter")));
    }
    // Old enough that the rarest plan has made a recovery point, for a plan that runs every month is tested, too.
    constexpr std::int64_t kMinutesADay = 24 * 60;
    for (const BackupPlan& plan : backup_.plans) {
      for (const BackupRule& rule : plan.rules) {
        const auto times = schedule_times(rule.schedule.value);
        if (!times) continue;
        const std::int64_t days = times->longest_minutes / kMinutesADay + 2;
        test.selection_days = std::max(test.selection_days, std::min<std::int64_t>(days, 365));
      }
    }
  }

  const blueprint::Backup& written_;
  const Organization& organization_;
  base::Diagnostics& diagnostics_;
  Backup backup_;
};

}  // namespace

Backup resolve_backup(const blueprint::Blueprint& blueprint, const Organization& organization,
                      base::Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.errors();
  Backup backup = BackupResolver(*blueprint.backup, organization, diagnostics).run(blueprint.backup.span);
  if (diagnostics.errors() > errors_before) return backup;
  check_backup_rules(backup, organization, diagnostics);
  check_backup_selections(backup, organization, *blueprint.tagging, diagnostics);
  return backup;
}

}  // namespace landform::resolve
