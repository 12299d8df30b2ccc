// `assertions`: who must always, and who must never, be able to do what, where. Checked against the compiled policies.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class Expectation : std::uint8_t { always, never };

struct Assertion {
  Written<Expectation> may;
  Listed<std::string> who;
  Listed<std::string> actions;
  Listed<std::string> resources;
  Listed<std::string> in;
  Written<std::string> why;
};

using Assertions = Named<Assertion>;

std::span<const Word> words_of(Expectation);
std::span<const Field> fields_of(const Assertion*);

}  // namespace landform::blueprint
