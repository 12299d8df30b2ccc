// Reading the lock file, strictly: a lock that was damaged must not be taken for one that knows less.
#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "aws/account_id.h"
#include "aws/account_rules.h"
#include "aws/logical_id.h"
#include "aws/region.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/lock.h"
#include "resolve/policies.h"
#include "yaml/reader.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

namespace {

// The first line that git left in a file whose merge failed; the span is empty when there is none.
base::Span conflict_marker(const base::SourceFile& source, base::FileId file) {
  constexpr std::array<std::string_view, 3> kMarkers = {"<<<<<<< ", "=======\n", ">>>>>>> "};
  const std::string_view text = source.text;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::string_view line = text.substr(start);
    const bool may_be_marker = line.front() >= '<' && line.front() <= '>';
    if (may_be_marker && std::any_of(kMarkers.begin(), kMarkers.end(),
                                     [&](std::string_view marker) { return line.starts_with(marker); })) {
      return {file, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(start + 7)};
    }
    const std::size_t end = line.find('\n');
    if (end == std::string_view::npos) break;
    start += end + 1;
  }
  return {};
}

// 50,000 accounts, the most that AWS grants an organization, are 250 shards; no sound lock comes near.
constexpr std::uint32_t kMaxShard = 10'000;

// False when it is there already. What landform writes is sorted, so that mostly each comes behind the last one.
template <class T>
bool add_last(std::set<T>& set, const T& value) {
  const std::size_t before = set.size();
  set.insert(set.end(), value);
  return set.size() > before;
}

class LockReader {
 public:
  LockReader(Lock& lock, base::Diagnostics& diagnostics) : lock_(lock), diagnostics_(diagnostics) {}

  void read(const Node& root) {
    if (!root.is_mapping()) {
      damage(root.span, root.is_null() ? std::string("the lock is empty; it wants at least a version and a customer")
                                       : std::string("the lock is no mapping"));
      return;
    }
    if (!known_version(root)) return;
    constexpr std::array<std::string_view, 11> kKeys = {"version",    "customer", "home_region", "accounts",
                                                        "units",      kPoolsKey,  kReservedKey,  kVpcsKey,
                                                        kIdentityKey, "regions",  "policies"};
    known_keys(root, "the lock", kKeys);
    if (const Node* customer = required(root, "customer", "the lock", root.span)) {
      lock_.customer = text(*customer, "customer");
      lock_.customer_span = customer->span;
      if (customer->is_string() && lock_.customer.empty()) damage(customer->span, "`customer` is empty in the lock");
    }
    if (const Node* home = root.find("home_region")) {
      lock_.home_region = text(*home, "home_region");
      lock_.home_region_span = home->span;
      if (home->is_string() && !aws::has_region_shape(lock_.home_region)) {
        damage(home->span, cat("`home_region` is `", lock_.home_region, "` in the lock, which is no region's name"));
      }
    }
    for_each_entry(root, "accounts", [&](const Entry& entry) { read_account(entry); });
    for_each_entry(root, "units", [&](const Entry& entry) { read_unit(entry); });
    read_addresses(root, lock_.addresses, diagnostics_);
    read_identities(root, lock_.identity, diagnostics_);
    if (const Node* regions = root.find("regions")) read_regions(*regions);
    for_each_entry(root, "policies", [&](const Entry& entry) { read_policy(entry); });
  }

 private:
  void damage(base::Span span, std::string message) {
    diagnostics_.add(Diagnostic("lock/not-readable", span, std::move(message)).help(std::string(kLockWayOut)));
  }

  bool known_version(const Node& root) {
    const Node* version = required(root, "version", "the lock", root.span);
    if (!version) return false;
    const auto number = count(*version, "version");
    if (!number) return false;
    if (*number > kLockVersion) {
      diagnostics_.add(
          Diagnostic("lock/newer-version", version->span,
                     cat("the lock has version ", *number, "; this landform knows version ", kLockVersion))
              .help("build with the newer landform that wrote it; an older one would lose what it does not know"));
      return false;
    }
    return true;
  }

  void known_keys(const Node& mapping, std::string_view place, std::span<const std::string_view> keys) {
    for (const Entry& entry : mapping.entries) {
      bool known = false;
      for (const std::string_view key : keys) known = known || entry.key == key;
      if (known) continue;
      Diagnostic diagnostic("lock/unknown-key", entry.key_span,
                            cat(place, " has a key `", entry.key, "` that landform does not know"));
      if (const auto near = base::near_names(entry.key, keys); !near.empty()) {
        diagnostic.primary.text = base::did_you_mean(near);
      }
      diagnostics_.add(std::move(diagnostic).help(std::string(kLockWayOut)));
    }
  }

