#include "verify/index.h"

#include <algorithm>

#include "base/text.h"
#include "yaml/key_lookup.h"

namespace landform::verify {
namespace {

using yaml::Entry;
using yaml::Node;

// Where the walk is: what every reference found below inherits.
struct SectionPlace {
  Section section = Section::resources;
  std::size_t owner = kNoOwner;
  bool conditional = false;
  bool computed = false;
};

class Walk {
 public:
  explicit Walk(Index& index) : index_(index) {}

  void value(const Node& node, SectionPlace place) {
    if (node.is_scalar()) return;
    for (const Node& item : node.items) value(item, place);
    const Intrinsic call = intrinsic_of(node);
    if (call) {
      intrinsic(call, place);
      return;
    }
    for (const Entry& entry : node.entries) {
      if (is_loop_key(entry.key)) {
        loop(entry.value, place);
      } else {
        value(entry.value, place);
      }
    }
  }

  // In conditions, {Condition: Name} is a reference; elsewhere it is an ordinary key (of a policy statement, say).
  void condition(const Node& node, SectionPlace place) {
    if (node.entries.size() == 1 && node.entries.front().key == "Condition" && node.entries.front().value.is_string()) {
      const Node& name = node.entries.front().value;
      add(Refers::condition, name.text, name, place);
      return;
    }
    const Intrinsic call = intrinsic_of(node);
    const bool logical =
        call.is(Function::other) && (call.name == "Fn::And" || call.name == "Fn::Or" || call.name == "Fn::Not");
    if (!logical) {
      value(node, place);
      return;
    }
    for (const Node& item : call.argument->items) condition(item, place);
  }

