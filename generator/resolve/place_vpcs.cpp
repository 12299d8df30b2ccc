#include "resolve/place_vpcs.h"

#include <algorithm>
#include <span>
#include <utility>

#include "aws/quotas.h"
#include "base/text.h"
#include "resolve/bind_units.h"
#include "resolve/place_subnets.h"
#include "resolve/range_claims.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr auto kLargest = static_cast<unsigned>(aws::quota("vpc/prefix-largest").value);
constexpr auto kSmallest = static_cast<unsigned>(aws::quota("vpc/prefix-smallest").value);

std::string length_text(const aws::Cidr& range) {
  return cat('/', std::uint32_t{range.prefix_length});
}

// The ranges of a VPC while they are being found.
struct Ranges {
  bool placed = false;  // DraftVpc::vpc.cidr is set
  std::vector<std::pair<aws::Cidr, base::Span>> more;
  std::vector<std::pair<unsigned, base::Span>> to_pick;  // lengths of further ranges
  std::vector<aws::Cidr> kept;                           // further ranges of the lock that the VPC has no more
};

class Placer {
 public:
  Placer(DraftVpcs& drafts, AddressPools& pools, const Addresses& before, Addresses& after, const aws::Quotas& quotas,
         base::Diagnostics& diagnostics)
      : drafts_(drafts.vpcs),
        claimed_(drafts.claimed),
        complete_(drafts.complete),
        pools_(pools),
        before_(before),
        after_(after),
        quotas_(quotas),
        diagnostics_(diagnostics),
        ranges_(drafts.vpcs.size()) {}

  void place() {
    claim_reserved();
    for (std::size_t i = 0; i < drafts_.size(); ++i) recall(i);
    keep_gone();
    for (std::size_t i = 0; i < drafts_.size(); ++i) take_written(i);
    pools_.pick_parts();
    // Beyond this point every range that somebody said is out of the pools.
    for (std::size_t i = 0; i < drafts_.size(); ++i) pick(i);
    for (std::size_t i = 0; i < drafts_.size(); ++i) pick_more(i);
    for (std::size_t i = 0; i < drafts_.size(); ++i) check_more(i);
    for (std::size_t i = 0; i < drafts_.size(); ++i) write(i);
  }

 private:
  void claim_reserved() {
    // One in another is no fault; the larger one says it all.
    std::vector<const ReservedRange*> reserved;
    for (const ReservedRange& range : pools_.reserved()) reserved.push_back(&range);
    std::stable_sort(reserved.begin(), reserved.end(), [](const auto* a, const auto* b) { return a->cidr < b->cidr; });
    for (const ReservedRange* range : reserved) {
      claims_.add({range->cidr, ClaimKind::reserved, range->name, range->span});
    }
  }

  // ---- ranges of the lock ----------------------------------------------------------------------------------------

  void recall(std::size_t index) {
    DraftVpc& draft = drafts_[index];
    if (draft.locked == nullptr) return;
    const LockedVpc& locked = *draft.locked;
    draft.vpc.cidr = locked.cidr;
    ranges_[index].placed = true;
    if (draft.sound) check_range(draft);
    recall_more(index);
    claim_locked(draft, locked.cidr);
    for (const aws::Cidr& more : locked.more_cidrs) claim_locked(draft, more);
  }

