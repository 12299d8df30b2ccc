#include "verify/index.h"

#include <algorithm>

#include "base/same_text.h"
#include "base/text.h"
#include "verify/properties.h"
#include "yaml/key_lookup.h"

namespace landform::verify {
namespace {

using yaml::Entry;
using yaml::Node;

// Where the walk is, and what it looks for there.
struct Place {
  Section section = Section::resources;
  std::size_t owner = kNoOwner;
  bool conditional = false;
  bool computed = false;
  bool in_properties = false;  // of the owner
  bool of_aws = false;         // the same, of an owner whose type is one of AWS
  // Functions are looked for in every corner, references only where CloudFormation looks for them: not in a Ref's
  // argument that is no text, say, where functions are out of place all the same.
  bool references = true;
  bool corners = true;

  [[nodiscard]] Place without_references() const {
    Place place = *this;
    place.references = false;
    return place;
  }
  [[nodiscard]] Place without_corners() const {
    Place place = *this;
    place.corners = false;
    return place;
  }
};

class Walk {
 public:
  explicit Walk(Index& index) : index_(index) {}

  void value(const Node& node, const Place& place) {
    if (node.is_scalar()) {
      if (place.corners) text(node);
      return;
    }
    for (const Node& item : node.items) value(item, place);
    if (node.entries.size() == 1 && place.references) {
      if (const Intrinsic call = intrinsic_of(node)) {
        if (place.corners) corner(node, node.entries.front(), place);
        intrinsic(call, place);
        return;
      }
    }
    for (const Entry& entry : node.entries) {
      if (place.corners) corner(node, entry, place);
      if (place.references && is_loop_key(entry.key)) {
        loop(entry.value, place);
      } else {
        value(entry.value, place);
      }
    }
  }

  // Where functions are out of place, or looked for already.
  void corners(const Node& node, const Place& place) {
    if (node.is_scalar()) {
      text(node);
    } else {
      value(node, place.without_references());
    }
  }

  // In conditions, {Condition: Name} is a reference; elsewhere it is an ordinary key (of a policy statement, say).
  void condition(const Node& node, const Place& place) {
    if (node.entries.size() == 1 && node.entries.front().key == "Condition" && node.entries.front().value.is_string()) {
      const Node& name = node.entries.front().value;
      add(Refers::condition, name.text, name, place);
      if (place.corners) corners(node, place);
      return;
    }
    const Intrinsic call = intrinsic_of(node);
    if (!is_logical(call)) {
      value(node, place);
      return;
    }
    if (place.corners) corner(node, node.entries.front(), place);
    conditions(*call.argument, place);
  }

  void add(Refers how, std::string_view target, const Node& node, const Place& place, std::string_view attribute = {}) {
    Reference& reference = index_.references.emplace_back();
    reference.how = how;
    reference.section = place.section;
    reference.owner = place.owner;
    reference.target = target;
    reference.attribute = attribute;
    reference.node = &node;
    reference.conditional = place.conditional;
    reference.computed = place.computed;
  }

  // What laws look for in every corner.
  void corner(const Node& node, const Entry& entry, const Place& place) {
    if (may_be_meant(entry.key, place)) look_at(node, entry, place);
  }

  void text(const Node& node) {
    if (node.text.size() >= kDynamicReference.size()) long_text(node);
  }

 private:
  static constexpr std::string_view kIf = "Fn::If";
  static constexpr std::string_view kDynamicReference = "{{resolve:";

  static bool is_logical(const Intrinsic& call) {
    return call.is(Function::other) && (call.name == "Fn::And" || call.name == "Fn::Or" || call.name == "Fn::Not");
  }

  // Keys are many, and few begin as a function's or end as one of ARNs.
  static bool may_be_meant(const std::string& key, const Place& place) {
    if (key[0] == 'F') return true;
    if (!place.of_aws || key.empty()) return false;
    return key.back() == 'n' || key.back() == 'N' || key.back() == 's';
  }

  void look_at(const Node& node, const Entry& entry, const Place& place) {
    if (is_function_key(entry.key)) {
      add_call(node, entry, place);
    } else if (place.of_aws && holds_arns(entry.key)) {
      index_.arns.push_back({place.owner, &entry});
    }
  }

