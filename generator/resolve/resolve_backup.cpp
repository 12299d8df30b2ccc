#include "resolve/resolve_backup.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "aws/type_availability.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/backup_checks.h"
#include "resolve/backup_plans.h"
#include "resolve/backup_services.h"
#include "resolve/governed.h"
#include "resolve/reach.h"
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
    backup_.audit = *written_.audit && organization_.config.enabled.value;
    if (*written_.audit && !backup_.audit) say_unaudited();
    targets();
    regions();
    vault(*written_.vault);
    backup_.plans = resolve_backup_plans(written_.plans, backup_.copy_region || backup_.copy_account, diagnostics_);
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

  void say_unaudited() {
    Diagnostic fault("backup/audit-without-config",
                     written_.audit.written() ? written_.audit.span : organization_.config.enabled.span,
                     "backups are not audited: the audit's controls are Config rules, and AWS Config is switched off");
    if (written_.audit.written()) {
      fault.secondary.push_back({organization_.config.enabled.span, "switched off here"});
    } else {
      fault.severity = base::Severity::note;
    }
    diagnostics_.add(std::move(fault).help("take out `logging.config.enabled`, or write `backup: {audit: false}`"));
  }

  void test_regions(base::Span asked, RestoreTest& test) {
    std::vector<std::string> untested;
    for (const aws::RegionName& region : backup_.regions) {
      if (aws::type_availability("AWS::Backup::RestoreTestingPlan", region.str()) == aws::Availability::missing) {
        untested.push_back(region.str());
      } else {
        test.regions.push_back(region);
      }
    }
    if (untested.empty()) return;
    diagnostics_.add(Diagnostic("backup/not-tested-in-region", asked.known() ? asked : organization_.home_region.span,
                                cat("AWS has no restore tests in ", base::join(untested, ", "),
                                    "; backups there are made and not tested"))
                         .help("restore by hand there, once a quarter"));
  }

  void restore_test() {
    const blueprint::RestoreTest& written = *written_.restore_test;
    RestoreTest& test = backup_.restore_test;
    test.schedule = as_located(written.schedule);
    test.start_window_hours = *written.start_window_hours;
    test.window_hours = *written.window_hours;
    test.report = *written.report;
    test.services = services(written.services, {"dynamodb", "ebs", "ec2", "efs", "rds", "s3"});
    test_regions(written_.restore_test.span, test);
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
        if (!rule.times) continue;
        const std::int64_t days = rule.times->longest_minutes / kMinutesADay + 2;
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
