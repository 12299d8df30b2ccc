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

// Before the text of a scalar, or before what a collection holds: all that there is to say of a node but that.
std::uint64_t head_of(const Node& node) {
  const std::size_t size = node.is_scalar() ? node.text.size() : node.items.size() + node.entries.size();
  return static_cast<std::uint64_t>(node.kind) | static_cast<std::uint64_t>(node.style) << 8U |
         std::uint64_t{!node.tag.empty()} << 16U | static_cast<std::uint64_t>(size) << 32U;
}

class FormWriter {
 public:
  void node(const Node& node) {
    number(head_of(node));
    if (!node.tag.empty()) text(node.tag);
    if (node.is_scalar()) form_ += node.text;
    for (const Node& item : node.items) this->node(item);
    for (const Entry& entry : node.entries) {
      text(entry.key);
      this->node(entry.value);
    }
  }
  std::string take() && { return std::move(form_); }

 private:
  void number(std::uint64_t value) { form_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void text(std::string_view value) {
    number(value.size());
    form_ += value;
  }

  std::string form_;
};

// Whether a tree has this form. Sizes stand before what has them: as long as all was the same, the form goes on where
// the tree does, so nothing is read behind its end.
class FormReader {
 public:
  explicit FormReader(const std::string& form) : next_(form.data()) {}

  bool node(const Node& node) {
    if (!number(head_of(node))) return false;
    if (!node.tag.empty() && !text(node.tag)) return false;
    if (node.is_scalar()) return bytes(node.text);
    for (const Node& item : node.items) {
      if (!this->node(item)) return false;
    }
    for (const Entry& entry : node.entries) {
      if (!text(entry.key) || !this->node(entry.value)) return false;
    }
    return true;
  }

 private:
  bool number(std::uint64_t wanted) {
    std::uint64_t found = 0;
    std::memcpy(&found, next_, sizeof found);
    next_ += sizeof found;
    return found == wanted;
  }
  bool bytes(std::string_view wanted) {
    if (!base::same_bytes(next_, wanted.data(), wanted.size())) return false;
    next_ += wanted.size();
    return true;
  }
  bool text(std::string_view wanted) { return number(wanted.size()) && bytes(wanted); }

  const char* next_;
};

}  // namespace

std::string KnownTexts::form_of(const Entry& member) {
  FormWriter form;
  form.node(member.value);
  return std::move(form).take();
}

template <class IsIt>
KnownTexts::Looked KnownTexts::look(std::string_view section, std::string_view name, const IsIt& is_it) const {
  Looked looked;
  for (std::size_t at = std::hash<std::string_view>()(name);; ++at) {
    looked.free_slot = at % kSlots;
    const Known* known = slots_[looked.free_slot].load(std::memory_order_acquire);
    if (known == nullptr) return looked;
    if (known->name != name || known->section != section) continue;
    ++looked.variants;
    if (!is_it(*known)) continue;
    looked.found = known;
    return looked;
  }
}

KnownTexts::Found KnownTexts::find(std::string_view section, const Entry& member) const {
  const Looked looked = look(section, member.key, [&](const Known& known) {
    const std::uint32_t in_vain = known.looks_in_vain.load(std::memory_order_relaxed);
    if (in_vain == kLooks) return false;
    const bool same = FormReader(known.form).node(member.value);
    if (!same || in_vain > 0) known.looks_in_vain.store(same ? 0 : in_vain + 1, std::memory_order_relaxed);
    return same;
  });
  return looked.found ? Found{&looked.found->text, false} : Found{nullptr, is_wanted(looked.variants)};
}

void KnownTexts::add(std::string_view section, std::string_view name, std::string form, std::string text) {
  const std::lock_guard lock(adding_);
  const Looked looked = look(section, name, [&](const Known& known) { return known.form == form; });
  if (looked.found || !is_wanted(looked.variants)) return;  // another thread was here
  all_.push_back(std::make_unique<const Known>(section, name, std::move(form), std::move(text)));
  slots_[looked.free_slot].store(all_.back().get(), std::memory_order_release);
  count_.store(all_.size(), std::memory_order_relaxed);
}

}  // namespace landform::emit
