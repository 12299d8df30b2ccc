#include "resolve/backup_checks.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "aws/arn.h"
#include "aws/region.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/backup_services.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

std::string day_count(std::int64_t count) {
  return base::count_of(static_cast<std::size_t>(count), "day");
}

std::string rule_words(const BackupPlan& plan, const BackupRule& rule) {
  return plan.name == rule.name ? cat("plan `", plan.name, "`")
                                : cat("rule `", rule.name, "` of plan `", plan.name, "`");
}

// The place to edit: where the number stands, or where what has the default begins.
base::Span rule_place(const base::Span& written, const BackupRule& rule) {
  return written.known() ? written : rule.span;
}

class RuleChecks {
 public:
  RuleChecks(const Backup& backup, const Organization& organization, base::Diagnostics& diagnostics)
      : backup_(backup), organization_(organization), diagnostics_(diagnostics) {}

  void vault() {
    const bool copies = backup_.copies();
    if (backup_.copy_region) region_apart(*backup_.copy_region);
    if (backup_.copy_account && !backup_.customer_key) {
      diagnostics_.add(Diagnostic("backup/vault-key", backup_.copy_account->span,
                                  cat("copies go to account `", backup_.copy_account->value,
                                      "`, but the vaults' key aws/backup forbids it"))
                           .note("the policy of a key that AWS manages names its own account alone and cannot be "
                                 "changed, so no other account can read what it encrypts")
                           .help("key: customer"));
    }
    if (copies && backup_.copy_account) source_keys(*backup_.copy_account);
    if (copies || backup_.plans.empty()) return;
    const base::Span span = backup_.copy_region    ? backup_.copy_region->span
                            : backup_.copy_account ? backup_.copy_account->span
                                                   : base::Span();
    if (!span.known()) return;
    diagnostics_.add(Diagnostic("backup/copy-unused", span, "the vault says where copies go, but no plan copies")
                         .help("copy: true"));
  }

  void rule(const BackupPlan& plan, const BackupRule& rule) {
    often(plan, rule);
    windows(plan, rule);
    if (rule.continuous) continuously(plan, rule);
    cold(plan, rule);
    within_locks(plan, rule);
    if (rule.copy.value && !backup_.copy_region && !backup_.copy_account) {
      diagnostics_.add(Diagnostic("backup/copy-nowhere", rule.copy.span,
                                  cat(rule_words(plan, rule), " copies, but the vault does not say where to"))
                           .help("backup: {vault: {copy_to_region: eu-west-1}}, or `copy_to_account`, or take `copy` "
                                 "out"));
    }
  }

 private:
  // What AWS Backup does not manage in full keeps the key of its source until it has been copied.
  // Source: AWS Backup developer guide, "Creating backup copies across AWS accounts" and "Encryption for backups".
  void source_keys(const Located<std::string>& account) {
    static constexpr std::array<std::string_view, 7> kKeepTheirKey = {
        "aurora", "documentdb", "ebs", "ec2", "neptune", "rds", "storage-gateway"};
    std::vector<std::string> concerned;
    for (const std::string_view service : kKeepTheirKey) {
      if (std::ranges::find(backup_.services, service) != backup_.services.end()) concerned.emplace_back(service);
    }
    if (concerned.empty()) return;
    diagnostics_.add(
        Diagnostic("backup/source-keys", account.span,
                   cat("copies of ", base::join(concerned, ", "), " reach account `", account.value,
                       "` only from resources that are encrypted with a customer's key"))
            .note("no other account can use AWS's own keys, such as aws/ebs, which encrypts volumes "
                  "where nobody names a key; each copy of them fails, and the operations topic hears of it"));
  }

  void region_apart(const Located<aws::RegionName>& region) {
    if (backup_.regions != std::vector<aws::RegionName>{region.value}) return;
    diagnostics_.add(Diagnostic("backup/copy-region", region.span,
                                cat("copies go to ", region.value.str(), ", the region whose resources are backed up"))
                         .note("a copy beside its original is lost with it")
                         .help("name another governed region, or take `copy_to_region` out"));
  }

