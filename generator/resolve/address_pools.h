// Address pools while VPCs are being placed: which pool a VPC gets its range from, and what of each is free.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/network.h"
#include "resolve/address_lock.h"
#include "resolve/organization.h"
#include "resolve/pool_space.h"

namespace landform::resolve {

class AddressPools {
 public:
  // Binds pools and reserved ranges, with the parts that the lock remembers. In this order: construct, take() what is
  // given out already, pick_parts(), then allocate().
  AddressPools(const blueprint::Network& written, const Organization& organization, const Addresses& before,
               base::Diagnostics& diagnostics);

  // False when a pool was refused: nothing is concluded from what pools lack.
  [[nodiscard]] bool sound() const { return sound_; }
  // Cuts a range out of every pool that it overlaps.
  void take(const aws::Cidr& range, TakenBy by) { space_.take(range, by); }
  // Gives parts without a range theirs, in order of name.
  void pick_parts();

  static constexpr std::size_t kNone = PoolSpace::kNone;
  // The pool for a new VPC: of those that are for its region and account, in `named` or a part of it, the part that is
  // the deepest and then the one with more restrictions; among equal ones `main`. kNone after network/unknown-pool,
  // network/no-pool or a pool that was refused. `where`: the VPC's key.
  std::size_t choose(const std::string& vpc, const blueprint::Written<std::string>& named, const Account& account,
                     const aws::RegionName& region, base::Span where);
  // From the pool alone, not from pools above it; one that EC2 takes as a further range of a VPC that has `beside`, its
  // first one first. Nothing when there is none.
  std::optional<aws::Cidr> allocate(std::size_t pool, unsigned prefix_length, std::span<const aws::Cidr> beside = {});

  [[nodiscard]] const AddressPool& pool(std::size_t place) const { return pools_[place].pool; }
  [[nodiscard]] const FreeRanges& free(std::size_t place) const { return space_.free(pools_[place].space); }
  // kNone when there is none.
  [[nodiscard]] std::size_t find(std::string_view name) const;
  // The smallest pool that holds the whole range; kNone when none does.
  [[nodiscard]] std::size_t innermost(const aws::Cidr& range) const;
  [[nodiscard]] const std::vector<ReservedRange>& reserved() const { return reserved_; }  // by name
  // Adds network/unknown-pool.
  void report_unknown(const std::string& name, base::Span span);
  // Adds network/pool-exhausted. `what`: "VPC `x`"; `why`: a note, or empty.
  void report_exhausted(std::size_t pool, unsigned prefix_length, const std::string& what, base::Span span,
                        std::string why = {});

  // With their usage; by name. Ends the use of the pools.
  std::vector<AddressPool> finish();
  // The entries for the lock: those of the blueprint, and picked ones that have gone.
  void write(Addresses& after) const;

 private:
  struct Entry {
    AddressPool pool;
    SharedTo targets;
    std::size_t space = kNone;  // in space_, once it is placed
    unsigned depth = 0;
    std::size_t parent = kNone;
    unsigned wanted_prefix = 0;  // of a part that landform picks; 0: its range is written
    base::Span range_span;       // of `cidr` or `prefix`
    blueprint::Written<std::string> from;
    bool known = false;  // picked before: the lock gave its range
    bool sound = true;

    [[nodiscard]] bool placed() const { return space != kNone; }
  };

  void bind_pool(const blueprint::NamedItem<blueprint::AddressPool>& item);
  bool bind_range(const blueprint::AddressPool& written, base::Span key, Entry& entry);
  void bind_restrictions(const blueprint::AddressPool& written, Entry& entry);
  void bind_reserved(const blueprint::Named<blueprint::ReservedRange>& written);
  void bind_parents();
  void check_range(const Entry& entry);
  void recall_parts();
  void place_known();
  bool check_nesting(Entry& entry, std::size_t holder);
  void place(std::size_t index);
  void refuse(Entry& entry);
  [[nodiscard]] bool fits(const Entry& entry, const Account& account, const aws::RegionName& region) const;
  [[nodiscard]] bool lies_below(std::size_t index, std::size_t ancestor) const;
  std::size_t search(const std::string& vpc, std::size_t within, const Account& account, const aws::RegionName& region,
                     base::Span where);

  const Organization& organization_;
  const Addresses& before_;
  base::Diagnostics& diagnostics_;
  std::vector<Entry> pools_;  // by name
  std::vector<ReservedRange> reserved_;
  PoolSpace space_;
  std::vector<std::size_t> by_space_;          // of each pool in space_, its place here
  std::map<std::string, std::size_t> chosen_;  // what search() found for the like of a VPC
  bool for_accounts_ = false;                  // whether a pool is for a single account
  bool sound_ = true;
};

// Warns of a range that AWS takes and that is no good idea; false after network/restricted-range. `what`: "VPC `x`".
bool check_restrictions(const aws::Cidr& range, const std::string& what, base::Span span,
                        base::Diagnostics& diagnostics);

}  // namespace landform::resolve
