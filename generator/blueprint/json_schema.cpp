#include "blueprint/json_schema.h"

#include <map>
#include <string>

#include "base/text.h"
#include "blueprint/blueprint.h"
#include "blueprint/keys.h"

namespace landform::blueprint {
namespace {

class Schema {
 public:
  yaml::Node whole() {
    yaml::Node root = yaml::mapping();
    root.add("$schema", yaml::string("https://json-schema.org/draft/2020-12/schema"));
    root.add("title", yaml::string("landform blueprint"));
    root.add("description", yaml::string("One customer's AWS organization, for landform to compile."));
    describe_record(root, {}, fields_of(static_cast<const Blueprint*>(nullptr)));
    for (const Field& field : fields_of(static_cast<const LayerKeys*>(nullptr))) {
      root.find("properties")->add(std::string(field.name), field_schema(field, {}));
    }
    // A file that is laid over another, or is a part of one, need not be whole.
    yaml::Node whole_file = take_required(root);
    yaml::Node layered = yaml::mapping();
    layered.add("anyOf", yaml::sequence({requires_key("extends"), requires_key("include")}));
    root.add("if", yaml::mapping({{"not", std::move(layered)}}));
    root.add("then", std::move(whole_file));
    root.add("$defs", std::move(definitions_));
    return root;
  }

 private:
  // Takes `required` out of a record and of the records that it always holds, and gives it back as a schema of its own.
  yaml::Node take_required(yaml::Node& record) {
    yaml::Node taken = yaml::mapping();
    if (yaml::Node* required = record.find("required")) {
      taken.add("required", std::move(*required));
      record.erase("required");
    }
    yaml::Node inner = yaml::mapping();
    for (const yaml::Entry& property : record.find("properties")->entries) {
      const yaml::Node* reference = property.value.find("$ref");
      if (reference == nullptr) continue;
      yaml::Node* definition = definitions_.find(reference->text.substr(std::string_view("#/$defs/").size()));
      if (definition == nullptr || definition->find("properties") == nullptr) continue;
      yaml::Node below = take_required(*definition);
      if (!below.entries.empty()) inner.add(property.key, std::move(below));
    }
    if (!inner.entries.empty()) taken.add("properties", std::move(inner));
    return taken;
  }

  static yaml::Node requires_key(std::string_view key) {
    return yaml::mapping({{"required", yaml::strings({std::string(key)})}});
  }

  void describe_record(yaml::Node& out, const std::string& path, std::span<const Field> fields) {
    out.add("type", yaml::string("object"));
    out.add("additionalProperties", yaml::boolean(false));
    yaml::Node properties = yaml::mapping();
    yaml::Node required = yaml::sequence();
    for (const Field& field : fields) {
      properties.add(std::string(field.name), field_schema(field, path));
      if (field.facts.need == Need::required) required.add(yaml::string(std::string(field.name)));
    }
    out.add("properties", std::move(properties));
    if (!required.items.empty()) out.add("required", std::move(required));
  }

  yaml::Node field_schema(const Field& field, const std::string& path) {
    const std::string own_path = path.empty() ? std::string(field.name) : base::cat(path, ".", field.name);
    yaml::Node out = slot_schema(*field.type, field.facts, own_path);
    out.add("description", yaml::string(std::string(field.facts.doc)));
    out.add("markdownDescription", yaml::string(hover_text(field)));
    if (!field.facts.fallback.empty()) out.add("default", default_node(*field.type, field.facts.fallback));
    if (field.facts.example.empty() || field.type->form == Form::list || field.type->form == Form::map) return out;
    if (field.type->form == Form::record || field.type->form == Form::tree) return out;
    out.add("examples", yaml::sequence({default_node(*field.type, unquoted(field.facts.example))}));
    return out;
  }

  static std::string_view unquoted(std::string_view example) {
    return example.size() > 1 && example.front() == '"' ? example.substr(1, example.size() - 2) : example;
  }

