#include "verify/known_type.h"

#include <algorithm>

namespace landform::verify {

KnownProperties::KnownProperties(const aws::Properties& properties) : table_(properties) {
  for (const aws::Property& property : properties) {
    all_.push_back(property);
    if (property.required) required_.push_back(property.name);
  }
}

const aws::Property* KnownProperties::find(std::string_view name) const {
  const auto found =
      std::lower_bound(all_.begin(), all_.end(), name,
                       [](const aws::Property& property, std::string_view wanted) { return property.name < wanted; });
  return found != all_.end() && found->name == name ? &*found : nullptr;
}

KnownType::KnownType(const aws::ResourceType& type)
    : type_(type), properties_(type.properties()), limits_(aws::constraints_of_type(type.name())) {}

const KnownProperties* KnownType::definition(std::string_view name) {
  const auto [known, fresh] = definitions_.try_emplace(name);
  if (fresh) {
    if (const auto properties = type_.definition(name)) {
      known->second = std::make_unique<KnownProperties>(*properties);
    }
  }
  return known->second.get();
}

const aws::Constraints* KnownType::limits(std::string_view path) const {
  const auto found = limits_.find(path);
  return found == limits_.end() ? nullptr : &found->second;
}

}  // namespace landform::verify
