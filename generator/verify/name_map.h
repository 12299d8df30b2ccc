// Values by name, in one block of memory: templates have hundreds of names, and each law asks for them again. The names
// live longer than the map.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace landform::verify {

template <class Value>
class NameMap {
 public:
  // For so many names; more may come.
  void reserve(std::size_t names) {
    const std::size_t wanted = std::bit_ceil(std::max<std::size_t>(names * 2, kFewest));
    if (wanted > slots_.size()) move_into(wanted);
  }

  // The first value of a name stays. True when it was the first.
  bool emplace(std::string_view name, Value value) {
    reserve(size_ + 1);
    Slot& slot = slots_[place_of(name)];
    if (slot.name.data() != nullptr) return false;
    slot = {name.data() == nullptr ? std::string_view("") : name, value};
    ++size_;
    return true;
  }

  void clear() {
    if (slots_.size() > kFewest) slots_.clear();
    std::fill(slots_.begin(), slots_.end(), Slot{});
    size_ = 0;
  }

  // Null when absent.
  [[nodiscard]] const Value* find(std::string_view name) const {
    if (size_ == 0) return nullptr;
    const Slot& slot = slots_[place_of(name)];
    return slot.name.data() == nullptr ? nullptr : &slot.value;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool contains(std::string_view name) const { return find(name) != nullptr; }

 private:
  static constexpr std::size_t kFewest = 16;

  struct Slot {
    std::string_view name{};  // without data: free
    Value value{};
  };

  static std::uint64_t hash_of(std::string_view name) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;
    std::uint64_t hash = name.size() * kOdd;
    while (!name.empty()) {
      std::uint64_t piece = 0;
      const std::size_t size = std::min(name.size(), sizeof piece);
      std::memcpy(&piece, name.data(), size);
      hash = (hash ^ piece) * kOdd;
      hash ^= hash >> 29U;
      name.remove_prefix(size);
    }
    return hash * kOdd >> 20U;  // what differs by a digit or two must not fall together
  }

  // Where the name stands, or the free slot where it would. At most half of the slots are taken.
  [[nodiscard]] std::size_t place_of(std::string_view name) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = hash_of(name) & mask;
    while (slots_[place].name.data() != nullptr && slots_[place].name != name) place = (place + 1) & mask;
    return place;
  }

  void move_into(std::size_t slots) {
    std::vector<Slot> before(slots);
    before.swap(slots_);
    for (const Slot& slot : before) {
      if (slot.name.data() != nullptr) slots_[place_of(slot.name)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace landform::verify
