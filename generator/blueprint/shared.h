// Pieces that several sections share: policy statements, notification channels, selections by tag.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/field.h"
#include "blueprint/organization.h"

namespace landform::blueprint {

enum class Effect : std::uint8_t { allow, deny };

// One statement of a policy, in the language's own spelling. Which parts a kind of policy takes is resolve's to check.
struct Statement {
  Written<std::string> sid;
  Written<Effect> effect;
  Listed<std::string> actions, not_actions;
  Listed<std::string> resources, not_resources;
  Written<Tree> conditions;  // operator -> key -> value or values, as IAM writes it
};

// The topics that the mailboxes of the same names subscribe to.
enum class Channel : std::uint8_t { security, operations, billing };

struct Selection {
  Tags tag;  // any one of them selects
  Listed<std::string> resources;
};

std::span<const Word> words_of(Effect);
std::span<const Word> words_of(Channel);
std::span<const Field> fields_of(const Statement*);
std::span<const Field> fields_of(const Selection*);

}  // namespace landform::blueprint
