// What the specification says of resource types, read once for all templates of a run: plans have thousands of
// resources and few types, and the tables are searched as text. Any thread may ask.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "aws/property_constraints.h"
#include "aws/resource_spec.h"
#include "verify/pattern.h"

namespace landform::verify {

struct KnownProperty : aws::Property {
  const aws::Constraints* limits = nullptr;  // null when there are none
};

// The properties of a type or of one of its definitions.
class KnownProperties {
 public:
  // `definition` is empty for those of the type itself.
  KnownProperties(const aws::Properties& properties, std::string_view definition, const aws::TypeConstraints& limits);
  [[nodiscard]] const KnownProperty* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> near(std::string_view name) const { return table_.near(name); }
  // Names, sorted.
  [[nodiscard]] const std::vector<std::string_view>& required() const { return required_; }

 private:
  aws::Properties table_;
  std::vector<KnownProperty> all_;  // sorted by name
  std::vector<std::string_view> required_;
};

class KnownType {
 public:
  explicit KnownType(const aws::ResourceType& type);
  [[nodiscard]] const aws::ResourceType& spec() const { return type_; }
  [[nodiscard]] std::string_view name() const { return type_.name(); }
  // Its own properties, or those of a definition (null when there is none of that name).
  [[nodiscard]] const KnownProperties& properties() const { return properties_; }
  [[nodiscard]] const KnownProperties* definition(std::string_view name) const;
  // The limits at a path (aws::TypeConstraints); null when there are none.
  [[nodiscard]] const aws::Constraints* limits(std::string_view path) const;
  // Whether it has limits for what is inside of a property, a list's items or a map's members.
  [[nodiscard]] bool limits_inside() const { return limits_inside_; }

 private:
  aws::ResourceType type_;
  aws::TypeConstraints limits_;
  bool limits_inside_ = false;
  KnownProperties properties_;
  mutable std::mutex asked_;  // for the definitions, which are read when somebody asks for them
  mutable std::unordered_map<std::string_view, std::unique_ptr<KnownProperties>> definitions_;
};

class KnownTypes {
 public:
  const KnownType& of(const aws::ResourceType& type);
  // The pattern of a limit; its text is the table's, and lives as long as the program.
  const Pattern& pattern(std::string_view text);

 private:
  std::mutex asked_;
  std::unordered_map<std::string_view, std::unique_ptr<KnownType>> types_;
  std::unordered_map<std::string_view, std::unique_ptr<Pattern>> patterns_;
};

}  // namespace landform::verify
