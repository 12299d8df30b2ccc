// Text that grows at its end, for the writers. What a std::string does for each piece (a call, a look at its length, a
// zero behind it) is most of the work where pieces are of ten bytes; here a piece costs a comparison and a copy.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace landform::yaml {

class OutText {
 public:
  explicit OutText(std::size_t expected_bytes)
      : begin_(std::make_unique_for_overwrite<char[]>(expected_bytes)),
        end_(begin_.get()),
        limit_(end_ + expected_bytes) {}

  void append(std::string_view piece) {
    if (piece.empty()) return;  // may have no address
    std::memcpy(room(piece.size()), piece.data(), piece.size());
    end_ += piece.size();
  }
  void append(char piece) {
    *room(1) = piece;
    ++end_;
  }
  void append_blanks(std::size_t count) {
    constexpr std::string_view kWord = "        ";
    char* const to = room(count + kWord.size());  // whole words are written
    for (std::size_t i = 0; i < count; i += kWord.size()) std::memcpy(to + i, kWord.data(), kWord.size());
    end_ += count;
  }

  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(end_ - begin_.get()); }
  [[nodiscard]] bool ends_with(char c) const { return size() > 0 && end_[-1] == c; }
  // To no more than it has.
  void cut(std::size_t size) { end_ = begin_.get() + size; }
  // As long as nothing is appended.
  [[nodiscard]] std::string_view view() const { return {begin_.get(), size()}; }

 private:
  char* room(std::size_t wanted) {
    if (static_cast<std::size_t>(limit_ - end_) < wanted) grow(wanted);
    return end_;
  }
  void grow(std::size_t wanted);

  std::unique_ptr<char[]> begin_;
  char* end_;
  char* limit_;
};

}  // namespace landform::yaml