  void often(const BackupPlan& plan, const BackupRule& rule) {
    constexpr std::int64_t kHour = 60;  // Source: aws-facts G
    const std::optional<ScheduleTimes>& times = rule.times;
    if (!times || times->shortest_minutes >= kHour) return;
    diagnostics_.add(Diagnostic("backup/too-often", rule_place(rule.schedule.span, rule),
                                cat(rule_words(plan, rule), " runs every ", times->shortest_minutes,
                                    " minutes; AWS Backup runs a rule once an hour at most"))
                         .help("schedule: \"cron(0 * * * ? *)\", with `continuous: true` for what can be restored to "
                               "any second"));
  }

  void windows(const BackupPlan& plan, const BackupRule& rule) {
    if (rule.completion_window_minutes >= rule.start_window_minutes) return;
    diagnostics_.add(Diagnostic("backup/window", rule.span,
                                cat(rule_words(plan, rule), " may begin within ", rule.start_window_minutes,
                                    " minutes, but must be complete within ", rule.completion_window_minutes))
                         .help(cat("completion_window_minutes: ", rule.start_window_minutes)));
  }

  void continuously(const BackupPlan& plan, const BackupRule& rule) {
    const std::int64_t most = organization_.quotas.limit("backup/continuous-retention");
    if (rule.retention_days.value > most) {
      diagnostics_.add(
          Diagnostic("backup/continuous", rule_place(rule.retention_days.span, rule),
                     cat(rule_words(plan, rule), " keeps continuous backups ", day_count(rule.retention_days.value),
                         "; AWS keeps them ", day_count(most), " at most"))
              .help(cat("retention_days: ", most,
                        ", and a second rule without `continuous` for what must "
                        "be kept longer")));
    }
    if (rule.cold_after_days) {
      diagnostics_.add(Diagnostic("backup/continuous", rule.cold_after_days->span,
                                  cat(rule_words(plan, rule),
                                      " is continuous, and continuous backups have no cold "
                                      "storage"))
                           .help("take `cold_after_days` out"));
    }
  }

  void cold(const BackupPlan& plan, const BackupRule& rule) {
    if (!rule.cold_after_days || rule.continuous) return;
    const std::int64_t least = rule.cold_after_days->value + organization_.quotas.limit("backup/cold-storage-minimum");
    const auto check = [&](const Located<std::int64_t>& kept, std::string_view what, std::string_view key) {
      if (kept.value >= least) return;
      diagnostics_.add(
          Diagnostic("backup/cold-storage", rule_place(rule.cold_after_days->span, rule),
                     cat(rule_words(plan, rule), " moves to cold storage after ",
                         day_count(rule.cold_after_days->value), ", but ", what, " only ", day_count(kept.value)))
              .also(kept.span, "deleted by this")
              .note("what is in cold storage stays there 90 days at least")
              .help(cat(key, ": ", least)));
    };
    check(rule.retention_days, "is kept", "retention_days");
    if (rule.copy.value && rule.copy_retention_days.value != rule.retention_days.value) {
      check(rule.copy_retention_days, "its copy is kept", "copy_retention_days");
    }
    no_cold_storage(plan, rule);
  }

  // What is selected by ARN alone can be known to have no cold storage.
  void no_cold_storage(const BackupPlan& plan, const BackupRule& rule) {
    if (!plan.selection.tags.empty() || plan.selection.resources.empty()) return;
    const auto can = [](const Located<std::string>& resource) {
      return std::ranges::any_of(backup_services(), [&](const BackupService& service) {
        return service.cold_storage &&
               (resource.value == "*" || aws::arn_patterns_can_meet(resource.value, service.arn));
      });
    };
    if (std::ranges::any_of(plan.selection.resources, can)) return;
    diagnostics_.add(Diagnostic("backup/no-cold-storage", rule.cold_after_days->span,
                                cat(rule_words(plan, rule),
                                    " never moves anything to cold storage: nothing that it "
                                    "selects has one"))
                         .also(plan.selection.resources.front().span, "selected here")
                         .note("EBS, EFS, DynamoDB, Timestream and CloudFormation have cold storage")
                         .help("take `cold_after_days` out"));
  }

  struct Kept {
    const Located<std::int64_t>& days;
    std::string_view what;
    std::string_view key;
  };

