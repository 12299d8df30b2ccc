#include "resolve/address_lock.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>
#include <utility>

#include "aws/logical_id.h"
#include "aws/region.h"
#include "base/ascii.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cfn/rows.h"
#include "resolve/address_plan.h"
#include "resolve/lock.h"
#include "resolve/lock_text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

namespace {

// More than any region has; a lock that counts further was not written by landform.
constexpr std::uint32_t kMostSlots = 99;
constexpr std::uint32_t kMostIpv6 = 1U << 20U;

std::optional<std::uint32_t> parse_number(std::string_view text, std::uint32_t least, std::uint32_t most) {
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  const bool one_way = !text.empty() && (text.front() != '0' || text.size() == 1);
  const bool sound = result.ec == std::errc() && result.ptr == end && one_way && number >= least && number <= most;
  return sound ? std::optional(number) : std::nullopt;
}

class AddressReader {
 public:
  AddressReader(Addresses& addresses, base::Diagnostics& diagnostics)
      : addresses_(addresses), diagnostics_(diagnostics) {}

  void read(const Node& root) {
    each(root, kPoolsKey, [&](const Entry& entry) { read_pool(entry); });
    each(root, kReservedKey, [&](const Entry& entry) { read_reserved(entry); });
    each(root, kVpcsKey, [&](const Entry& entry) { read_vpc(entry); });
  }

 private:
  void damage(base::Span span, std::string message) {
    diagnostics_.add(Diagnostic("lock/not-readable", span, std::move(message)).help(std::string(kLockWayOut)));
  }

  template <class Read>
  void each(const Node& mapping, std::string_view key, Read read_entry) {
    const Node* entries = mapping.find(key);
    if (entries == nullptr) return;
    if (!entries->is_mapping()) return damage(entries->span, cat("`", key, "` is no mapping in the lock"));
    for (const Entry& entry : entries->entries) read_entry(entry);
  }

  bool known_mapping(const Entry& entry, const std::string& place, std::span<const std::string_view> keys) {
    if (!entry.value.is_mapping()) {
      damage(entry.value.span, cat(place, " is no mapping in the lock"));
      return false;
    }
    for (const Entry& inner : entry.value.entries) {
      if (std::find(keys.begin(), keys.end(), inner.key) != keys.end()) continue;
      Diagnostic diagnostic("lock/unknown-key", inner.key_span,
                            cat(place, " has a key `", inner.key, "` that landform does not know"));
      diagnostic.primary.text = base::did_you_mean(base::near_names(inner.key, keys));
      diagnostics_.add(std::move(diagnostic).help(std::string(kLockWayOut)));
    }
    return true;
  }

  const Node* required(const Entry& entry, std::string_view key, const std::string& place) {
    const Node* found = entry.value.find(key);
    if (found == nullptr) damage(entry.key_span, cat(place, " has no `", key, "`"));
    return found;
  }

  std::string text(const Node* node, std::string_view key, const std::string& place) {
    if (node == nullptr) return {};
    if (node->is_string()) return node->text;
    damage(node->span, cat("`", key, "` of ", place, " is no text"));
    return {};
  }

  bool flag(const Node& mapping, std::string_view key, const std::string& place) {
    const Node* node = mapping.find(key);
    if (node == nullptr) return false;
    const bool set = node->kind == yaml::Kind::boolean && node->text == "true";
    if (!set) damage(node->span, cat("`", key, "` of ", place, " is not `true`"));
    return set;
  }

  std::optional<aws::Cidr> range(const Node* node, const std::string& place) {
    if (node == nullptr) return std::nullopt;
    const auto parsed = aws::parse_cidr(node->text, aws::AddressFamily::ipv4);
    if (node->is_string() && parsed) return parsed.value();
    damage(node->span, cat("a range of ", place, " is no IPv4 range"));
    return std::nullopt;
  }

