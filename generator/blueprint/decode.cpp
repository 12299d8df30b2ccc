#include "blueprint/decode.h"

#include <algorithm>

#include "base/text.h"
#include "blueprint/decoder.h"
#include "blueprint/default_tagging.h"

namespace landform::blueprint {
namespace {

void put_default(const Field& field, Slot& slot);

void put_scalar_default(const Type& type, std::string_view text, Slot& slot) {
  switch (type.form) {
    case Form::text:
      type.set_text(slot, std::string(text));
      return;
    case Form::integer: {
      auto& value = static_cast<Written<std::int64_t>&>(slot).value;
      std::from_chars(text.data(), text.data() + text.size(), value);
      return;
    }
    case Form::decimal:
      static_cast<Written<Decimal>&>(slot).value.text = text;
      return;
    case Form::boolean:
      static_cast<Written<bool>&>(slot).value = text == "true";
      return;
    case Form::word: {
      const auto words = type.words();
      const auto found = std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.word == text; });
      if (found != words.end()) type.set_word(slot, static_cast<std::size_t>(found - words.begin()));
      return;
    }
    case Form::tree:
    case Form::record:
    case Form::list:
    case Form::map:
      return;
  }
}

void put_default(const Field& field, Slot& slot) {
  const Type& type = *field.type;
  if (type.form == Form::record) return fill_defaults(type.fields(), type.object(slot));
  if (field.facts.fallback.empty()) return;
  if (type.form != Form::list) return put_scalar_default(type, field.facts.fallback, slot);
  for (const std::string_view item : base::split(field.facts.fallback, ',')) {
    put_scalar_default(*type.element, base::trim(item), type.append(slot, {}, {}));
  }
}

// In another version every other key may mean something else: this is then all there is to say.
bool other_version(const yaml::Node& root, base::Diagnostics& diagnostics) {
  const yaml::Node* version = root.find("landform");
  if (version == nullptr || version->kind != yaml::Kind::integer || version->text == "1") return false;
  diagnostics.add(base::Diagnostic("blueprint/language-version", version->span,
                                   base::cat("this blueprint is in language version ", shown(version->text),
                                             "; this landform reads version 1"))
                      .label("the version of the language, not of the blueprint")
                      .help("write `landform: 1`, or use a landform that reads this version"));
  return true;
}

}  // namespace

void fill_defaults(std::span<const Field> fields, void* object) {
  for (const Field& field : fields) put_default(field, field.at(object));
}

void decode_record(const yaml::Node& node, std::span<const Field> fields, void* object, std::string_view path,
                   base::Diagnostics& diagnostics) {
  Decoder decoder(diagnostics);
  const Decoder::Within within(decoder, path);
  decoder.record(node, fields, object, {});
}

Blueprint decode(const yaml::Node& root, base::Diagnostics& diagnostics) {
  Blueprint blueprint;
  const auto fields = fields_of(static_cast<const Blueprint*>(nullptr));
  if (other_version(root, diagnostics)) {
    fill_defaults(fields, &blueprint);
    return blueprint;
  }
  // An empty file is a blueprint without its required keys; that is what is worth saying of it.
  yaml::Node empty = yaml::mapping();
  empty.span = root.span;
  Decoder(diagnostics).record(root.is_null() ? empty : root, fields, &blueprint, {});
  add_default_tagging(blueprint);
  return blueprint;
}

// ---- the walk ----------------------------------------------------------------------------------------------------

void Decoder::record(const yaml::Node& node, std::span<const Field> fields, void* object, base::Span place) {
  if (!node.is_mapping()) {
    wrong_kind(node, "a map of keys", {});
    fill_defaults(fields, object);
    return;
  }
  std::vector<bool> seen(fields.size(), false);
  for (const yaml::Entry& entry : node.entries) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == entry.key; });
    if (found == fields.end()) {
      unknown_key(entry, fields);
      continue;
    }
    seen[static_cast<std::size_t>(found - fields.begin())] = true;
    const Within within(*this, found->name, &found->facts);
    slot(entry.value, *found->type, found->facts, found->at(object), entry.key_span);
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!seen[i]) put_default(fields[i], fields[i].at(object));
  }
  missing_keys(node, fields, seen, place);
  switched_off(node, fields);
}

void Decoder::slot(const yaml::Node& node, const Type& type, const Facts& facts, Slot& slot, base::Span key_span) {
  slot.presence = Presence::value;
  slot.span = node.span;
  // What is refused keeps the default: whoever reads the value all the same finds one that makes sense.
  if (type.form != Form::list && !facts.fallback.empty()) put_scalar_default(type, facts.fallback, slot);
  if (node.is_null()) {
    slot.presence = Presence::null;
    // Of a map it is the entries that may be empty.
    if (facts.null == Null::allowed && type.form != Form::map) return;
    slot.presence = Presence::poisoned;
    if (type.form == Form::record) fill_defaults(type.fields(), type.object(slot));
    return null_refused(node, type, facts, key_span);
  }
  switch (type.form) {
    case Form::text:
      return text(node, type, facts.rule, slot);
    case Form::integer:
      return integer(node, facts.rule, slot);
    case Form::decimal:
      return decimal(node, facts.rule, slot);
    case Form::boolean:
      return boolean(node, slot);
    case Form::word:
      return word(node, type, slot);
    case Form::tree:
      return tree(node, slot);
    case Form::record:
      return record_slot(node, type, slot, key_span);
    case Form::list:
      return list(node, type, facts, slot);
    case Form::map:
      return map(node, type, facts, slot);
  }
}

