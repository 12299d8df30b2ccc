// Law: SSM documents, above all runbooks of schema 0.3: the schema fits the document's kind, steps have unique names
// and known actions, have the inputs that their actions cannot do without, are reached, and lead to steps and speak of
// parameters and outputs that exist. Source: aws-facts.md J.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "verify/json_text.h"
#include "verify/laws.h"
#include "verify/quota_check.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

const std::vector<std::string_view> kActions = {"aws:approve",
                                                "aws:assertAwsResourceProperty",
                                                "aws:branch",
                                                "aws:changeInstanceState",
                                                "aws:copyImage",
                                                "aws:createImage",
                                                "aws:createStack",
                                                "aws:createTags",
                                                "aws:deleteImage",
                                                "aws:deleteStack",
                                                "aws:executeAutomation",
                                                "aws:executeAwsApi",
                                                "aws:executeScript",
                                                "aws:executeStateMachine",
                                                "aws:invokeLambdaFunction",
                                                "aws:invokeWebhook",
                                                "aws:loop",
                                                "aws:pause",
                                                "aws:runCommand",
                                                "aws:runInstances",
                                                "aws:sleep",
                                                "aws:updateVariable",
                                                "aws:waitForAwsResourceProperty"};
const std::vector<std::string_view> kParameterTypes = {"Boolean", "Integer",    "MapList",
                                                       "String",  "StringList", "StringMap"};

// Inputs without which an action is refused when it runs. Source: "Systems Manager Automation actions reference" (user
// guide). Read: 2026-11-22.
struct NeededInput {
  std::string_view action, input;
};
constexpr std::array kNeededInputs{
    NeededInput{"aws:approve", "Approvers"},
    NeededInput{"aws:branch", "Choices"},
    NeededInput{"aws:executeAutomation", "DocumentName"},
    NeededInput{"aws:executeAwsApi", "Api"},
    NeededInput{"aws:executeAwsApi", "Service"},
    NeededInput{"aws:executeScript", "Handler"},
    NeededInput{"aws:executeScript", "Runtime"},
    NeededInput{"aws:executeScript", "Script"},
    NeededInput{"aws:runCommand", "DocumentName"},
};

// Whether a runbook may use what no runbook declares: {{ global:DATE }}, {{ automation:EXECUTION_ID }}.
bool is_given(std::string_view name) {
  return name.starts_with("global:") || name.starts_with("automation:") || name.starts_with("variable:") ||
         name.starts_with("ssm:") || name.starts_with("resolve:");
}

class Runbook {
 public:
  Runbook(const Resource& resource, const Node& content, const Input& input, base::Diagnostics& diagnostics)
      : resource_(resource), content_(content), input_(input), diagnostics_(diagnostics) {}

  void check() {
    const Node* version = content_.find("schemaVersion");
    const std::string_view text = version == nullptr ? std::string_view() : literal(*version).value_or("");
    const Node* type = resource_.properties->find("DocumentType");
    const auto kind = type == nullptr ? std::nullopt : literal(*type);
    if (version == nullptr) {
      if (kind == "Automation" || kind == "Command")
        tell(content_.span, cat("document `", resource_.id, "` has no schemaVersion"));
      return;
    }
    if (kind == "Automation" && !text.empty() && text != "0.3") {
      tell(version->span, cat("runbook `", resource_.id, "` has schemaVersion ", text, "; a runbook has \"0.3\""));
      return;
    }
    if (text != "0.3") return;
    parameters();
    steps();
  }

 private:
  void tell(base::Span span, std::string message) {
    diagnostics_.add(Diagnostic("verify/ssm-document", span, std::move(message)));
  }
  void tell_with_near(base::Span span, std::string message, std::string_view word,
                      const std::vector<std::string_view>& known, base::Severity severity) {
    Diagnostic fault("verify/ssm-document", span, std::move(message));
    fault.severity = severity;
    if (auto question = input_.near_names.question(word, known); !question.empty())
      fault.helps.push_back(std::move(question));
    diagnostics_.add(std::move(fault));
  }

  void parameters() {
    const Node* section = content_.find("parameters");
    if (section == nullptr) return;
    for (const Entry& parameter : section->entries) {
      const Node* type = parameter.value.find("type");
      const auto text = type == nullptr ? std::nullopt : literal(*type);
      if (!text) {
        if (type == nullptr && parameter.value.is_mapping() && !intrinsic_of(parameter.value)) {
          tell(parameter.key_span, cat("parameter `", parameter.key, "` of runbook `", resource_.id, "` has no type"));
        }
        continue;
      }
      const bool known = std::find(kParameterTypes.begin(), kParameterTypes.end(), *text) != kParameterTypes.end() ||
                         text->find("::") != std::string_view::npos;
      if (known) continue;
      tell_with_near(type->span,
                     cat("parameter `", parameter.key, "` of runbook `", resource_.id, "` has type `", *text,
                         "`; types are Boolean, Integer, MapList, String, StringList, StringMap"),
                     *text, kParameterTypes, base::Severity::error);
    }
  }

