#include "verify/known_type.h"

#include <algorithm>

#include "base/text.h"

namespace landform::verify {
namespace {

const aws::Constraints* find_limits(const aws::TypeConstraints& limits, std::string_view path) {
  const auto found = limits.find(path);
  return found == limits.end() ? nullptr : &found->second;
}

}  // namespace

KnownProperties::KnownProperties(const aws::Properties& properties, std::string_view definition,
                                 const aws::TypeConstraints& limits)
    : table_(properties) {
  for (const aws::Property& property : properties) {
    const aws::Constraints* of_property = definition.empty()
                                              ? find_limits(limits, property.name)
                                              : find_limits(limits, base::cat("#", definition, ".", property.name));
    all_.push_back({property, of_property});
    if (property.required) required_.push_back(property.name);
  }
}

const KnownProperty* KnownProperties::find(std::string_view name) const {
  const auto found =
      std::lower_bound(all_.begin(), all_.end(), name,
                       [](const KnownProperty& property, std::string_view wanted) { return property.name < wanted; });
  return found != all_.end() && found->name == name ? &*found : nullptr;
}

KnownType::KnownType(const aws::ResourceType& type)
    : type_(type),
      limits_(aws::constraints_of_type(type.name())),
      limits_inside_(
          std::any_of(limits_.begin(), limits_.end(),
                      [](const auto& limit) { return limit.first.ends_with("[]") || limit.first.ends_with(".*"); })),
      properties_(type.properties(), {}, limits_) {}

const KnownProperties* KnownType::definition(std::string_view name) const {
  const std::lock_guard lock(asked_);
  const auto [known, fresh] = definitions_.try_emplace(name);
  if (fresh) {
    if (const auto properties = type_.definition(name)) {
      known->second = std::make_unique<KnownProperties>(*properties, name, limits_);
    }
  }
  return known->second.get();
}

const aws::Constraints* KnownType::limits(std::string_view path) const {
  return find_limits(limits_, path);
}

const KnownType& KnownTypes::of(const aws::ResourceType& type) {
  const std::lock_guard lock(asked_);
  const auto [known, fresh] = types_.try_emplace(type.name());
  if (fresh) known->second = std::make_unique<KnownType>(type);
  return *known->second;
}

const Pattern& KnownTypes::pattern(std::string_view text) {
  const std::lock_guard lock(asked_);
  const auto [known, fresh] = patterns_.try_emplace(text);
  if (fresh) known->second = std::make_unique<Pattern>(Pattern::compile(text));
  return *known->second;
}

}  // namespace landform::verify