  void within(const BackupPlan& plan, const BackupRule& rule, const Kept& kept, std::int64_t least,
              std::optional<std::int64_t> most, base::Span lock) {
    if (kept.days.value >= least && (!most || kept.days.value <= *most)) return;
    const bool shorter = kept.days.value < least;
    diagnostics_.add(Diagnostic("backup/lock-retention", rule_place(kept.days.span, rule),
                                cat(rule_words(plan, rule), " keeps ", kept.what, ' ', day_count(kept.days.value),
                                    "; the lock of its vault "
                                    "asks for ",
                                    shorter ? cat(day_count(least), " or more") : cat(day_count(*most), " or less")))
                         .also(lock, "the lock")
                         .note("AWS Backup fails each job whose lifecycle does not fit the lock")
                         .help(cat(kept.key, ": ", shorter ? least : *most)));
  }

  void within_locks(const BackupPlan& plan, const BackupRule& rule) {
    const Kept original{rule.retention_days, "recovery points", "retention_days"};
    const Kept copy{rule.copy_retention_days, "copies", "copy_retention_days"};
    const auto& lock = backup_.lock;
    if (lock) within(plan, rule, original, lock->minimum_days, lock->maximum_days, lock->span);
    if (!rule.copy.value) return;
    const bool differs = rule.copy_retention_days.value != rule.retention_days.value;
    const bool in_ordinary_vault = backup_.copy_region || (backup_.copy_account && !backup_.air_gapped);
    if (lock && differs && in_ordinary_vault) {
      within(plan, rule, copy, lock->minimum_days, lock->maximum_days, lock->span);
    }
    if (const auto& gap = backup_.air_gapped) {
      within(plan, rule, copy, gap->minimum_days, gap->maximum_days, gap->span);
    }
  }

  const Backup& backup_;
  const Organization& organization_;
  base::Diagnostics& diagnostics_;
};

class SelectionChecks {
 public:
  SelectionChecks(const Organization& organization, const blueprint::Tagging& tagging, base::Diagnostics& diagnostics)
      : tagging_(tagging), quotas_(organization.quotas), diagnostics_(diagnostics) {
    partition_ = aws::partition_of(organization.home_region.value).name;
    for (const auto& key : tagging.keys) keys_.push_back(key.name);
  }

  void selection(const BackupPlan& plan) {
    const BackupSelection& selection = plan.selection;
    if (!selection.refused && selection.tags.empty() && selection.resources.empty() && selection.conditions.empty()) {
      diagnostics_.add(Diagnostic("backup/nothing-selected", plan.span, cat("plan `", plan.name, "` selects nothing"))
                           .help("select: {tag: {Backup: daily}}"));
    }
    for (const auto& [key, value] : selection.tags) tag(plan, key, value);
    for (const auto& [key, value] : selection.conditions.equals) tag(plan, key, value);
    for (const auto& resource : selection.resources) arn(plan, resource);
    count(plan);
  }

  void deliverable(const BackupPlan& plan) {
    const BackupSelection& selection = plan.selection;
    const base::Span span = selection.resources.empty() ? plan.span : selection.resources.front().span;
    if (selection.resources.empty() && selection.conditions.empty()) return;
    diagnostics_.add(
        Diagnostic("backup/policy-cannot", span,
                   cat("plan `", plan.name, "` selects by ", selection.resources.empty() ? "conditions" : "ARN",
                       ", but is delivered by a policy of the organization, which landform lets select by tag alone"))
            .help("delivery: stack-sets"));
  }

 private:
  // The blueprint knows what values a key may have; of other keys it knows nothing but how they are spelt.
  void tag(const BackupPlan& plan, const std::string& key, const Located<std::string>& value) {
    const auto* definition = tagging_.keys.find(key);
    if (!definition) {
      const auto near = base::near_names(key, std::span<const std::string_view>(keys_));
      if (near.empty()) return;
      diagnostics_.add(Diagnostic("backup/unknown-tag", value.span,
                                  cat("plan `", plan.name, "` selects by the tag `", key,
                                      "`, which is not among the organization's"))
                           .label(base::did_you_mean(near))
                           .note("AWS tells upper case from lower case in tag keys")
                           .help(cat(near.front(), ": ", value.value)));
      return;
    }
    const auto& values = (*definition)->values;
    if (!values.written() || values.empty()) return;
    std::vector<std::string_view> known;
    for (const auto& one : values) known.push_back(*one);
    const auto matches = [&](std::string_view pattern) { return aws::wildcard_matches(pattern, value.value); };
    if (std::any_of(known.begin(), known.end(), matches)) return;
    Diagnostic diagnostic("backup/unknown-tag", value.span,
                          cat("plan `", plan.name, "` selects what is tagged ", key, '=', value.value,
                              ", a value that `tagging.keys.", key, "` does not have"));
    diagnostic.primary.text =
        base::did_you_mean(base::near_names(value.value, std::span<const std::string_view>(known)));
    diagnostic.secondary.push_back({values.span, "the values"});
    diagnostic.helps.push_back(cat("add `", value.value, "` to the values of `", key, "`, or select by one of them"));
    diagnostics_.add(std::move(diagnostic));
  }

