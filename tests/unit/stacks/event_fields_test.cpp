// What the templates' EventBridge rules ask of an event's detail, and what their mails take out of it, is what AWS's
// examples of these events have: a field that no event has matches nothing, and leaves a hole in the mail.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_map.h"
#include "base/text.h"
#include "cfn/template.h"
#include "support/golden.h"

namespace landform {
namespace {

using base::cat;
using yaml::Node;
using Fields = std::set<std::string_view>;

// Source: the examples of each event in the services' user guides; CloudTrail's "record contents". Read: 2026-11-22.
const std::map<std::string_view, Fields>& fields_of_events() {
  static const Fields kTrail = {"additionalEventData",
                                "awsRegion",
                                "errorCode",
                                "errorMessage",
                                "eventCategory",
                                "eventID",
                                "eventName",
                                "eventSource",
                                "eventTime",
                                "eventType",
                                "eventVersion",
                                "managementEvent",
                                "readOnly",
                                "recipientAccountId",
                                "requestID",
                                "requestParameters",
                                "resources",
                                "responseElements",
                                "sourceIPAddress",
                                "tlsDetails",
                                "userAgent",
                                "userIdentity",
                                "vpcEndpointId"};
  static const Fields kHealth = {"affectedAccount",   "affectedEntities",
                                 "backupEvent",       "communicationId",
                                 "endTime",           "eventArn",
                                 "eventDescription",  "eventMetadata",
                                 "eventRegion",       "eventScopeCode",
                                 "eventTypeCategory", "eventTypeCode",
                                 "lastUpdatedTime",   "page",
                                 "service",           "startTime",
                                 "statusCode",        "totalPages"};
  static const std::map<std::string_view, Fields> kEvents = {
      {"AWS API Call via CloudTrail", kTrail},
      {"AWS Console Sign In via CloudTrail", kTrail},
      {"AWS Health Abuse Event", kHealth},
      {"AWS Health Event", kHealth},
      {"Access Analyzer Finding",
       {"accountId", "action", "analyzedAt", "condition", "createdAt", "error", "id", "isDeleted", "isPublic",
        "principal", "region", "resource", "resourceType", "status", "updatedAt", "version"}},
      {"Backup Job State Change",
       {"backupJobId", "backupSizeInBytes", "backupVaultArn", "backupVaultName", "bytesTransferred", "completionDate",
        "createdBy", "creationDate", "iamRoleArn", "percentDone", "recoveryPointArn", "resourceArn", "resourceType",
        "startBy", "state", "statusMessage"}},
      {"Backup Vault State Change", {"backupVaultName", "state"}},
      {"Config Rules Compliance Change",
       {"awsAccountId", "awsRegion", "configRuleARN", "configRuleName", "messageType", "newEvaluationResult",
        "notificationCreationTime", "oldEvaluationResult", "recordVersion", "resourceId", "resourceType"}},
      {"Copy Job State Change",
       {"backupSizeInBytes", "completionDate", "copyJobId", "createdBy", "creationDate", "destinationBackupVaultArn",
        "destinationRecoveryPointArn", "iamRoleArn", "resourceArn", "resourceType", "sourceBackupVaultArn", "state",
        "statusMessage"}},
      {"EC2 Automation Execution Status-change Notification",
       {"Definition", "DefinitionVersion", "EndTime", "ExecutedBy", "ExecutionId", "StartTime", "Status", "Time"}},
      {"GuardDuty Finding",
       {"accountId", "arn", "createdAt", "description", "id", "partition", "region", "resource", "schemaVersion",
        "service", "severity", "title", "type", "updatedAt"}},
      {"Region Setting State Change", {"settings"}},
      {"Restore Job State Change",
       {"backupSizeInBytes", "completionDate", "createdBy", "creationDate", "createdResourceArn", "iamRoleArn",
        "percentDone", "recoveryPointArn", "resourceType", "restoreJobId", "status", "statusMessage"}},
      {"Security Hub Findings - Imported", {"findings"}},
  };
  return kEvents;
}

// The fields directly below `detail` that a pattern asks for, behind "$or" too.
void pattern_fields(const Node& pattern, Fields& fields) {
  if (const Node* detail = pattern.find("detail")) {
    for (const yaml::Entry& entry : detail->entries) fields.insert(entry.key);
  }
  if (const Node* either = pattern.find("$or")) {
    for (const Node& item : either->items) pattern_fields(item, fields);
  }
}

// Those that anything below the node reads as "$.detail.name".
void read_fields(const Node& node, std::vector<std::string>& fields) {
  static constexpr std::string_view kDetail = "$.detail.";
  if (node.text.starts_with(kDetail)) {
    const std::string_view path = std::string_view(node.text).substr(kDetail.size());
    fields.emplace_back(path.substr(0, path.find_first_of(".[")));
  }
  for (const Node& item : node.items) read_fields(item, fields);
  for (const yaml::Entry& entry : node.entries) read_fields(entry.value, fields);
}

void check_rule(const Node& properties, const std::string& where, int& rules) {
  const Node* pattern = properties.find("EventPattern");
  const Node* types = pattern ? pattern->find("detail-type") : nullptr;
  if (!types) return;
  ++rules;
  Fields asked;
  pattern_fields(*pattern, asked);
  std::vector<std::string> taken;
  if (const Node* targets = properties.find("Targets")) read_fields(*targets, taken);
  asked.insert(taken.begin(), taken.end());
  for (const Node& type : types->items) {
    const auto known = fields_of_events().find(type.text);
    REQUIRE_MESSAGE(known != fields_of_events().end(), where << ": " << type.text);
    for (const std::string_view field : asked) {
      CHECK_MESSAGE(known->second.contains(field), where << ": " << type.text << " has no detail." << field);
    }
  }
}

// Every rule below the node, wherever loops have put it.
void check_rules(const Node& node, const std::string& where, int& rules) {
  const Node* type = node.find("Type");
  const Node* properties = node.find("Properties");
  if (type && properties && type->text == "AWS::Events::Rule") check_rule(*properties, where, rules);
  for (const Node& item : node.items) check_rules(item, where, rules);
  for (const yaml::Entry& entry : node.entries) check_rules(entry.value, cat(where, '/', entry.key), rules);
}

}  // namespace

TEST_CASE("rules ask for nothing, and mails take nothing, that the events do not have") {
  namespace fs = std::filesystem;
  int rules = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(LANDFORM_SOURCE_DIR) / "templates")) {
    if (entry.path().extension() != ".yaml") continue;
    base::SourceMap sources;
    base::Diagnostics diagnostics;
    const base::FileId file = sources.add(entry.path().filename().string(), test::read_file(entry.path()));
    const auto source = cfn::read_template(sources, file, diagnostics);
    REQUIRE_FALSE(diagnostics.has_errors());
    if (source) check_rules(source->root, entry.path().stem().string(), rules);
  }
  CHECK(rules >= 20);
}

}  // namespace landform