  // The blueprint may say again what the lock holds, and nothing else.
  void check_range(DraftVpc& draft) {
    const blueprint::Vpc& written = *draft.written;
    const aws::Cidr& range = draft.locked->cidr;
    if (written.cidr.written()) {
      const aws::Cidr said = aws::parse_cidr(*written.cidr, aws::AddressFamily::ipv4).value();
      if (said != range) {
        report_moved(draft, written.cidr.span, aws::overlaps(said, range) ? "network/vpc-resized" : "network/vpc-moved",
                     cat(draft.title(), " has the range ", aws::to_text(range), " already, not ", aws::to_text(said)),
                     cat("write `cidr: ", aws::to_text(range), "`, or leave it out: the lock knows it"),
                     said.prefix_length < range.prefix_length);
        return;
      }
    }
    if (written.prefix.written() && *written.prefix != range.prefix_length) {
      report_moved(
          draft, written.prefix.span, "network/vpc-resized",
          cat(draft.title(), " has the range ", aws::to_text(range), " already, which is no /", *written.prefix),
          cat("write `prefix: ", std::uint32_t{range.prefix_length}, "`"), *written.prefix < range.prefix_length);
      return;
    }
    if (!written.pool.written()) return;
    const std::size_t pool = pools_.find(*written.pool);
    if (pool == AddressPools::kNone) {
      pools_.report_unknown(*written.pool, written.pool.span);
      draft.sound = false;
    } else if (pools_.sound() && !aws::contains(pools_.pool(pool).cidr, range)) {
      report_moved(draft, written.pool.span, "network/vpc-moved",
                   cat(draft.title(), " has the range ", aws::to_text(range), " already, which is not in pool `",
                       *written.pool, "` (", aws::to_text(pools_.pool(pool).cidr), ")"),
                   "leave `pool` out: the lock knows the range", false);
    }
  }

  void report_moved(DraftVpc& draft, base::Span span, std::string_view slug, std::string message, std::string way_back,
                    bool wants_more) {
    const bool resized = slug == "network/vpc-resized";
    Diagnostic diagnostic = resized ? Diagnostic("network/vpc-resized", span, std::move(message))
                                    : Diagnostic("network/vpc-moved", span, std::move(message));
    diagnostic.secondary.push_back({draft.locked->span, "its entry in the lock"});
    diagnostic.notes.push_back("AWS would replace a VPC whose range changes, with everything that is in it");
    diagnostic.helps.push_back(std::move(way_back));
    if (wants_more) {
      diagnostic.helps.push_back(
          cat("to let it grow, add a range: `more_cidrs: [", length_text(draft.locked->cidr), "]`"));
    }
    diagnostic.helps.push_back(draft.locked->gone
                                   ? cat("if it is gone from AWS: `landform lock release vpc:", draft.locked_name, "`")
                                   : std::string("or build another VPC beside it, under a name of its own"));
    diagnostics_.add(std::move(diagnostic));
    draft.sound = false;
  }

  // Further ranges: those that the blueprint says, then as many picked ones as it asks for, of the lock first.
  void recall_more(std::size_t index) {
    const DraftVpc& draft = drafts_[index];
    Ranges& ranges = ranges_[index];
    std::vector<aws::Cidr> left = draft.locked->more_cidrs;
    std::vector<std::pair<unsigned, base::Span>> lengths;
    split_more(*draft.written, ranges.more, lengths);
    for (const auto& [range, span] : ranges.more) std::erase(left, range);
    for (const auto& [length, span] : lengths) {
      const auto same = std::find_if(left.begin(), left.end(), [&, wanted = length](const aws::Cidr& range) {
        return range.prefix_length == wanted;
      });
      if (same == left.end()) {
        ranges.to_pick.emplace_back(length, span);
        continue;
      }
      ranges.more.emplace_back(*same, span);
      left.erase(same);
    }
    ranges.kept = std::move(left);
  }

  static void split_more(const blueprint::Vpc& written, std::vector<std::pair<aws::Cidr, base::Span>>& ranges,
                         std::vector<std::pair<unsigned, base::Span>>& lengths) {
    for (const auto& item : written.more_cidrs) {
      if (!item.written()) continue;
      const bool length_alone = item->starts_with('/');
      const auto range =
          aws::parse_cidr(length_alone ? cat("0.0.0.0", *item) : *item, aws::AddressFamily::ipv4).value();
      if (length_alone) {
        lengths.emplace_back(range.prefix_length, item.span);
      } else {
        ranges.emplace_back(range, item.span);
      }
    }
  }

