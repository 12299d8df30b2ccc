// One control of the standard operating procedures: what controls.h lists and emitted resources name in their Metadata.
#pragma once

#include <cstdint>
#include <string_view>

namespace landform::aws {

// The kinds of artefact that meet a control; a set of them.
enum class How : std::uint8_t {
  deploy = 1,     // a CloudFormation resource, or an account setting applied by one
  prevent = 2,    // an organization policy
  detect = 4,     // a Config rule, alarm, analyzer or finding route
  runbook = 8,    // a step that a person does, with the evidence to file
  document = 16,  // a generated document
};
constexpr How operator|(How a, How b) {
  return static_cast<How>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr bool has(How set, How one) {
  return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(one)) != 0;
}

struct Control {
  std::string_view id;  // "root.mfa"; what is before the dot is its area
  How how;
  std::string_view source;  // "A 3, B 3.1": procedures and sections, as sop_controls.yaml explains them
  std::string_view asks;    // one sentence, lower case, no full stop

  [[nodiscard]] constexpr std::string_view area() const { return id.substr(0, id.find('.')); }
};

}  // namespace landform::aws
