// `backup`: vaults, plans, copies and restore tests.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "aws/names.h"
#include "blueprint/shared.h"

namespace landform::blueprint {

enum class VaultLockMode : std::uint8_t { governance, compliance };
enum class VaultKey : std::uint8_t { customer, aws };
enum class BackupDelivery : std::uint8_t { stack_sets, organization_policy };
enum class BackupIndex : std::uint8_t { ebs, s3 };
enum class BackupService : std::uint8_t {
  aurora,
  cloudformation,
  documentdb,
  dynamodb,
  ebs,
  ec2,
  efs,
  eks,
  fsx,
  neptune,
  rds,
  redshift,
  s3,
  storage_gateway,
  timestream
};

struct VaultLock {
  Written<VaultLockMode> mode;
  Written<std::int64_t> minimum_days, maximum_days, grace_days;
};

struct AirGappedVault {
  Written<std::int64_t> minimum_days, maximum_days;
};

struct Vault {
  Written<VaultKey> key;
  Written<VaultLock> lock;
  Written<aws::RegionName> copy_to_region;
  Written<std::string> copy_to_account;
  Written<AirGappedVault> air_gapped;
};

// When and for how long: a plan has several of these below `rules`, or is one itself, spelt out beside `select`.
struct BackupRule {
  Written<std::string> schedule;
  Written<std::int64_t> start_window_minutes, completion_window_minutes;
  Written<std::int64_t> retention_days;
  Written<std::int64_t> cold_after_days;
  Written<bool> continuous;
  Written<bool> copy;
  Written<std::int64_t> copy_retention_days;
  Written<BackupIndex> index;
};

// All of them must hold of a resource's tags.
struct BackupConditions {
  Tags equals, not_equals, like, not_like;
};

struct BackupSelection {
  Tags tag;  // any one of them selects
  Listed<std::string> resources;
  Written<BackupConditions> conditions;
};

struct BackupPlan : BackupRule {
  Named<BackupRule> rules;
  Written<BackupSelection> select;
  Written<bool> windows_vss;
};

struct RestoreTest {
  Written<std::string> schedule;
  Written<std::int64_t> start_window_hours;
  Written<std::int64_t> window_hours;
  Listed<BackupService> services;
  Written<bool> report;
};

struct Backup {
  Written<BackupDelivery> delivery;
  Written<Vault> vault;
  Named<BackupPlan> plans;
  Listed<BackupService> services;
  Written<RestoreTest> restore_test;
  Written<bool> audit;
  Listed<std::string> to;
  Listed<aws::RegionName> regions;
};

std::span<const Word> words_of(VaultLockMode);
std::span<const Word> words_of(VaultKey);
std::span<const Word> words_of(BackupDelivery);
std::span<const Word> words_of(BackupIndex);
std::span<const Word> words_of(BackupService);
std::span<const Field> fields_of(const VaultLock*);
std::span<const Field> fields_of(const AirGappedVault*);
std::span<const Field> fields_of(const Vault*);
std::span<const Field> fields_of(const BackupRule*);
std::span<const Field> fields_of(const BackupConditions*);
std::span<const Field> fields_of(const BackupSelection*);
std::span<const Field> fields_of(const BackupPlan*);
std::span<const Field> fields_of(const RestoreTest*);
std::span<const Field> fields_of(const Backup*);

}  // namespace landform::blueprint