  void claim_locked(DraftVpc& draft, const aws::Cidr& range) {
    const Claim* other = claims_.add({range, ClaimKind::vpc, draft.vpc.name, draft.vpc.span});
    if (other == nullptr) {
      pools_.take(range, TakenBy::vpc);
      return;
    }
    // The lock's own ranges do not overlap: it is a reserved range that came later.
    diagnostics_.add(Diagnostic("network/overlap", other->span,
                                cat("reserved range `", other->name, "` (", aws::to_text(other->range), ") overlaps ",
                                    aws::to_text(range), " of ", draft.title()))
                         .also(draft.vpc.span, "this VPC has the range already")
                         .note("the VPC keeps its range: it cannot move")
                         .help("reserve what is left: give the reserved range another `cidr`"));
    draft.sound = false;
  }

  void keep_gone() {
    after_.vpcs.clear();
    for (const auto& [name, locked] : before_.vpcs) {
      if (std::binary_search(claimed_.begin(), claimed_.end(), name)) continue;
      LockedVpc& kept = after_.vpcs.emplace_hint(after_.vpcs.end(), name, locked)->second;
      if (complete_) kept.gone = true;
      keep_range(name, locked, locked.cidr);
      for (const aws::Cidr& more : locked.more_cidrs) keep_range(name, locked, more);
    }
  }

  void keep_range(const std::string& name, const LockedVpc& locked, const aws::Cidr& range) {
    claims_.add({range, ClaimKind::remembered, name, locked.span});
    pools_.take(range, TakenBy::remembered);
  }

  // ---- ranges that the blueprint says ----------------------------------------------------------------------------

  void take_written(std::size_t index) {
    DraftVpc& draft = drafts_[index];
    Ranges& ranges = ranges_[index];
    const blueprint::Vpc& written = *draft.written;
    if (draft.locked == nullptr) split_more(written, ranges.more, ranges.to_pick);
    if (!draft.sound) return;
    if (draft.locked == nullptr && written.cidr.written()) {
      draft.vpc.cidr = aws::parse_cidr(*written.cidr, aws::AddressFamily::ipv4).value();
      if (written.prefix.written() && *written.prefix != draft.vpc.cidr.prefix_length) {
        diagnostics_.add(
            Diagnostic("network/range-size", written.prefix.span,
                       cat(draft.title(), " has the range ", *written.cidr, ", which is no /", *written.prefix))
                .also(written.cidr.span, "the range")
                .help("leave `prefix` out: the range says it"));
        draft.sound = false;
      } else {
        ranges.placed = take(draft, draft.vpc.cidr, written.cidr.span);
      }
    }
    for (const auto& [range, span] : ranges.more) {
      const auto& held = draft.locked != nullptr ? draft.locked->more_cidrs : std::vector<aws::Cidr>();
      if (std::find(held.begin(), held.end(), range) == held.end()) take(draft, range, span);
    }
  }

  // Checks a range that the blueprint says and takes it out of the pools. False after a complaint.
  bool take(DraftVpc& draft, const aws::Cidr& range, base::Span span) {
    if (range.prefix_length < kLargest || range.prefix_length > kSmallest) {
      diagnostics_.add(Diagnostic("network/range-size", span,
                                  cat(draft.title(), " would have the range ", aws::to_text(range),
                                      "; ranges of a VPC are /", kLargest, " to /", kSmallest))
                           .help(range.prefix_length < kLargest
                                     ? "take a smaller one; `more_cidrs` adds further ranges"
                                     : "take a larger one: AWS keeps five addresses of every subnet"));
      draft.sound = false;
    } else if (!check_restrictions(range, draft.title(), span, diagnostics_)) {
      draft.sound = false;
    } else if (const Claim* other = claims_.add({range, ClaimKind::vpc, draft.vpc.name, span})) {
      report_overlap(draft, range, span, *other);
      draft.sound = false;
    } else {
      pools_.take(range, TakenBy::vpc);
    }
    return draft.sound;
  }

