#include "resolve/resolve_backup.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "aws/logical_id.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/backup_checks.h"
#include "resolve/backup_services.h"
#include "resolve/schedule_times.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kBackupManagement = "management";
constexpr std::string_view kBackupRoot = "Root";

template <class T>
Located<T> backup_value(const blueprint::Written<T>& written) {
  return {*written, written.span};
}

bool is_below(std::string_view path, std::string_view unit) {
  if (unit == kBackupRoot) return true;
  return path == unit || (path.size() > unit.size() && path.starts_with(unit) && path[unit.size()] == '/');
}

Tags backup_tags(const blueprint::Tags& written) {
  Tags tags;
  for (const auto& item : written) {
    if (item.written.written()) tags.emplace(item.name, Located<std::string>{*item, item.written.span});
  }
  return tags;
}

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
  void unknown_target(const std::string& name, base::Span span) {
    std::vector<std::string_view> names{kBackupRoot, kBackupManagement};
    for (const Unit& unit : organization_.units) names.push_back(unit.path.str());
    for (const Account& account : organization_.accounts) names.push_back(account.name);
    Diagnostic diagnostic("backup/unknown-target", span,
                          cat("there is no unit or account `", name, "` in the organization"));
    diagnostic.primary.text = base::did_you_mean(base::near_names(name, names));
    diagnostic.helps.push_back(
        "write a unit's whole path (`Workloads/Production`), an account's name, `Root` or `management`");
    diagnostics_.add(std::move(diagnostic));
  }

  // What another target covers needs no word: to be backed up twice is to be backed up.
  void targets() {
    if (!written_.to.written()) {
      backup_.units = {aws::OuPath(std::string(kBackupRoot))};
      return;
    }
    backup_.management = false;
    std::vector<std::string> units;
    std::vector<const Account*> accounts;
    for (const auto& target : written_.to) {
      if (!target.written()) continue;
      const Account* account = organization_.account(*target);
      if (*target == kBackupManagement || (account && account->role == AccountRole::management)) {
        backup_.management = true;
      } else if (*target == kBackupRoot || organization_.unit(aws::OuPath(*target))) {
        units.push_back(*target);
      } else if (account) {
        accounts.push_back(account);
      } else {
        unknown_target(*target, target.span);
      }
    }
    const auto covered = [&](std::string_view path, std::string_view self) {
      return std::any_of(units.begin(), units.end(),
                         [&](const std::string& unit) { return unit != self && is_below(path, unit); });
    };
    for (const std::string& unit : units) {
      if (!covered(unit, unit)) backup_.units.push_back(aws::OuPath(unit));
    }
    for (const Account* account : accounts) {
      if (!covered(account->unit.str(), {})) backup_.accounts.push_back(account->name);
    }
    sort_unique(backup_.units);
    sort_unique(backup_.accounts);
  }

  template <class T>
  static void sort_unique(std::vector<T>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
  }

  [[nodiscard]] bool governed(const aws::RegionName& region, base::Span span, std::string_view what) {
    std::vector<std::string> names;
    for (const auto& one : organization_.regions) {
      if (one.value == region) return true;
      names.push_back(one.value.str());
    }
    diagnostics_.add(
        Diagnostic("backup/copy-region", span,
                   cat("region ", region.str(), ", ", what,
                       ", is not governed; the baseline does not "
                       "reach it"))
            .note(cat("governed regions: ", base::join(names, ", ")))
            .help(cat("add it to `organization.regions`: [", base::join(names, ", "), ", ", region.str(), "]")));
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
    if (written.grace_days.presence == blueprint::Presence::poisoned) return;
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
      backup_.copy_region = backup_value(written.copy_to_region);
    }
    if (written.copy_to_account.written()) copy_account(backup_value(written.copy_to_account));
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
  template <class Written>
  static BackupRule rule(const Written& written, std::string name, base::Span span) {
    BackupRule rule;
    rule.name = std::move(name);
    rule.span = span;
    rule.schedule = backup_value(written.schedule);
    rule.start_window_minutes = *written.start_window_minutes;
    rule.completion_window_minutes = *written.completion_window_minutes;
    rule.retention_days = backup_value(written.retention_days);
    if (written.cold_after_days.written()) rule.cold_after_days = backup_value(written.cold_after_days);
    rule.continuous = *written.continuous;
    rule.copy = backup_value(written.copy);
    rule.copy_retention_days =
        written.copy_retention_days.written() ? backup_value(written.copy_retention_days) : rule.retention_days;
    if (written.index.written()) rule.index = *written.index == blueprint::BackupIndex::ebs ? "EBS" : "S3";
    return rule;
  }

  template <class Written>
  static bool refused(const Written& written) {
    const auto bad = [](const blueprint::Slot& slot) { return slot.presence == blueprint::Presence::poisoned; };
    return bad(written.schedule) || bad(written.retention_days) || bad(written.cold_after_days) ||
           bad(written.copy_retention_days);
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
    selection.tags = backup_tags(written.tag);
    for (const auto& resource : written.resources) {
      if (resource.written()) selection.resources.push_back(backup_value(resource));
    }
    std::sort(selection.resources.begin(), selection.resources.end(),
              [](const auto& a, const auto& b) { return a.value < b.value; });
    const blueprint::BackupConditions& conditions = *written.conditions;
    selection.conditions = {backup_tags(conditions.equals), backup_tags(conditions.not_equals),
                            backup_tags(conditions.like), backup_tags(conditions.not_like)};
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
    test.schedule = backup_value(written.schedule);
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
