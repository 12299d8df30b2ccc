// `logging`: the organization trail, Config's recordings and how long logs are kept.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/field.h"

namespace landform::blueprint {

enum class DataEvents : std::uint8_t { s3, lambda, dynamodb };
enum class ObjectLock : std::uint8_t { none, governance, compliance };
enum class ArchiveClass : std::uint8_t { glacier_instant_retrieval, glacier, deep_archive };
enum class SnapshotFrequency : std::uint8_t { one_hour, three_hours, six_hours, twelve_hours, twenty_four_hours };

struct Trail {
  Written<std::string> bucket;  // may hold {account_id}
  Written<std::int64_t> archive_after_days;
  Written<ArchiveClass> archive_class;
  Written<std::int64_t> retention_days;
  Listed<DataEvents> data_events;
  Written<bool> insights;
  Written<ObjectLock> object_lock;
  Written<std::int64_t> log_group_retention_days;
  Listed<std::string> readers;
};

struct ConfigRecording {
  Written<bool> enabled;
  Written<SnapshotFrequency> snapshot_frequency;
};

struct RetentionDays {
  Written<std::int64_t> security, application, debug;
};

struct Logging {
  Written<Trail> trail;
  Written<ConfigRecording> config;
  Written<RetentionDays> retention_days;
};

std::span<const Word> words_of(DataEvents);
std::span<const Word> words_of(ObjectLock);
std::span<const Word> words_of(ArchiveClass);
std::span<const Word> words_of(SnapshotFrequency);
std::span<const Field> fields_of(const Trail*);
std::span<const Field> fields_of(const ConfigRecording*);
std::span<const Field> fields_of(const RetentionDays*);
std::span<const Field> fields_of(const Logging*);

}  // namespace landform::blueprint