  void steps() {
    const Node* list = content_.find("mainSteps");
    if (list == nullptr || (list->is_sequence() && list->items.empty())) {
      tell(list == nullptr ? content_.span : list->span, cat("runbook `", resource_.id, "` has no mainSteps"));
      return;
    }
    const auto count = static_cast<std::int64_t>(list->items.size());
    check_limit("verify/too-many", input_.context, "ssm/document-steps", count,
                cat("runbook `", resource_.id, "` has ", count, " steps"), list->span, diagnostics_);
    for (const Node& step : list->items) name(step);
    for (const Node& step : list->items) {
      if (intrinsic_of(step)) return;  // some steps are out of sight
    }
    for (const Node& step : list->items) this->step(step);
    reach(list->items);
    if (const Node* role = content_.find("assumeRole")) references(*role);
    for (const Node& step : list->items) references(step);
  }

  // A step that ends or names the next one is not followed by its neighbour; what nothing leads to never runs.
  void reach(const yaml::Nodes& steps) {
    std::unordered_set<std::string_view> led_to;
    for (const Node& step : steps) {
      const auto add = [&](const Node& node) {
        if (const auto text = literal(node)) led_to.insert(text->starts_with("step:") ? text->substr(5) : *text);
      };
      for (const std::string_view key : {"nextStep", "onFailure", "onCancel"}) {
        if (const Node* node = step.find(key)) add(*node);
      }
      each_at(step, "inputs.Choices[].NextStep", add);
      each_at(step, "inputs.Default", add);
    }
    for (std::size_t i = 1; i < steps.size(); ++i) {
      const Node& before = steps[i - 1];
      const Node* end = before.find("isEnd");
      const Node* action = before.find("action");
      const bool goes_elsewhere = before.find("nextStep") != nullptr || (end != nullptr && end->text == "true") ||
                                  (action != nullptr && literal(*action) == "aws:branch");
      const Node* name = steps[i].find("name");
      const auto text = name == nullptr ? std::nullopt : literal(*name);
      if (!goes_elsewhere || !text || led_to.contains(*text)) continue;
      tell(name->span, cat("no step of runbook `", resource_.id, "` leads to `", *text, "`, so it never runs"));
    }
  }

  // Each {{ name }} and {{ step.output }} in the texts of a step.
  void references(const Node& node) {
    for (const Entry& entry : node.entries) references(entry.value);
    for (const Node& item : node.items) references(item);
    if (!node.is_string()) return;
    std::string_view rest = node.text;
    for (std::size_t open = rest.find("{{"); open != std::string_view::npos; open = rest.find("{{")) {
      rest.remove_prefix(open + 2);
      const std::size_t close = rest.find("}}");
      if (close == std::string_view::npos) return;
      reference(base::trim(rest.substr(0, close)), node.span);
      rest.remove_prefix(close + 2);
    }
  }

  void reference(std::string_view name, base::Span span) {
    if (is_given(name) || name.find_first_of(" ${\"'") != std::string_view::npos) return;
    const std::size_t dot = name.find('.');
    const std::string_view owner = name.substr(0, dot);
    const Node* section = content_.find("parameters");
    if (dot == std::string_view::npos) {
      if (section != nullptr && section->find(owner) != nullptr) return;
      tell(span, cat("runbook `", resource_.id, "` speaks of `{{ ", name, " }}`, and has no such parameter"));
      return;
    }
    if (!names_.contains(owner)) {
      tell(span, cat("runbook `", resource_.id, "` speaks of `{{ ", name, " }}`, and has no step `", owner, "`"));
      return;
    }
    const std::string_view output = name.substr(dot + 1);
    const auto known = outputs_.find(owner);
    if (known == outputs_.end() || known->second.contains(output) || output.starts_with("Output")) return;
    tell(span,
         cat("runbook `", resource_.id, "` speaks of `{{ ", name, " }}`, but step `", owner, "` has no such output"));
  }

