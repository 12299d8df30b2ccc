#include "resolve/backup_services.h"

#include <algorithm>
#include <array>

namespace landform::resolve {

namespace {

// clang-format off
constexpr std::array<BackupService, 15> kBackupServices{{
    {"aurora", "Aurora", "Aurora", "arn:${Partition}:rds:${Region}:${Account}:cluster:${Name}", false},
    {"cloudformation", "CloudFormation", "", "arn:${Partition}:cloudformation:${Region}:${Account}:stack/${Name}/${Id}", true},
    {"documentdb", "DocumentDB", "DocumentDB", "arn:${Partition}:rds:${Region}:${Account}:cluster:${Name}", false},
    {"dynamodb", "DynamoDB", "DynamoDB", "arn:${Partition}:dynamodb:${Region}:${Account}:table/${Name}", true},
    {"ebs", "EBS", "EBS", "arn:${Partition}:ec2:${Region}:${Account}:volume/${Id}", true},
    {"ec2", "EC2", "EC2", "arn:${Partition}:ec2:${Region}:${Account}:instance/${Id}", false},
    {"efs", "EFS", "EFS", "arn:${Partition}:elasticfilesystem:${Region}:${Account}:file-system/${Id}", true},
    {"eks", "EKS", "", "arn:${Partition}:eks:${Region}:${Account}:cluster/${Name}", false},
    {"fsx", "FSx", "FSx", "arn:${Partition}:fsx:${Region}:${Account}:file-system/${Id}", false},
    {"neptune", "Neptune", "Neptune", "arn:${Partition}:rds:${Region}:${Account}:cluster:${Name}", false},
    {"rds", "RDS", "RDS", "arn:${Partition}:rds:${Region}:${Account}:db:${Name}", false},
    {"redshift", "Redshift", "", "arn:${Partition}:redshift:${Region}:${Account}:cluster:${Name}", false},
    {"s3", "S3", "S3", "arn:${Partition}:s3:::${Name}", false},
    {"storage-gateway", "Storage Gateway", "", "arn:${Partition}:storagegateway:${Region}:${Account}:gateway/${Id}/volume/${Volume}", false},
    {"timestream", "Timestream", "", "arn:${Partition}:timestream:${Region}:${Account}:database/${Name}/table/${Table}", true},
}};
// clang-format on
static_assert(std::ranges::is_sorted(kBackupServices, {}, &BackupService::word));

}  // namespace

std::span<const BackupService> backup_services() {
  return kBackupServices;
}

const BackupService* find_backup_service(std::string_view word) {
  const auto* found = std::ranges::lower_bound(kBackupServices, word, {}, &BackupService::word);
  return found != kBackupServices.end() && found->word == word ? &*found : nullptr;
}

}  // namespace landform::resolve
