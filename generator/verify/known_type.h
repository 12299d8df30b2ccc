// What the specification says of one resource type, read once for a template: templates have hundreds of resources and
// few types, and the tables are searched as text.
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "aws/property_constraints.h"
#include "aws/resource_spec.h"

namespace landform::verify {

// The properties of a type or of one of its definitions.
class KnownProperties {
 public:
  explicit KnownProperties(const aws::Properties& properties);
  [[nodiscard]] const aws::Property* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> near(std::string_view name) const { return table_.near(name); }
  // Names, sorted.
  [[nodiscard]] const std::vector<std::string_view>& required() const { return required_; }

 private:
  aws::Properties table_;
  std::vector<aws::Property> all_;  // sorted by name
  std::vector<std::string_view> required_;
};

class KnownType {
 public:
  explicit KnownType(const aws::ResourceType& type);
  [[nodiscard]] const aws::ResourceType& spec() const { return type_; }
  [[nodiscard]] std::string_view name() const { return type_.name(); }
  // Its own properties, or those of a definition (null when there is none of that name).
  [[nodiscard]] const KnownProperties& properties() const { return properties_; }
  const KnownProperties* definition(std::string_view name);
  // The limits at a path (aws::TypeConstraints); null when there are none.
  [[nodiscard]] const aws::Constraints* limits(std::string_view path) const;

 private:
  aws::ResourceType type_;
  KnownProperties properties_;
  aws::TypeConstraints limits_;
  std::map<std::string_view, std::unique_ptr<KnownProperties>> definitions_;  // those that were asked for
};

}  // namespace landform::verify
