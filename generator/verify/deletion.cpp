// Law: DeletionPolicy and UpdateReplacePolicy have one of a few values, and Snapshot only on what can be snapshot.
// Source: aws-facts.md B4.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Node;

constexpr std::array<std::string_view, 9> kSnapshotTypes = {
    "AWS::DocDB::DBCluster",          "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",        "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",           "AWS::Redshift::Cluster",
    "AWS::Neptune::DBInstance"};

void check(const Resource& resource, std::string_view attribute, const Node& node, const Input& input,
           base::Diagnostics& diagnostics) {
  const auto text = literal(node);
  if (text == "Delete" || text == "Retain") return;
  if (!text) {
    const bool computed = intrinsic_of(node) && input.index.rewritten != Rewritten::no;
    if (!computed) {
      diagnostics.add(
          Diagnostic("verify/deletion-policy", node.span, cat(attribute, " of `", resource.id, "` must be written out"))
              .note("functions are evaluated there only with the transform AWS::LanguageExtensions"));
    }
    return;
  }
  std::vector<std::string_view> values = {"Delete", "Retain", "Snapshot"};
  if (attribute == "DeletionPolicy") values.emplace_back("RetainExceptOnCreate");
  if (std::find(values.begin(), values.end(), *text) == values.end()) {
    std::string list;
    for (const auto value : values) list += cat(list.empty() ? "" : ", ", value);
    Diagnostic fault("verify/deletion-policy", node.span,
                     cat(attribute, " of `", resource.id, "` is `", *text, "`; it can be ", list));
    if (auto question = input.near_names.question(*text, values); !question.empty()) {
      fault.helps.push_back(std::move(question));
    }
    diagnostics.add(std::move(fault));
    return;
  }
  const bool possible = std::find(kSnapshotTypes.begin(), kSnapshotTypes.end(), resource.type) != kSnapshotTypes.end();
  if (*text == "Snapshot" && !possible && resource.type.starts_with("AWS::")) {
    diagnostics.add(Diagnostic("verify/snapshot-not-possible", node.span,
                               cat(attribute, " of `", resource.id, "` is Snapshot, but ", resource.type,
                                   " takes no snapshot when it goes"))
                        .help("Retain keeps the resource itself"));
  }
}

}  // namespace

void law_deletion(const Input& input, base::Diagnostics& diagnostics) {
  for (const Resource& resource : input.index.resources) {
    if (const Node* policy = resource.deletion_policy) {
      check(resource, "DeletionPolicy", *policy, input, diagnostics);
    }
    if (const Node* policy = resource.update_replace_policy) {
      check(resource, "UpdateReplacePolicy", *policy, input, diagnostics);
    }
  }
}

}  // namespace landform::verify