  void read_pool(const Entry& entry) {
    const std::string place = cat("address pool `", entry.key, "`");
    constexpr std::array<std::string_view, 4> kKeys = {"cidr", "from", "picked", "gone"};
    if (!known_mapping(entry, place, kKeys)) return;
    LockedPool pool;
    pool.span = entry.key_span;
    const auto cidr = range(required(entry, "cidr", place), place);
    if (!cidr) return;
    pool.cidr = *cidr;
    pool.from = text(entry.value.find("from"), "from", place);
    pool.picked = flag(entry.value, "picked", place);
    pool.gone = flag(entry.value, "gone", place);
    addresses_.pools.emplace(entry.key, std::move(pool));
  }

  void read_reserved(const Entry& entry) {
    const auto cidr = range(&entry.value, cat("reserved range `", entry.key, "`"));
    if (cidr) addresses_.reserved.emplace(entry.key, LockedPool{*cidr, {}, false, false, entry.key_span, {}});
  }

  void read_vpc(const Entry& entry) {
    const std::string place = cat("VPC `", entry.key, "`");
    constexpr std::array<std::string_view, 12> kKeys = {"logical_id", "account", "region", "cidr",
                                                        "more_cidrs", "pool",    "zones",  "subnets",
                                                        "segments",   "ipv6",    "was",    "gone"};
    if (!known_mapping(entry, place, kKeys)) return;
    LockedVpc vpc;
    vpc.span = entry.key_span;
    read_logical_id(entry, place, vpc);
    vpc.account = text(required(entry, "account", place), "account", place);
    const Node* region = required(entry, "region", place);
    vpc.region = aws::RegionName(text(region, "region", place));
    if (region != nullptr && region->is_string() && !aws::has_region_shape(vpc.region.str())) {
      damage(region->span, cat("`region` of ", place, " is no region's name"));
    }
    vpc.pool = text(entry.value.find("pool"), "pool", place);
    vpc.was = text(entry.value.find("was"), "was", place);
    vpc.gone = flag(entry.value, "gone", place);
    if (!read_ranges(entry, place, vpc)) return;
    read_zones(entry.value, place, vpc);
    read_subnets(entry.value, place, vpc);
    read_segments(entry.value, place, vpc);
    addresses_.vpcs.emplace_hint(addresses_.vpcs.end(), entry.key, std::move(vpc));
  }

  void read_logical_id(const Entry& entry, const std::string& place, LockedVpc& vpc) {
    const Node* node = required(entry, "logical_id", place);
    const std::string id = text(node, "logical_id", place);
    if (id.empty()) return;
    if (const auto fault = aws::logical_id_fault(id)) {
      damage(node->span, cat("logical id `", id, "` of ", place, " ", fault->reason));
    } else if (!logical_ids_.insert(id).second) {
      damage(node->span, cat("logical id `", id, "` of ", place, " is another VPC's, too"));
    }
    vpc.logical_id = aws::LogicalId(id);
  }

  bool read_ranges(const Entry& entry, const std::string& place, LockedVpc& vpc) {
    const Node* node = required(entry, "cidr", place);
    const auto cidr = range(node, place);
    if (!cidr) return false;
    vpc.cidr = *cidr;
    claim(vpc.cidr, node->span, place);
    const Node* more = entry.value.find("more_cidrs");
    if (more == nullptr) return true;
    if (!more->is_sequence()) {
      damage(more->span, cat("`more_cidrs` of ", place, " is no list"));
      return true;
    }
    for (const Node& item : more->items) {
      const auto further = range(&item, place);
      if (!further) continue;
      claim(*further, item.span, place);
      vpc.more_cidrs.push_back(*further);
    }
    std::sort(vpc.more_cidrs.begin(), vpc.more_cidrs.end());
    return true;
  }

