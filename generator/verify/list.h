// The one table of laws, in the order in which they run. docs/laws.md is made of it and held fresh by a test.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "verify/index.h"

namespace landform::verify {

struct Law {
  std::string_view name;                                      // kebab-case; the case folder tests/cases/verify/<name>/
  std::string_view what;                                      // what it holds, one sentence
  std::string_view example;                                   // something it refuses
  std::string_view slugs;                                     // separated by spaces
  void (*check)(const Input&, base::Diagnostics&) = nullptr;  // null: a law over a whole plan (plan_laws.cpp)
};

std::span<const Law> all_laws();
// docs/laws.md
std::string laws_page();

}  // namespace landform::verify
