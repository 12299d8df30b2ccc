// How a plain text begins, for reading back: most beginnings are text to every reader, whatever follows. Apart from the
// writer's own rules on purpose.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace landform::yaml {

enum class ReadStart : std::uint8_t {
  text,        // what begins so is text to every reader
  exponent,    // unless a digit or a sign follows: E3005
  short_word,  // unless it is a word: yes, No, on, true
  typed,       // a number, a date, a null, or a mark: the readers' rules have to be asked
  mark         // begins no plain text
};

constexpr std::array<ReadStart, 256> make_read_starts() {
  std::array<ReadStart, 256> table{};
  for (const char c : std::string_view("yYnNtTfFoO")) table[static_cast<unsigned char>(c)] = ReadStart::short_word;
  for (const char c : std::string_view("eE")) table[static_cast<unsigned char>(c)] = ReadStart::exponent;
  for (const char c : std::string_view("0123456789-+.~=<?:")) table[static_cast<unsigned char>(c)] = ReadStart::typed;
  for (const char c : std::string_view(" ,[]{}#&*!|>'\"%@`")) table[static_cast<unsigned char>(c)] = ReadStart::mark;
  return table;
}
inline constexpr std::array<ReadStart, 256> kReadStarts = make_read_starts();

// For the beginnings that are not always text.
bool begins_as_text(std::string_view text, ReadStart start);

// True if no reader, of YAML 1.1 or 1.2, takes the plain text for anything but text because of how it begins, or as a
// whole. Not for the empty one.
inline bool begins_as_text(std::string_view text) {
  const ReadStart start = kReadStarts[static_cast<unsigned char>(text.front())];
  return start == ReadStart::text || begins_as_text(text, start);
}

}  // namespace landform::yaml
