// What a plain scalar means: null, boolean, number or text, by the core schema of YAML 1.2, and where other readers
// would take it for something else. Pure functions over text; no spans, no diagnostics.
#pragma once

#include <cstdint>
#include <string_view>

#include "yaml/node.h"

namespace landform::yaml {

// Kind of an untagged plain scalar. The empty text is null.
Kind plain_kind(std::string_view text);

// Why a number that is written like this does not reach every reader as it stands in the file.
enum class DigitLoss : std::uint8_t { none, leading_zero, beyond_64_bits, beyond_double };
DigitLoss digit_loss(std::string_view text);

// Words and shapes that YAML 1.1 readers (CloudFormation's among them) take for a boolean or a number, YAML 1.2 for
// text.
enum class OtherReading : std::uint8_t { none, true_word, false_word, base_sixty };
OtherReading yaml_1_1_reading(std::string_view text);

}  // namespace landform::yaml