  // ...Arn, ...ARN, ...Arns or ...ARNs.
  static bool holds_arns(std::string_view key) {
    if (key.ends_with('s')) key.remove_suffix(1);
    if (key.size() < 3 || key[key.size() - 3] != 'A') return false;
    const char middle = key[key.size() - 2];
    return (middle == 'r' && key.back() == 'n') || (middle == 'R' && key.back() == 'N');
  }

  void add_call(const Node& node, const Entry& entry, const Place& place) {
    index_.calls.push_back({&node, &entry, place.section == Section::rules});
    if (place.in_properties && node.entries.size() == 1 && std::string_view(entry.key) == kIf) {
      index_.resources[place.owner].branches = true;
    }
  }

  void long_text(const Node& node) {
    const std::string_view text = node.text;
    std::size_t at = text.find(kDynamicReference);
    if (at == std::string_view::npos) return;
    index_.dynamic.push_back(&node);
    for (; at != std::string_view::npos; at = text.find(kDynamicReference, at + 1)) {
      ++index_.dynamic_references;
    }
  }

  // What stands in a call where it names something.
  void name(const Node& node, const Place& place) {
    if (place.corners) corners(node, place);
  }

  void intrinsic(const Intrinsic& call, const Place& place) {
    const Node& argument = *call.argument;
    switch (call.function) {
      case Function::ref:
        if (argument.is_string()) add(Refers::to_value, argument.text, argument, place);
        name(argument, place);
        return;
      case Function::get_att:
        get_att(argument, place);
        return;
      case Function::sub:
        sub(argument, place);
        return;
      case Function::condition:
        branches(argument, place);
        return;
      case Function::find_in_map:
        if (!argument.items.empty() && argument.items[0].is_string()) {
          add(Refers::mapping, argument.items[0].text, argument, place);
        }
        items(argument, place);
        return;
      case Function::loop:
        loop(argument, place);
        return;
      default:
        other(call, place);
    }
  }

  void other(const Intrinsic& call, const Place& place) {
    const Node& argument = *call.argument;
    if (call.name == "Fn::ValueOf") {
      if (!argument.items.empty() && argument.items[0].is_string()) {
        add(Refers::to_value, argument.items[0].text, argument.items[0], place);
      }
      name(argument, place);
    } else if (is_logical(call)) {
      conditions(argument, place);
    } else {
      value(argument, place);
    }
  }

  // Of an argument that has to be a list.
  void items(const Node& argument, const Place& place) {
    if (argument.items.empty()) name(argument, place);
    for (const Node& item : argument.items) value(item, place);
  }
  void conditions(const Node& argument, const Place& place) {
    if (argument.items.empty()) name(argument, place);
    for (const Node& item : argument.items) condition(item, place);
  }

  // [Condition, Value, Value]
  void branches(const Node& argument, const Place& place) {
    if (argument.items.empty()) {
      name(argument, place);
      return;
    }
    const Node& condition = argument.items[0];
    if (condition.is_string()) add(Refers::condition, condition.text, condition, place);
    name(condition, place);
    Place branch = place;
    branch.conditional = true;
    for (std::size_t i = 1; i < argument.items.size(); ++i) value(argument.items[i], branch);
  }

  void get_att(const Node& argument, const Place& place) {
    if (argument.is_string()) {
      const std::string_view text = argument.text;
      const std::size_t dot = text.find('.');
      const bool dotted = dot != std::string_view::npos;
      add(Refers::to_attribute, text.substr(0, dot), argument, place, dotted ? text.substr(dot + 1) : "");
      name(argument, place);
      return;
    }
    if (argument.items.size() != 2 || !argument.items[0].is_string()) {
      value(argument, place);
      return;
    }
    const Node& attribute = argument.items[1];
    add(Refers::to_attribute, argument.items[0].text, argument.items[0], place,
        attribute.is_string() ? std::string_view(attribute.text) : std::string_view());
    name(argument.items[0], place);
    value(attribute, place);
  }

