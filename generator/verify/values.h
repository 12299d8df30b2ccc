// Reading values of a template: which intrinsic a node is, which values it can have, what stands at a path. Laws speak
// in these words and never look at raw mappings themselves.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cfn/functions.h"
#include "yaml/node.h"

namespace landform::verify {

// Functions that laws ask for often.
enum class Function : std::uint8_t { none, ref, get_att, sub, join, condition, find_in_map, loop, other };

// "Fn::Something"
inline bool is_function_key(std::string_view key) {
  return key.size() >= 4 && std::memcmp(key.data(), "Fn::", 4) == 0;
}
// "Fn::ForEach::Name"
inline bool is_loop_key(std::string_view key) {
  constexpr std::string_view kLoop = "Fn::ForEach::";
  return key.size() >= kLoop.size() && std::memcmp(key.data(), kLoop.data(), kLoop.size()) == 0;
}

// A mapping with the one key Ref or Fn::Something.
struct Intrinsic {
  std::string_view name;  // empty when the node is none
  const yaml::Node* argument = nullptr;
  Function function = Function::none;
  explicit operator bool() const { return function != Function::none; }
  [[nodiscard]] bool is(Function wanted) const { return function == wanted; }
};
Function function_of(std::string_view key);
// Of a mapping's only entry.
Intrinsic intrinsic_in(const yaml::Entry& only);
// Asked of every node there is, most of which are none.
inline Intrinsic intrinsic_of(const yaml::Node& node) {
  if (node.kind != yaml::Kind::mapping || node.entries.size() != 1) return {};
  return intrinsic_in(node.entries.front());
}
inline bool is_no_value(const Intrinsic& call) {
  return call.is(Function::ref) && std::string_view(call.argument->text) == cfn::kNoValue;
}
inline bool is_no_value(const yaml::Node& node) {
  return is_no_value(intrinsic_of(node));
}
// A mapping whose keys are not all known: Fn::ForEach::Name or Fn::Transform stands among them.
bool has_open_keys(const yaml::Node& node);

// The text of a scalar that is not null.
std::optional<std::string_view> literal(const yaml::Node& node);
// The same, but nothing when a dynamic reference stands in it, which is filled in at deployment.
std::optional<std::string_view> plain_text(const yaml::Node& node);
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

// A text that is known as a whole; nothing when a part of it is not.
struct CompleteText {
  std::string_view plain;
  std::optional<std::string> joined{};  // when it was put together
  [[nodiscard]] std::string_view view() const { return joined ? std::string_view(*joined) : plain; }
};
inline std::optional<CompleteText> complete_text(const yaml::Node& node) {
  if (const auto text = plain_text(node)) return CompleteText{*text};
  if (!intrinsic_of(node)) return std::nullopt;
  auto partial = partial_text(node);
  if (!partial || !partial->complete) return std::nullopt;
  return CompleteText{{}, std::move(partial->text)};
}

// Every value that the node can have: through the branches of Fn::If, without AWS::NoValue.
template <std::invocable<const yaml::Node&> Visit>
void each_value(const yaml::Node& node, const Visit& visit) {
  const Intrinsic call = intrinsic_of(node);
  if (call.is(Function::condition)) {
    const auto& branches = call.argument->items;
    for (std::size_t branch = 1; branch < branches.size() && branch < 3; ++branch) each_value(branches[branch], visit);
  } else if (!is_no_value(call)) {
    visit(node);
  }
}

// Every value at a path below the node: "BackupPlan.BackupPlanRule[].Lifecycle"; [] is any item, * is any key.
template <std::invocable<const yaml::Node&> Visit>
void each_at(const yaml::Node& node, std::string_view path, const Visit& visit) {
  each_value(node, [&](const yaml::Node& value) {
    if (path.empty()) {
      visit(value);
      return;
    }
    if (path.front() == '[') {
      for (const yaml::Node& item : value.items) each_at(item, path.substr(2), visit);
      return;
    }
    const std::string_view keys = path.substr(path.front() == '.' ? 1 : 0);
    std::size_t end = 0;
    while (end < keys.size() && keys[end] != '.' && keys[end] != '[') ++end;
    const std::string_view key = keys.substr(0, end);
    if (intrinsic_of(value)) return;
    if (key == "*") {
      for (const yaml::Entry& entry : value.entries) each_at(entry.value, keys.substr(end), visit);
    } else if (const yaml::Node* child = value.find(key)) {
      if (end == keys.size()) {
        each_value(*child, visit);
      } else {
        each_at(*child, keys.substr(end), visit);
      }
    }
  });
}
// The one value at a path of plain keys; null when absent or when it depends on a condition.
const yaml::Node* value_at(const yaml::Node& node, std::string_view path);

// The placeholders of an Fn::Sub text, without `${!literals}`. Views into `text`.
struct Placeholder {
  std::string_view name;  // trimmed
  std::size_t begin = 0;  // of `${`
  std::size_t end = 0;    // behind `}`
};
template <std::invocable<const Placeholder&> Visit>
void each_placeholder(std::string_view text, const Visit& visit) {
  std::size_t at = 0;
  while ((at = text.find("${", at)) != std::string_view::npos) {
    const std::size_t close = text.find('}', at);
    if (close == std::string_view::npos) return;
    const std::string_view inside = text.substr(at + 2, close - at - 2);
    if (!inside.starts_with('!')) visit(Placeholder{base::trim(inside), at, close + 1});
    at = close + 1;
  }
}
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