  // No two ranges of the lock overlap: two branches that were merged by hand may have given one range twice.
  void claim(const aws::Cidr& range, base::Span span, const std::string& place) {
    const auto next = claims_.lower_bound(first_of(range));
    const bool into_next = next != claims_.end() && next->first <= last_of(range);
    const bool into_last = next != claims_.begin() && std::prev(next)->second.last >= first_of(range);
    if (!into_next && !into_last) {
      claims_.emplace(first_of(range), Claim{last_of(range), span});
      return;
    }
    const Claim& other = into_next ? next->second : std::prev(next)->second;
    diagnostics_.add(Diagnostic("lock/not-readable", span,
                                cat(aws::to_text(range), " of ", place, " overlaps another range of the lock"))
                         .also(other.span, "this one")
                         .note("two branches may have given the same range to different VPCs")
                         .help("take the lock of the branch that is deployed, then build again"));
  }

  void read_zones(const Node& mapping, const std::string& place, LockedVpc& vpc) {
    std::set<std::uint32_t> taken;
    each(mapping, "zones", [&](const Entry& entry) {
      const auto slot = entry.value.kind == yaml::Kind::integer ? parse_number(entry.value.text, 1, kMostSlots)
                                                                : std::optional<std::uint32_t>();
      if (!slot) return damage(entry.value.span, cat("zone `", entry.key, "` of ", place, " has no slot's number"));
      if (!taken.insert(*slot).second) {
        damage(entry.value.span, cat("slot ", *slot, " of ", place, " is another zone's, too"));
      }
      vpc.zones.emplace_hint(vpc.zones.end(), entry.key, *slot);
    });
  }

  // What most VPCs have. False, and nothing done, when anything is to be said of them.
  static bool read_sound_subnets(const Node& mapping, LockedVpc& vpc) {
    const Node* subnets = mapping.find("subnets");
    if (subnets == nullptr || !subnets->is_mapping() || !vpc.more_cidrs.empty()) return false;
    std::map<SubnetSlot, aws::Cidr> read;
    std::vector<aws::Cidr> ranges;
    ranges.reserve(subnets->entries.size());
    for (const Entry& entry : subnets->entries) {
      auto slot = parse_subnet_slot(entry.key);
      const auto cidr = aws::parse_cidr(entry.value.text, aws::AddressFamily::ipv4);
      if (!slot || !entry.value.is_string() || !cidr || !aws::contains(vpc.cidr, cidr.value())) return false;
      ranges.push_back(cidr.value());
      read.emplace_hint(read.end(), std::move(*slot), cidr.value());
    }
    std::sort(ranges.begin(), ranges.end());
    for (std::size_t i = 1; i < ranges.size(); ++i) {
      if (aws::overlaps(ranges[i - 1], ranges[i])) return false;
    }
    vpc.subnets = std::move(read);
    return true;
  }

  void read_subnets(const Node& mapping, const std::string& place, LockedVpc& vpc) {
    if (!read_sound_subnets(mapping, vpc)) tell_of_subnets(mapping, place, vpc);
    read_ipv6(mapping, place, vpc);
  }

  void tell_of_subnets(const Node& mapping, const std::string& place, LockedVpc& vpc) {
    FreeRanges free;
    if (!vpc_overlaps_itself(vpc)) {
      free.add(vpc.cidr);
      for (const aws::Cidr& more : vpc.more_cidrs) free.add(more);
    }
    each(mapping, "subnets", [&](const Entry& entry) {
      const auto slot = parse_subnet_slot(entry.key);
      if (!slot) return damage(entry.key_span, cat("`", entry.key, "` of ", place, " names no subnet"));
      const auto cidr = range(&entry.value, place);
      if (!cidr) return;
      if (!free.is_free(*cidr)) {
        damage(entry.value.span,
               cat("subnet `", entry.key, "` of ", place, " is not in the VPC's ranges, or overlaps another subnet"));
      }
      free.take(*cidr);
      vpc.subnets.emplace(*slot, *cidr);
    });
  }

