// Small text helpers that every room needs.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace landform::base {

namespace detail {
inline void append_piece(std::string& out, std::string_view piece) {
  out += piece;
}
inline void append_piece(std::string& out, char piece) {
  out += piece;
}
template <std::integral T>
requires(!std::same_as<T, char> && !std::same_as<T, bool>) void append_piece(std::string& out, T number) {
  char buffer[24];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, number);
  out.append(buffer, static_cast<std::size_t>(result.ptr - buffer));
}

// How long a piece will be, as far as it is known for nothing: numbers are not.
constexpr std::size_t known_size(std::string_view piece) {
  return piece.size();
}
template <std::integral T>
constexpr std::size_t known_size(T) {
  return std::same_as<T, char> ? 1 : 0;
}
}  // namespace detail

// Puts texts, characters and whole numbers one behind the other, the same in every locale.
template <class... Pieces>
void append(std::string& out, const Pieces&... pieces) {
  (detail::append_piece(out, pieces), ...);
}

template <class... Pieces>
std::string cat(const Pieces&... pieces) {
  std::string out;
  out.reserve((detail::known_size(pieces) + ... + 0));
  append(out, pieces...);
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string to_lower(std::string_view ascii);
std::string_view trim(std::string_view text);
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);
// "1 stack", "2 stacks", "3 policies": the noun as English wants it for the count.
std::string count_of(std::size_t count, std::string_view singular, std::string_view plural = {});

}  // namespace landform::base
