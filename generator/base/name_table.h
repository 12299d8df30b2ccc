// Names and what belongs to each, in the order in which they came and found by hashing. All of it lies in two pieces of
// memory, because tables are made for every template: of its resources, its parameters, the keys of a mapping.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "base/same_text.h"

namespace landform::base {

// The texts of the names must outlive the table. Nothing is ever taken out.
template <class T>
class NameTable {
 public:
  struct Named {
    std::string_view name;
    T value;
  };

  // Null when absent. Pointers hold until the next name is added.
  [[nodiscard]] const T* find(std::string_view name) const {
    const std::size_t at = position(name);
    return at == kAbsent ? nullptr : &all_[at].value;
  }
  [[nodiscard]] T* find(std::string_view name) {
    const std::size_t at = position(name);
    return at == kAbsent ? nullptr : &all_[at].value;
  }
  // With the text of the name that the table holds.
  [[nodiscard]] const Named* find_named(std::string_view name) const {
    const std::size_t at = position(name);
    return at == kAbsent ? nullptr : &all_[at];
  }
  [[nodiscard]] bool contains(std::string_view name) const { return position(name) != kAbsent; }

  // The value of this name, and whether it is new; an older value stays.
  std::pair<T*, bool> add(std::string_view name, T value) {
    const std::uint32_t hash = slots_.empty() ? 0 : hash_of(name);
    if (const std::size_t known = position(name, hash); known != kAbsent) return {&all_[known].value, false};
    all_.push_back({name, std::move(value)});
    if (slots_.empty() ? all_.size() > kWalked : 2 * all_.size() > slots_.size()) {
      make_slots(2 * all_.size());
    } else if (!slots_.empty()) {
      place(all_.size() - 1, hash);
    }
    return {&all_.back().value, true};
  }

  void reserve(std::size_t count) {
    all_.reserve(count);
    if (count > kWalked) make_slots(count);
  }

  void clear() {
    all_.clear();
    slots_.clear();
  }

  [[nodiscard]] std::size_t size() const { return all_.size(); }
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] auto begin() const { return all_.begin(); }
  [[nodiscard]] auto end() const { return all_.end(); }

 private:
  static constexpr std::size_t kAbsent = SIZE_MAX;
  // So few names are compared one by one.
  static constexpr std::size_t kWalked = 8;

  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t next = 0;  // position in all_ from 1; 0 for a free slot
  };

  static std::uint64_t bytes_at(const char* text, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, count);
    return word;
  }

  // Eight bytes at a time; the last eight may be looked at twice. A product carries bits upwards only, so its upper
  // half is folded back before the next one.
  static std::uint32_t hash_of(std::string_view name) {
    constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
    std::uint64_t hash = name.size();
    const auto mix = [&](std::uint64_t word) {
      hash = (hash ^ word) * kFactor;
      hash ^= hash >> 32U;
    };
    if (name.size() >= 8) {
      for (std::size_t at = 0; at + 8 < name.size(); at += 8) mix(bytes_at(name.data() + at, 8));
      mix(bytes_at(name.data() + name.size() - 8, 8));
    } else if (name.size() >= 4) {
      mix(bytes_at(name.data(), 4) << 32U | bytes_at(name.data() + name.size() - 4, 4));
    } else {
      for (const char c : name) mix(static_cast<unsigned char>(c));
    }
    return static_cast<std::uint32_t>(hash * kFactor >> 32U);
  }

  [[nodiscard]] std::size_t position(std::string_view name) const {
    return position(name, slots_.empty() ? 0 : hash_of(name));
  }

  // The hash counts only where there are slots.
  [[nodiscard]] std::size_t position(std::string_view name, std::uint32_t hash) const {
    if (slots_.empty()) {
      for (std::size_t i = 0; i < all_.size(); ++i) {
        if (same_text(all_[i].name, name)) return i;
      }
      return kAbsent;
    }
    for (std::size_t at = hash & (slots_.size() - 1); slots_[at].next != 0; at = (at + 1) & (slots_.size() - 1)) {
      const std::size_t candidate = slots_[at].next - 1;
      if (slots_[at].hash == hash && same_text(all_[candidate].name, name)) return candidate;
    }
    return kAbsent;
  }

  // Slots for `count` names, at most half of them taken.
  void make_slots(std::size_t count) {
    std::size_t size = 4 * kWalked;
    while (size < 2 * count) size *= 2;
    if (size <= slots_.size()) return;
    slots_.assign(size, {});
    for (std::size_t i = 0; i < all_.size(); ++i) place(i, hash_of(all_[i].name));
  }

  void place(std::size_t position, std::uint32_t hash) {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].next != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {hash, static_cast<std::uint32_t>(position + 1)};
  }

  std::vector<Named> all_;
  std::vector<Slot> slots_;  // as many as a power of two; none while the names are few
};

struct Nothing {};
using NameSet = NameTable<Nothing>;

}  // namespace landform::base
