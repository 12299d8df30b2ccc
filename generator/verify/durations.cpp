// Law: durations in ISO 8601, within the bounds of their places: sessions of permission sets (1 to 12 hours), and the
// timeouts and pauses of creation and update policies. Source: aws-facts.md D2; "CreationPolicy", "UpdatePolicy"
// attributes (CloudFormation user guide).
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;

// Seconds of "P1DT2H30M"; nothing when the text is none. Months and years have no fixed length and are not used by AWS.
std::optional<std::int64_t> duration_seconds(std::string_view text) {
  if (!text.starts_with('P')) return std::nullopt;
  text.remove_prefix(1);
  std::int64_t seconds = 0;
  bool in_time = false;
  std::string_view units = "WD";
  bool any = false;
  while (!text.empty()) {
    if (text.front() == 'T' && !in_time) {
      in_time = true;
      units = "HMS";
      text.remove_prefix(1);
      any = false;
      continue;
    }
    const std::size_t digits = text.find_first_not_of("0123456789");
    constexpr std::size_t kLongest = 9;
    if (digits == 0 || digits == std::string_view::npos || digits > kLongest) return std::nullopt;
    const std::size_t unit = units.find(text[digits]);
    if (unit == std::string_view::npos) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text.substr(0, digits)) value = value * 10 + (c - '0');
    const char letter = text[digits];
    seconds += value * (letter == 'W'   ? 7 * kDay
                        : letter == 'D' ? kDay
                        : letter == 'H' ? kHour
                        : letter == 'M' ? 60
                                        : 1);
    units.remove_prefix(unit + 1);
    text.remove_prefix(digits + 1);
    any = true;
  }
  return any ? std::optional(seconds) : std::nullopt;
}

struct Bounds {
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::string_view words;  // "PT1H to PT12H"
};

void check(const Resource& resource, std::string_view what, const yaml::Node& node, const Bounds& bounds,
           base::Diagnostics& diagnostics) {
  const auto text = complete_text(node);
  if (!text) return;
  const auto seconds = duration_seconds(text->view());
  if (seconds && *seconds >= bounds.least && *seconds <= bounds.most) return;
  diagnostics.add(
      base::Diagnostic(
          "verify/duration", node.span,
          cat("`", what, "` of `", resource.id, "` is `", text->view(), "`, ",
              seconds ? "which is outside of " : "which is no ISO 8601 duration; it goes from ", bounds.words))
          .help("PT8H is eight hours, PT90M ninety minutes"));
}

}  // namespace

void law_durations(const Input& input, base::Diagnostics& diagnostics) {
  const auto& quotas = input.context.quotas;
  const Bounds session = {quotas.limit("sso/session-minimum"), quotas.limit("sso/session-maximum"), "PT1H to PT12H"};
  constexpr Bounds kTimeout = {0, 12 * kHour, "PT0S to PT12H"};
  constexpr Bounds kPause = {0, kHour, "PT0S to PT1H"};
  for (const Resource& resource : input.index.resources) {
    if (resource.properties != nullptr && resource.type == "AWS::SSO::PermissionSet") {
      each_at(*resource.properties, "SessionDuration",
              [&](const yaml::Node& node) { check(resource, "SessionDuration", node, session, diagnostics); });
    }
    if (resource.creation_policy != nullptr) {
      each_at(*resource.creation_policy, "ResourceSignal.Timeout", [&](const yaml::Node& node) {
        check(resource, "CreationPolicy.ResourceSignal.Timeout", node, kTimeout, diagnostics);
      });
    }
    if (resource.update_policy != nullptr) {
      each_at(*resource.update_policy, "AutoScalingRollingUpdate.PauseTime", [&](const yaml::Node& node) {
        check(resource, "UpdatePolicy.AutoScalingRollingUpdate.PauseTime", node, kPause, diagnostics);
      });
    }
  }
}

}  // namespace landform::verify
