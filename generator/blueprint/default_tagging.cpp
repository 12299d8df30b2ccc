#include "blueprint/default_tagging.h"

#include <string>

#include "blueprint/decode.h"

namespace landform::blueprint {

void add_default_tagging(Blueprint& blueprint) {
  const Customer& customer = *blueprint.customer;
  if (blueprint.tagging.presence != Presence::unset || !customer.slug.written()) return;
  Tagging& tagging = blueprint.tagging.value;
  auto& key = tagging.keys.items.emplace_back();
  tagging.keys.presence = Presence::value;
  tagging.keys.span = customer.slug.span;  // what is wrong with the key is wrong with the slug
  key.name = kDefaultTagKey;
  key.written.presence = Presence::value;
  TagDefinition& definition = key.written.value;
  fill_defaults(fields_of(static_cast<const TagDefinition*>(nullptr)), &definition);
  auto& value = definition.values.items.emplace_back();
  definition.values.presence = Presence::value;
  value.presence = Presence::value;
  value.value = *customer.slug;
  definition.required.value = true;
  definition.required.presence = Presence::value;
  definition.cost_allocation.value = true;
  definition.cost_allocation.presence = Presence::value;
  definition.description.value = "Whose resource it is; landform's default key";
  definition.description.presence = Presence::value;
  key.name_span = customer.slug.span;
  value.span = customer.slug.span;
  auto& given = tagging.defaults.items.emplace_back();
  tagging.defaults.presence = Presence::value;
  given.name = kDefaultTagKey;
  given.name_span = customer.slug.span;
  given.written.presence = Presence::value;
  given.written.span = customer.slug.span;
  given.written.value = *customer.slug;
}

}  // namespace landform::blueprint
