// What a node holds: a vector of eight bytes, so that the many nodes without children cost little. Trees are most of
// what a run touches, and a std::vector is three words even when it is empty.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace landform::yaml {

// Behaves as std::vector<T> does, its rules on when iterators and references hold included; fewer functions.
template <class T>
class Children {
 public:
  using value_type = T;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using reference = T&;
  using const_reference = const T&;
  using iterator = T*;
  using const_iterator = const T*;
  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;

  Children() = default;
  Children(std::initializer_list<T> values) { append(values.begin(), values.end()); }
  template <std::input_iterator Iterator>
  Children(Iterator first, Iterator last) {
    append(first, last);
  }
  Children(std::vector<T>&& values) {
    append(std::make_move_iterator(values.begin()), std::make_move_iterator(values.end()));
  }
  Children(const Children& other) { append(other.begin(), other.end()); }
  Children(Children&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  Children& operator=(const Children& other) {
    if (this != &other) Children(other).swap(*this);  // `other` may be a part of what goes
    return *this;
  }
  Children& operator=(Children&& other) noexcept {
    Children(std::move(other)).swap(*this);
    return *this;
  }
  ~Children() {
    if (block_ == nullptr) return;
    std::destroy_n(data(), block_->size);
    free(block_);
  }

  [[nodiscard]] std::size_t size() const { return block_ == nullptr ? 0 : block_->size; }
  [[nodiscard]] std::size_t capacity() const { return block_ == nullptr ? 0 : block_->capacity; }
  [[nodiscard]] bool empty() const { return size() == 0; }

  T* data() { return block_ == nullptr ? nullptr : first_of(block_); }
  const T* data() const { return block_ == nullptr ? nullptr : first_of(block_); }
  iterator begin() { return data(); }
  iterator end() { return data() + size(); }
  const_iterator begin() const { return data(); }
  const_iterator end() const { return data() + size(); }
  reverse_iterator rbegin() { return reverse_iterator(end()); }
  reverse_iterator rend() { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const { return const_reverse_iterator(begin()); }

  T& operator[](std::size_t index) { return data()[index]; }
  const T& operator[](std::size_t index) const { return data()[index]; }
  T& front() { return *begin(); }
  const T& front() const { return *begin(); }
  T& back() { return end()[-1]; }
  const T& back() const { return end()[-1]; }

  void reserve(std::size_t wanted) {
    if (wanted > capacity()) move_to(block_of(wanted));
  }
  template <class... Arguments>
  T& emplace_back(Arguments&&... arguments) {
    if (size() == capacity()) return grow(std::forward<Arguments>(arguments)...);
    T* const made = std::construct_at(end(), std::forward<Arguments>(arguments)...);
    ++block_->size;
    return *made;
  }
  void push_back(const T& value) { emplace_back(value); }
  void push_back(T&& value) { emplace_back(std::move(value)); }
  void pop_back() {
    std::destroy_at(end() - 1);
    --block_->size;
  }
  void clear() { erase(begin(), end()); }
  void resize(std::size_t wanted) {
    if (wanted < size()) erase(begin() + wanted, end());
    reserve(wanted);
    while (size() < wanted) emplace_back();
  }
  template <std::input_iterator Iterator>
  void assign(Iterator first, Iterator last) {
    Children(first, last).swap(*this);
  }
  iterator erase(const_iterator first, const_iterator last) {
    T* const hole = data() + (first - data());
    if (first == last) return hole;
    T* const new_end = std::move(data() + (last - data()), end(), hole);
    block_->size -= static_cast<std::uint32_t>(std::destroy_n(new_end, last - first) - new_end);
    return hole;
  }
  iterator erase(const_iterator position) { return erase(position, position + 1); }
  iterator insert(const_iterator position, T value) {
    const std::ptrdiff_t index = position - data();
    emplace_back(std::move(value));
    std::rotate(begin() + index, end() - 1, end());
    return begin() + index;
  }
  template <std::input_iterator Iterator>
  iterator insert(const_iterator position, Iterator first, Iterator last) {
    const std::ptrdiff_t index = position - data();
    const std::size_t before = size();
    append(first, last);
    std::rotate(begin() + index, begin() + static_cast<std::ptrdiff_t>(before), end());
    return begin() + index;
  }
  void swap(Children& other) noexcept { std::swap(block_, other.block_); }

  friend bool operator==(const Children& a, const Children& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }
  template <class Predicate>
  friend std::size_t erase_if(Children& children, Predicate predicate) {
    const auto kept_end = std::remove_if(children.begin(), children.end(), predicate);
    const auto gone = static_cast<std::size_t>(children.end() - kept_end);
    children.erase(kept_end, children.end());
    return gone;
  }

 private:
  // Stands before the children in one allocation.
  struct Block {
    std::uint32_t size;
    std::uint32_t capacity;
  };

  static T* first_of(Block* block) { return std::launder(reinterpret_cast<T*>(block + 1)); }
  static const T* first_of(const Block* block) { return std::launder(reinterpret_cast<const T*>(block + 1)); }
  static Block* block_of(std::size_t capacity) {
    static_assert(alignof(T) <= sizeof(Block) && sizeof(Block) % alignof(T) == 0);
    void* const memory = ::operator new(sizeof(Block) + capacity * sizeof(T));
    return new (memory) Block{0, static_cast<std::uint32_t>(capacity)};
  }
  static void free(Block* block) { ::operator delete(block); }

  void move_to(Block* wider) {
    static_assert(std::is_nothrow_move_constructible_v<T>);
    if (block_ != nullptr) {
      std::uninitialized_move_n(data(), block_->size, reinterpret_cast<T*>(wider + 1));
      wider->size = block_->size;
      std::destroy_n(data(), block_->size);
      free(block_);
    }
    block_ = wider;
  }
  // The new one is made before the others move: it may be made of one of them.
  template <class... Arguments>
  T& grow(Arguments&&... arguments) {
    T made(std::forward<Arguments>(arguments)...);
    move_to(block_of(std::max<std::size_t>(capacity() * 2, 1)));
    T* const placed = std::construct_at(end(), std::move(made));
    ++block_->size;
    return *placed;
  }
  template <std::input_iterator Iterator>
  void append(Iterator first, Iterator last) {
    if constexpr (std::forward_iterator<Iterator>) {
      const auto more = static_cast<std::size_t>(std::distance(first, last));
      if (more > 0) reserve(size() + more);
    }
    for (; first != last; ++first) emplace_back(*first);
  }

  Block* block_ = nullptr;
};

}  // namespace landform::yaml
