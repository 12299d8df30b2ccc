#include "yaml/json_text.h"

#include <utility>

#include "base/text.h"
#include "yaml/quoted_text.h"

namespace landform::yaml {

void JsonText::new_line() {
  if (!pretty_) return;
  out_.append('\n');
  out_.append_blanks(open_.size() * 2);
}

void JsonText::take_piece() {
  whole_ += out_.view();
  out_.cut(0);
}

void JsonText::before_item() {
  if (out_.size() >= kPiece) take_piece();
  if (open_.empty()) return;
  if (!open_.back().empty) out_.append(',');
  open_.back().empty = false;
  new_line();
}

void JsonText::before_value() {
  if (!std::exchange(behind_key_, false)) before_item();
}

void JsonText::string(std::string_view text) {
  before_value();
  append_quoted(out_, text);
}

void JsonText::integer(std::int64_t value) {
  plain(base::cat(value));
}

void JsonText::plain(std::string_view token) {
  before_value();
  out_.append(token);
}

void JsonText::open(char opening, char closing) {
  before_value();
  out_.append(opening);
  open_.push_back({closing, true});
}

void JsonText::close() {
  const Open closed = open_.back();
  open_.pop_back();
  if (!closed.empty) new_line();
  out_.append(closed.closing);
}

void JsonText::key(std::string_view name) {
  before_item();
  append_quoted(out_, name);
  out_.append(pretty_ ? ": " : ":");
  behind_key_ = true;
}

void JsonText::string(std::string_view name, std::string_view text) {
  key(name);
  string(text);
}

void JsonText::boolean(std::string_view name, bool value) {
  key(name);
  boolean(value);
}

void JsonText::integer(std::string_view name, std::int64_t value) {
  key(name);
  integer(value);
}

void JsonText::open_object(std::string_view name) {
  key(name);
  open_object();
}

void JsonText::open_list(std::string_view name) {
  key(name);
  open_list();
}

std::string_view JsonText::so_far() {
  take_piece();
  return whole_;
}

std::string JsonText::take() && {
  if (pretty_) out_.append('\n');
  take_piece();
  return std::move(whole_);
}

}  // namespace landform::yaml
