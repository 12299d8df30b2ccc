// Which requirements of published frameworks a control of the SOPs contributes to. Only mappings that an assessor could
// follow: where a control helps but does not answer a requirement, there is no row for it.
#pragma once

#include <span>
#include <string_view>

namespace landform::aws {

struct Framework {
  std::string_view key;         // "cis"; the language's word where `customer.compliance` has one
  std::string_view title;       // "CIS AWS Foundations Benchmark 3.0.0"
  std::string_view publisher;   // with where to find it
  std::string_view regulation;  // the word of `customer.compliance` that asks for it; empty: always
  std::string_view also;        // a second word that asks for it; empty: none
};

struct ControlMapping {
  std::string_view control;     // of sop_controls.yaml
  std::string_view framework;   // key
  std::string_view references;  // "1.4, 1.7"
};

std::span<const Framework> frameworks();
// By framework in the order of frameworks(), then in the catalogue's order of controls.
std::span<const ControlMapping> control_mappings();

}  // namespace landform::aws