  void name(const Node& step) {
    const Node* node = step.find("name");
    const auto text = node == nullptr ? std::nullopt : literal(*node);
    if (!text) {
      if (node == nullptr && step.is_mapping() && !intrinsic_of(step))
        tell(step.span, cat("a step of runbook `", resource_.id, "` has no name"));
      return;
    }
    constexpr std::size_t kShortest = 3;
    constexpr std::size_t kLongest = 128;
    const bool plain = std::all_of(text->begin(), text->end(), [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!plain || text->size() < kShortest || text->size() > kLongest) {
      tell(node->span,
           cat("step `", *text, "` of runbook `", resource_.id, "` must be called by 3 to 128 letters, digits and _"));
    }
    const auto [first, fresh] = names_.emplace(*text, node->span);
    if (!fresh) {
      diagnostics_.add(Diagnostic("verify/ssm-document", node->span,
                                  cat("two steps of runbook `", resource_.id, "` are called `", *text, "`"))
                           .also(first->second, "the first"));
    }
  }

  void step(const Node& step) {
    const Node* action = step.find("action");
    const auto text = action == nullptr ? std::nullopt : literal(*action);
    if (action == nullptr) {
      tell(step.span, cat("a step of runbook `", resource_.id, "` has no action"));
    } else if (text && std::find(kActions.begin(), kActions.end(), *text) == kActions.end()) {
      tell_with_near(action->span,
                     cat("`", *text, "` in runbook `", resource_.id, "` is no action that landform knows"), *text,
                     kActions, base::Severity::warning);
    }
    if (text) inputs(step, *text);
    if (const Node* next = step.find("nextStep")) target(*next, "nextStep");
    for (const std::string_view key : {"onFailure", "onCancel"}) {
      const Node* node = step.find(key);
      const auto value = node == nullptr ? std::nullopt : literal(*node);
      if (!value || *value == "Abort" || *value == "Continue") continue;
      if (value->starts_with("step:")) {
        target_named(value->substr(5), node->span, key);
      } else {
        tell(node->span,
             cat("`", key, "` in runbook `", resource_.id, "` is `", *value, "`; it is Abort, Continue or step:name"));
      }
    }
    each_at(step, "inputs.Choices[].NextStep", [&](const Node& node) { target(node, "NextStep"); });
    each_at(step, "inputs.Default", [&](const Node& node) {
      if (text == "aws:branch") target(node, "Default");
    });
  }

  void inputs(const Node& step, std::string_view action) {
    const Node* given = step.find("inputs");
    if (given != nullptr && intrinsic_of(*given)) return;
    for (const NeededInput& need : kNeededInputs) {
      if (need.action != action || (given != nullptr && given->find(need.input) != nullptr)) continue;
      // A script may come as an attachment.
      if (need.input == "Script" && given != nullptr && given->find("Attachment") != nullptr) continue;
      tell(step.span,
           cat("a step of runbook `", resource_.id, "` is `", action, "` without the input `", need.input, "`"));
    }
    // What these give is what they declare; other actions have outputs of their own.
    const Node* name = step.find("name");
    const auto text = name == nullptr ? std::nullopt : literal(*name);
    if (!text || (action != "aws:executeAwsApi" && action != "aws:executeScript")) return;
    auto& declared = outputs_[*text];
    if (action == "aws:executeScript") declared.insert("Payload");
    each_at(step, "outputs[].Name", [&](const Node& node) {
      if (const auto output = literal(node)) declared.insert(*output);
    });
  }

  void target(const Node& node, std::string_view key) {
    const auto text = literal(node);
    if (text) target_named(*text, node.span, key);
  }
  void target_named(std::string_view name, base::Span span, std::string_view key) {
    if (names_.contains(name) || name.find("{{") != std::string_view::npos) return;
    std::vector<std::string_view> known;
    for (const auto& [step, where] : names_) known.push_back(step);
    std::sort(known.begin(), known.end());
    tell_with_near(span,
                   cat("`", key, "` in runbook `", resource_.id, "` leads to step `", name, "`, which is not there"),
                   name, known, base::Severity::error);
  }

  const Resource& resource_;
  const Node& content_;
  const Input& input_;
  base::Diagnostics& diagnostics_;
  std::unordered_map<std::string_view, base::Span> names_;
  std::unordered_map<std::string_view, std::unordered_set<std::string_view>> outputs_;  // of steps that declare them
};

}  // namespace

void law_ssm_documents(const Input& input, base::Diagnostics& diagnostics) {
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr || resource.type != "AWS::SSM::Document") continue;
    each_at(*resource.properties, "Content", [&](const Node& node) {
      if (node.is_mapping() && !intrinsic_of(node)) {
        Runbook(resource, node, input, diagnostics).check();
        return;
      }
      // Text may be YAML too; JSON shows itself by its brace.
      const auto text = partial_text(node);
      if (!text || !base::trim(text->text).starts_with('{')) return;
      const auto parsed = parse_json_text(text->text, node.span);
      if (parsed)
        Runbook(resource, parsed.value(), input, diagnostics).check();
      else if (text->complete) {
        diagnostics.add(
            Diagnostic("verify/json-text", node.span,
                       cat("the content of document `", resource.id, "` is no JSON: ", parsed.error().reason)));
      }
    });
  }
}

}  // namespace landform::verify