  void sub(const Node& argument, const Place& place) {
    const bool pair = argument.items.size() == 2;
    const Node& text = pair ? argument.items[0] : argument;
    name(text, place);
    if (pair) value(argument.items[1], place);
    if (!text.is_string()) return;
    const std::optional<yaml::KeyLookup> own = pair ? std::optional<yaml::KeyLookup>(argument.items[1]) : std::nullopt;
    each_placeholder(text.text, [&](const Placeholder& hole) {
      if (own && own->find(hole.name) != nullptr) return;
      const std::size_t dot = hole.name.find('.');
      if (dot == std::string_view::npos) {
        add(Refers::to_value, hole.name, text, place);
      } else {
        add(Refers::to_attribute, hole.name.substr(0, dot), text, place, hole.name.substr(dot + 1));
      }
      index_.references.back().in_sub = true;
    });
  }

  // [Identifier, Collection, {OutputKey: OutputValue}]
  void loop(const Node& argument, const Place& place) {
    Place inside = place;
    inside.computed = true;
    items(argument, inside);
  }

  Index& index_;
};

// An Fn::ForEach that makes members of a section: `add` takes what stands inside. The collection's references are told
// behind those of the members.
template <class AddMembers>
void add_loop(const Node& argument, const Place& place, Walk& walk, const AddMembers& add) {
  const bool whole = argument.items.size() == 3 && argument.items[2].is_mapping();
  if (whole) {
    walk.corners(argument.items[0], place);
    walk.corners(argument.items[1], place);
    add(argument.items[2]);
  } else {
    walk.corners(argument, place);
  }
  if (argument.items.size() > 1) walk.value(argument.items[1], place.without_corners());
}

// Of a section that nothing refers to anything from.
void look_for_texts(const Node& node, Walk& walk) {
  walk.text(node);
  for (const Node& item : node.items) look_for_texts(item, walk);
  for (const Entry& entry : node.entries) look_for_texts(entry.value, walk);
}

void note_transform(const Node& transform, Index& index) {
  const std::string_view name = transform.is_string() ? std::string_view(transform.text) : std::string_view();
  if (name == "AWS::LanguageExtensions") {
    index.rewritten = std::max(index.rewritten, Rewritten::language_extensions);
    return;
  }
  index.rewritten = Rewritten::by_macro;
  if (name == "AWS::Serverless-2016-10-31") {
    index.serverless = true;
  } else {
    index.other_macro = true;
  }
}

// Hundreds of resources have one type: each is looked up once.
class TypesUsed {
 public:
  explicit TypesUsed(std::vector<UsedType>& types) : types_(types) {}

  std::size_t place_of(std::string_view type) {
    if (last_ < types_.size() && base::same_text(types_[last_].name, type)) return last_;
    const std::size_t* known = places_.find(type);
    last_ = known == nullptr ? types_.size() : *known;
    if (known == nullptr) {
      places_.add(type, last_);
      types_.push_back({type, aws::find_resource_type(type)});
    }
    return last_;
  }

