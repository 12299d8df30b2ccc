// Calls as AWS takes them: a known function, in a place that takes it, with an argument of its shape. Values are the
// evaluator's business; this looks at branches that will never be taken, too, and at bound values.
// Source: CloudFormation template reference, pages of the functions; aws-facts.md B3. Read: 2026-11-22.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "cfn/passes.h"
#include "cfn/sub_text.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Diagnostics;
using base::Span;
using yaml::Entry;
using yaml::Node;

namespace {

bool is_alphanumeric(std::string_view text) {
  return !text.empty() && letters_and_digits(text) == text;
}

class Checker {
 public:
  Checker(const Node& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {}

  void check_source() {
    const Node* transform = root_.find("Transform");
    extended_ = transform && (transform->text == kLanguageExtensions ||
                              std::any_of(transform->items.begin(), transform->items.end(),
                                          [](const Node& item) { return item.text == kLanguageExtensions; }));
    check_sections();
  }

  // Bound values are landform's: they are folded, so they need no transform declared.
  void check_bound(const Bindings& bindings) {
    extended_ = true;
    for (const auto& [name, value] : bindings.parameters) walk(value, Place::property);
    for (const auto& [name, rows] : bindings.mappings) walk(rows, Place::property);
    for (const auto& [name, rows] : bindings.shared_mappings) walk(*rows, Place::property);
  }

  // settle_transform judges what needs the extensions. With `uses`, Mappings are left out and what is used is noted.
  void check_residual(Uses* uses) {
    extended_ = true;
    for (const Entry& section : root_.entries) {
      references_ = uses ? references_of(*uses, section.key) : nullptr;
      // Not all of what may name something is looked at in these.
      if (section.key == "Rules" || (section.key == "Transform" && !section.value.is_scalar())) plain_ = false;
      if (!uses || section.key != "Mappings") check_section(section);
    }
  }
  // Whether that was all: nothing stood there that is not as most calls are.
  [[nodiscard]] bool is_plain() const { return plain_; }

  // Mappings that are bound may be looked up with fewer than two keys.
  void take_bound_mappings(const Bindings& bindings) { bindings_ = &bindings; }
  // Such look-ups are listed instead.
  void list_short_look_ups(std::vector<std::string_view>& list) { short_look_ups_ = &list; }
  // Loops that were checked before.
  void take_loops(const base::NameTable<Span>& loops) { loop_names_ = loops; }
  [[nodiscard]] base::NameTable<Span> loops() && { return std::move(loop_names_); }

 private:
  void check_sections() {
    for (const Entry& section : root_.entries) check_section(section);
  }

  void check_section(const Entry& section) {
    if (section.key == "Resources") {
      members(section.value, [this](const Entry& entry) { resource(entry); });
    } else if (section.key == "Outputs") {
      members(section.value, [this](const Entry& entry) { output(entry); });
    } else if (section.key == "Conditions") {
      members(section.value, [this](const Entry& entry) { condition(entry.value, Place::condition); });
    } else if (section.key == "Hooks") {
      walk(section.value, Place::property);
    } else if (section.key == "Rules") {
      for (const Entry& rule : section.value.entries) check_rule(rule.value);
    } else if (section.key != "Metadata" && section.key != "Transform") {
      literal(section.value, section.key);
    }
  }

  void add(std::string_view slug, Span span, std::string message) {
    diagnostics_.add(Diagnostic(slug, span, std::move(message)));
  }

  bool deep(const Node& node) {
    if (depth_ < kMaxEvaluationDepth) return false;
    if (!too_deep_)
      add("cfn/too-deep", node.span, cat("values nest more than ", kMaxEvaluationDepth, " levels deep here"));
    too_deep_ = true;
    return true;
  }

  void needs_extensions(std::string_view what, Span span) {
    if (extended_) return;
    diagnostics_.add(Diagnostic("cfn/needs-language-extensions", span,
                                cat(what, " needs the transform ", kLanguageExtensions, ", which this template lacks"))
                         .help(cat("add the section `Transform: ", kLanguageExtensions, "`")));
  }

  // Members of a section, and of the loops in it.
  template <class Check>
  void members(const Node& node, const Check& check) {
    for (const Entry& entry : node.entries) {
      if (is_macro_key(entry.key)) {
        plain_ = false;
      } else if (!is_for_each_key(entry.key)) {
        check(entry);
      } else if (const Node* body = loop(entry)) {
        members(*body, check);
        leave_loop();
      }
    }
  }

  void resource(const Entry& entry) {
    for (const Entry& attribute : entry.value.entries) {
      const std::string_view key = attribute.key;
      if (key == "Properties" || key == "Metadata" || key == "CreationPolicy" || key == "UpdatePolicy") {
        walk(attribute.value, Place::property);
      } else if (key == "DependsOn") {
        if (attribute.value.is_sequence()) {
          for (const Node& item : attribute.value.items) attribute_text(item, key);
        } else {
          attribute_text(attribute.value, key);
        }
      } else if (key == "Condition" || key == "DeletionPolicy" || key == "UpdateReplacePolicy") {
        attribute_text(attribute.value, key);
      } else {
        literal(attribute.value, key);
      }
    }
  }

  // Attributes that are text by themselves and may be computed with the extensions.
  void attribute_text(const Node& node, std::string_view name) {
    if (is_call(node)) {
      needs_extensions(cat("a computed ", name), node.span);
      walk(node, Place::property);
    } else if (!node.is_string()) {
      add("cfn/argument-kind", node.span, cat(name, " is ", described(node), "; it must be text"));
    }
  }

  void output(const Entry& entry) {
    for (const Entry& part : entry.value.entries) {
      if (part.key == "Value") walk(part.value, Place::property);
      if (part.key == "Condition") attribute_text(part.value, "Condition");
      if (part.key == "Description") literal(part.value, "Description");
      if (part.key != "Export") continue;
      walk(part.value, Place::property);
      forbid(part.value, "Fn::GetAtt", "an export's name: it must not depend on a resource");
      forbid(part.value, "Fn::GetStackOutput", "an export's name");
    }
  }

  void forbid(const Node& node, std::string_view function, std::string_view where) {
    if (++depth_ <= kMaxEvaluationDepth) {
      if (is_call_to(node, function)) add("cfn/function-place", node.span, cat(function, " may not stand in ", where));
      for (const Node& item : node.items) forbid(item, function, where);
      for (const Entry& entry : node.entries) forbid(entry.value, function, where);
    }
    --depth_;
  }

  void check_rule(const Node& rule) {
    if (const Node* when = rule.find("RuleCondition")) condition(*when, Place::rule);
    const Node* assertions = rule.find("Assertions");
    if (!assertions) return;
    for (const Node& assertion : assertions->items) {
      if (const Node* assertion_body = assertion.find("Assert")) condition(*assertion_body, Place::rule);
    }
  }

  // Sections and attributes that hold no calls at all.
  void literal(const Node& node, std::string_view where) {
    if (deep(node) || node.is_scalar()) return;
    ++depth_;
    if (const Entry* call = call_of(node)) {
      add("cfn/function-place", call->key_span,
          cat(call->key, " may not stand in ", where, "; it takes plain values only"));
    }
    for (const Node& item : node.items) literal(item, where);
    for (const Entry& entry : node.entries) {
      if (is_for_each_key(entry.key)) {
        add("cfn/function-place", entry.key_span, cat("Fn::ForEach may not stand in ", where));
      }
      literal(entry.value, where);
    }
    --depth_;
  }

  void condition(const Node& node, Place place) {
    if (deep(node)) return;
    ++depth_;
    const Entry* call = node.is_mapping() && node.entries.size() == 1 ? &node.entries.front() : nullptr;
    const std::string_view name = call ? std::string_view(call->key) : std::string_view();
    const FunctionInfo* function = find_function(name);
    if (name == "Condition" && place == Place::condition) {
      if (!call->value.is_string()) {
        add("cfn/argument-kind", call->value.span,
            cat("Condition is given ", described(call->value), "; it wants a condition's name"));
      }
    } else if (function && (is_logic(function->id) || (is_membership(function->id) && place == Place::rule))) {
      check_call(node, *call, place);
    } else if (!function && is_function_key(name)) {
      unknown_function(*call);
    } else {
      diagnostics_.add(Diagnostic("cfn/condition-kind", node.span,
                                  cat("a condition is ", described(node),
                                      "; it must be a call of Fn::Equals, Fn::And, "
                                      "Fn::Or, Fn::Not or Condition")));
    }
    --depth_;
  }

  // Of a text there is nothing to say, unless it is too deep.
  [[nodiscard]] bool is_silent(const Node& node) const { return is_text(node) && depth_ < kMaxEvaluationDepth; }

  void walk(const Node& node, Place place) {
    if (deep(node)) return;
    if (node.is_scalar()) {
      if (node.is_null()) refuse_null(node);
      return;
    }
    ++depth_;
    if (const Entry* call = call_of(node)) {
      check_call(node, *call, place);
    } else {
      for (const Node& item : node.items) {
        if (!is_silent(item)) walk(item, place);
      }
      for (const Entry& entry : node.entries) {
        if (is_function_key(entry.key)) {
          walk_function_key(node, entry, place);
        } else if (!is_silent(entry.value)) {
          walk(entry.value, place);
        }
      }
    }
    --depth_;
  }

  void refuse_null(const Node& node) {
    diagnostics_.add(Diagnostic("cfn/null-value", node.span, "a value is null; CloudFormation takes no null values")
                         .help("leave the key out, or write !Ref AWS::NoValue"));
  }

  // One that is no call.
  void walk_function_key(const Node& node, const Entry& entry, Place place) {
    plain_ = false;
    if (is_for_each_key(entry.key)) {
      if (const Node* body = loop(entry)) {
        walk(*body, place);
        leave_loop();
      }
      return;
    }
    if (!is_macro_key(entry.key)) {
      diagnostics_.add(
          Diagnostic("cfn/function-not-alone", entry.key_span,
                     cat(entry.key, " stands beside ", node.entries.size() - 1,
                         node.entries.size() == 2 ? " other key" : " other keys", "; a call is a mapping of its own")));
    }
    walk(entry.value, place);
  }

  void unknown_function(const Entry& call) {
    std::vector<std::string_view> names;
    for (const FunctionInfo& function : all_functions()) names.push_back(function.name);
    Diagnostic diagnostic("cfn/unknown-function", call.key_span,
                          cat("CloudFormation has no function `", call.key, "`"));
    const auto guesses = base::near_names(call.key, names);
    if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
    diagnostics_.add(std::move(diagnostic));
  }

  void check_call(const Node& node, const Entry& call, Place place) {
    const FunctionInfo* function = find_function(call.key);
    if (!function) return unknown_function(call);
    const bool fits = place == Place::property    ? function->in_properties
                      : place == Place::condition ? function->in_conditions
                                                  : function->in_rules;
    if (!fits) {
      diagnostics_.add(
          about("cfn/function-place", node, call.key_span, cat(call.key, " may not stand in ", noun_of(place))));
    }
    if (function->id == Function::ref && is_silent(call.value)) {  // as nearly all are
      if (references_ && call.value.is_string()) use_name(*references_, call.value);
      return;
    }
    if (function->language_extension) needs_extensions(call.key, call.key_span);
    if (!shaped(*function, call)) return;
    if (references_) plain_ &= collect_names(*function, call.value, *references_);
    particular(function->id, node, call, place);
    arguments(function->id, call, place);
  }

  bool refuse(const Entry& call, Span span, std::string message) {
    const FunctionInfo* function = find_function(call.key);
    diagnostics_.add(Diagnostic("cfn/argument-kind", span, std::move(message)).note(cat("usage: ", function->usage)));
    return false;
  }

  bool shaped(const FunctionInfo& function, const Entry& call) {
    const Node& given = call.value;
    const bool called = is_call(given);
    const auto wants = [&](std::string_view what) {
      return refuse(call, given.span, cat(call.key, " is given ", described(given), "; it wants ", what));
    };
    switch (function.shape) {
      case Shape::text_or_call:
        return is_text(given) || called ? true : wants("text");
      case Shape::any:
        return given.is_null() ? wants("a value") : true;
      case Shape::map:
        return given.is_mapping() && !called ? true : wants("a mapping");
      case Shape::list_or_map:
        return given.is_sequence() || given.is_mapping() ? true : wants("a mapping or a list");
      case Shape::list:
        break;
    }
    if (!given.is_sequence()) return wants("a list");
    const std::size_t count = given.items.size();
    if (count >= function.least && count <= function.most) return true;
    const std::string wanted = function.least == function.most ? base::count_of(function.least, "item")
                               : function.most == 255          ? cat("at least ", function.least)
                                                               : cat(function.least, " to ", function.most);
    diagnostics_.add(Diagnostic("cfn/argument-count", given.span,
                                cat(call.key, " is given ", base::count_of(count, "item"), "; it wants ", wanted))
                         .note(cat("usage: ", function.usage)));
    return false;
  }

  // What only this function asks of its argument.
  void particular(Function function, const Node& node, const Entry& call, Place place) {
    const Node& given = call.value;
    switch (function) {
      case Function::ref:
        if (!is_text(given)) needs_extensions("Ref with a computed name", node.span);
        break;
      case Function::get_att:
        if (!is_text(given.items[0])) needs_extensions("Fn::GetAtt with a computed resource", given.items[0].span);
        break;
      case Function::sub:
        sub(call);
        break;
      case Function::find_in_map:
        find_in_map(call);
        break;
      case Function::if_:
        if (!given.items[0].is_string()) {
          refuse(call, given.items[0].span,
                 cat("the condition of Fn::If is ", described(given.items[0]), "; it must be a condition's name"));
        }
        break;
      case Function::join:
      case Function::split:
        if (!is_text(given.items[0])) {
          refuse(call, given.items[0].span,
                 cat("the separator of ", call.key, " is ", described(given.items[0]), "; it must be plain text"));
        }
        break;
      case Function::get_stack_output:
        keys_of(call, {"OutputName", "StackName"}, {"OutputName", "Region", "RoleArn", "StackName"});
        break;
      case Function::transform:
        keys_of(call, {"Name"}, {"Name", "Parameters"});
        break;
      case Function::import_value:
        if (place == Place::property) {
          forbid(given, "Fn::GetAtt", "Fn::ImportValue: it must not depend on a resource");
        }
        break;
      default:
        break;
    }
  }

  void keys_of(const Entry& call, std::initializer_list<std::string_view> required,
               std::vector<std::string_view> known) {
    for (const Entry& entry : call.value.entries) {
      if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
      Diagnostic diagnostic("cfn/unknown-key", entry.key_span, cat(call.key, " has no key `", entry.key, "`"));
      const auto guesses = base::near_names(entry.key, known);
      if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
      diagnostics_.add(std::move(diagnostic).note(cat("usage: ", find_function(call.key)->usage)));
    }
    for (const std::string_view key : required) {
      if (call.value.find(key)) continue;
      diagnostics_.add(Diagnostic("cfn/missing-key", call.value.span, cat(call.key, " has no key `", key, "`"))
                           .note(cat("usage: ", find_function(call.key)->usage)));
    }
  }

  void sub(const Entry& call) {
    const Node& given = call.value;
    const bool pair = given.is_sequence() && given.items.size() == 2 && is_text(given.items[0]) &&
                      given.items[1].is_mapping() && !is_call(given.items[1]);
    const bool single = given.is_sequence() && given.items.size() == 1 && is_text(given.items[0]);
    if (!is_text(given) && !pair && !single) {
      refuse(call, given.span,
             cat("Fn::Sub is given ", described(given),
                 "; it wants text, or a list of a text and a mapping of its variables"));
      return;
    }
    const Node& text = is_text(given) ? given : given.items[0];
    if (!references_ || !plain_) check_text(text);  // else it was read to its end
    if (!pair) return;
    for (const Entry& entry : given.items[1].entries) {
      if (is_variable_name(entry.key)) continue;
      add("cfn/sub-syntax", entry.key_span,
          cat("`", entry.key, "` names no variable: names have letters, digits, `_`, `.` and `:`"));
    }
  }

  void check_text(const Node& text) {
    SubReader reader(text.text, loops_.empty() ? Loops::none : Loops::around);
    for (SubPiece piece; reader.next(piece);) {
    }
    if (!reader.fault().empty()) add("cfn/sub-syntax", text.span, reader.fault());
  }

  void find_in_map(const Entry& call) {
    const auto& items = call.value.items;
    const bool with_default = items.back().is_mapping() && !is_call(items.back());
    const std::size_t keys = items.size() - (with_default ? 1 : 0);
    if (keys != 3 && !may_be_short(items[0], keys)) {
      diagnostics_.add(
          Diagnostic("cfn/argument-count", call.value.span,
                     cat("Fn::FindInMap is given ", base::count_of(keys, "name"), "; it wants a mapping and two keys"))
              .note(cat("usage: ", find_function(call.key)->usage)));
    }
    if (with_default) {
      if (items.back().entries.size() != 1 || !items.back().find("DefaultValue")) {
        refuse(call, items.back().span,
               cat("the last item of Fn::FindInMap is ", described(items.back()), "; it may be {DefaultValue: ...}"));
      }
      needs_extensions("Fn::FindInMap with a DefaultValue", items.back().span);
    }
    for (std::size_t i = 0; i < keys; ++i) {
      const Entry* key = call_of(items[i]);
      if (key && key->key != "Ref" && key->key != "Fn::FindInMap") {
        needs_extensions("Fn::FindInMap with a computed key", items[i].span);
      }
    }
  }

  bool may_be_short(const Node& mapping, std::size_t keys) {
    if (keys < 2 || !is_text(mapping)) return false;
    if (short_look_ups_) short_look_ups_->push_back(mapping.text);
    return short_look_ups_ || (bindings_ && bindings_->binds_mapping(mapping.text));
  }

  void arguments(Function function, const Entry& call, Place place) {
    const Node& given = call.value;
    if (function == Function::and_ || function == Function::or_ || function == Function::not_) {
      for (const Node& operand : given.items) condition(operand, place);
    } else if (function == Function::sub) {
      if (given.items.size() == 2) {
        for (const Entry& entry : given.items[1].entries) walk(entry.value, place);
      }
    } else if (function == Function::find_in_map) {
      for (const Node& item : given.items) {
        const Node* fallback = is_call(item) ? nullptr : item.find("DefaultValue");
        walk(fallback ? *fallback : item, place);
      }
    } else {
      walk(given, place);
    }
  }

  // The body of a sound loop, entered; null after a diagnostic.
  const Node* loop(const Entry& entry) {
    plain_ = false;
    needs_extensions("Fn::ForEach", entry.key_span);
    const std::string_view name = std::string_view(entry.key).substr(std::min(kForEachPrefix.size(), entry.key.size()));
    if (!is_alphanumeric(name)) {
      diagnostics_.add(Diagnostic("cfn/loop-shape", entry.key_span,
                                  cat("the loop `", entry.key, "` needs a name of letters and digits of its own"))
                           .help("Fn::ForEach::Accounts: [Account, [a, b], {\"Output${Account}\": ...}]"));
      return nullptr;
    }
    loop_name(entry, name);
    const Node& parts = entry.value;
    const bool list = parts.is_sequence() && parts.items.size() == 3;
    const bool sound = list && parts.items[0].is_string() && is_alphanumeric(parts.items[0].text) &&
                       (parts.items[1].is_sequence() || is_call(parts.items[1])) && parts.items[2].is_mapping() &&
                       !parts.items[2].entries.empty() && !is_call(parts.items[2]);
    if (!sound) {
      diagnostics_.add(
          Diagnostic("cfn/loop-shape", parts.span,
                     cat("the loop `", entry.key, "` must be a list of an identifier, a collection and a mapping"))
              .note("usage: Fn::ForEach::Name: [Identifier, [value, ...], {key${Identifier}: ...}]"));
      return nullptr;
    }
    identifier(parts.items[0]);
    walk(parts.items[1], Place::property);
    if (loops_.size() == kMaxLoopDepth) {
      add("cfn/loop-depth", entry.key_span, cat("loops nest more than ", kMaxLoopDepth, " deep"));
      return nullptr;
    }
    loops_.push_back(&parts.items[0]);
    return &parts.items[2];
  }

  void leave_loop() { loops_.pop_back(); }

  void loop_name(const Entry& entry, std::string_view name) {
    const auto [first, is_new] = loop_names_.add(name, entry.key_span);
    const Node* resources = root_.find("Resources");
    const Entry* resource = resources ? resources->entry(name) : nullptr;
    if (is_new && !resource) return;
    diagnostics_.add(Diagnostic("cfn/loop-name", entry.key_span,
                                is_new ? cat("the loop `", name, "` has the name of a resource")
                                       : cat("two loops are named `", name, "`"))
                         .also(is_new ? resource->key_span : *first, is_new ? "the resource" : "first here"));
  }

  void identifier(const Node& node) {
    for (const Node* outer : loops_) {
      if (outer->text != node.text) continue;
      diagnostics_.add(
          Diagnostic("cfn/loop-name", node.span, cat("the identifier `", node.text, "` is taken by a loop around"))
              .also(outer->span, "taken here"));
      return;
    }
    const Node* parameters = root_.find("Parameters");
    const Entry* parameter = parameters ? parameters->entry(node.text) : nullptr;
    if (!parameter) return;
    diagnostics_.add(
        Diagnostic("cfn/loop-name", node.span,
                   cat("the identifier `", node.text, "` has the name of a parameter; a Ref could mean either"))
            .also(parameter->key_span, "the parameter"));
  }

  const Node& root_;
  Diagnostics& diagnostics_;
  const Bindings* bindings_ = nullptr;
  References* references_ = nullptr;  // of the section, where they are collected
  bool plain_ = true;                 // no loop, no macro, no text that cannot be read was met
  std::vector<std::string_view>* short_look_ups_ = nullptr;
  bool extended_ = false;
  bool too_deep_ = false;
  std::size_t depth_ = 0;
  std::vector<const Node*> loops_;
  base::NameTable<Span> loop_names_;
};

}  // namespace

void check_residual(const Node& root, Diagnostics& diagnostics) {
  Checker(root, diagnostics).check_residual(nullptr);
}

std::optional<Uses> sound_uses(const Node& root) {
  Diagnostics found;
  Checker checker(root, found);
  std::optional<Uses> uses(std::in_place);
  checker.check_residual(&*uses);
  if (!found.empty() || !checker.is_plain() || uses->beyond_plain()) uses.reset();
  return uses;
}

void check_functions(const Node& root, const Bindings& bindings, Diagnostics& diagnostics) {
  Checker checker(root, diagnostics);
  checker.take_bound_mappings(bindings);
  checker.check_source();
  checker.check_bound(bindings);
}

void check_functions(const Node& root, SourceFacts& facts, Diagnostics& diagnostics) {
  Checker checker(root, diagnostics);
  checker.list_short_look_ups(facts.short_look_ups);
  checker.check_source();
  facts.loops = std::move(checker).loops();
}

void check_bound_functions(const Node& root, const SourceFacts& facts, const Bindings& bindings,
                           Diagnostics& diagnostics) {
  Checker checker(root, diagnostics);
  checker.take_bound_mappings(bindings);
  checker.take_loops(facts.loops);
  checker.check_bound(bindings);
}

}  // namespace landform::cfn
