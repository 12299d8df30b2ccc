#include "blueprint/logging.h"

namespace landform::blueprint {
namespace {

constexpr Word kDataEvents[] = {
    {"s3", "reads and writes of objects"},
    {"lambda", "invocations of functions"},
    {"dynamodb", "reads and writes of items"},
};

constexpr Word kObjectLock[] = {
    {"none", "objects are versioned and can be deleted by whoever may"},
    {"governance", "objects are locked; a special permission can shorten the lock"},
    {"compliance", "objects are locked for everyone, root users and AWS included, until they expire"},
};

constexpr Word kArchiveClasses[] = {
    {"glacier-instant-retrieval", "read at once, dearest of the three to keep"},
    {"glacier", "restored within minutes to hours (Glacier Flexible Retrieval)"},
    {"deep-archive", "restored within half a day, cheapest to keep"},
};

constexpr Word kFrequencies[] = {
    {"One_Hour", "every hour"},      {"Three_Hours", "every three hours"}, {"Six_Hours", "every six hours"},
    {"Twelve_Hours", "twice a day"}, {"TwentyFour_Hours", "once a day"},
};

// 3653 days are ten years, the longest retention that CloudWatch Logs knows. Source: aws-facts E6.
constexpr Rule kRetention = range(1, 3653, "days");

constexpr Field kTrail[] = {
    field<&Trail::bucket>(
        "bucket",
        {.rule = text(kBucketPattern),
         .fallback = "cloudtrail-logs-{account_id}",
         .doc = "Name of the trail's bucket; `{account_id}` is replaced by the id of the log archive account.",
         .example = "\"cloudtrail-logs-{account_id}\"",
         .change = "Replaces the bucket: the old one stays with its logs, and a new one starts empty."}),
    field<&Trail::archive_after_days>("archive_after_days",
                                      {.rule = range(1, 3653, "days"),
                                       .fallback = "90",
                                       .doc = "Age in days at which logs move to the archive class.",
                                       .example = "90"}),
    field<&Trail::archive_class>("archive_class", {.fallback = "glacier",
                                                   .doc = "Storage class that old logs move to.",
                                                   .example = "deep-archive",
                                                   .change = "Holds for objects that move from then on."}),
    field<&Trail::retention_days>("retention_days",
                                  {.rule = range(1, 36500, "days"),
                                   .fallback = "2555",
                                   .doc = "Days that logs are kept; afterwards they expire.",
                                   .example = "2555",
                                   .change = "A shorter time deletes older logs, unless Object Lock holds them."}),
    field<&Trail::data_events>("data_events",
                               {.absent = "management events alone",
                                .doc = "Services whose data events are recorded too; they cost by the event.",
                                .example = "[s3]"}),
    field<&Trail::insights>("insights", {.fallback = "true",
                                         .doc = "Whether CloudTrail Insights reports unusual call and error rates.",
                                         .example = "true"}),
    field<&Trail::object_lock>(
        "object_lock",
        {.fallback = "governance",
         .doc = "How the bucket keeps logs from being deleted before their time.",
         .example = "compliance",
         .change = "`compliance` cannot be taken back for what was locked; the bucket must be born with Object Lock."}),
    field<&Trail::log_group_retention_days>("log_group_retention_days",
                                            {.rule = kRetention,
                                             .fallback = "365",
                                             .doc = "Days that the trail's log group keeps events for alarms and "
                                                    "queries, rounded up to a value that CloudWatch Logs knows.",
                                             .example = "365"}),
    field<&Trail::readers>(
        "readers",
        {.rule = text(kReader),
         .absent = "the log reader role that landform makes, alone",
         .doc = "Roles that may read and decrypt the logs: names of roles in the log archive account, or ARNs.",
         .example = "[security-audit]"}),
};

constexpr Field kConfigRecording[] = {
    field<&ConfigRecording::enabled>("enabled",
                                     {.fallback = "true",
                                      .doc = "Whether AWS Config records in every governed region and account.",
                                      .example = "true",
                                      .change = "Turning it off stops recording and every Config rule."}),
    field<&ConfigRecording::snapshot_frequency>("snapshot_frequency",
                                                {.fallback = "TwentyFour_Hours",
                                                 .doc = "How often Config delivers a snapshot to the log archive.",
                                                 .example = "Six_Hours"}),
};

constexpr Field kRetentionDays[] = {
    field<&RetentionDays::security>("security", {.rule = kRetention,
                                                 .fallback = "2555",
                                                 .doc = "Days that the log archive keeps copies of log groups "
                                                        "`/security/...`, and of firewalls, resolvers and VPNs.",
                                                 .example = "2555"}),
    field<&RetentionDays::application>("application",
                                       {.rule = kRetention,
                                        .fallback = "365",
                                        .doc = "Days that the log archive keeps copies of log groups "
                                               "`/application/...`, and of functions, containers, APIs and databases.",
                                        .example = "365"}),
    field<&RetentionDays::debug>("debug", {.rule = kRetention,
                                           .fallback = "30",
                                           .doc = "Days that the log archive keeps copies of log groups `/debug/...`.",
                                           .example = "30"}),
};

constexpr Field kLogging[] = {
    field<&Logging::trail>("trail",
                           {.absent = "the trail with every default",
                            .doc = "The organization trail and the bucket of the log archive account that keeps it.",
                            .example = "{retention_days: 2555, object_lock: compliance}"}),
    field<&Logging::config>("config", {.absent = "recording with every default",
                                       .doc = "Recordings of AWS Config in every governed region and account.",
                                       .example = "{snapshot_frequency: TwentyFour_Hours}"}),
    field<&Logging::retention_days>(
        "retention_days",
        {.absent = "every default",
         .doc = "Days that the central log groups of the log archive keep their events, by class of log, rounded "
                "up to a value that CloudWatch Logs knows.",
         .example = "{security: 2555, application: 365, debug: 30}"}),
};

}  // namespace

std::span<const Word> words_of(DataEvents) {
  return kDataEvents;
}
std::span<const Word> words_of(ObjectLock) {
  return kObjectLock;
}
std::span<const Word> words_of(ArchiveClass) {
  return kArchiveClasses;
}
std::span<const Word> words_of(SnapshotFrequency) {
  return kFrequencies;
}
std::span<const Field> fields_of(const Trail*) {
  return kTrail;
}
std::span<const Field> fields_of(const ConfigRecording*) {
  return kConfigRecording;
}
std::span<const Field> fields_of(const RetentionDays*) {
  return kRetentionDays;
}
std::span<const Field> fields_of(const Logging*) {
  return kLogging;
}

}  // namespace landform::blueprint