  void arn(const BackupPlan& plan, const Located<std::string>& resource) {
    if (resource.value == "*") return;
    const auto parts = aws::split_arn(resource.value);
    std::string reason;
    if (parts && parts->partition != partition_ && parts->partition.find('*') == std::string_view::npos) {
      reason = cat(" lies in the partition ", parts->partition, "; this organization lives in ", partition_);
    } else if (!std::ranges::any_of(backup_services(), [&](const BackupService& service) {
                 return aws::arn_patterns_can_meet(resource.value, service.arn);
               })) {
      reason = " is nothing that AWS Backup backs up";
    } else if (parts && parts->resource.find('*') < parts->resource.size() - 1) {
      reason = " has a wildcard in the middle of its name; AWS Backup takes one at the end alone";
    }
    if (reason.empty()) return;
    diagnostics_.add(Diagnostic("backup/unknown-resource", resource.span,
                                cat("`", resource.value, "`, which plan `", plan.name, "` selects,", reason))
                         .note("it backs up volumes and instances of EC2, databases and clusters of RDS, tables of "
                               "DynamoDB, buckets, file systems and a few more")
                         .help(cat("resources: [\"arn:", partition_, ":ec2:*:*:volume/*\"]")));
  }

  void count(const BackupPlan& plan) {
    const auto& resources = plan.selection.resources;
    const auto wild = std::count_if(resources.begin(), resources.end(), [](const Located<std::string>& resource) {
      return resource.value.find('*') != std::string::npos;
    });
    const auto most =
        wild > 0 ? quotas_.limit("backup/selection-wildcards") : quotas_.limit("backup/selection-resources");
    if (static_cast<std::int64_t>(resources.size()) <= most) return;
    diagnostics_.add(Diagnostic("backup/too-many-resources", resources.front().span,
                                cat("plan `", plan.name, "` selects ", resources.size(), " ARNs, ",
                                    wild > 0 ? "some with wildcards" : "none with wildcards", "; the most is ", most))
                         .help("select by tag, or divide the ARNs among several plans"));
  }

  const blueprint::Tagging& tagging_;
  const aws::Quotas& quotas_;
  base::Diagnostics& diagnostics_;
  std::string_view partition_;
  std::vector<std::string_view> keys_;
};

}  // namespace

void check_backup_rules(const Backup& backup, const Organization& organization, base::Diagnostics& diagnostics) {
  RuleChecks checks(backup, organization, diagnostics);
  checks.vault();
  for (const BackupPlan& plan : backup.plans) {
    for (const BackupRule& rule : plan.rules) checks.rule(plan, rule);
  }
}

void check_backup_selections(const Backup& backup, const Organization& organization, const blueprint::Tagging& tagging,
                             base::Diagnostics& diagnostics) {
  SelectionChecks checks(organization, tagging, diagnostics);
  for (const BackupPlan& plan : backup.plans) {
    checks.selection(plan);
    if (backup.by_policy) checks.deliverable(plan);
  }
  // A policy names the vault of a copy in a key, where AWS fills in nothing but `$account`.
  if (!backup.by_policy || !backup.copy_account || !backup.copies()) return;
  const Account* account = organization.account(backup.copy_account->value);
  if (!account || account->existing_id) return;
  diagnostics.add(Diagnostic("backup/policy-cannot", backup.copy_account->span,
                             cat("a policy of the organization must name the id of account `", account->name,
                                 "`, which is known only once the account exists"))
                      .note("plans by stack set look the id up at deployment")
                      .help("delivery: stack-sets"));
}

}  // namespace landform::resolve