void Decoder::tree(const yaml::Node& node, Slot& slot) {
  static_cast<Written<Tree>&>(slot).value.node = &node;
  if (node.is_mapping()) return;
  slot.presence = Presence::poisoned;
  wrong_kind(node, "a map, as AWS's documents are", {});
}

void Decoder::record_slot(const yaml::Node& node, const Type& type, Slot& slot, base::Span key_span) {
  if (node.is_scalar() && type.short_form != nullptr) {
    yaml::Node whole = yaml::mapping();
    whole.span = node.span;
    whole.entries.push_back({std::string(type.short_form()), node.span, node});
    return record(whole, type.fields(), type.object(slot), key_span);
  }
  if (!node.is_mapping() && type.short_form != nullptr) {
    slot.presence = Presence::poisoned;
    fill_defaults(type.fields(), type.object(slot));
    const bool one = node.items.size() == 1 && node.items.front().is_scalar();
    return wrong_kind(node, describe(type, {}),
                      one ? base::cat("write `", node.items.front().text, "`") : std::string());
  }
  if (!node.is_mapping()) slot.presence = Presence::poisoned;
  record(node, type.fields(), type.object(slot), key_span);
}

void Decoder::list(const yaml::Node& node, const Type& type, const Facts& facts, Slot& slot) {
  const Facts item_facts{.rule = facts.rule};
  if (node.is_scalar() && facts.also == Also::single) {
    return this->slot(node, *type.element, item_facts, type.append(slot, {}, {}), node.span);
  }
  if (!node.is_sequence()) {
    slot.presence = Presence::poisoned;
    const bool scalar = node.is_scalar();
    return wrong_kind(node, describe(type, facts.rule),
                      scalar ? base::cat("write `[", node.text, "]`") : std::string());
  }
  if (node.items.empty() && facts.empty == Empty::refused) {
    slot.presence = Presence::poisoned;
    diagnostics_.add(base::Diagnostic("blueprint/empty", node.span,
                                      base::cat(quoted_path(), " is an empty list; it needs at least one item"))
                         .label("nothing in here")
                         .help(fill_or_leave_out(facts)));
    return;
  }
  type.reserve(slot, node.items.size());
  for (const yaml::Node& item : node.items) {
    const Within within(*this, kItem);
    this->slot(item, *type.element, item_facts, type.append(slot, {}, {}), item.span);
  }
}

void Decoder::map(const yaml::Node& node, const Type& type, const Facts& facts, Slot& slot) {
  if (node.is_sequence() && facts.also == Also::names) return names(node, type, facts, slot);
  if (!node.is_mapping()) {
    slot.presence = Presence::poisoned;
    return wrong_kind(node, describe(type, facts.rule), {});
  }
  if (node.entries.empty() && facts.empty == Empty::refused) {
    slot.presence = Presence::poisoned;
    diagnostics_.add(base::Diagnostic("blueprint/empty", node.span,
                                      base::cat(quoted_path(), " is an empty map; it needs at least one entry"))
                         .label("nothing in here")
                         .help(fill_or_leave_out(facts)));
    return;
  }
  type.reserve(slot, node.entries.size());
  Facts value_facts{.rule = facts.rule, .null = facts.null};
  value_facts.rule.names = nullptr;
  for (const yaml::Entry& entry : node.entries) {
    Slot& value = type.append(slot, entry.key, entry.key_span);
    const Within within(*this, entry.key);
    const bool name_fits = facts.rule.names == nullptr || text_fits(entry.key, entry.key_span, *facts.rule.names);
    this->slot(entry.value, *type.element, value_facts, value, entry.key_span);
    if (!name_fits) value.presence = Presence::poisoned;
  }
}

// `accounts: [shop, data]` says the same as `accounts: {shop: {}, data: {}}`.
void Decoder::names(const yaml::Node& node, const Type& type, const Facts& facts, Slot& slot) {
  type.reserve(slot, node.items.size());
  std::vector<std::pair<std::string_view, base::Span>> seen;
  for (const yaml::Node& item : node.items) {
    const Within within(*this, kItem);
    if (!item.is_string()) {
      wrong_kind(item, base::cat("a text (", facts.rule.names->kind, ")"), {});
      continue;
    }
    seen.emplace_back(item.text, item.span);
    Slot& value = type.append(slot, item.text, item.span);
    value.span = item.span;
    const bool fits = text_fits(item.text, item.span, *facts.rule.names);
    value.presence = fits ? Presence::value : Presence::poisoned;
    fill_defaults(type.element->fields(), type.element->object(value));
  }
  // The reader refuses a key that stands twice in a map; a list of names has no such guard.
  std::stable_sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 1; i < seen.size(); ++i) {
    if (seen[i].first != seen[i - 1].first) continue;
    diagnostics_.add(base::Diagnostic("blueprint/duplicate-name", seen[i].second,
                                      base::cat("`", seen[i].first, "` stands twice in ", quoted_path()))
                         .label("again here")
                         .also(seen[i - 1].second, "first here")
                         .help("remove one of them"));
  }
}

}  // namespace landform::blueprint
