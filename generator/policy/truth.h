// Three-valued logic for policies: what is not known stays unknown until something decides regardless of it.
//
//   and     | no       unknown  yes         or      | no       unknown  yes         not
//   no      | no       no       no          no      | no       unknown  yes         no      -> yes
//   unknown | no       unknown  unknown     unknown | unknown  unknown  yes         unknown -> unknown
//   yes     | no       unknown  yes         yes     | yes      yes      yes         yes     -> no
#pragma once

#include <cstdint>

namespace landform::policy {

enum class Truth : std::uint8_t { no, unknown, yes };  // in this order: "and" is the lesser, "or" the greater

constexpr Truth both(Truth a, Truth b) {
  return a < b ? a : b;
}
constexpr Truth either(Truth a, Truth b) {
  return a < b ? b : a;
}
constexpr Truth inverse(Truth a) {
  return static_cast<Truth>(2 - static_cast<std::uint8_t>(a));
}
constexpr Truth truth_of(bool known) {
  return known ? Truth::yes : Truth::no;
}

}  // namespace landform::policy