  void report_overlap(const DraftVpc& draft, const aws::Cidr& range, base::Span span, const Claim& other) {
    const std::string whose = other.kind == ClaimKind::reserved ? cat("reserved range `", other.name, "`")
                              : other.name == draft.vpc.name    ? std::string("another range of the same VPC")
                                                                : cat("VPC `", other.name, "`");
    Diagnostic diagnostic("network/overlap", span,
                          cat("range ", aws::to_text(range), " of ", draft.title(), " overlaps ",
                              aws::to_text(other.range), " of ", whose));
    diagnostic.secondary.push_back(
        {other.span, other.kind == ClaimKind::remembered ? "the lock keeps it" : "this one"});
    if (other.kind == ClaimKind::remembered) {
      diagnostic.notes.push_back("that VPC has gone from the blueprint; its range is kept in case that it comes back");
      diagnostic.helps.push_back(cat("if it is gone from AWS, too: `landform lock release vpc:", other.name, "`"));
    }
    diagnostic.helps.push_back("take another range, or leave `cidr` out: landform picks one that is free");
    diagnostics_.add(std::move(diagnostic));
  }

  // ---- ranges that landform picks --------------------------------------------------------------------------------

  void pick(std::size_t index) {
    DraftVpc& draft = drafts_[index];
    if (!draft.sound || ranges_[index].placed) return;
    const blueprint::Vpc& written = *draft.written;
    const unsigned length = written.prefix.written() ? static_cast<unsigned>(*written.prefix)
                                                     : roomy_prefix(tier_wishes(draft.vpc, *draft.layout));
    const base::Span span = written.prefix.written() ? written.prefix.span : draft.vpc.span;
    const auto range = pick_range(draft, length, span, {});
    if (!range) return;
    draft.vpc.cidr = *range;
    ranges_[index].placed = true;
  }

  void pick_more(std::size_t index) {
    DraftVpc& draft = drafts_[index];
    std::vector<aws::Cidr> present{draft.vpc.cidr};
    for (const auto& [range, span] : ranges_[index].more) present.push_back(range);
    for (const auto& [length, span] : ranges_[index].to_pick) {
      if (!draft.sound) return;
      if (length < kLargest || length > kSmallest) {
        diagnostics_.add(Diagnostic("network/range-size", span,
                                    cat(draft.title(), " would have a range of /", length, "; ranges of a VPC are /",
                                        kLargest, " to /", kSmallest))
                             .help(cat("write `/", length < kLargest ? kLargest : kSmallest, "`")));
        draft.sound = false;
        return;
      }
      const auto range = pick_range(draft, length, span, present);
      if (!range) return;
      ranges_[index].more.emplace_back(*range, span);
      present.push_back(*range);
    }
  }

  std::optional<aws::Cidr> pick_range(DraftVpc& draft, unsigned length, base::Span span,
                                      std::span<const aws::Cidr> beside) {
    const std::size_t pool =
        pools_.choose(draft.vpc.name, draft.written->pool, *draft.account, draft.vpc.region, draft.vpc.span);
    auto range = pool == AddressPools::kNone ? std::nullopt : pools_.allocate(pool, length, beside);
    if (!range) {
      // What is free may be what EC2 refuses beside the VPC's other ranges.
      const auto free = pool == AddressPools::kNone ? std::nullopt : pools_.free(pool).first_fit(length);
      const auto fault = free ? aws::added_range_fault(beside, *free) : std::nullopt;
      if (pool != AddressPools::kNone) {
        pools_.report_exhausted(pool, length, draft.title(), span,
                                fault ? cat("EC2 refuses what is free: ", *fault) : std::string());
      }
      draft.sound = false;
    }
    return range;
  }

