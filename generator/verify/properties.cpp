// Law: properties exist, the required ones are there, and values have the type, the enumeration and the limits that the
// resource specification gives, at any depth. Where an intrinsic function fills a property, what it can give is
// checked. Source: aws/resource_spec.h (@aws-cdk/aws-service-spec), aws/property_constraints.h (registry schemas).
#include "verify/properties.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "aws/resource_spec.h"
#include "base/ascii.h"
#include "base/suggest.h"
#include "base/text.h"
#include "base/utf8.h"
#include "verify/known_type.h"
#include "verify/laws.h"
#include "verify/pattern.h"

namespace landform::verify {
namespace {

using aws::TypeKind;
using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

// Laws of their own say more about these.
constexpr std::pair<std::string_view, std::string_view> kOwnLaw[] = {
    {"AWS::Logs::LogGroup", "RetentionInDays"},
    {"AWS::SSO::PermissionSet", "SessionDuration"},
};

// Where `aws cloudformation package` takes a path in the place of a mapping. Source: AWS CLI Command Reference, that
// page.
constexpr std::pair<std::string_view, std::string_view> kPackaged[] = {
    {"AWS::ApiGateway::RestApi", "BodyS3Location"},
    {"AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle"},
    {"AWS::Lambda::Function", "Code"},
    {"AWS::Lambda::LayerVersion", "Content"},
    {"AWS::StepFunctions::StateMachine", "DefinitionS3Location"},
};

// Lists of values that AWS extends all the time: what is not in ours may be new.
constexpr std::string_view kGrowing[] = {"CompatibleRuntimes", "Engine",   "EngineVersion",
                                         "InstanceType",       "NodeType", "Runtime"};

std::string_view kind_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::string:
    case TypeKind::timestamp:
      return "a text";
    case TypeKind::integer:
      return "a whole number";
    case TypeKind::number:
      return "a number";
    case TypeKind::boolean:
      return "true or false";
    case TypeKind::list:
      return "a list";
    case TypeKind::map:
    case TypeKind::tag:
    case TypeKind::definition:
      return "a mapping";
    default:
      return "another value";
  }
}

std::string_view kind_name(const Node& node) {
  if (node.is_sequence()) return "a list";
  if (node.is_mapping()) return "a mapping";
  if (node.is_null()) return "null";
  return {};
}

bool is_short_integer(std::string_view text) {
  constexpr std::size_t kShort = 9;
  return !text.empty() && text.size() <= kShort && std::all_of(text.begin(), text.end(), base::is_digit);
}

bool is_number(std::string_view text) {
  if (is_short_integer(text)) return true;
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && fault == std::errc{} && end == text.data() + text.size();
}

// Whether a value has the outer form of a type; what is inside is not looked at.
bool has_form(TypeKind kind, const Node& node) {
  switch (kind) {
    case TypeKind::string:
    case TypeKind::timestamp:
      return node.is_scalar() && !node.is_null();
    case TypeKind::integer:
    case TypeKind::number:
      return node.is_scalar() && (is_number(node.text) || is_number(base::trim(node.text)));
    case TypeKind::boolean:
      return literal_boolean(node).has_value();
    case TypeKind::list:
      return node.is_sequence();
    case TypeKind::map:
    case TypeKind::tag:
    case TypeKind::definition:
      return node.is_mapping();
    default:
      return true;
  }
}

constexpr std::size_t kMostUnknownTypes = 50;  // told in one run

// Where a value stands: for messages. Few values are told of, so texts are put together only for those.
struct Where {
  enum class Step : std::uint8_t { property, item, member };  // of an object, of a list, of a map
  Step step = Step::property;
  const Where* outer = nullptr;  // null for a property of the resource
  std::string_view key;          // of a property or member

  // "BucketEncryption.KMSMasterKeyID"
  [[nodiscard]] std::string shown() const {
    std::string text = outer == nullptr ? std::string() : outer->shown();
    if (step == Step::item) return text += "[]";
    if (!text.empty()) text += '.';
    return text += key;
  }
  [[nodiscard]] bool is(std::string_view property) const {
    return outer == nullptr && step == Step::property && key == property;
  }
};

std::string shown_inside(const Where* outer, std::string_view name) {
  return outer == nullptr ? std::string(name) : cat(outer->shown(), ".", name);
}

// The patterns that a template's values are held to. Values repeat themselves, from resource to resource: the one that
// matched last is remembered.
class Patterns {
 public:
  explicit Patterns(KnownTypes& types) : types_(types) {}

