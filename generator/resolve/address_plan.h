// The arithmetic of the address plan: a set of free IPv4 addresses that ranges are cut out of. It knows nothing of
// VPCs; resolve/subnet_plan.h and resolve/address_pools.h are built on it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "aws/cidr.h"

namespace landform::resolve {

// Free addresses as aligned blocks, each as large as it can be (a buddy system that only ever splits). Every question
// costs a look at each of 33 prefix lengths, however many ranges were cut out. IPv4 alone; no function takes another
// family.
class FreeRanges {
 public:
  FreeRanges() = default;
  explicit FreeRanges(const aws::Cidr& whole) { add(whole); }

  // Makes a range free. Nothing of it may be free already.
  void add(const aws::Cidr& range);
  // Cuts out what is free of the range; it need not be free, whole or at all.
  void take(const aws::Cidr& range);
  // The lowest free aligned range of the length; nothing when there is none.
  [[nodiscard]] std::optional<aws::Cidr> first_fit(unsigned prefix_length) const;
  // The same, cut out.
  std::optional<aws::Cidr> allocate(unsigned prefix_length);
  // Whether every address of the range is free.
  [[nodiscard]] bool is_free(const aws::Cidr& range) const;

  [[nodiscard]] std::uint64_t addresses() const { return addresses_; }
  // The lowest of the largest aligned ranges; nothing when nothing is free.
  [[nodiscard]] std::optional<aws::Cidr> largest() const;
  // All blocks, by address. Neighbours that together are no aligned range stay apart.
  [[nodiscard]] std::vector<aws::Cidr> blocks() const;

 private:
  // Start of the block of at least `range`'s size that holds it, and its length; nothing when there is none.
  [[nodiscard]] std::optional<aws::Cidr> block_around(const aws::Cidr& range) const;
  void insert(std::uint32_t first, unsigned prefix_length);
  void remove(std::uint32_t first, unsigned prefix_length);

  std::array<std::set<std::uint32_t>, 33> blocks_;  // first addresses, by prefix length
  std::uint64_t addresses_ = 0;
};

// The range of the length around an address.
aws::Cidr ipv4_range(std::uint32_t address, unsigned prefix_length);
std::uint32_t first_of(const aws::Cidr& range);
std::uint32_t last_of(const aws::Cidr& range);

}  // namespace landform::resolve
