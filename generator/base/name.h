// Strong names: text that cannot be mistaken for another kind of text. Rooms give each kind a tag.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace landform::base {

template <class Tag>
class Name {
 public:
  Name() = default;
  explicit Name(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  friend auto operator<=>(const Name&, const Name&) = default;
  friend bool operator==(const Name&, const Name&) = default;

 private:
  std::string text_;
};

}  // namespace landform::base

template <class Tag>
struct std::hash<landform::base::Name<Tag>> {
  std::size_t operator()(const landform::base::Name<Tag>& name) const { return std::hash<std::string>{}(name.str()); }
};