  // True also for patterns that are not understood.
  bool take(const KnownValue& type, const std::string& value) {
    const KnownPattern& known = types_.pattern_of(type);
    if (!known.pattern.understood()) return true;
    if (matched_.size() <= known.number) matched_.resize(known.number + 1);
    const std::string*& matched = matched_[known.number];
    if (matched != nullptr && *matched == value) return true;
    if (!known.pattern.matches(value, Pattern::Extent::anywhere, scratch_)) return false;
    matched = &value;
    return true;
  }

 private:
  KnownTypes& types_;
  std::vector<const std::string*> matched_;  // by the pattern's number
  Pattern::Scratch scratch_;
};

class PropertyCheck {
 public:
  PropertyCheck(const Resource& resource, const KnownType& type, const Input& input, Patterns& patterns,
                base::Diagnostics& diagnostics)
      : resource_(resource), type_(type), input_(input), patterns_(patterns), diagnostics_(diagnostics) {}

  void check() {
    static const Node kNone = yaml::mapping();
    for (const auto& [type, property] : kOwnLaw) {
      if (type == type_.name()) own_law_ = property;
    }
    const bool absent = resource_.properties == nullptr || resource_.properties->is_null();
    const Node& node = absent ? kNone : *resource_.properties;
    if (!node.is_mapping() || intrinsic_of(node)) return;
    object(type_.properties(), node, absent ? resource_.id_span() : node.span, {}, nullptr);
  }

 private:
  // `outer`: the value that is the object; null for the properties of the resource.
  void object(const KnownProperties& known, const Node& node, base::Span span, std::string_view definition,
              const Where* outer) {
    std::vector<std::string_view> misspelt;  // what unknown keys were probably meant to be
    bool open = false;                       // has_open_keys
    std::size_t number = 0;
    std::size_t required = 0;  // of the required ones, those that are there
    for (const Entry& entry : node.entries) {
      const KnownProperty* property = known.find(entry.key, number++);
      if (property == nullptr) {
        if (is_function_key(entry.key) && (entry.key == "Fn::Transform" || is_loop_key(entry.key))) {
          open = true;
          continue;
        }
        const auto near = known.near(entry.key);
        misspelt.insert(misspelt.end(), near.begin(), near.end());
        unknown(near, entry, definition, outer);
        continue;
      }
      if (property->required && !is_no_value(entry.value)) ++required;
      if (outer == nullptr && entry.key == own_law_) continue;
      const Where where{Where::Step::property, outer, entry.key};
      either(*property, entry.value, entry.key_span, where);
    }
    if (open || required == known.required().size()) return;
    for (const std::string_view name : known.required()) {
      const Node* value = node.find(name);
      if (value != nullptr && !is_no_value(*value)) continue;
      if (std::find(misspelt.begin(), misspelt.end(), name) != misspelt.end()) continue;
      diagnostics_.add(Diagnostic("verify/missing-property", span,
                                  cat("`", resource_.id, "` (", type_.name(), ") has no `", shown_inside(outer, name),
                                      "`, which is required")));
    }
  }

  void unknown(const std::vector<std::string_view>& near, const Entry& entry, std::string_view definition,
               const Where* outer) {
    const std::string_view owner = definition.empty() ? type_.name() : definition;
    Diagnostic fault("verify/unknown-property", entry.key_span,
                     outer == nullptr ? cat("`", resource_.id, "` (", owner, ") has no property `", entry.key, "`")
                                      : cat("`", outer->shown(), "` of `", resource_.id, "` (", type_.name(),
                                            ") has no property `", entry.key, "`"));
    if (definition.empty() && type_.spec().find_attribute(entry.key)) {
      fault.notes.push_back(cat("`", entry.key, "` is an attribute: AWS gives it, Fn::GetAtt reads it"));
    } else if (!near.empty()) {
      fault.helps.push_back(base::did_you_mean(near));
    }
    diagnostics_.add(std::move(fault));
  }

  // The property's type, or one that older schemas gave it.
  void either(const KnownProperty& property, const Node& node, base::Span key_span, const Where& where) {
    each_value(node, [&](const Node& value) {
      if (!property.older.empty() && !fits(*property.value, value)) {
        const bool fits_older = std::any_of(property.older.begin(), property.older.end(),
                                            [&](const KnownValue* older) { return fits(*older, value); });
        if (fits_older) return;
      }
      check_value(*property.value, value, value.span.known() ? value.span : key_span, where);
    });
  }

