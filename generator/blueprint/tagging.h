// `tagging`: the tag keys of the organization, what is required, and how that is enforced.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/organization.h"

namespace landform::blueprint {

enum class TagEnforcement : std::uint8_t { tag_policy, config_rule, service_control };

struct TagDefinition {
  Listed<std::string> values;  // empty: any value
  Written<bool> required;
  Written<bool> cost_allocation;
  Listed<std::string> enforced_for;  // "ec2:instance"
  Written<std::string> description;
};

struct Tagging {
  Named<TagDefinition> keys;
  Tags defaults;
  Listed<TagEnforcement> enforce;
};

std::span<const Word> words_of(TagEnforcement);
std::span<const Field> fields_of(const TagDefinition*);
std::span<const Field> fields_of(const Tagging*);

}  // namespace landform::blueprint
