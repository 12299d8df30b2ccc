// `guardrails`: organization policies, presets by name and the customer's own.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class GuardrailKind : std::uint8_t {
  service_control,
  resource_control,
  tag,
  backup,
  ai_opt_out,
  chat,
  declarative_ec2,
  security_hub,
  inspector,
  upgrade_rollout,
  bedrock,
  s3,
  network_security_director
};

struct Guardrail {
  Written<GuardrailKind> kind;
  Listed<std::string> attach, detach;
  Listed<Statement> statements;
  Written<Tree> content;
  Written<std::string> file;
  Written<Tree> parameters;  // of a preset: name -> value or values
  Listed<std::string> exempt;
  Written<std::string> description;
};

using Guardrails = Named<Guardrail>;

std::span<const Word> words_of(GuardrailKind);
std::span<const Field> fields_of(const Guardrail*);

}  // namespace landform::blueprint