  bool fits(const KnownValue& type, const Node& value) const {
    const Intrinsic call = intrinsic_of(value);
    return call ? !intrinsic_fault(type.takes_list, type.takes_text, call) : form_fits(type, value);
  }

  static bool form_fits(const KnownValue& type, const Node& value) {
    if (type.kind != TypeKind::either_of) return has_form(type.kind, value);
    return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                       [&](const KnownValue* one) { return form_fits(*one, value); });
  }

  // What the function gives cannot be a value of the type.
  bool intrinsic_fault(bool takes_list, bool takes_text, const Intrinsic& call) const {
    if (takes_list && takes_text) return false;
    if (takes_text) return gives_list(input_.index, call);
    const Gives gives = what_gives(input_.index, call);
    return gives == Gives::text || (gives == Gives::list && !takes_list);
  }

  void check_value(const KnownValue& type, const Node& value, base::Span span, const Where& where) {
    if (const Intrinsic call = intrinsic_of(value)) {
      if (call.is(Function::loop)) return;
      if (intrinsic_fault(type.takes_list, type.takes_text, call)) tell_intrinsic(type, call, span, where);
      return;
    }
    if (type.kind == TypeKind::either_of) {
      check_alternatives(type, value, span, where);
      return;
    }
    if (!has_form(type.kind, value)) {
      tell_form(type, value, span, where);
      return;
    }
    switch (type.kind) {
      case TypeKind::list:
        list(type, value, span, where);
        break;
      case TypeKind::map:
        map(type, value, where);
        break;
      case TypeKind::definition:
        definition(type, value, span, where);
        break;
      case TypeKind::string:
      case TypeKind::timestamp:
        text(type, value, span, where);
        break;
      case TypeKind::integer:
      case TypeKind::number:
        number(type, value, span, where);
        break;
      default:
        break;
    }
  }

  // One alternative of the value's form is checked as if it were alone; of several, one must hold.
  void check_alternatives(const KnownValue& type, const Node& value, base::Span span, const Where& where) {
    std::vector<const KnownValue*> fitting;
    for (const KnownValue* one : type.alternatives) {
      if (form_fits(*one, value)) fitting.push_back(one);
    }
    if (fitting.empty()) {
      diagnostics_.add(Diagnostic(
          "verify/property-kind", span,
          cat("`", where.shown(), "` of `", resource_.id, "` does not take ",
              value.is_scalar() && !value.is_null() ? cat("`", value.text, "`") : std::string(kind_name(value)))));
      return;
    }
    if (fitting.size() == 1) {
      check_value(*fitting.front(), value, span, where);
      return;
    }
    for (const KnownValue* one : fitting) {
      base::Diagnostics trial;
      PropertyCheck(resource_, type_, input_, patterns_, trial).check_value(*one, value, span, where);
      if (trial.empty()) return;
    }
    check_value(*fitting.front(), value, span, where);
  }

  // `aws cloudformation package` writes the place of an uploaded object over these local paths.
  bool is_to_be_packaged(const Node& value, const Where& where) const {
    if (!input_.context.before_packaging || !value.is_string()) return false;
    return std::any_of(std::begin(kPackaged), std::end(kPackaged),
                       [&](const auto& known) { return known.first == type_.name() && where.is(known.second); });
  }

  void tell_form(const KnownValue& type, const Node& value, base::Span span, const Where& where) {
    if (is_to_be_packaged(value, where)) return;
    const std::string_view form = kind_name(value);
    Diagnostic fault("verify/property-kind", span,
                     cat("`", where.shown(), "` of `", resource_.id, "` takes ", kind_name(type.kind), "; ",
                         form.empty() ? cat("`", value.text, "` is given") : cat(form, " is given")));
    if (type.kind == TypeKind::list && value.is_scalar() && !value.is_null()) {
      fault.helps.push_back(cat("[", value.text, "]"));
    }
    diagnostics_.add(std::move(fault));
  }

  void tell_intrinsic(const KnownValue& type, const Intrinsic& call, base::Span span, const Where& where) {
    const bool list = what_gives(input_.index, call) == Gives::list;
    Diagnostic fault("verify/property-kind", span,
                     cat("`", where.shown(), "` of `", resource_.id, "` takes ", kind_name(type.kind), ", but this ",
                         call.name, " gives ", list ? "a list" : "one text"));
    if (list && where.step == Where::Step::item) {
      // A list inside of a list: some types flatten it.
      fault.severity = base::Severity::warning;
    }
    if (type.kind == TypeKind::list && !list) fault.helps.emplace_back("Fn::Split makes a list of a text");
    diagnostics_.add(std::move(fault));
  }

  void list(const KnownValue& type, const Node& value, base::Span span, const Where& where) {
    const Where inside{Where::Step::item, &where, {}};
    for (const Node& item : value.items) {
      each_value(item,
                 [&](const Node& one) { check_value(*type.element, one, one.span.known() ? one.span : span, inside); });
    }
    const aws::Constraints* limits = type.limits;
    if (limits == nullptr) return;
    const bool counted = std::none_of(value.items.begin(), value.items.end(), [](const Node& item) {
      const Intrinsic call = intrinsic_of(item);
      return call.is(Function::condition) || call.is(Function::loop) || is_no_value(item) ||
             call.name == "Fn::Transform";
    });
    const auto count = static_cast<std::int64_t>(value.items.size());
    if (counted && limits->max_items && count > *limits->max_items) {
      out_of_limits(span, where, cat("has ", count, " items; at most ", *limits->max_items, " may stand there"));
    }
    if (counted && limits->min_items && count < *limits->min_items) {
      out_of_limits(span, where,
                    cat("has ", base::count_of(value.items.size(), "item"), "; at least ", *limits->min_items,
                        " must stand there"));
    }
    if (limits->unique_items) unique(value, where);
  }

  void unique(const Node& value, const Where& where) {
    if (value.items.size() < 2) return;
    base::NameSet seen;
    for (const Node& item : value.items) {
      const auto text = literal(item);
      if (!text || seen.add(*text, {}).second) continue;
      diagnostics_.add(Diagnostic("verify/property-limits", item.span,
                                  cat("`", *text, "` stands twice in `", where.shown(), "` of `", resource_.id, "`")));
    }
  }

  void map(const KnownValue& type, const Node& value, const Where& where) {
    for (const Entry& entry : value.entries) {
      if (is_function_key(entry.key)) continue;
      const Where inside{Where::Step::member, &where, entry.key};
      each_value(entry.value, [&](const Node& one) {
        check_value(*type.element, one, one.span.known() ? one.span : entry.key_span, inside);
      });
    }
  }

  void definition(const KnownValue& type, const Node& value, base::Span span, const Where& where) {
    const KnownProperties* known = type_.definition(type.definition);
    if (known != nullptr) object(*known, value, span, type.definition, &where);
  }

  void text(const KnownValue& type, const Node& value, base::Span span, const Where& where) {
    const aws::Constraints* limits = type.limits;
    if ((!type.is_enum && limits == nullptr) || !plain_text(value)) return;
    if (type.is_enum) enumeration(type, value, span, where);
    if (limits == nullptr) return;
    // A character has one to four bytes: most lengths need no counting.
    const auto bytes = static_cast<std::int64_t>(value.text.size());
    const bool fits = bytes <= limits->max_length.value_or(bytes) && (bytes + 3) / 4 >= limits->min_length.value_or(0);
    const auto length = fits ? bytes : static_cast<std::int64_t>(base::count_characters(value.text));
    if (limits->max_length && length > *limits->max_length) {
      out_of_limits(span, where, cat("has ", length, " characters; at most ", *limits->max_length, " may stand there"));
    } else if (!fits && limits->min_length && length < *limits->min_length) {
      out_of_limits(span, where,
                    cat("has ", base::count_of(static_cast<std::size_t>(length), "character"), "; at least ",
                        *limits->min_length, " must stand there"));
    } else if (!limits->pattern.empty() && value.text.size() <= kLongestPatternText) {
      if (patterns_.take(type, value.text)) return;
      diagnostics_.add(Diagnostic("verify/property-pattern", span,
                                  cat("`", value.text, "` is no `", where.shown(), "` that `", resource_.id, "` (",
                                      type_.name(), ") takes"))
                           .note(cat("its pattern: ", limits->pattern)));
    }
  }

  void enumeration(const KnownValue& type, const Node& value, base::Span span, const Where& where) {
    const std::vector<std::string_view>& values = type.values;
    if (std::binary_search(values.begin(), values.end(), std::string_view(value.text))) return;
    const std::string lower = base::to_lower(value.text);
    std::vector<std::string_view> candidates;
    bool only_case = false;
    for (const std::string_view known : values) {
      candidates.push_back(known);
      only_case = only_case || base::to_lower(known) == lower;
    }
    Diagnostic fault("verify/property-value", span,
                     cat("`", where.shown(), "` of `", resource_.id, "` cannot be `", value.text, "`"));
    if (auto question = input_.near_names.question(value.text, candidates); !question.empty()) {
      fault.helps.push_back(std::move(question));
    }
    constexpr std::size_t kShown = 8;
    if (candidates.size() <= kShown) {
      std::string list;
      for (const std::string_view known : candidates) list += cat(list.empty() ? "" : ", ", known);
      fault.notes.push_back(cat("it can be ", list));
    }
    if (only_case || is_growing(where)) fault.severity = base::Severity::warning;
    diagnostics_.add(std::move(fault));
  }

  // A list's items grow as the property does.
  static bool is_growing(const Where& where) {
    if (where.step == Where::Step::item) return is_growing(*where.outer);
    return where.step == Where::Step::property &&
           std::find(std::begin(kGrowing), std::end(kGrowing), where.key) != std::end(kGrowing);
  }

  void number(const KnownValue& type, const Node& value, base::Span span, const Where& where) {
    const std::string_view digits = base::trim(value.text);
    if (type.kind == TypeKind::integer && type.limits == nullptr && !type.is_enum && is_short_integer(digits)) return;
    double is = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), is);
    if (type.kind == TypeKind::integer && is != static_cast<double>(static_cast<std::int64_t>(is))) {
      tell_form(type, value, span, where);
      return;
    }
    if (type.is_enum) enumeration(type, value, span, where);
    const aws::Constraints* limits = type.limits;
    if (limits == nullptr) return;
    if (limits->minimum && is < *limits->minimum) {
      out_of_limits(span, where, cat("is ", value.text, "; the least is ", shown(*limits->minimum)));
    }
    if (limits->maximum && is > *limits->maximum) {
      out_of_limits(span, where, cat("is ", value.text, "; the most is ", shown(*limits->maximum)));
    }
  }

  static std::string shown(double value) {
    char buffer[32];
    const auto [end, fault] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return std::string(buffer, end);
  }

  void out_of_limits(base::Span span, const Where& where, std::string what) {
    diagnostics_.add(Diagnostic("verify/property-limits", span,
                                cat("`", where.shown(), "` of `", resource_.id, "` (", type_.name(), ") ", what)));
  }

  static constexpr std::size_t kLongestPatternText = 4096;
  const Resource& resource_;
  const KnownType& type_;
  std::string_view own_law_;  // the property that a law of its own judges
  const Input& input_;
  Patterns& patterns_;
  base::Diagnostics& diagnostics_;
};

