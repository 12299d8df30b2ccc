#include "emit/known_texts.h"

#include <cstdint>
#include <cstring>
#include <functional>
#include <utility>

#include "base/same_text.h"

namespace landform::emit {
namespace {

using yaml::Entry;
using yaml::Node;

using Length = std::uint32_t;

// Lengths stand before what has them, so that no two trees have one form.
class FormWriter {
 public:
  void node(const Node& node) {
    form_ += static_cast<char>(node.kind);
    form_ += static_cast<char>(node.style);
    text(node.tag);
    if (node.is_scalar()) return text(node.text);
    length(node.items.size() + node.entries.size());
    for (const Node& item : node.items) this->node(item);
    for (const Entry& entry : node.entries) {
      text(entry.key);
      this->node(entry.value);
    }
  }
  std::string take() && { return std::move(form_); }

 private:
  void length(std::size_t value) {
    const auto bytes = static_cast<Length>(value);
    form_.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
  }
  void text(std::string_view value) {
    length(value.size());
    form_ += value;
  }

  std::string form_;
};

// Whether a tree has this form.
class FormReader {
 public:
  explicit FormReader(std::string_view form) : next_(form.data()), end_(next_ + form.size()) {}

  bool node(const Node& node) {
    constexpr std::size_t kHead = 2 + sizeof(Length);
    if (left() < kHead || next_[0] != static_cast<char>(node.kind) || next_[1] != static_cast<char>(node.style)) {
      return false;
    }
    next_ += 2;
    if (!text(node.tag)) return false;
    if (node.is_scalar()) return text(node.text);
    if (!length(node.items.size() + node.entries.size())) return false;
    for (const Node& item : node.items) {
      if (!this->node(item)) return false;
    }
    for (const Entry& entry : node.entries) {
      if (!text(entry.key) || !this->node(entry.value)) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - next_); }

  bool length(std::size_t wanted) {
    Length found = 0;
    if (left() < sizeof found) return false;
    std::memcpy(&found, next_, sizeof found);
    next_ += sizeof found;
    return found == wanted;
  }
  bool text(std::string_view wanted) {
    if (!length(wanted.size()) || left() < wanted.size()) return false;
    if (!base::same_bytes(next_, wanted.data(), wanted.size())) return false;
    next_ += wanted.size();
    return true;
  }

  const char* next_;
  const char* end_;
};

}  // namespace

std::string KnownTexts::form_of(const Entry& member) {
  FormWriter form;
  form.node(member.value);
  return std::move(form).take();
}

KnownTexts::Found KnownTexts::find(std::string_view section, const Entry& member) const {
  std::size_t variants = 0;
  for (std::size_t at = std::hash<std::string_view>()(member.key);; ++at) {
    const Known* known = slots_[at % kSlots].load(std::memory_order_acquire);
    if (known == nullptr) return {nullptr, is_wanted(variants)};
    if (known->name != member.key || known->section != section) continue;
    if (FormReader(known->form).node(member.value)) return {&known->text, false};
    ++variants;
  }
}

void KnownTexts::add(std::string_view section, std::string_view name, std::string form, std::string text) {
  const std::lock_guard lock(adding_);
  std::size_t variants = 0;
  std::size_t at = std::hash<std::string_view>()(name);
  for (;; ++at) {
    const Known* known = slots_[at % kSlots].load(std::memory_order_relaxed);
    if (known == nullptr) break;
    if (known->name != name || known->section != section) continue;
    if (known->form == form) return;  // another thread was here
    ++variants;
  }
  if (!is_wanted(variants)) return;
  all_.push_back(
      std::make_unique<const Known>(Known{std::string(section), std::string(name), std::move(form), std::move(text)}));
  slots_[at % kSlots].store(all_.back().get(), std::memory_order_release);
  count_.store(all_.size(), std::memory_order_relaxed);
}

}  // namespace landform::emit
