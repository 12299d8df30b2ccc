// What a template is made of: sections, and what stands in each directly. Everything inside properties is verify's.
// Source: CloudFormation user guide, "Template sections" and its pages; aws-facts.md B1. Read: 2026-11-22.
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "cfn/parameter_types.h"
#include "cfn/passes.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Diagnostics;
using yaml::Entry;
using yaml::Node;

namespace {

using Names = std::span<const std::string_view>;

constexpr auto kSections =
    std::to_array<std::string_view>({"AWSTemplateFormatVersion", "Conditions", "Description", "Hooks", "Mappings",
                                     "Metadata", "Outputs", "Parameters", "Resources", "Rules", "Transform"});
constexpr auto kParameterKeys = std::to_array<std::string_view>(
    {"AllowedPattern", "AllowedValues", "ConstraintDescription", "Default", "Description", "MaxLength", "MaxValue",
     "MinLength", "MinValue", "NoEcho", "Type"});
constexpr auto kResourceKeys =
    std::to_array<std::string_view>({"Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata",
                                     "Properties", "Type", "UpdatePolicy", "UpdateReplacePolicy", "Version"});
constexpr auto kOutputKeys = std::to_array<std::string_view>({"Condition", "Description", "Export", "Value"});
constexpr auto kRuleKeys = std::to_array<std::string_view>({"Assertions", "RuleCondition"});

bool is_plain_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

class SectionChecker {
 public:
  SectionChecker(const Node& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {}

  void check() {
    if (!root_.is_mapping()) {
      diagnostics_.add(Diagnostic("cfn/section-kind", root_.span,
                                  cat("a template is a mapping of sections; this is ", described(root_))));
      return;
    }
    macros_ = has_macros();
    if (is_something_else()) return;
    for (const Entry& section : root_.entries) check_section(section);
    const Node* resources = root_.find("Resources");
    if (resources == nullptr && !macros_) {
      diagnostics_.add(Diagnostic("cfn/missing-key", root_.span, "the template has no section Resources"));
    } else if (resources != nullptr && resources->is_mapping() && resources->entries.empty()) {
      diagnostics_.add(Diagnostic("cfn/missing-key", resources->span,
                                  "the section Resources is empty; CloudFormation wants at least one resource"));
    }
    shared_names();
  }

 private:
  // A file with none of a template's sections is no template with many faults but another kind of file; told once.
  bool is_something_else() {
    if (root_.entries.empty() || std::any_of(root_.entries.begin(), root_.entries.end(), [](const Entry& entry) {
          return std::find(kSections.begin(), kSections.end(), entry.key) != kSections.end();
        })) {
      return false;
    }
    constexpr std::size_t kShown = 5;
    std::string keys;
    for (std::size_t i = 0; i < root_.entries.size() && i < kShown; ++i) {
      keys += cat(i == 0 ? "" : ", ", root_.entries[i].key);
    }
    if (root_.entries.size() > kShown) keys += ", ...";
    Diagnostic found("cfn/missing-key", root_.entries.front().key_span,
                     "the file has no section of a template and no Resources; it is no CloudFormation template");
    found.notes.push_back(cat("its keys: ", keys));
    if (root_.find("landform") != nullptr) {
      found.helps.emplace_back("this is a blueprint; `landform check FILE` checks it, without `--template`");
    }
    diagnostics_.add(std::move(found));
    return true;
  }

  // Macros may bring sections and keys of their own.
  bool has_macros() const {
    const Node* transform = root_.find("Transform");
    if (!transform) return false;
    const auto is_macro = [](const Node& node) {
      const Node* name = node.is_mapping() ? node.find("Name") : &node;
      return name != nullptr && name->is_string() && name->text != kLanguageExtensions;
    };
    return is_macro(*transform) || std::any_of(transform->items.begin(), transform->items.end(), is_macro);
  }

  void unknown_key(const Entry& entry, std::string_view where, Names known) {
    Diagnostic diagnostic("cfn/unknown-key", entry.key_span, cat(where, " has no key `", entry.key, "`"));
    const auto guesses = base::near_names(entry.key, known);
    if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
    std::vector<std::string> names(known.begin(), known.end());
    diagnostics_.add(std::move(diagnostic).note(cat("its keys: ", base::join(names, ", "))));
  }

  // `words` say what the node is; they become a text only for a diagnostic.
  template <class... Words>
  bool keys(const Node& node, Names known, std::string_view required, const Words&... words) {
    for (const Entry& entry : node.entries) {
      const bool named = std::find(known.begin(), known.end(), entry.key) != known.end();
      if (!named && !macros_ && !entry.key.starts_with("Fn::Transform")) unknown_key(entry, cat(words...), known);
    }
    if (required.empty() || node.find(required) || macros_) return true;
    diagnostics_.add(Diagnostic("cfn/missing-key", node.span, cat(words..., " has no key `", required, "`")));
    return false;
  }

  template <class... Words>
  bool kind(const Node& node, yaml::Kind wanted, const Words&... words) {
    if (node.kind == wanted) return true;
    // check_functions says that calls may not stand where text must.
    if (wanted == yaml::Kind::string && is_call(node)) return false;
    const std::string_view noun = wanted == yaml::Kind::mapping    ? "a mapping"
                                  : wanted == yaml::Kind::sequence ? "a list"
                                                                   : "text";
    diagnostics_.add(
        Diagnostic("cfn/section-kind", node.span, cat(words..., " is ", described(node), "; it must be ", noun)));
    return false;
  }

  void check_section(const Entry& section) {
    if (section.key == "AWSTemplateFormatVersion") {
      if (section.value.text == "2010-09-09") return;
      diagnostics_.add(Diagnostic("cfn/section-kind", section.value.span,
                                  cat("AWSTemplateFormatVersion is ", described(section.value),
                                      "; the only version is `2010-09-09`"))
                           .help("AWSTemplateFormatVersion: \"2010-09-09\""));
    } else if (section.key == "Description") {
      kind(section.value, yaml::Kind::string, "Description");
    } else if (section.key == "Transform") {
      transform(section.value);
    } else if (std::find(kSections.begin(), kSections.end(), section.key) == kSections.end()) {
      if (!macros_) unknown_key(section, "a template", kSections);
    } else if (kind(section.value, yaml::Kind::mapping, "the section ", section.key)) {
      members(section.key, section.value);
    }
  }

  void transform(const Node& node) {
    if (node.is_string()) return;
    if (node.is_mapping()) return named_transform(node);
    if (!kind(node, yaml::Kind::sequence, "Transform")) return;
    for (const Node& item : node.items) {
      if (item.is_mapping()) {
        named_transform(item);
      } else {
        kind(item, yaml::Kind::string, "a transform");
      }
    }
  }

  // {Name: AWS::Include, Parameters: {...}}
  void named_transform(const Node& node) {
    const Node* name = node.find("Name");
    if (name != nullptr) {
      kind(*name, yaml::Kind::string, "the Name of a transform");
    } else {
      diagnostics_.add(Diagnostic("cfn/missing-key", node.span, "a transform has no key `Name`"));
    }
  }

  void members(std::string_view section, const Node& node) {
    if (section == "Metadata" || section == "Hooks") return;
    const bool loops = section == "Resources" || section == "Outputs" || section == "Conditions";
    for (const Entry& entry : node.entries) {
      if (is_macro_key(entry.key)) continue;
      // check_functions looks into loops and says where they may not stand.
      if (is_for_each_key(entry.key)) {
        if (loops) loop(section, entry.value);
        continue;
      }
      // CloudFormation takes conditions by any name: AWS's own samples have `Is-EC2-VPC`.
      if (section != "Conditions" && !is_plain_name(entry.key)) logical_id(section, entry);
      member(section, entry);
    }
  }

  void loop(std::string_view section, const Node& node) {
    if (!node.is_sequence() || node.items.size() != 3 || !node.items[2].is_mapping()) return;
    for (const Entry& entry : node.items[2].entries) {
      if (is_for_each_key(entry.key)) {
        loop(section, entry.value);
      } else {
        member(section, entry);
      }
    }
  }

  void logical_id(std::string_view section, const Entry& entry) {
    diagnostics_.add(
        Diagnostic("cfn/logical-id", entry.key_span,
                   cat("`", entry.key, "` in ", section, " is no logical id; they have only letters and digits")));
  }

  void member(std::string_view section, const Entry& entry) {
    if (section == "Conditions") return;
    if (!kind(entry.value, yaml::Kind::mapping, "`", entry.key, "` of ", section)) return;
    if (section == "Parameters") return parameter(entry);
    if (section == "Mappings") return mapping(entry);
    if (section == "Rules") return rule(entry);
    if (section == "Outputs") {
      keys(entry.value, kOutputKeys, "Value", "output `", entry.key, "`");
      const Node* exported = entry.value.find("Export");
      constexpr auto kExportKeys = std::to_array<std::string_view>({"Name"});
      if (exported && kind(*exported, yaml::Kind::mapping, "the Export of `", entry.key, "` of ", section)) {
        keys(*exported, kExportKeys, "Name", "the Export of output `", entry.key, "`");
      }
    } else if (section == "Resources") {
      resource(entry);
    }
  }

  void resource(const Entry& entry) {
    keys(entry.value, kResourceKeys, "Type", "resource `", entry.key, "`");
    const Node* type = entry.value.find("Type");
    if (type) kind(*type, yaml::Kind::string, "the Type of resource `", entry.key, "`");
    for (const std::string_view attribute : {"Properties", "Metadata", "CreationPolicy", "UpdatePolicy"}) {
      const Node* node = entry.value.find(attribute);
      if (node && !is_call(*node)) {
        kind(*node, yaml::Kind::mapping, "the ", attribute, " of resource `", entry.key, "`");
      }
    }
  }

  void parameter(const Entry& entry) {
    if (!keys(entry.value, kParameterKeys, "Type", "parameter `", entry.key, "`")) return;
    const Node* type = entry.value.find("Type");
    if (!type || (type->is_string() && is_parameter_type(type->text))) return;
    diagnostics_.add(
        Diagnostic("cfn/parameter-type", type->span,
                   cat("the type of parameter `", entry.key, "` is ", described(*type),
                       ", which CloudFormation does not have"))
            .note("types: String, Number, CommaDelimitedList, List<Number>, AWS::EC2::VPC::Id and the like, "
                  "List<...> of those, AWS::SSM::Parameter::Name, AWS::SSM::Parameter::Value<...>"));
  }

  // Two levels of keys, then texts or lists of texts.
  void mapping(const Entry& entry) {
    for (const Entry& row : entry.value.entries) {
      if (!kind(row.value, yaml::Kind::mapping, "`", row.key, "` of mapping `", entry.key, "`")) continue;
      for (const Entry& value : row.value.entries) {
        const bool list = value.value.is_sequence() && std::all_of(value.value.items.begin(), value.value.items.end(),
                                                                   [](const Node& item) { return item.is_scalar(); });
        // check_functions refuses calls here.
        if (list || is_call(value.value) || (value.value.is_scalar() && !value.value.is_null())) continue;
        diagnostics_.add(Diagnostic("cfn/mapping-value", value.value.span,
                                    cat("mapping `", entry.key, "` holds ", described(value.value), " at `", row.key,
                                        "`, `", value.key, "`; mappings hold texts and lists of texts")));
      }
    }
  }

  void rule(const Entry& entry) {
    keys(entry.value, kRuleKeys, "Assertions", "rule `", entry.key, "`");
    const Node* assertions = entry.value.find("Assertions");
    if (!assertions) return;
    if (!kind(*assertions, yaml::Kind::sequence, "Assertions of rule `", entry.key, "`")) return;
    constexpr auto kAssertionKeys = std::to_array<std::string_view>({"Assert", "AssertDescription"});
    for (const Node& assertion : assertions->items) {
      if (kind(assertion, yaml::Kind::mapping, "an assertion")) {
        keys(assertion, kAssertionKeys, "Assert", "an assertion");
      }
    }
  }

  void shared_names() {
    const Node* parameters = root_.find("Parameters");
    const Node* resources = root_.find("Resources");
    if (!parameters || !resources) return;
    std::unordered_map<std::string_view, const Entry*> declared;
    for (const Entry& parameter : parameters->entries) declared.emplace(parameter.key, &parameter);
    for (const Entry& resource : resources->entries) {
      const auto found = declared.find(resource.key);
      if (found == declared.end()) continue;
      diagnostics_.add(Diagnostic("cfn/duplicate-key", resource.key_span,
                                  cat("`", resource.key, "` is a resource and a parameter; Ref could mean either"))
                           .also(found->second->key_span, "the parameter"));
    }
  }

  const Node& root_;
  Diagnostics& diagnostics_;
  bool macros_ = false;
};

}  // namespace

void check_sections(const Node& root, Diagnostics& diagnostics) {
  SectionChecker(root, diagnostics).check();
}

}  // namespace landform::cfn