 private:
  std::vector<UsedType>& types_;
  base::NameTable<std::size_t> places_;
  std::size_t last_ = 0;
};

constexpr std::string_view kType = "Type";
struct AttributePlace {
  std::string_view name;
  const Node* Resource::*member;
};
constexpr AttributePlace kAttributes[] = {
    {"Properties", &Resource::properties},
    {"Metadata", &Resource::metadata},
    {"Condition", &Resource::condition},
    {"DependsOn", &Resource::depends_on},
    {"DeletionPolicy", &Resource::deletion_policy},
    {"UpdateReplacePolicy", &Resource::update_replace_policy},
    {"CreationPolicy", &Resource::creation_policy},
    {"UpdatePolicy", &Resource::update_policy},
};

void note_attribute(const Entry& attribute, Resource& resource) {
  const std::string_view key = attribute.key;
  for (const AttributePlace& place : kAttributes) {
    if (key != place.name) continue;
    resource.*place.member = &attribute.value;
    return;
  }
}

void add_resource(const Entry& entry, bool looped, TypesUsed& types, Walk& walk, Index& index) {
  const std::size_t owner = index.resources.size();
  Resource& resource = index.resources.emplace_back();
  resource.id = entry.key;
  resource.entry = &entry;
  resource.looped = looped;
  const Node* type = entry.value.find(kType);
  if (type != nullptr && type->is_string()) resource.type = type->text;
  const Place place{Section::resources, owner, false, looped};
  if (!entry.value.is_mapping()) walk.corners(entry.value, place);
  for (const Entry& attribute : entry.value.entries) {
    const Node& value = attribute.value;
    walk.corner(entry.value, attribute, place);
    if (&value == type) {
      walk.corners(value, place);
      continue;
    }
    note_attribute(attribute, resource);
    if (&value == resource.depends_on) {
      if (value.is_string()) walk.add(Refers::depends_on, value.text, value, place);
      for (const Node& name : value.items) {
        if (name.is_string()) walk.add(Refers::depends_on, name.text, name, place);
      }
      walk.corners(value, place);
    } else if (&value == resource.condition) {
      if (value.is_string()) walk.add(Refers::condition, value.text, value, place);
      walk.corners(value, place);
    } else {
      Place inside = place;
      // Metadata is evaluated, but whether it orders resources is not documented.
      inside.conditional = &value == resource.metadata;
      inside.in_properties = &value == resource.properties;
      inside.of_aws = inside.in_properties && resource.type.starts_with("AWS::");
      walk.value(value, inside);
    }
  }
  resource.used_type = types.place_of(resource.type);
  if (looped) {
    index.loop_patterns.push_back(resource.id);
  } else {
    index.resource_of.add(resource.id, owner);
  }
}

void add_resources(const Node& section, bool looped, TypesUsed& types, Walk& walk, Index& index) {
  index.resources.reserve(index.resources.size() + section.entries.size());
  index.resource_of.reserve(index.resources.size() + section.entries.size());
  constexpr std::size_t kUsualReferences = 4;  // of a resource
  index.references.reserve(index.references.size() + kUsualReferences * section.entries.size());
  index.calls.reserve(index.calls.size() + section.entries.size());
  for (const Entry& entry : section.entries) {
    if (!is_function_key(entry.key)) {
      add_resource(entry, looped, types, walk, index);
      continue;
    }
    walk.corner(section, entry, {});
    if (is_loop_key(entry.key)) {
      add_loop(entry.value, {}, walk, [&](const Node& members) { add_resources(members, true, types, walk, index); });
    } else if (entry.key == "Fn::Transform") {
      index.rewritten = Rewritten::by_macro;
      walk.corners(entry.value, {});
    } else {
      add_resource(entry, looped, types, walk, index);
    }
  }
}

void add_outputs(const Node& section, bool looped, Walk& walk) {
  const Place place{Section::outputs, kNoOwner, false, looped};
  for (const Entry& entry : section.entries) {
    walk.corner(section, entry, place);
    if (is_loop_key(entry.key)) {
      add_loop(entry.value, place, walk, [&](const Node& members) { add_outputs(members, true, walk); });
      continue;
    }
    if (!entry.value.is_mapping()) walk.corners(entry.value, place);
    for (const Entry& attribute : entry.value.entries) {
      walk.corner(entry.value, attribute, place);
      if (attribute.key == "Condition" && attribute.value.is_string()) {
        walk.add(Refers::condition, attribute.value.text, attribute.value, place);
        walk.corners(attribute.value, place);
      } else {
        walk.value(attribute.value, place);
      }
    }
  }
}

void add_conditions(const Node& section, Walk& walk, Index& index) {
  const Place place{Section::conditions};
  walk.corners(section, place);
  for (const Entry& entry : section.entries) {
    if (is_loop_key(entry.key)) {
      walk.value(section, place.without_corners());
      index.rewritten = std::max(index.rewritten, Rewritten::language_extensions);
      break;
    }
    walk.condition(entry.value, place.without_corners());
  }
}

// The sections in which functions may stand, in the order in which all is told.
void add_sections(const Node& root, Walk& walk, Index& index) {
  constexpr std::string_view kNames[] = {"Rules", "Conditions", "Resources", "Outputs"};
  const Place rules{Section::rules};
  if (const Node* transform = root.find("Transform")) walk.value(*transform, rules.without_corners());
  for (const std::string_view name : kNames) {
    const Node* section = root.find(name);
    if (section == nullptr) continue;
    if (!section->is_mapping()) {
      walk.corners(*section, name == "Rules" ? rules : Place{});
    } else if (name == "Rules") {
      walk.value(*section, rules);
    } else if (name == "Conditions") {
      add_conditions(*section, walk, index);
    } else if (name == "Resources") {
      TypesUsed types(index.types);
      add_resources(*section, false, types, walk, index);
    } else {
      add_outputs(*section, false, walk);
    }
  }
  for (const Entry& entry : root.entries) {
    if (std::find(std::begin(kNames), std::end(kNames), entry.key) == std::end(kNames)) {
      look_for_texts(entry.value, walk);
    }
  }
}

const Node* section_of(const Node& root, std::string_view name) {
  const Node* section = root.find(name);
  return section != nullptr && section->is_mapping() ? section : nullptr;
}

void name_all(const Node* section, base::NameTable<const Entry*>& out) {
  if (section == nullptr) return;
  out.reserve(section->entries.size());
  for (const Entry& entry : section->entries) out.add(entry.key, &entry);
}

bool has_list_parameters(const Node* parameters) {
  if (parameters == nullptr) return false;
  return std::any_of(parameters->entries.begin(), parameters->entries.end(), [](const Entry& parameter) {
    const Node* type = parameter.value.find("Type");
    return type != nullptr && type->is_string() && is_list_type(type->text);
  });
}

// Only of the mappings that are looked into: what a folded template carries along may be large.
void note_cells(Index& index) {
  for (const Reference& reference : index.references) {
    if (reference.how != Refers::mapping) continue;
    if (reference.definition == nullptr) continue;
    const Node& mapping = reference.definition->value;
    const auto [cells, is_new] = index.cells_of.try_emplace(&mapping);
    if (!is_new) continue;
    for (const Entry& row : mapping.entries) {
      for (const Entry& cell : row.value.entries) {
        Cells& column = cells->second.columns[cell.key];
        (cell.value.is_sequence() ? column.lists : column.texts) = true;
        (cell.value.is_sequence() ? cells->second.all.lists : cells->second.all.texts) = true;
      }
      cells->second.open |= has_open_keys(row.value);
    }
  }
}

void find_targets(Index& index) {
  for (Reference& reference : index.references) {
    const base::NameTable<const Entry*>& definitions = reference.how == Refers::condition ? index.condition_of
                                                       : reference.how == Refers::mapping ? index.mapping_of
                                                                                          : index.parameter_of;
    if (const Entry* const* found = definitions.find(reference.target)) reference.definition = *found;
    if (reference.how == Refers::condition || reference.how == Refers::mapping) continue;
    if (const std::size_t* found = index.resource_of.find(reference.target)) reference.resource = *found;
  }
}

}  // namespace

Index index_template(const cfn::Template& source) {
  Index index;
  index.source = &source;
  const Node& root = source.root;
  if (const Node* transform = root.find("Transform")) {
    if (transform->is_sequence()) {
      for (const Node& item : transform->items) note_transform(item, index);
    } else if (!transform->is_null()) {
      note_transform(*transform, index);
    }
  }
  if (root.find("Fn::Transform") != nullptr) {
    index.rewritten = Rewritten::by_macro;
    index.other_macro = true;
  }
  index.parameters = section_of(root, "Parameters");
  index.mappings = section_of(root, "Mappings");
  index.conditions = section_of(root, "Conditions");
  index.outputs = section_of(root, "Outputs");
  name_all(index.parameters, index.parameter_of);
  index.list_parameters = has_list_parameters(index.parameters);
  name_all(index.mappings, index.mapping_of);
  name_all(index.conditions, index.condition_of);

  Walk walk(index);
  add_sections(root, walk, index);
  find_targets(index);
  note_cells(index);
  return index;
}

bool may_be_looped(const Index& index, std::string_view id) {
  // A pattern is "Bucket${Name}" or "Bucket&{Name}": what stands before and behind its placeholders must fit.
  return std::any_of(index.loop_patterns.begin(), index.loop_patterns.end(), [&](std::string_view pattern) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = pattern.rfind('}');
    if (open == std::string_view::npos || open == 0 || close == std::string_view::npos) return pattern == id;
    const std::string_view head = pattern.substr(0, open - 1);
    const std::string_view tail = pattern.substr(close + 1);
    return id.size() >= head.size() + tail.size() && id.starts_with(head) && id.ends_with(tail);
  });
}

}  // namespace landform::verify
