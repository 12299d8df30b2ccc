// `backup`: vaults, plans, copies and restore tests.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "aws/names.h"
#include "blueprint/shared.h"

namespace landform::blueprint {

enum class VaultLockMode : std::uint8_t { governance, compliance };

struct VaultLock {
  Written<VaultLockMode> mode;
  Written<std::int64_t> minimum_days, maximum_days, grace_days;
};

struct Vault {
  Written<VaultLock> lock;
  Written<aws::RegionName> copy_to_region;
  Written<std::string> copy_to_account;
};

struct BackupPlan {
  Written<std::string> schedule;
  Written<std::int64_t> retention_days;
  Written<std::int64_t> cold_after_days;
  Written<bool> continuous;
  Written<bool> copy;
  Written<Selection> select;
};

struct RestoreTest {
  Written<std::string> schedule;
  Written<std::int64_t> window_hours;
  Written<bool> report;
};

struct Backup {
  Written<Vault> vault;
  Named<BackupPlan> plans;
  Written<RestoreTest> restore_test;
  Listed<std::string> to;
};

std::span<const Word> words_of(VaultLockMode);
std::span<const Field> fields_of(const VaultLock*);
std::span<const Field> fields_of(const Vault*);
std::span<const Field> fields_of(const BackupPlan*);
std::span<const Field> fields_of(const RestoreTest*);
std::span<const Field> fields_of(const Backup*);

}  // namespace landform::blueprint
