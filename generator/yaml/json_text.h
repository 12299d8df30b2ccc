// JSON said piece by piece, appended to one text: what is long and never looked at again needs no tree first.
// write_json is made of it, so that both have the same layout: two blanks a level, a line an entry, nothing inside of
// empty collections; or, minified, no blank at all.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/out_text.h"
#include "yaml/write.h"

namespace landform::yaml {

class JsonText {
 public:
  // `expected_bytes` may be too few or too many.
  explicit JsonText(JsonLayout layout = JsonLayout::pretty, std::size_t expected_bytes = kFirstBytes)
      : out_(std::min(expected_bytes, kPiece)), pretty_(layout == JsonLayout::pretty) {
    if (expected_bytes > kPiece) whole_.reserve(expected_bytes);
  }

  // A value, as the next item of a list, or behind `key`.
  void string(std::string_view text);
  void boolean(bool value) { plain(value ? "true" : "false"); }
  void integer(std::int64_t value);
  // A number or a word that JSON has.
  void plain(std::string_view token);
  void open_object() { open('{', '}'); }
  void open_list() { open('[', ']'); }
  // The object or list that was opened last.
  void close();

  // Before each value of an object.
  void key(std::string_view name);

  // A value of an object with its key.
  void string(std::string_view name, std::string_view text);
  void boolean(std::string_view name, bool value);
  void integer(std::string_view name, std::int64_t value);
  void open_object(std::string_view name);
  void open_list(std::string_view name);

  // As long as nothing more is said.
  [[nodiscard]] std::string_view so_far();
  [[nodiscard]] std::string take() &&;

 private:
  static constexpr std::size_t kFirstBytes = 480;
  static constexpr std::size_t kPiece = std::size_t{32} << 10U;
  struct Open {
    char closing;
    bool empty;
  };

  void open(char opening, char closing);
  void before_value();
  void before_item();
  void new_line();
  void take_piece();

  std::string whole_;  // but for what is in `out_`: a long text is not copied again when it is taken
  OutText out_;
  std::vector<Open> open_;
  bool behind_key_ = false;
  bool pretty_;
};

}  // namespace landform::yaml
