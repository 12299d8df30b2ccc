// Law: dashboard bodies are JSON with widgets that CloudWatch draws. Source: "Dashboard body structure and syntax"
// (CloudWatch API reference).
#include <algorithm>

#include "base/text.h"
#include "verify/json_text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Node;

const std::vector<std::string_view> kWidgets = {"alarm", "custom", "explorer", "log", "metric", "text"};

void check_widget(const Resource& resource, const Node& widget, const Input& input, base::Diagnostics& diagnostics) {
  const Node* type = widget.find("type");
  const auto text = type == nullptr ? std::nullopt : literal(*type);
  if (type == nullptr) {
    diagnostics.add(
        Diagnostic("verify/dashboard", widget.span, cat("a widget of dashboard `", resource.id, "` has no type")));
  } else if (text && text->find(kUnknownPart) == std::string_view::npos &&
             std::find(kWidgets.begin(), kWidgets.end(), *text) == kWidgets.end()) {
    Diagnostic fault("verify/dashboard", type->span,
                     cat("dashboard `", resource.id, "` has a widget of type `", *text, "`"));
    if (auto question = input.near_names.question(*text, kWidgets); !question.empty())
      fault.helps.push_back(std::move(question));
    diagnostics.add(std::move(fault));
  }
  if (widget.find("properties") == nullptr) {
    diagnostics.add(Diagnostic("verify/dashboard", widget.span,
                               cat("a widget of dashboard `", resource.id, "` has no properties")));
  }
  struct Bound {
    std::string_view key;
    std::int64_t least;
    std::int64_t most;
  };
  for (const Bound& bound : {Bound{"width", 1, 24}, Bound{"height", 1, 1000}, Bound{"x", 0, 23}}) {
    const Node* node = widget.find(bound.key);
    const auto value = node == nullptr ? std::nullopt : literal_integer(*node);
    if (!value || (*value >= bound.least && *value <= bound.most)) continue;
    diagnostics.add(Diagnostic("verify/dashboard", node->span,
                               cat("`", bound.key, "` of a widget of dashboard `", resource.id, "` is ", *value,
                                   "; it goes from ", bound.least, " to ", bound.most)));
  }
}

}  // namespace

void law_dashboards(const Input& input, base::Diagnostics& diagnostics) {
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr || resource.type != "AWS::CloudWatch::Dashboard") continue;
    each_at(*resource.properties, "DashboardBody", [&](const Node& node) {
      const auto text = partial_text(node);
      if (!text) return;
      auto parsed = parse_json_text(text->text, node.span);
      if (!parsed) {
        Diagnostic fault("verify/json-text", node.span,
                         cat("the body of dashboard `", resource.id, "` is no JSON: ", parsed.error().reason));
        if (!text->complete) fault.severity = base::Severity::warning;
        diagnostics.add(std::move(fault));
        return;
      }
      const Node* widgets = parsed.value().find("widgets");
      if (widgets == nullptr || !widgets->is_sequence()) {
        diagnostics.add(Diagnostic("verify/dashboard", node.span,
                                   cat("the body of dashboard `", resource.id, "` has no list of widgets")));
        return;
      }
      for (const Node& widget : widgets->items) {
        if (widget.is_mapping()) check_widget(resource, widget, input, diagnostics);
      }
    });
  }
}

}  // namespace landform::verify
