// What the specification says of resource types, read once for all templates of a run: plans have thousands of
// resources and few types, and the tables are texts. Each part is read when somebody asks for it first: a type has
// dozens of properties of which templates use a few. Any thread may ask; what was read is found without a lock.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "aws/property_constraints.h"
#include "aws/resource_spec.h"
#include "base/name_table.h"
#include "verify/pattern.h"

namespace landform::verify {

class KnownType;

struct KnownPattern {
  Pattern pattern;
  std::size_t number = 0;  // from 0: patterns are few
};

// A value's type with the limits of its place.
struct KnownValue {
  aws::TypeKind kind = aws::TypeKind::json;
  bool is_enum = false;
  // Whether a function may stand there that gives a list, or a text.
  bool takes_list = false;
  bool takes_text = false;
  std::vector<std::string_view> values;                        // that an enum may have, sorted
  const KnownValue* element = nullptr;                         // of a list or map
  std::vector<const KnownValue*> alternatives;                 // of either_of
  std::string_view definition;                                 // of an object
  const aws::Constraints* limits = nullptr;                    // null when there are none
  mutable std::atomic<const KnownPattern*> pattern = nullptr;  // that of the limits; see KnownTypes::pattern_of
};

struct KnownProperty : aws::Property {
  const KnownValue* value = nullptr;
  std::vector<const KnownValue*> older;  // of `older_types`
};

// The properties of a type or of one of its definitions.
class KnownProperties {
 public:
  // `definition` is empty for those of the type itself.
  KnownProperties(const KnownType& type, const aws::Properties& properties, std::string_view definition);
  // `number`: of the property among those that are written. Resources of a type are mostly written alike, so the one
  // that stood there last is tried first.
  [[nodiscard]] const KnownProperty* find(std::string_view name, std::size_t number) const;
  [[nodiscard]] std::vector<std::string_view> near(std::string_view name) const { return table_.near(name); }
  // Names, sorted.
  [[nodiscard]] const std::vector<std::string_view>& required() const { return required_; }

 private:
  [[nodiscard]] const KnownProperty* look_up(std::string_view name) const;

  const KnownType& type_;
  aws::Properties table_;
  std::string_view definition_;
  std::vector<std::string_view> lines_;
  base::NameTable<std::uint32_t> places_;  // in `lines_` and `read_`
  mutable std::vector<std::atomic<const KnownProperty*>> read_;
  mutable std::vector<std::atomic<const KnownProperty*>> last_;  // by number; null for none
  std::vector<std::string_view> required_;
};

class KnownType {
 public:
  explicit KnownType(const aws::ResourceType& type);
  [[nodiscard]] const aws::ResourceType& spec() const { return type_; }
  [[nodiscard]] std::string_view name() const { return type_.name(); }
  // The transform that it needs; empty for most.
  [[nodiscard]] std::string_view transform() const { return transform_; }
  // Its own properties, or those of a definition (null when there is none of that name).
  [[nodiscard]] const KnownProperties& properties() const { return properties_; }
  [[nodiscard]] const KnownProperties* definition(std::string_view name) const;

 private:
  friend class KnownProperties;
  const KnownProperty* read(std::atomic<const KnownProperty*>& place, std::string_view line,
                            std::string_view definition) const;
  const KnownValue* read_value(const aws::ValueType& type, const std::string& path) const;
  [[nodiscard]] const aws::Constraints* limits(std::string_view path) const;

  aws::ResourceType type_;
  std::string_view transform_;
  aws::TypeConstraints limits_;
  KnownProperties properties_;
  struct Definition {
    explicit Definition(std::string_view called) : name(called) {}
    std::string_view name;
    mutable std::atomic<const KnownProperties*> read = nullptr;
  };
  std::deque<Definition> definitions_;  // sorted by name
  // What was read; the lock is for those who read.
  mutable std::mutex reading_;
  mutable std::deque<KnownProperties> read_definitions_;
  mutable std::deque<KnownProperty> read_properties_;
  mutable std::deque<KnownValue> read_values_;
};

class KnownTypes {
 public:
  KnownTypes() : types_(aws::resource_type_count()) {}
  const KnownType& of(const aws::ResourceType& type);
  // The pattern that a value's limits have.
  const KnownPattern& pattern_of(const KnownValue& value);

 private:
  std::vector<std::atomic<const KnownType*>> types_;  // by the type's place in the specification
  std::mutex reading_;
  std::deque<KnownType> read_;
  std::unordered_map<std::string_view, KnownPattern> patterns_;  // by their texts, which are the table's
};

}  // namespace landform::verify
