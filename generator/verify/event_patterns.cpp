// Law: event patterns are ones that EventBridge reads: mappings down to lists of values and matchers. A field that no
// event has is a warning. Source: "Event patterns" and "Comparison operators" (EventBridge user guide).
#include <algorithm>
#include <array>

#include "base/text.h"
#include "verify/json_text.h"
#include "verify/laws.h"
#include "verify/quota_check.h"
#include "yaml/write.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

const std::vector<std::string_view> kEnvelope = {"account",     "detail",    "detail-type", "id",   "region",
                                                 "replay-name", "resources", "source",      "time", "version"};
const std::vector<std::string_view> kMatchers = {
    "anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix", "wildcard"};

class EventPattern {
 public:
  EventPattern(const Resource& resource, const Input& input, base::Diagnostics& diagnostics)
      : resource_(resource), input_(input), diagnostics_(diagnostics) {}

  void check(const Node& pattern) {
    for (const Entry& entry : pattern.entries) {
      const bool known = entry.key == "$or" || entry.key.starts_with("Fn::") ||
                         std::find(kEnvelope.begin(), kEnvelope.end(), entry.key) != kEnvelope.end();
      if (known) continue;
      Diagnostic fault("verify/event-pattern", entry.key_span,
                       cat("the pattern of `", resource_.id, "` asks for `", entry.key,
                           "`, which no event has; its own fields are ", "under detail"));
      fault.severity = base::Severity::warning;
      if (auto question = input_.near_names.question(entry.key, kEnvelope); !question.empty()) {
        fault.helps.push_back(std::move(question));
      }
      diagnostics_.add(std::move(fault));
    }
    fields(pattern, "the pattern");
  }

 private:
  void tell(base::Span span, std::string message) {
    diagnostics_.add(Diagnostic("verify/event-pattern", span, std::move(message)));
  }

  void fields(const Node& node, std::string_view name) {
    if (node.entries.empty()) {
      tell(node.span,
           cat("`", name, "` in the pattern of `", resource_.id, "` is empty; an empty mapping matches nothing"));
    }
    for (const Entry& entry : node.entries) {
      each_value(entry.value, [&](const Node& value) { field(entry, value); });
    }
  }

  void field(const Entry& entry, const Node& value) {
    if (intrinsic_of(value) || entry.key.starts_with("Fn::")) return;
    if (value.is_mapping()) return fields(value, entry.key);
    if (!value.is_sequence()) {
      tell(value.span.known() ? value.span : entry.key_span,
           cat("`", entry.key, "` in the pattern of `", resource_.id, "` is one value; a pattern has lists of values"));
      return;
    }
    if (value.items.empty()) {
      tell(value.span,
           cat("the list `", entry.key, "` in the pattern of `", resource_.id, "` is empty; nothing matches it"));
    }
    for (const Node& item : value.items) {
      if (!item.is_mapping() || intrinsic_of(item)) continue;
      if (entry.key == "$or")
        fields(item, "$or");
      else
        matcher(entry.key, item);
    }
  }

  void matcher(std::string_view field_name, const Node& item) {
    for (const Entry& entry : item.entries) {
      if (std::find(kMatchers.begin(), kMatchers.end(), entry.key) == kMatchers.end()) {
        Diagnostic fault(
            "verify/event-pattern", entry.key_span,
            cat("`", entry.key, "` at `", field_name, "` in the pattern of `", resource_.id, "` is no matcher"));
        if (auto question = input_.near_names.question(entry.key, kMatchers); !question.empty()) {
          fault.helps.push_back(std::move(question));
        }
        diagnostics_.add(std::move(fault));
      } else if (entry.key == "numeric") {
        numeric(entry);
      } else if (entry.key == "anything-but") {
        each_value(entry.value, [&](const Node& value) { anything_but(field_name, value); });
      } else if (entry.key == "exists" && literal(entry.value) && !literal_boolean(entry.value)) {
        tell(entry.value.span, cat("`exists` in the pattern of `", resource_.id, "` is true or false"));
      }
    }
  }

  // A value, a list of values, or one matcher: {prefix: x}, {wildcard: [x, y]}
  void anything_but(std::string_view field_name, const Node& node) {
    constexpr std::array<std::string_view, 4> kInside = {"equals-ignore-case", "prefix", "suffix", "wildcard"};
    if (!node.is_mapping() || intrinsic_of(node)) return;
    for (const Entry& entry : node.entries) {
      if (std::find(kInside.begin(), kInside.end(), entry.key) != kInside.end()) continue;
      tell(entry.key_span, cat("`anything-but` at `", field_name, "` in the pattern of `", resource_.id, "` takes no `",
                               entry.key, "`; it takes values, prefix, suffix, equals-ignore-case or wildcard"));
    }
  }

  // ["=", 5], [">", 0, "<=", 5]
  void numeric(const Entry& entry) {
    constexpr std::array<std::string_view, 6> kOperators = {"!=", "<", "<=", "=", ">", ">="};
    const auto& items = entry.value.items;
    bool good = items.size() == 2 || items.size() == 4;
    for (std::size_t i = 0; i < items.size() && good; i += 2) {
      const auto op = literal(items[i]);
      good = !op || std::find(kOperators.begin(), kOperators.end(), *op) != kOperators.end();
      good = good && !items[i + 1].is_string();  // a number in quotes is a text, which no number equals
    }
    if (!good)
      tell(entry.value.span,
           cat("`numeric` in the pattern of `", resource_.id, "` takes [\">=\", 7] or [\">\", 0, \"<\", 7]"));
  }

  const Resource& resource_;
  const Input& input_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

void law_event_patterns(const Input& input, base::Diagnostics& diagnostics) {
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr || resource.type != "AWS::Events::Rule") continue;
    each_at(*resource.properties, "EventPattern", [&](const Node& node) {
      if (node.is_string()) {
        const auto parsed = parse_json_text(node.text, node.span);
        if (!parsed) {
          diagnostics.add(
              Diagnostic("verify/json-text", node.span,
                         cat("the event pattern of `", resource.id, "` is no JSON: ", parsed.error().reason)));
        } else {
          EventPattern(resource, input, diagnostics).check(parsed.value());
        }
        return;
      }
      if (!node.is_mapping() || intrinsic_of(node)) return;
      EventPattern(resource, input, diagnostics).check(node);
      const auto size = static_cast<std::int64_t>(yaml::write_json(node, yaml::JsonLayout::minified).size());
      check_limit("verify/too-long", input.context, "events/pattern", size,
                  cat("the event pattern of `", resource.id, "` has ", size, " characters"), node.span, diagnostics);
    });
  }
}

}  // namespace landform::verify
