#include "verify/known_type.h"

#include <algorithm>

#include "base/same_text.h"
#include "base/text.h"

namespace landform::verify {
namespace {

using aws::TypeKind;

bool is_structure(TypeKind kind) {
  return kind == TypeKind::list || kind == TypeKind::map || kind == TypeKind::tag || kind == TypeKind::definition;
}

}  // namespace

KnownProperties::KnownProperties(const KnownType& type, const aws::Properties& properties, std::string_view definition)
    : type_(type), table_(properties), definition_(definition) {
  for (std::string_view rest = properties.lines(); rest.starts_with('.');) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const auto [marked_name, types, marks, nothing] = aws::table::columns(line);
    const std::string_view name = marked_name.substr(1);
    places_.add(name, static_cast<std::uint32_t>(lines_.size()));
    lines_.push_back(line);
    if (!marks.empty() && aws::table::has_word(marks, ' ', "required")) required_.push_back(name);
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  read_ = std::vector<std::atomic<const KnownProperty*>>(lines_.size());
  last_ = std::vector<std::atomic<const KnownProperty*>>(lines_.size());
}

const KnownProperty* KnownProperties::find(std::string_view name, std::size_t number) const {
  if (number >= last_.size()) return look_up(name);
  const KnownProperty* last = last_[number].load(std::memory_order_acquire);
  if (last != nullptr && base::same_text(last->name, name)) return last;
  const KnownProperty* found = look_up(name);
  if (found != nullptr) last_[number].store(found, std::memory_order_release);
  return found;
}

const KnownProperty* KnownProperties::look_up(std::string_view name) const {
  const std::uint32_t* found = places_.find(name);
  if (found == nullptr) return nullptr;
  const KnownProperty* known = read_[*found].load(std::memory_order_acquire);
  return known != nullptr ? known : type_.read(read_[*found], lines_[*found], definition_);
}

KnownType::KnownType(const aws::ResourceType& type)
    : type_(type),
      transform_(type.transform()),
      limits_(aws::constraints_of_type(type.name())),
      properties_(*this, type.properties(), {}) {
  for (const std::string_view name : type.definition_names()) definitions_.emplace_back(name);
}

const KnownProperty* KnownType::read(std::atomic<const KnownProperty*>& place, std::string_view line,
                                     std::string_view definition) const {
  const std::lock_guard lock(reading_);
  if (const KnownProperty* known = place.load(std::memory_order_acquire)) return known;
  const aws::Property property = aws::Property::from_line(line);
  const std::string path =
      definition.empty() ? std::string(property.name) : base::cat("#", definition, ".", property.name);
  KnownProperty& known = read_properties_.emplace_back(KnownProperty{property, read_value(property.type, path), {}});
  for (const std::string_view older : property.older_types) {
    known.older.push_back(read_value(aws::ValueType(older), path));
  }
  place.store(&known, std::memory_order_release);
  return &known;
}

const KnownValue* KnownType::read_value(const aws::ValueType& type, const std::string& path) const {
  KnownValue& value = read_values_.emplace_back();
  value.kind = type.kind();
  value.is_enum = type.is_enum();
  value.takes_list = value.kind == TypeKind::list || value.kind == TypeKind::json;
  value.takes_text = !is_structure(value.kind);
  value.definition = type.definition();
  value.limits = limits(path);
  const auto values = type.enum_values();
  value.values.assign(values.begin(), values.end());
  if (value.kind == TypeKind::list) value.element = read_value(type.element(), path + "[]");
  if (value.kind == TypeKind::map) value.element = read_value(type.element(), path + ".*");
  if (value.kind != TypeKind::either_of) return &value;
  value.takes_list = false;
  value.takes_text = false;
  for (const std::string_view text : type.alternatives()) {
    const KnownValue* one = read_value(aws::ValueType(text), path);
    value.takes_list = value.takes_list || one->takes_list;
    value.takes_text = value.takes_text || one->takes_text;
    value.alternatives.push_back(one);
  }
  return &value;
}

const KnownProperties* KnownType::definition(std::string_view name) const {
  const auto found =
      std::lower_bound(definitions_.begin(), definitions_.end(), name,
                       [](const Definition& definition, std::string_view wanted) { return definition.name < wanted; });
  if (found == definitions_.end() || found->name != name) return nullptr;
  if (const KnownProperties* known = found->read.load(std::memory_order_acquire)) return known;
  const std::lock_guard lock(reading_);
  if (const KnownProperties* known = found->read.load(std::memory_order_acquire)) return known;
  const auto properties = type_.definition(name);
  if (!properties) return nullptr;
  const KnownProperties& known = read_definitions_.emplace_back(*this, *properties, found->name);
  found->read.store(&known, std::memory_order_release);
  return &known;
}

const aws::Constraints* KnownType::limits(std::string_view path) const {
  const auto found = limits_.find(path);
  return found == limits_.end() ? nullptr : &found->second;
}

const KnownType& KnownTypes::of(const aws::ResourceType& type) {
  std::atomic<const KnownType*>& place = types_[type.place()];
  if (const KnownType* known = place.load(std::memory_order_acquire)) return *known;
  const std::lock_guard lock(reading_);
  if (const KnownType* known = place.load(std::memory_order_acquire)) return *known;
  const KnownType& known = read_.emplace_back(type);
  place.store(&known, std::memory_order_release);
  return known;
}

const KnownPattern& KnownTypes::pattern_of(const KnownValue& value) {
  if (const KnownPattern* known = value.pattern.load(std::memory_order_acquire)) return *known;
  const std::lock_guard lock(reading_);
  const auto [known, fresh] = patterns_.try_emplace(value.limits->pattern);
  if (fresh) known->second = {Pattern::compile(value.limits->pattern), patterns_.size() - 1};
  value.pattern.store(&known->second, std::memory_order_release);
  return known->second;
}

}  // namespace landform::verify
