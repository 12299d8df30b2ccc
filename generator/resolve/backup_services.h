// What AWS Backup can back up. Source: "Supported AWS resources and third-party applications", "Feature availability by
// resource" and "Restore testing" (AWS Backup developer guide); ARN forms: service authorization reference.
// Read: 2026-11-22.
#pragma once

#include <span>
#include <string_view>

namespace landform::resolve {

struct BackupService {
  std::string_view word;          // the blueprint's
  std::string_view opt_in;        // its name among a region's settings
  std::string_view restore_test;  // its name among the types that restores are tested for; empty: not tested
  std::string_view arn;           // the form of its resources
  bool cold_storage = false;
};

// In the order of blueprint::BackupService, which is sorted.
std::span<const BackupService> backup_services();
const BackupService* find_backup_service(std::string_view word);

}  // namespace landform::resolve