  void read_ipv6(const Node& mapping, const std::string& place, LockedVpc& vpc) {
    std::set<std::uint32_t> taken;
    each(mapping, "ipv6", [&](const Entry& entry) {
      const auto slot = parse_subnet_slot(entry.key);
      const auto index = entry.value.kind == yaml::Kind::integer ? parse_number(entry.value.text, 0, kMostIpv6)
                                                                 : std::optional<std::uint32_t>();
      if (!slot || !index || !taken.insert(*index).second) {
        return damage(entry.value.span,
                      cat("the IPv6 number of `", entry.key, "` of ", place, " is none, or is another subnet's, too"));
      }
      vpc.ipv6.emplace(*slot, *index);
    });
  }

  void read_segments(const Node& mapping, const std::string& place, LockedVpc& vpc) {
    const Node* node = mapping.find("segments");
    if (node == nullptr) return;
    if (!node->is_sequence()) return damage(node->span, cat("`segments` of ", place, " is no list"));
    for (const Node& item : node->items) {
      std::string name = text(&item, "segments", place);
      const bool sound =
          std::all_of(name.begin(), name.end(), [](char c) { return base::is_alphanumeric(c) || c == '-'; });
      if (!sound) damage(item.span, cat("segment `", name, "` of ", place, " has no segment's name"));
      if (name.empty() || !sound || std::find(vpc.segments.begin(), vpc.segments.end(), name) != vpc.segments.end())
        continue;
      vpc.segments.push_back(std::move(name));
    }
  }

  static bool vpc_overlaps_itself(const LockedVpc& vpc) {
    std::vector<aws::Cidr> all = vpc.more_cidrs;
    all.push_back(vpc.cidr);
    std::sort(all.begin(), all.end());
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (aws::overlaps(all[i - 1], all[i])) return true;
    }
    return false;
  }

  struct Claim {
    std::uint32_t last;
    base::Span span;
  };

  Addresses& addresses_;
  base::Diagnostics& diagnostics_;
  std::set<std::string> logical_ids_;
  std::map<std::uint32_t, Claim> claims_;  // by first address
};

Node range_node(const aws::Cidr& range) {
  return yaml::string(aws::to_text(range));
}

Node pool_node(const LockedPool& pool) {
  Node node = yaml::mapping();
  node.style = yaml::Style::flow;
  node.add("cidr", range_node(pool.cidr));
  if (!pool.from.empty()) node.add("from", yaml::string(pool.from));
  if (pool.picked) node.add("picked", yaml::boolean(true));
  if (pool.gone) node.add("gone", yaml::boolean(true));
  return node;
}

Node vpc_node(const LockedVpc& vpc) {
  Node node = cfn::rows_for(12);
  cfn::add_cells(node, "logical_id", vpc.logical_id.str(), "account", vpc.account,  //
                 "region", vpc.region.str(), "cidr", aws::to_text(vpc.cidr));
  const auto add_list = [&](std::string_view key, const auto& items, auto say) {
    if (items.empty()) return;
    cfn::add_cells(node, key, [&](Node& list) {
      list = cfn::list_for(items.size());
      list.style = yaml::Style::flow;
      for (const auto& item : items) cfn::add_item(list, say(item));
    });
  };
  add_list("more_cidrs", vpc.more_cidrs, [](const aws::Cidr& range) { return aws::to_text(range); });
  if (!vpc.pool.empty()) cfn::add_cells(node, "pool", vpc.pool);
  if (!vpc.zones.empty()) {
    cfn::add_cells(node, "zones", [&](Node& zones) {
      zones = cfn::rows_for(vpc.zones.size());
      zones.style = yaml::Style::flow;
      for (const auto& [zone, slot] : vpc.zones) cfn::add_cells(zones, zone, cfn::Number{slot});
    });
  }
  // One subnet a line, so that a zone or tier that is added is added lines of a diff.
  cfn::add_cells(node, "subnets", [&](Node& subnets) {
    subnets = cfn::rows_for(vpc.subnets.size());
    for (const auto& [slot, range] : vpc.subnets) cfn::add_cells(subnets, to_text(slot), aws::to_text(range));
  });
  if (!vpc.ipv6.empty()) {
    cfn::add_cells(node, "ipv6", [&](Node& ipv6) {
      ipv6 = cfn::rows_for(vpc.ipv6.size());
      ipv6.style = yaml::Style::flow;
      for (const auto& [slot, index] : vpc.ipv6) cfn::add_cells(ipv6, to_text(slot), cfn::Number{index});
    });
  }
  add_list("segments", vpc.segments, [](const std::string& name) { return std::string_view(name); });
  if (!vpc.was.empty()) cfn::add_cells(node, "was", vpc.was);
  if (vpc.gone) cfn::add_cells(node, "gone", true);
  return node;
}

}  // namespace

