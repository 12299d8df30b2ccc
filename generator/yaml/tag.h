// A node's tag. Few nodes have one, so that only those pay for its text.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace landform::yaml {

class Tag {
 public:
  Tag() = default;
  Tag(std::string_view text) : text_(text.empty() ? nullptr : std::make_unique<std::string>(text)) {}
  Tag(const Tag& other) : Tag(other.view()) {}
  Tag(Tag&&) noexcept = default;
  Tag& operator=(const Tag& other) { return *this = Tag(other); }
  Tag& operator=(Tag&&) noexcept = default;
  ~Tag() = default;

  [[nodiscard]] std::string_view view() const { return text_ ? std::string_view(*text_) : std::string_view(); }
  operator std::string_view() const { return view(); }
  [[nodiscard]] bool empty() const { return text_ == nullptr; }
  void clear() { text_.reset(); }
  friend bool operator==(const Tag& a, const Tag& b) { return a.view() == b.view(); }
  friend bool operator==(const Tag& a, std::string_view b) { return a.view() == b; }

 private:
  std::unique_ptr<std::string> text_;  // null for none
};

}  // namespace landform::yaml