void tell_unknown_type(const Resource& resource, base::Diagnostics& diagnostics) {
  const Node* node = resource.entry->value.find("Type");
  Diagnostic fault("verify/unknown-type", node->span, cat("there is no resource type `", resource.type, "`"));
  const auto near = aws::near_resource_types(resource.type);
  if (near.empty()) {
    fault.notes.emplace_back("it may be newer than landform's resource specification; its properties are not checked");
  } else {
    fault.helps.push_back(base::did_you_mean(near));
  }
  diagnostics.add(std::move(fault));
}

}  // namespace

void law_properties(const Input& input, base::Diagnostics& diagnostics) {
  if (input.index.other_macro) return;
  std::optional<KnownTypes> own;
  KnownTypes& types = input.context.known_types == nullptr ? own.emplace() : *input.context.known_types;
  Patterns patterns(types);
  // Near names of a type are searched for in all types: once for each unknown one.
  std::set<std::string_view> unknown;
  std::vector<const KnownType*> known;
  known.reserve(input.index.types.size());
  for (const UsedType& type : input.index.types) {
    known.push_back(type.known && !aws::is_opaque_type(type.name) ? &types.of(*type.known) : nullptr);
  }
  for (const Resource& resource : input.index.resources) {
    const KnownType* type = known[resource.used_type];
    if (type == nullptr) {
      if (resource.type.empty() || aws::is_opaque_type(resource.type)) continue;
      if (input.index.serverless && resource.type.starts_with("AWS::Serverless::")) continue;
      if (unknown.size() < kMostUnknownTypes && unknown.insert(resource.type).second)
        tell_unknown_type(resource, diagnostics);
      continue;
    }
    if (input.index.serverless && resource.type.starts_with("AWS::Serverless::")) continue;
    if (!type->transform().empty() && input.index.rewritten != Rewritten::by_macro) {
      diagnostics.add(Diagnostic("verify/needs-transform", resource.entry->value.find("Type")->span,
                                 cat("`", resource.type, "` exists only with the transform ", type->transform()))
                          .help(cat("add `Transform: ", type->transform(), "` at the top")));
      continue;
    }
    PropertyCheck(resource, *type, input, patterns, diagnostics).check();
  }
}

}  // namespace landform::verify
