// Reading values of a template: which intrinsic a node is, which values it can have, what stands at a path. Laws speak
// in these words and never look at raw mappings themselves.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.h"

namespace landform::verify {

// A mapping with the one key Ref or Fn::Something.
struct Intrinsic {
  std::string_view name;  // empty when the node is none
  const yaml::Node* argument = nullptr;
  explicit operator bool() const { return !name.empty(); }
};
Intrinsic intrinsic_of(const yaml::Node& node);
bool is_no_value(const yaml::Node& node);
// A mapping whose keys are not all known: Fn::ForEach::Name or Fn::Transform stands among them.
bool has_open_keys(const yaml::Node& node);

// The text of a scalar that is not null.
std::optional<std::string_view> literal(const yaml::Node& node);
std::optional<std::int64_t> literal_integer(const yaml::Node& node);
std::optional<bool> literal_boolean(const yaml::Node& node);
// What is known of a text: a literal, or an Fn::Sub or Fn::Join with its unknown parts as a star-like mark.
struct PartialText {
  std::string text;      // unknown parts are one '\x1a'
  bool complete = true;  // nothing is unknown
};
inline constexpr char kUnknownPart = '\x1a';
// Nothing when nothing is known of it (Ref, ImportValue), or when it is no text.
std::optional<PartialText> partial_text(const yaml::Node& node);

using Visitor = std::function<void(const yaml::Node&)>;
// Every value that the node can have: through the branches of Fn::If, without AWS::NoValue.
void each_value(const yaml::Node& node, const Visitor& visit);
// Every value at a path below the node: "BackupPlan.BackupPlanRule[].Lifecycle"; [] is any item, * is any key.
void each_at(const yaml::Node& node, std::string_view path, const Visitor& visit);
// The one value at a path of plain keys; null when absent or when it depends on a condition.
const yaml::Node* value_at(const yaml::Node& node, std::string_view path);

// The placeholders of an Fn::Sub text, without `${!literals}`. Views into `text`.
struct Placeholder {
  std::string_view name;  // trimmed
  std::size_t begin = 0;  // of `${`
  std::size_t end = 0;    // behind `}`
};
std::vector<Placeholder> placeholders(std::string_view text);
// An ARN's form, "arn:${Partition}:s3:::${BucketName}", as an ARN: the partition as given, region and account as
// "{region}" and "{account}", which stand for those of the request, and `value(name)` for each other placeholder.
std::string fill_arn_form(std::string_view form, std::string_view partition,
                          const std::function<std::string(std::string_view name)>& value);

// base::near_names with a budget for one run.
class NearNames {
 public:
  std::vector<std::string_view> find(std::string_view word, const std::vector<std::string_view>& candidates);
  // "did you mean `a` or `b`?" or nothing, for Diagnostic::help.
  std::string question(std::string_view word, const std::vector<std::string_view>& candidates);

 private:
  std::size_t budget_ = 3'000'000;  // comparisons in one run, so that a file full of unknown names stays cheap
};

}  // namespace landform::verify