  const Node* required(const Node& mapping, std::string_view key, std::string_view place, base::Span span) {
    const Node* found = mapping.find(key);
    if (!found) damage(span, cat(place, " has no `", key, "`"));
    return found;
  }

  std::string text(const Node& node, std::string_view key) {
    if (node.is_string()) return node.text;
    damage(node.span, cat("`", key, "` is no text in the lock"));
    return {};
  }

  // A whole number from 1 on.
  std::optional<std::uint32_t> count(const Node& node, std::string_view key) {
    std::uint32_t number = 0;
    const char* const end = node.text.data() + node.text.size();
    const auto result = std::from_chars(node.text.data(), end, number);
    const bool whole = node.kind == yaml::Kind::integer && result.ec == std::errc() && result.ptr == end;
    // One below the largest, so that the number after it exists.
    if (whole && number >= 1 && number < std::numeric_limits<std::uint32_t>::max()) return number;
    damage(node.span, cat("`", key, "` is no whole number from 1 on in the lock"));
    return std::nullopt;
  }

  template <class Read>
  void for_each_entry(const Node& root, std::string_view key, Read read_entry) {
    const Node* entries = root.find(key);
    if (!entries) return;
    if (!entries->is_mapping()) {
      damage(entries->span, cat("`", key, "` is no mapping in the lock"));
      return;
    }
    for (const Entry& entry : entries->entries) read_entry(entry);
  }

  // The logical id of an entry, checked and unique among its kind; nothing after an error.
  std::optional<aws::LogicalId> logical_id(const Node& mapping, const Entry& entry, std::string_view place,
                                           std::set<std::string>& taken) {
    const Node* node = required(mapping, "logical_id", place, entry.key_span);
    if (!node) return std::nullopt;
    if (!node->is_string()) {
      damage(node->span, cat("`logical_id` of ", place, " is no text"));
      return std::nullopt;
    }
    if (const auto fault = aws::logical_id_fault(node->text)) {
      damage(node->span, cat("logical id `", node->text, "` of ", place, " ", fault->reason));
      return std::nullopt;
    }
    if (!add_last(taken, node->text)) {
      damage(node->span, cat("logical id `", node->text, "` of ", place, " is another entry's, too"));
      return std::nullopt;
    }
    return aws::LogicalId(node->text);
  }

  void read_unit(const Entry& entry) {
    const std::string place = cat("unit `", entry.key, "`");
    if (!entry.value.is_mapping()) {
      damage(entry.value.span, cat(place, " is no mapping in the lock"));
      return;
    }
    constexpr std::array<std::string_view, 3> kKeys = {"logical_id", "shard", "id"};
    known_keys(entry.value, place, kKeys);
    LockedUnit unit;
    unit.span = entry.key_span;
    if (auto id = logical_id(entry.value, entry, place, unit_ids_)) unit.logical_id = std::move(*id);
    unit.shard = shard_of(entry.value, place, entry.key_span);
    if (const Node* id = entry.value.find("id")) {
      unit.id = text(*id, "id");
      if (id->is_string() && !aws::is_unit_id(unit.id)) damage(id->span, cat("`id` of ", place, " is no unit's id"));
    }
    lock_.units.emplace_hint(lock_.units.end(), entry.key, std::move(unit));
  }

  void read_policy(const Entry& entry) {
    const std::string place = cat("policy document `", entry.key, "`");
    const auto key = policy_key(entry.key);
    const bool known_type = key && std::any_of(policy_type_facts().begin(), policy_type_facts().end(),
                                               [&](const auto& facts) { return facts.prefix == key->prefix; });
    if (!known_type) {
      damage(entry.key_span, cat("`", entry.key, "` is no key of a policy document"));
      return;
    }
    if (!policy_numbers_.insert(key->number).second) {
      damage(entry.key_span, cat("number ", key->number, " of ", place, " is another document's, too"));
    }
    if (!entry.value.is_mapping()) {
      damage(entry.value.span, cat(place, " is no mapping in the lock"));
      return;
    }
    constexpr std::array<std::string_view, 2> kKeys = {"shard", "holds"};
    known_keys(entry.value, place, kKeys);
    LockedPolicy policy;
    policy.span = entry.key_span;
    policy.shard = shard_of(entry.value, place, entry.key_span);
    if (const Node* holds = required(entry.value, "holds", place, entry.key_span)) {
      if (!holds->is_sequence() || holds->items.empty()) {
        damage(holds->span, cat("`holds` of ", place, " is no list of guardrails"));
      }
      for (const Node& item : holds->items) {
        const std::string name = text(item, "holds");
        if (!held_.emplace(key->prefix, name).second) {
          damage(item.span, cat("`", name, "` of ", place, " is held by another document, too"));
        }
        policy.holds.push_back(name);
      }
    }
    std::sort(policy.holds.begin(), policy.holds.end());
    lock_.policies.emplace(entry.key, std::move(policy));
  }