  void add(Refers how, std::string_view target, const Node& node, SectionPlace place, std::string_view attribute = {}) {
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

 private:
  void intrinsic(const Intrinsic& call, SectionPlace place) {
    const Node& argument = *call.argument;
    switch (call.function) {
      case Function::ref:
        if (argument.is_string()) add(Refers::to_value, argument.text, argument, place);
        return;
      case Function::get_att:
        get_att(argument, place);
        return;
      case Function::sub:
        sub(argument, place);
        return;
      case Function::condition:
        if (!argument.items.empty() && argument.items[0].is_string()) {
          add(Refers::condition, argument.items[0].text, argument.items[0], place);
        }
        place.conditional = true;
        for (std::size_t i = 1; i < argument.items.size(); ++i) value(argument.items[i], place);
        return;
      case Function::find_in_map:
        if (!argument.items.empty() && argument.items[0].is_string()) {
          add(Refers::mapping, argument.items[0].text, argument, place);
        }
        for (const Node& item : argument.items) value(item, place);
        return;
      case Function::loop:
        loop(argument, place);
        return;
      default:
        other(call.name, argument, place);
    }
  }

  void other(std::string_view name, const Node& argument, SectionPlace place) {
    if (name == "Fn::ValueOf") {
      if (!argument.items.empty() && argument.items[0].is_string()) {
        add(Refers::to_value, argument.items[0].text, argument.items[0], place);
      }
    } else if (name == "Fn::And" || name == "Fn::Or" || name == "Fn::Not") {
      for (const Node& item : argument.items) condition(item, place);
    } else {
      value(argument, place);
    }
  }

  void get_att(const Node& argument, SectionPlace place) {
    if (argument.is_string()) {
      const std::string_view text = argument.text;
      const std::size_t dot = text.find('.');
      const bool dotted = dot != std::string_view::npos;
      add(Refers::to_attribute, text.substr(0, dot), argument, place, dotted ? text.substr(dot + 1) : "");
      return;
    }
    if (argument.items.size() != 2 || !argument.items[0].is_string()) {
      value(argument, place);
      return;
    }
    const Node& attribute = argument.items[1];
    add(Refers::to_attribute, argument.items[0].text, argument.items[0], place,
        attribute.is_string() ? std::string_view(attribute.text) : std::string_view());
    value(attribute, place);
  }

  void sub(const Node& argument, SectionPlace place) {
    const bool pair = argument.items.size() == 2;
    const Node& text = pair ? argument.items[0] : argument;
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
  void loop(const Node& argument, SectionPlace place) {
    place.computed = true;
    for (const Node& item : argument.items) {
      if (!item.is_string()) value(item, place);
    }
  }

  Index& index_;
};

// What laws look for in every corner of a template. A walk of its own, because references are not looked for in all
// places: not in a Ref's argument that is no text, say, where functions are out of place all the same.
class Corners {
 public:
  explicit Corners(Index& index) : index_(index) {}

  void look(const Node& root) {
    constexpr std::string_view kWithFunctions[] = {"Rules", "Conditions", "Resources", "Outputs"};
    for (const std::string_view name : kWithFunctions) {
      in_rules_ = name == "Rules";
      if (name == "Resources") next_resource();
      if (const Node* section = root.find(name)) functions(*section);
    }
    for (const Entry& entry : root.entries) {
      if (std::find(std::begin(kWithFunctions), std::end(kWithFunctions), entry.key) == std::end(kWithFunctions)) {
        texts(entry.value);
      }
    }
  }

 private:
  void texts(const Node& node) {
    text(node);
    for (const Node& item : node.items) texts(item);
    for (const Entry& entry : node.entries) texts(entry.value);
  }

  void functions(const Node& node) {
    if (node.is_scalar()) {
      text(node);
      return;
    }
    for (const Node& item : node.items) functions(item);
    for (const Entry& entry : node.entries) {
      if (is_function_key(entry.key)) index_.calls.push_back({&node, &entry, in_rules_});
      if (&entry.value != properties_) {
        functions(entry.value);
        continue;
      }
      Resource& resource = index_.resources[next_ - 1];
      properties(entry.value, resource, resource.type.starts_with("AWS::"));
      next_resource();
    }
  }

  void properties(const Node& node, Resource& resource, bool of_aws) {
    if (node.is_scalar()) {
      text(node);
      return;
    }
    for (const Node& item : node.items) properties(item, resource, of_aws);
    for (const Entry& entry : node.entries) {
      if (is_function_key(entry.key)) {
        index_.calls.push_back({&node, &entry, false});
        if (node.entries.size() == 1 && entry.key == "Fn::If") resource.branches = true;
      } else if (of_aws && holds_arns(entry.key)) {
        index_.arns.push_back({&resource, &entry});
      }
      properties(entry.value, resource, of_aws);
    }
  }

  void text(const Node& node) {
    constexpr std::string_view kBegins = "{{resolve:";
    const std::string_view text = node.text;
    if (text.size() < kBegins.size()) return;
    std::size_t at = text.find(kBegins);
    if (at == std::string_view::npos) return;
    index_.dynamic.push_back(&node);
    for (; at != std::string_view::npos; at = text.find(kBegins, at + 1)) {
      ++index_.dynamic_references;
    }
  }

  static bool holds_arns(std::string_view key) {
    if (key.empty() || (key.back() != 'n' && key.back() != 'N' && key.back() != 's')) return false;
    return key.ends_with("Arn") || key.ends_with("ARN") || key.ends_with("Arns") || key.ends_with("ARNs");
  }

  // The index has the resources in the order in which this walk meets them.
  void next_resource() {
    properties_ = nullptr;
    while (properties_ == nullptr && next_ < index_.resources.size()) {
      properties_ = index_.resources[next_++].properties;
    }
  }

  Index& index_;
  bool in_rules_ = false;
  std::size_t next_ = 0;              // the resource behind the one that is waited for
  const Node* properties_ = nullptr;  // of the resource that is waited for; null when there is none left
};

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
    if (last_ < types_.size() && types_[last_].name == type) return last_;
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
  SectionPlace place{Section::resources, owner, false, looped};
  for (const Entry& attribute : entry.value.entries) {
    const Node& value = attribute.value;
    if (std::string_view(attribute.key) == kType) {
      if (value.is_string()) resource.type = value.text;
      continue;
    }
    note_attribute(attribute, resource);
    if (&value == resource.depends_on) {
      if (value.is_string()) walk.add(Refers::depends_on, value.text, value, place);
      for (const Node& name : value.items) {
        if (name.is_string()) walk.add(Refers::depends_on, name.text, name, place);
      }
    } else if (&value == resource.condition) {
      if (value.is_string()) walk.add(Refers::condition, value.text, value, place);
    } else if (&value == resource.metadata) {
      // Metadata is evaluated, but whether it orders resources is not documented.
      SectionPlace beside = place;
      beside.conditional = true;
      walk.value(value, beside);
    } else {
      walk.value(value, place);
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
  for (const Entry& entry : section.entries) {
    if (is_loop_key(entry.key)) {
      if (entry.value.items.size() == 3) add_resources(entry.value.items[2], true, types, walk, index);
      if (entry.value.items.size() > 1) walk.value(entry.value.items[1], SectionPlace{});
    } else if (entry.key == "Fn::Transform") {
      index.rewritten = Rewritten::by_macro;
    } else {
      add_resource(entry, looped, types, walk, index);
    }
  }
}

void add_outputs(const Node& section, bool looped, Walk& walk) {
  const SectionPlace place{Section::outputs, kNoOwner, false, looped};
  for (const Entry& entry : section.entries) {
    if (is_loop_key(entry.key)) {
      if (entry.value.items.size() == 3) add_outputs(entry.value.items[2], true, walk);
      if (entry.value.items.size() > 1) walk.value(entry.value.items[1], place);
      continue;
    }
    for (const Entry& attribute : entry.value.entries) {
      if (attribute.key == "Condition" && attribute.value.is_string()) {
        walk.add(Refers::condition, attribute.value.text, attribute.value, place);
      } else {
        walk.value(attribute.value, place);
      }
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
  name_all(index.mappings, index.mapping_of);
  name_all(index.conditions, index.condition_of);

  Walk walk(index);
  if (const Node* transform = root.find("Transform")) walk.value(*transform, {Section::rules, kNoOwner, false, false});
  if (const Node* rules = section_of(root, "Rules")) walk.value(*rules, {Section::rules, kNoOwner, false, false});
  if (index.conditions != nullptr) {
    const SectionPlace place{Section::conditions, kNoOwner, false, false};
    for (const Entry& entry : index.conditions->entries) {
      if (is_loop_key(entry.key)) {
        walk.value(*index.conditions, place);
        index.rewritten = std::max(index.rewritten, Rewritten::language_extensions);
        break;
      }
      walk.condition(entry.value, place);
    }
  }
  if (const Node* resources = section_of(root, "Resources")) {
    TypesUsed types(index.types);
    add_resources(*resources, false, types, walk, index);
  }
  if (index.outputs != nullptr) add_outputs(*index.outputs, false, walk);
  find_targets(index);
  note_cells(index);
  Corners(index).look(root);
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
