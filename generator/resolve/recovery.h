// Recovery objectives, computed from the backup plans: what is lost at most, and how long it takes to have it back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "resolve/backup.h"

namespace landform::resolve {

// What recovery times are estimated with. AWS promises none; the restore tests measure the true ones.
struct RecoveryAssumptions {
  std::int64_t decide_minutes = 60;       // to notice, decide and sign in
  std::int64_t rebuild_minutes = 120;     // to have network and roles ready in another region
  std::int64_t reference_gib = 1024;      // what is restored
  std::int64_t restore_mib_second = 100;  // restoring from, and copying between, vaults
  std::int64_t thaw_minutes = 72 * 60;    // from cold storage; the slowest service's, EBS
  std::int64_t continuous_minutes = 15;   // how far a continuous backup lags behind; the slowest service's, S3
};

enum class RecoveryPlace : std::uint8_t { original, other_region, other_account };

struct RecoveryObjective {
  std::string plan, rule;
  RecoveryPlace place = RecoveryPlace::original;
  std::string where;  // region or account of a copy; empty for the original
  bool continuous = false;
  std::int64_t usual_minutes = 0;                       // between two backups
  std::int64_t lost_minutes = 0;                        // at most
  std::optional<std::int64_t> lost_continuous_minutes;  // of what is backed up continuously
  std::int64_t kept_days = 0;
  std::int64_t restore_minutes = 0;                  // of the reference size, from warm storage
  std::optional<std::int64_t> restore_cold_minutes;  // of what is in cold storage
};

// By plan, rule and place. A rule whose schedule runs less than twice has none.
std::vector<RecoveryObjective> recovery_objectives(const Backup& backup, const RecoveryAssumptions& assumptions);

// "45 minutes", "49 hours", "31 days": rounded up to a unit of which there are two at least.
std::string duration_text(std::int64_t minutes);

}  // namespace landform::resolve
