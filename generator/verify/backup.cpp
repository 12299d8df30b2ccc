// Law: backup rules and vault locks whose times go together. Source: aws-facts.md G (botocore backup).
#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Node;

std::optional<std::int64_t> number_at(const Node& node, std::string_view path) {
  const Node* value = value_at(node, path);
  return value == nullptr ? std::nullopt : literal_integer(*value);
}

struct LockBounds {
  std::string_view vault;  // logical id
  std::int64_t least = 0;
  std::optional<std::int64_t> most;
};

class Backup {
 public:
  Backup(const Input& input, base::Diagnostics& diagnostics)
      : quotas_(input.context.quotas), diagnostics_(diagnostics) {}

  std::optional<LockBounds> vault(const Resource& resource, std::string_view prefix) {
    const std::string least_path = cat(prefix, "MinRetentionDays");
    const std::string most_path = cat(prefix, "MaxRetentionDays");
    const auto least = number_at(*resource.properties, least_path);
    const auto most = number_at(*resource.properties, most_path);
    if (least && most && *least > *most) {
      diagnostics_.add(Diagnostic("verify/vault-lock", value_at(*resource.properties, least_path)->span,
                                  cat("the lock of vault `", resource.id, "` keeps recovery points at least ", *least,
                                      " days and at most ", *most))
                           .also(value_at(*resource.properties, most_path)->span, "the most"));
      return std::nullopt;
    }
    bound(resource, most_path, 1, quotas_.limit("backup/lock-maximum"));
    bound(resource, least_path, quotas_.limit("backup/lock-minimum"), quotas_.limit("backup/lock-maximum"));
    bound(resource, cat(prefix, "ChangeableForDays"), quotas_.limit("backup/lock-grace-minimum"),
          quotas_.limit("backup/lock-grace-maximum"));
    if (!least) return std::nullopt;
    return LockBounds{resource.id, *least, most};
  }

  void rule(const Resource& resource, const Node& rule, const std::vector<LockBounds>& locks) {
    lifecycle(resource, rule);
    each_at(rule, "CopyActions[]", [&](const Node& copy) { lifecycle(resource, copy); });
    windows(resource, rule);
    const auto kept = number_at(rule, "Lifecycle.DeleteAfterDays");
    const Node* continuous = rule.find("EnableContinuousBackup");
    if (continuous != nullptr && literal_boolean(*continuous) == true) continuously(resource, rule, kept);
    if (kept) within_lock(resource, rule, *kept, locks);
  }

 private:
  void tell(base::Span span, std::string message) {
    diagnostics_.add(Diagnostic("verify/backup-lifecycle", span, std::move(message)));
  }

  void bound(const Resource& resource, const std::string& path, std::int64_t least, std::int64_t most) {
    const auto value = number_at(*resource.properties, path);
    if (!value || (*value >= least && *value <= most)) return;
    diagnostics_.add(Diagnostic(
        "verify/vault-lock", value_at(*resource.properties, path)->span,
        cat("`", path, "` of vault `", resource.id, "` is ", *value, "; it goes from ", least, " to ", most)));
  }

  void lifecycle(const Resource& resource, const Node& owner) {
    const auto cold = number_at(owner, "Lifecycle.MoveToColdStorageAfterDays");
    const auto kept = number_at(owner, "Lifecycle.DeleteAfterDays");
    const auto apart = quotas_.limit("backup/cold-storage-minimum");
    // -1 is "never".
    if (!cold || !kept || *cold < 0 || *kept < 0 || *kept >= *cold + apart) return;
    diagnostics_.add(
        Diagnostic("verify/backup-lifecycle", value_at(owner, "Lifecycle.DeleteAfterDays")->span,
                   cat("a rule of `", resource.id, "` moves to cold storage after ", *cold, " days and deletes after ",
                       *kept, "; cold storage keeps at least ", apart, " days"))
            .also(value_at(owner, "Lifecycle.MoveToColdStorageAfterDays")->span, "moved here")
            .help(cat("DeleteAfterDays: ", *cold + apart, " or more")));
  }

  void windows(const Resource& resource, const Node& rule) {
    const auto start = number_at(rule, "StartWindowMinutes");
    const auto completion = number_at(rule, "CompletionWindowMinutes");
    const auto least = quotas_.limit("backup/start-window-minimum");
    if (start && *start < least) {
      tell(value_at(rule, "StartWindowMinutes")->span,
           cat("a rule of `", resource.id, "` must start within ", *start, " minutes; the least is ", least));
    }
    const std::int64_t starts = start.value_or(quotas_.limit("backup/start-window-default"));
    if (!completion || *completion >= starts || rule.find("StartWindowMinutes") == nullptr) return;
    if (!start) return;
    tell(value_at(rule, "CompletionWindowMinutes")->span, cat("a rule of `", resource.id, "` must be complete after ",
                                                              *completion, " minutes but may start after ", starts));
  }

  void continuously(const Resource& resource, const Node& rule, std::optional<std::int64_t> kept) {
    const auto most = quotas_.limit("backup/continuous-retention");
    if (kept && *kept > most) {
      tell(value_at(rule, "Lifecycle.DeleteAfterDays")->span,
           cat("a continuous backup of `", resource.id, "` is kept for ", *kept, " days; the most is ", most));
    }
    const Node* cold = value_at(rule, "Lifecycle.MoveToColdStorageAfterDays");
    const auto days = cold == nullptr ? std::nullopt : literal_integer(*cold);
    if (days && *days >= 0) {
      tell(cold->span, cat("a continuous backup of `", resource.id, "` cannot move to cold storage"));
    }
  }

  void within_lock(const Resource& resource, const Node& rule, std::int64_t kept,
                   const std::vector<LockBounds>& locks) {
    const Node* target = rule.find("TargetBackupVault");
    const Intrinsic call = target == nullptr ? Intrinsic{} : intrinsic_of(*target);
    if (call.name != "Ref" || kept < 0) return;
    for (const LockBounds& lock : locks) {
      if (lock.vault != call.argument->text || (kept >= lock.least && (!lock.most || kept <= *lock.most))) continue;
      const std::string most = lock.most ? cat(" to ", *lock.most) : std::string(" or more");
      tell(value_at(rule, "Lifecycle.DeleteAfterDays")->span,
           cat("a rule of `", resource.id, "` deletes after ", kept, " days, but the lock of vault `", lock.vault,
               "` takes ", lock.least, most));
    }
  }

  const aws::Quotas& quotas_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

void law_backup(const Input& input, base::Diagnostics& diagnostics) {
  Backup backup(input, diagnostics);
  std::vector<LockBounds> locks;
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr) continue;
    std::optional<LockBounds> lock;
    if (resource.type == "AWS::Backup::BackupVault") lock = backup.vault(resource, "LockConfiguration.");
    if (resource.type == "AWS::Backup::LogicallyAirGappedBackupVault") lock = backup.vault(resource, "");
    if (lock) locks.push_back(*lock);
  }
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr || resource.type != "AWS::Backup::BackupPlan") continue;
    each_at(*resource.properties, "BackupPlan.BackupPlanRule[]",
            [&](const Node& rule) { backup.rule(resource, rule, locks); });
  }
}

}  // namespace landform::verify