void read_addresses(const yaml::Node& root, Addresses& addresses, base::Diagnostics& diagnostics) {
  AddressReader(addresses, diagnostics).read(root);
}

void write_addresses(const Addresses& addresses, LockText& text) {
  if (!addresses.pools.empty()) text.add_entries(kPoolsKey, addresses.pools, pool_node);
  if (!addresses.reserved.empty()) {
    text.add_entries(kReservedKey, addresses.reserved,
                     [](const LockedPool& reserved) { return range_node(reserved.cidr); });
  }
  if (!addresses.vpcs.empty()) text.add_entries(kVpcsKey, addresses.vpcs, vpc_node);
}

bool same(const LockedPool& a, const LockedPool& b) {
  return a.cidr == b.cidr && a.from == b.from && a.picked == b.picked && a.gone == b.gone;
}

bool same(const LockedVpc& a, const LockedVpc& b) {
  return a.logical_id == b.logical_id && a.account == b.account && a.region == b.region && a.cidr == b.cidr &&
         a.more_cidrs == b.more_cidrs && a.pool == b.pool && a.zones == b.zones && a.subnets == b.subnets &&
         a.ipv6 == b.ipv6 && a.segments == b.segments && a.was == b.was && a.gone == b.gone;
}

std::string to_text(const SubnetSlot& slot) {
  return cat(slot.tier, '-', slot.zone);
}

std::optional<SubnetSlot> parse_subnet_slot(std::string_view text) {
  const std::size_t hyphen = text.rfind('-');
  if (hyphen == std::string_view::npos || hyphen == 0) return std::nullopt;
  const auto zone = parse_number(text.substr(hyphen + 1), 1, kMostSlots);
  if (!zone) return std::nullopt;
  return SubnetSlot{std::string(text.substr(0, hyphen)), *zone};
}

bool release_vpc(Addresses& addresses, std::string_view name) {
  const auto found = addresses.vpcs.find(name);
  if (found == addresses.vpcs.end()) return false;
  addresses.vpcs.erase(found);
  return true;
}

bool release_pool(Addresses& addresses, std::string_view name) {
  const auto found = addresses.pools.find(name);
  if (found == addresses.pools.end()) return false;
  addresses.pools.erase(found);
  return true;
}

bool release_range(Addresses& addresses, std::string_view vpc, const aws::Cidr& range) {
  const auto found = addresses.vpcs.find(vpc);
  if (found == addresses.vpcs.end() || std::erase(found->second.more_cidrs, range) == 0) return false;
  std::erase_if(found->second.ipv6, [&](const auto& entry) {
    const auto subnet = found->second.subnets.find(entry.first);
    return subnet != found->second.subnets.end() && aws::contains(range, subnet->second);
  });
  std::erase_if(found->second.subnets, [&](const auto& entry) { return aws::contains(range, entry.second); });
  return true;
}

bool release_tier(Addresses& addresses, std::string_view vpc, std::string_view tier) {
  const auto found = addresses.vpcs.find(vpc);
  if (found == addresses.vpcs.end()) return false;
  const auto of_tier = [&](const auto& entry) { return entry.first.tier == tier; };
  std::erase_if(found->second.ipv6, of_tier);
  return std::erase_if(found->second.subnets, of_tier) > 0;
}

}  // namespace landform::resolve
