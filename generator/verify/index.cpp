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
    for (const Node& item : node.items) value(item, place);
    const Intrinsic call = intrinsic_of(node);
    if (call) {
      intrinsic(call, place);
      return;
    }
    for (const Entry& entry : node.entries) {
      if (entry.key.starts_with("Fn::ForEach::")) {
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
    const bool logical = call.name == "Fn::And" || call.name == "Fn::Or" || call.name == "Fn::Not";
    if (!logical) {
      value(node, place);
      return;
    }
    for (const Node& item : call.argument->items) condition(item, place);
  }

  void add(Refers how, std::string_view target, const Node& node, SectionPlace place, std::string_view attribute = {}) {
    Reference reference;
    reference.how = how;
    reference.section = place.section;
    reference.owner = place.owner;
    reference.target = target;
    reference.attribute = attribute;
    reference.span = node.span;
    reference.node = &node;
    reference.conditional = place.conditional;
    reference.computed = place.computed;
    index_.references.push_back(reference);
  }

  // Hundreds of resources have one type: each is looked up once.
  std::optional<aws::ResourceType> spec_of(std::string_view type) {
    const auto [known, fresh] = specs_.try_emplace(type);
    if (fresh) known->second = aws::find_resource_type(type);
    return known->second;
  }

 private:
  void intrinsic(const Intrinsic& call, SectionPlace place) {
    const Node& argument = *call.argument;
    if (call.name == "Ref") {
      if (argument.is_string()) add(Refers::to_value, argument.text, argument, place);
    } else if (call.name == "Fn::GetAtt") {
      get_att(argument, place);
    } else if (call.name == "Fn::Sub") {
      sub(argument, place);
    } else if (call.name == "Fn::If") {
      if (!argument.items.empty() && argument.items[0].is_string()) {
        add(Refers::condition, argument.items[0].text, argument.items[0], place);
      }
      place.conditional = true;
      for (std::size_t i = 1; i < argument.items.size(); ++i) value(argument.items[i], place);
    } else if (call.name == "Fn::FindInMap") {
      if (!argument.items.empty() && argument.items[0].is_string()) {
        add(Refers::mapping, argument.items[0].text, argument, place);
      }
      for (const Node& item : argument.items) value(item, place);
    } else if (call.name.starts_with("Fn::ForEach::")) {
      loop(argument, place);
    } else if (call.name == "Fn::ValueOf") {
      if (!argument.items.empty() && argument.items[0].is_string()) {
        add(Refers::to_value, argument.items[0].text, argument.items[0], place);
      }
    } else if (call.name == "Fn::And" || call.name == "Fn::Or" || call.name == "Fn::Not") {
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
    const yaml::KeyLookup own(pair ? argument.items[1] : argument);
    for (const Placeholder& hole : placeholders(text.text)) {
      if (own.find(hole.name) != nullptr) continue;
      const std::size_t dot = hole.name.find('.');
      if (dot == std::string_view::npos) {
        add(Refers::to_value, hole.name, text, place);
      } else {
        add(Refers::to_attribute, hole.name.substr(0, dot), text, place, hole.name.substr(dot + 1));
      }
      index_.references.back().in_sub = true;
    }
  }

  // [Identifier, Collection, {OutputKey: OutputValue}]
  void loop(const Node& argument, SectionPlace place) {
    place.computed = true;
    for (const Node& item : argument.items) {
      if (!item.is_string()) value(item, place);
    }
  }

  Index& index_;
  std::unordered_map<std::string_view, std::optional<aws::ResourceType>> specs_;
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

void add_resource(const Entry& entry, bool looped, Walk& walk, Index& index) {
  Resource resource;
  resource.id = entry.key;
  resource.id_span = entry.key_span;
  resource.node = &entry.value;
  resource.looped = looped;
  if (const Node* type = entry.value.find("Type"); type != nullptr && type->is_string()) resource.type = type->text;
  resource.spec = walk.spec_of(resource.type);
  resource.properties = entry.value.find("Properties");
  const std::size_t owner = index.resources.size();
  SectionPlace place{Section::resources, owner, false, looped};
  for (const Entry& attribute : entry.value.entries) {
    if (attribute.key == "DependsOn") {
      if (attribute.value.is_string()) walk.add(Refers::depends_on, attribute.value.text, attribute.value, place);
      for (const Node& name : attribute.value.items) {
        if (name.is_string()) walk.add(Refers::depends_on, name.text, name, place);
      }
    } else if (attribute.key == "Condition") {
      if (attribute.value.is_string()) walk.add(Refers::condition, attribute.value.text, attribute.value, place);
    } else if (attribute.key == "Metadata") {
      // Metadata is evaluated, but whether it orders resources is not documented.
      SectionPlace beside = place;
      beside.conditional = true;
      walk.value(attribute.value, beside);
    } else if (attribute.key != "Type") {
      walk.value(attribute.value, place);
    }
  }
  if (looped) {
    index.loop_patterns.push_back(resource.id);
  } else {
    index.resource_of.emplace(resource.id, owner);
  }
  index.resources.push_back(resource);
}

void add_resources(const Node& section, bool looped, Walk& walk, Index& index) {
  for (const Entry& entry : section.entries) {
    if (entry.key.starts_with("Fn::ForEach::")) {
      if (entry.value.items.size() == 3) add_resources(entry.value.items[2], true, walk, index);
      if (entry.value.items.size() > 1) walk.value(entry.value.items[1], SectionPlace{});
    } else if (entry.key == "Fn::Transform") {
      index.rewritten = Rewritten::by_macro;
    } else {
      add_resource(entry, looped, walk, index);
    }
  }
}

void add_outputs(const Node& section, bool looped, Walk& walk) {
  const SectionPlace place{Section::outputs, kNoOwner, false, looped};
  for (const Entry& entry : section.entries) {
    if (entry.key.starts_with("Fn::ForEach::")) {
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

void name_all(const Node* section, std::unordered_map<std::string_view, const Node*>& out) {
  if (section == nullptr) return;
  for (const Entry& entry : section->entries) out.emplace(entry.key, &entry.value);
}

// Only of the mappings that are looked into: what a folded template carries along may be large.
void note_cells(Index& index) {
  for (const Reference& reference : index.references) {
    if (reference.how != Refers::mapping) continue;
    const auto mapping = index.mapping_of.find(reference.target);
    if (mapping == index.mapping_of.end()) continue;
    const auto [cells, is_new] = index.cells_of.try_emplace(mapping->second);
    if (!is_new) continue;
    for (const Entry& row : mapping->second->entries) {
      for (const Entry& cell : row.value.entries) {
        Cells& column = cells->second.columns[cell.key];
        (cell.value.is_sequence() ? column.lists : column.texts) = true;
        (cell.value.is_sequence() ? cells->second.all.lists : cells->second.all.texts) = true;
      }
      cells->second.open |= has_open_keys(row.value);
    }
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
      if (entry.key.starts_with("Fn::ForEach::")) {
        walk.value(*index.conditions, place);
        index.rewritten = std::max(index.rewritten, Rewritten::language_extensions);
        break;
      }
      walk.condition(entry.value, place);
    }
  }
  if (const Node* resources = section_of(root, "Resources")) add_resources(*resources, false, walk, index);
  if (index.outputs != nullptr) add_outputs(*index.outputs, false, walk);
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
