// The texts of a template's members (resources, outputs, ...) that were written before, kept for all stacks that are
// made from one source: most members of a thousand networks are the same to the byte. A text that was read back once
// is right for every tree that is the same in all that a writer looks at. Any thread may ask and add; who asks waits
// for nobody.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "yaml/node.h"

namespace landform::emit {

class KnownTexts {
 public:
  struct Found {
    const std::string* text = nullptr;  // null for a member that is not known; stays where it is
    bool wanted = false;                // adding it may pay
  };
  [[nodiscard]] Found find(std::string_view section, const yaml::Entry& member) const;

  // What a writer looks at in a member, one behind the other: short, and compared without following pointers. Of
  // members in long form, as they are looked for.
  static std::string form_of(const yaml::Entry& member);
  void add(std::string_view section, std::string_view name, std::string form, std::string text);

 private:
  struct Known {
    Known(std::string_view of_section, std::string_view of_name, std::string&& its_form, std::string&& its_text)
        : section(of_section), name(of_name), form(std::move(its_form)), text(std::move(its_text)) {}

    std::string section;
    std::string name;
    std::string form;
    std::string text;
    // In how many looks on end nothing was the same. Where many threads look it may be less, which changes no text.
    mutable std::atomic<std::uint32_t> looks_in_vain = 0;
  };
  static constexpr std::size_t kSlots = 4096;
  static constexpr std::size_t kMost = kSlots / 2;
  // Of one name: what differs from stack to stack is not worth a long look.
  static constexpr std::size_t kVariants = 4;
  static constexpr std::uint32_t kLooks = 8;  // in vain, and none is made any more

  // Whether one more is, where so many of the same name are known.
  [[nodiscard]] bool is_wanted(std::size_t variants) const {
    return variants < kVariants && count_.load(std::memory_order_relaxed) < kMost;
  }
  // Asks `is_it` of each that is known of this name, one after the other.
  struct Looked {
    const Known* found = nullptr;  // of which it was true
    std::size_t variants = 0;      // that were looked at
    std::size_t free_slot = 0;     // behind all of them; only where none was found
  };
  template <class IsIt>
  [[nodiscard]] Looked look(std::string_view section, std::string_view name, const IsIt& is_it) const;

  std::vector<std::atomic<const Known*>> slots_{kSlots};  // filled without gaps from where a name's hash points to
  std::mutex adding_;
  std::atomic<std::size_t> count_ = 0;
  std::vector<std::unique_ptr<const Known>> all_;
};

}  // namespace landform::emit
