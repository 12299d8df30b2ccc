// How the language's values are kept as they were written: whether a key stood there at all, and where. Nothing here is
// resolved; names are text, and rules between fields have not been looked at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/span.h"
#include "yaml/node.h"

namespace landform::blueprint {

// `unset`: the key is absent, and the value is the table's default, if it has one.
// `null`: the key stands there with nothing or `null` behind it; only fields that say so take it (it stops an
// inheritance). `value`: the key gave the value. `poisoned`: it gave one that was refused and diagnosed; nothing more
// is to be said of it.
enum class Presence : std::uint8_t { unset, null, value, poisoned };

// What every place for a value has in common.
struct Slot {
  Presence presence = Presence::unset;
  base::Span span;  // of the value; unknown when unset

  [[nodiscard]] bool written() const { return presence == Presence::value; }
  [[nodiscard]] bool refused() const { return presence == Presence::poisoned; }
};

// One value. `value` may be read whatever the presence: it is the written value or the default.
template <class T>
struct Written : Slot {
  T value{};

  const T& operator*() const { return value; }
  const T* operator->() const { return &value; }
};

namespace detail {
// Lists and maps may hold lists and maps; what is no slot yet becomes one.
template <class T>
using Held = std::conditional_t<std::is_base_of_v<Slot, T>, T, Written<T>>;
}  // namespace detail

// A list, in the order of the source. Consumers that write output sort.
template <class T>
struct Listed : Slot {
  using Item = detail::Held<T>;
  std::vector<Item> items;

  [[nodiscard]] auto begin() const { return items.begin(); }
  [[nodiscard]] auto end() const { return items.end(); }
  [[nodiscard]] bool empty() const { return items.empty(); }
  [[nodiscard]] std::size_t size() const { return items.size(); }
};

template <class T>
struct NamedItem {
  std::string name;
  base::Span name_span;
  detail::Held<T> written;

  const T& operator*() const { return written.value; }
  const T* operator->() const { return &written.value; }
};

// A map keyed by names of the customer's choice, in the order of the source. Consumers that write output sort by name.
template <class T>
struct Named : Slot {
  using Item = NamedItem<T>;
  std::vector<Item> items;

  [[nodiscard]] auto begin() const { return items.begin(); }
  [[nodiscard]] auto end() const { return items.end(); }
  [[nodiscard]] bool empty() const { return items.empty(); }
  [[nodiscard]] std::size_t size() const { return items.size(); }
  // Null when absent. Linear: for single look-ups, not for loops over large maps.
  [[nodiscard]] const Item* find(std::string_view name) const {
    for (const Item& item : items) {
      if (item.name == name) return &item;
    }
    return nullptr;
  }
};

// A piece of the source as it is: policy content, conditions. Points into the tree that was decoded, which must live
// on.
struct Tree {
  const yaml::Node* node = nullptr;
};

// A number that may have a fraction, as it was written ("0.5"); it goes to the output with the same digits.
struct Decimal {
  std::string text;
};

}  // namespace landform::blueprint