  yaml::Node slot_schema(const Type& type, const Facts& facts, const std::string& path) {
    yaml::Node out = yaml::mapping();
    switch (type.form) {
      case Form::text:
        text_schema(out, facts.rule.text != nullptr ? *facts.rule.text : kAnyText);
        return out;
      case Form::integer:
      case Form::decimal:
        number_schema(out, type.form, facts.rule);
        return out;
      case Form::boolean:
        out.add("type", yaml::string("boolean"));
        return out;
      case Form::word:
        word_schema(out, type);
        return out;
      case Form::tree:
        out.add("type", yaml::string("object"));
        return out;
      case Form::record:
        out.add("$ref", yaml::string(base::cat("#/$defs/", definition(type, path))));
        if (type.short_form == nullptr) return out;
        return yaml::mapping({{"anyOf", yaml::sequence({std::move(out), short_schema(type, path)})}});
      case Form::list:
        return list_schema(type, facts, path);
      case Form::map:
        return map_schema(type, facts, path);
    }
    return out;
  }

  yaml::Node short_schema(const Type& type, const std::string& path) {
    const Field& field = short_field(type);
    return slot_schema(*field.type, field.facts, path);
  }

  static void text_schema(yaml::Node& out, const TextRule& rule) {
    out.add("type", rule.numbers ? yaml::strings({"string", "integer"}) : yaml::string("string"));
    if (!rule.pattern.empty()) out.add("pattern", yaml::string(std::string(rule.pattern)));
    if (rule.minimum > 0) out.add("minLength", yaml::integer(rule.minimum));
    if (rule.maximum > 0) out.add("maxLength", yaml::integer(rule.maximum));
  }

  static void number_schema(yaml::Node& out, Form form, const Rule& rule) {
    out.add("type", yaml::string(form == Form::integer ? "integer" : "number"));
    if (rule.minimum != INT64_MIN) out.add("minimum", yaml::integer(rule.minimum));
    if (rule.maximum != INT64_MAX) out.add("maximum", yaml::integer(rule.maximum));
  }

  static void word_schema(yaml::Node& out, const Type& type) {
    yaml::Node words = yaml::sequence();
    yaml::Node docs = yaml::sequence();
    for (const Word& word : type.words()) {
      words.add(yaml::string(std::string(word.word)));
      docs.add(yaml::string(std::string(word.doc)));
    }
    out.add("enum", std::move(words));
    out.add("enumDescriptions", std::move(docs));
  }

  yaml::Node list_schema(const Type& type, const Facts& facts, const std::string& path) {
    yaml::Node out = yaml::mapping();
    out.add("type", yaml::string("array"));
    yaml::Node item = slot_schema(*type.element, {.rule = facts.rule}, path);
    if (facts.empty == Empty::refused) out.add("minItems", yaml::integer(1));
    if (facts.also != Also::single) {
      out.add("items", std::move(item));
      return out;
    }
    out.add("items", item);
    return yaml::mapping({{"anyOf", yaml::sequence({std::move(out), std::move(item)})}});
  }

  yaml::Node map_schema(const Type& type, const Facts& facts, const std::string& path) {
    yaml::Node out = yaml::mapping();
    out.add("type", yaml::string("object"));
    yaml::Node name = yaml::mapping();
    if (facts.rule.names != nullptr) {
      text_schema(name, *facts.rule.names);
      out.add("propertyNames", name);
    }
    if (facts.empty == Empty::refused) out.add("minProperties", yaml::integer(1));
    yaml::Node value = slot_schema(*type.element, {.rule = facts.rule}, path);
    if (facts.null == Null::allowed) {
      value = yaml::mapping(
          {{"anyOf", yaml::sequence({std::move(value), yaml::mapping({{"type", yaml::string("null")}})})}});
    }
    out.add("additionalProperties", std::move(value));
    if (facts.also != Also::names) return out;
    yaml::Node names = yaml::mapping({{"type", yaml::string("array")}});
    names.add("items", std::move(name));
    names.add("uniqueItems", yaml::boolean(true));
    return yaml::mapping({{"anyOf", yaml::sequence({std::move(out), std::move(names)})}});
  }

  // Each record is defined once, under the path where it is first met: units hold units.
  std::string definition(const Type& type, const std::string& path) {
    const std::span<const Field> fields = type.fields();
    const auto [found, fresh] = names_.emplace(fields.data(), path);
    if (!fresh) return found->second;
    definitions_.add(path, yaml::mapping());  // holds the place, so that definitions stand in the order of the tables
    yaml::Node out = yaml::mapping();
    describe_record(out, path, fields);
    definitions_.set(path, std::move(out));
    return path;
  }

  // Looked up by address and never walked: the order of addresses does not reach the output.
  std::map<const Field*, std::string> names_;
  yaml::Node definitions_ = yaml::mapping();
};

}  // namespace

yaml::Node json_schema() {
  return Schema().whole();
}

}  // namespace landform::blueprint