  void read_regions(const Node& list) {
    if (!list.is_sequence()) damage(list.span, "`regions` is no list in the lock");
    for (const Node& item : list.items) {
      const std::string name = text(item, "regions");
      if (item.is_string() && !aws::has_region_shape(name)) {
        damage(item.span, cat("`", name, "` in `regions` is no region's name"));
      } else if (!lock_.regions.emplace(name, LockedRegion{item.span, {}}).second) {
        damage(item.span, cat("region `", name, "` stands twice in the lock"));
      }
    }
  }

  // 0 after a fault.
  std::uint32_t shard_of(const Node& mapping, const std::string& place, base::Span key_span) {
    const Node* shard = required(mapping, "shard", place, key_span);
    const std::uint32_t number = shard ? count(*shard, "shard").value_or(0) : 0;
    if (number > kMaxShard) damage(shard->span, cat("shard ", number, " of ", place, " is above ", kMaxShard));
    return number;
  }

  void read_account(const Entry& entry) {
    const std::string place = cat("account `", entry.key, "`");
    if (!entry.value.is_mapping()) {
      damage(entry.value.span, cat(place, " is no mapping in the lock"));
      return;
    }
    constexpr std::array<std::string_view, 8> kKeys = {"logical_id", "account_name", "email", "unit",
                                                       "shard",      "sequence",     "id",    "was"};
    const Node& mapping = entry.value;
    known_keys(mapping, place, kKeys);
    LockedAccount account;
    account.span = entry.key_span;
    if (auto id = logical_id(mapping, entry, place, account_ids_)) account.logical_id = std::move(*id);
    const auto take_text = [&](std::string_view key) {
      const Node* node = required(mapping, key, place, entry.key_span);
      return node ? text(*node, key) : std::string();
    };
    account.account_name = take_text("account_name");
    account.email = take_text("email");
    account.unit = aws::OuPath(take_text("unit"));
    account.shard = shard_of(mapping, place, entry.key_span);
    const Node* sequence = required(mapping, "sequence", place, entry.key_span);
    account.sequence = sequence ? count(*sequence, "sequence").value_or(0) : 0;
    if (account.shard > 0 && account.sequence > 0 &&
        !add_last(places_, std::tuple(mapping.find("id") != nullptr, account.shard, account.sequence))) {
      damage(sequence->span, cat("sequence ", account.sequence, " of shard ", account.shard, " of ", place,
                                 " is another entry's, too"));
    }
    if (const Node* id = mapping.find("id")) {
      account.id = text(*id, "id");
      if (id->is_string() && !aws::is_account_id(account.id))
        damage(id->span, cat("`id` of ", place, " is no account id"));
    }
    if (const Node* was = mapping.find("was")) account.was = text(*was, "was");
    check_values(account, place);
    lock_.accounts.emplace_hint(lock_.accounts.end(), entry.key, std::move(account));
  }

  void check_values(const LockedAccount& account, std::string_view place) {
    if (!account.account_name.empty()) {
      if (const auto fault = aws::account_name_fault(account.account_name)) {
        damage(account.span, cat("`account_name` of ", place, " ", fault->reason));
      }
    }
    if (!account.email.empty()) {
      if (const auto fault = aws::account_email_fault(account.email)) {
        damage(account.span, cat("`email` of ", place, " ", fault->reason));
      }
    }
  }

  Lock& lock_;
  base::Diagnostics& diagnostics_;
  std::set<std::string> unit_ids_, account_ids_;
  std::set<std::uint32_t> policy_numbers_;
  std::set<std::pair<std::string_view, std::string>> held_;          // prefix of the type, name
  std::set<std::tuple<bool, std::uint32_t, std::uint32_t>> places_;  // adopted, shard, sequence
};

}  // namespace

std::optional<Lock> read_lock(const base::SourceMap& sources, base::FileId file, base::Diagnostics& diagnostics) {
  if (const base::Span marker = conflict_marker(sources.file(file), file); marker.known()) {
    diagnostics.add(
        Diagnostic("lock/merge-conflict", marker, "the lock holds the two sides of a merge that was not finished")
            .note("two branches may have given the same place to different accounts; landform decides that, not git")
            .help("take the lock of the branch that is deployed (`git checkout --ours` or `--theirs`), then build "
                  "again"));
    return std::nullopt;
  }
  const std::size_t errors_before = diagnostics.errors();
  const auto root = yaml::read(sources, file, {}, diagnostics);
  if (!root) return std::nullopt;
  Lock lock;
  LockReader(lock, diagnostics).read(*root);
  if (diagnostics.errors() > errors_before) return std::nullopt;
  return lock;
}

}  // namespace landform::resolve