  // Source: "VPC CIDR blocks", docs/facts.md F1.
  void check_more(std::size_t index) {
    DraftVpc& draft = drafts_[index];
    Ranges& ranges = ranges_[index];
    if (!draft.sound) return;
    std::vector<aws::Cidr> present{draft.vpc.cidr};
    std::sort(ranges.more.begin(), ranges.more.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const std::vector<aws::Cidr> held = draft.locked != nullptr ? draft.locked->more_cidrs : std::vector<aws::Cidr>();
    const auto is_held = [&](const auto& more) {
      return std::find(held.begin(), held.end(), more.first) != held.end();
    };
    // EC2 has taken those of the lock.
    std::stable_partition(ranges.more.begin(), ranges.more.end(), is_held);
    for (const auto& more : ranges.more) {
      const auto& [range, span] = more;
      const auto fault = is_held(more) ? std::nullopt : aws::added_range_fault(present, range);
      if (fault) {
        diagnostics_.add(Diagnostic("network/second-range", span,
                                    cat(draft.title(), " (", aws::to_text(draft.vpc.cidr), ") cannot have ",
                                        aws::to_text(range), " besides: ", *fault))
                             .help("take a range beside the first one, or of 100.64.0.0/10"));
        draft.sound = false;
      }
      present.push_back(range);
      draft.vpc.more_cidrs.push_back(range);
    }
    std::sort(draft.vpc.more_cidrs.begin(), draft.vpc.more_cidrs.end());
    const auto limit = static_cast<std::size_t>(quotas_.limit("vpc/secondary-ranges"));
    if (present.size() > limit) {
      diagnostics_.add(Diagnostic("network/too-many-ranges", draft.written->more_cidrs.span,
                                  cat(draft.title(), " has ", present.size(), " ranges; AWS lets a VPC have ", limit))
                           .note(aws::describe(aws::quota("vpc/secondary-ranges")))
                           .help("ask AWS for more and write what was granted: `quotas: {vpc/secondary-ranges: 10}`"));
      draft.sound = false;
    }
  }

  // ---- what comes out --------------------------------------------------------------------------------------------

  // Logical ids that are given already.
  [[nodiscard]] std::map<std::string, int>& taken_ids() {
    if (taken_ids_.empty()) {
      for (const auto& [name, locked] : before_.vpcs) taken_ids_.emplace(locked.logical_id.str(), 1);
    }
    return taken_ids_;
  }

  void write(std::size_t index) {
    DraftVpc& draft = drafts_[index];
    if (!draft.sound || !ranges_[index].placed) return;
    LockedVpc entry;
    if (draft.locked != nullptr) entry = *draft.locked;
    Vpc& vpc = draft.vpc;
    const std::size_t pool = pools_.innermost(vpc.cidr);
    vpc.pool = pool == AddressPools::kNone ? std::string() : pools_.pool(pool).name;
    vpc.logical_id = draft.locked != nullptr ? entry.logical_id : fresh_logical_id("vpc", vpc.name, taken_ids());
    entry.logical_id = vpc.logical_id;
    entry.account = vpc.account;
    entry.region = vpc.region;
    entry.cidr = vpc.cidr;
    entry.more_cidrs = vpc.more_cidrs;
    entry.more_cidrs.insert(entry.more_cidrs.end(), ranges_[index].kept.begin(), ranges_[index].kept.end());
    std::sort(entry.more_cidrs.begin(), entry.more_cidrs.end());
    entry.pool = vpc.pool;
    entry.zones = draft.pins;
    entry.gone = false;
    if (draft.locked != nullptr && draft.locked_name != vpc.name) entry.was = draft.locked_name;
    draft.sound = place_subnets(draft, ranges_[index].kept, entry, quotas_, diagnostics_);
    if (draft.locked == nullptr || !same(*draft.locked, entry)) entry.cause = vpc.span;
    after_.vpcs.insert_or_assign(after_.vpcs.end(), vpc.name, std::move(entry));
  }

  std::vector<DraftVpc>& drafts_;
  const std::vector<std::string>& claimed_;
  bool complete_;
  AddressPools& pools_;
  const Addresses& before_;
  Addresses& after_;
  const aws::Quotas& quotas_;
  base::Diagnostics& diagnostics_;
  std::vector<Ranges> ranges_;  // beside drafts_
  RangeClaims claims_;
  std::map<std::string, int> taken_ids_;
};

}  // namespace

void place_vpcs(DraftVpcs& drafts, AddressPools& pools, const Addresses& before, Addresses& after,
                const aws::Quotas& quotas, base::Diagnostics& diagnostics) {
  Placer(drafts, pools, before, after, quotas, diagnostics).place();
}

}  // namespace landform::resolve
