#include "resolve/bind_vpcs.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "aws/region.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/collisions.h"
#include "resolve/network_targets.h"
#include "resolve/put_in_order.h"

namespace landform::resolve {

using base::cat;
using base::count_of;
using base::Diagnostic;

namespace {

// Among more names than this no near one is looked for: each look compares them all.
constexpr std::size_t kComparedVpcs = 500;

// "a, c"
std::string letters_of(const aws::Region& region) {
  std::string out;
  for (const char letter : region.zone_letters) out += cat(out.empty() ? "" : ", ", letter);
  return out;
}

class VpcBinder {
 public:
  VpcBinder(const Organization& organization, const Layouts& layouts, const TagRules& tags, const Lock& before,
            base::Diagnostics& diagnostics)
      : organization_(organization), layouts_(layouts), tags_(tags), before_(before), diagnostics_(diagnostics) {}

  DraftVpcs bind(const blueprint::Network& written) {
    drafts_.complete = !written.vpcs.refused();
    Collisions names("VPC", diagnostics_);
    drafts_.vpcs.reserve(written.vpcs.size());
    for (const auto& item : written.vpcs) {
      names.add(item.name, item.name_span);
      if (!item.written.written()) {
        drafts_.complete = false;
        continue;
      }
      drafts_.vpcs.push_back(draft(item));
    }
    const auto by_name = [](const DraftVpc& a, const DraftVpc& b) { return a.vpc.name < b.vpc.name; };
    sort_large(drafts_.vpcs, by_name);
    for (DraftVpc& vpc : drafts_.vpcs) claim(vpc);
    drafts_.claimed.assign(claimed_.begin(), claimed_.end());
    for (DraftVpc& vpc : drafts_.vpcs) {
      check_place(vpc);
      bind_zones(vpc);
    }
    return std::move(drafts_);
  }

 private:
  DraftVpc draft(const blueprint::NamedItem<blueprint::Vpc>& item) {
    DraftVpc draft;
    const blueprint::Vpc& written = *item;
    draft.written = &written;
    draft.vpc.name = item.name;
    draft.vpc.span = item.name_span;
    if (written.segment.written()) draft.vpc.segment = as_located(written.segment);
    bind_account(draft);
    bind_layout(draft);
    for (const blueprint::Slot* slot :
         {static_cast<const blueprint::Slot*>(&written.prefix), static_cast<const blueprint::Slot*>(&written.cidr),
          static_cast<const blueprint::Slot*>(&written.more_cidrs), static_cast<const blueprint::Slot*>(&written.pool),
          static_cast<const blueprint::Slot*>(&written.zones), static_cast<const blueprint::Slot*>(&written.was)}) {
      if (slot->refused()) draft.sound = false;
    }
    for (const auto& range : written.more_cidrs) draft.sound = draft.sound && !range.refused();
    for (const auto& zone : written.zones) draft.sound = draft.sound && !zone.refused();
    return draft;
  }

  void bind_account(DraftVpc& draft) {
    const blueprint::Vpc& written = *draft.written;
    if (written.account.written()) {
      draft.account = find_account(*written.account, written.account.span, organization_, diagnostics_);
    }
    if (draft.account != nullptr) {
      draft.vpc.account = draft.account->name;
      draft.vpc.tags = draft.account->tags;
    }
    tags_.apply(written.tags, draft.vpc.tags);
    draft.vpc.region = organization_.home_region.value;
    bool governed = !written.region.refused();
    if (written.region.written()) {
      draft.vpc.region = *written.region;
      governed = check_governed(*written.region, written.region.span, organization_, diagnostics_);
    }
    draft.sound = draft.account != nullptr && governed;
  }

  void bind_layout(DraftVpc& draft) {
    const blueprint::Vpc& written = *draft.written;
    if (written.layout.written()) {
      draft.layout = layouts_.find(*written.layout);
      if (draft.layout == nullptr) report_unknown_layout(*written.layout, written.layout.span);
    }
    if (draft.layout == nullptr) {
      draft.sound = false;
      return;
    }
    draft.sound = draft.sound && draft.layout->sound;
    const Layout& layout = *draft.layout;
    Vpc& vpc = draft.vpc;
    vpc.layout = layout.name;
    vpc.nat = layout.nat;
    vpc.endpoints = layout.endpoints;
    vpc.flow_logs = layout.flow_logs;
    vpc.ipv6 = written.ipv6.written() ? bind_ipv6(written.ipv6, diagnostics_) : layout.ipv6;
    if (!vpc.ipv6.span.known() && vpc.ipv6.source != Ipv6Source::none) vpc.ipv6.span = layout.span;
    vpc.dns = written.dns.written() ? bind_dns(written.dns) : layout.dns;
    vpc.dhcp = written.dhcp.written() ? bind_dhcp(written.dhcp, diagnostics_) : layout.dhcp;
    const SharedTo shared = bind_targets(written.share_to, organization_, diagnostics_);
    vpc.tiers.reserve(layout.tiers.size());
    for (const TierDesign& design : layout.tiers) {
      Tier tier = design.tier;
      tier.tags = vpc.tags;
      if (design.own_tags != nullptr) tags_.apply(*design.own_tags, tier.tags);
      if (!shared.empty()) tier.shared_to = joined(shared, tier.shared_to, organization_);
      vpc.tiers.push_back(std::move(tier));
    }
  }

  void report_unknown_layout(const std::string& name, base::Span span) {
    const auto names = layouts_.names();
    std::string listed;
    for (const std::string_view known : names) listed += cat(listed.empty() ? "" : ", ", known);
    diagnostics_.add(Diagnostic("network/unknown-layout", span, cat("there is no layout `", name, "`"))
                         .label(base::did_you_mean(base::near_names(name, names)))
                         .note(cat("the layouts are ", listed))
                         .help(cat("name one of them, or define it: `network: {tiers: {", name, ": ...}}`")));
  }

  // ---- the lock --------------------------------------------------------------------------------------------------

  [[nodiscard]] bool in_blueprint(std::string_view name) const {
    const auto found =
        std::lower_bound(drafts_.vpcs.begin(), drafts_.vpcs.end(), name,
                         [](const DraftVpc& vpc, std::string_view wanted) { return vpc.vpc.name < wanted; });
    return found != drafts_.vpcs.end() && found->vpc.name == name;
  }

  // Finds the VPC's entry; `was:` leads to it once, and may stay until the rename is known everywhere.
  void claim(DraftVpc& draft) {
    const auto& locked = before_.addresses.vpcs;
    const blueprint::Written<std::string>& was = draft.written->was;
    const auto own = locked.find(draft.vpc.name);
    if (own != locked.end()) {
      go_on_from(draft, *own);
      const auto other = was.written() && *was != own->second.was ? locked.find(*was) : locked.end();
      if (other != locked.end() && *was != draft.vpc.name) {
        diagnostics_.add(Diagnostic("lock/was-in-use", was.span,
                                    cat(draft.title(), " was `", *was, "`, but the lock knows both as VPCs"))
                             .also(other->second.span, "deployed under this name")
                             .help("remove `was:` if the rename was deployed before"));
      }
      return;
    }
    if (!was.written()) return;
    const auto old = locked.find(*was);
    if (old == locked.end()) return report_unknown_was(draft, was);
    if (in_blueprint(*was) || claimed_.contains(*was)) {
      diagnostics_.add(Diagnostic("lock/was-in-use", was.span,
                                  cat(draft.title(), " was `", *was,
                                      "`, but that VPC is still in the blueprint or was renamed to another"))
                           .also(old->second.span, "the deployed VPC")
                           .help("a deployed VPC becomes one VPC; remove `was:` where it does not belong"));
      draft.sound = false;
      return;
    }
    go_on_from(draft, *old);
  }

  void go_on_from(DraftVpc& draft, const std::pair<const std::string, LockedVpc>& entry) {
    draft.locked_name = entry.first;
    draft.locked = &entry.second;
    claimed_.insert(claimed_.end(), entry.first);
  }

  void report_unknown_was(DraftVpc& draft, const blueprint::Written<std::string>& was) {
    std::vector<std::string_view> names;
    if (before_.addresses.vpcs.size() <= kComparedVpcs) {
      for (const auto& [known, vpc] : before_.addresses.vpcs) names.push_back(known);
    }
    diagnostics_.add(Diagnostic("lock/unknown-was", was.span,
                                cat(draft.title(), " was `", *was, "`, but the lock knows no VPC of that name"))
                         .label(base::did_you_mean(base::near_names(*was, names)))
                         .help("`was:` is the last name that was deployed; remove it from a VPC that is new"));
    draft.sound = false;
  }

  // An account that was renamed is the same account.
  [[nodiscard]] bool same_account(const std::string& locked, const Account& account) const {
    if (locked == account.name) return true;
    const auto old = before_.accounts.find(locked);
    return old != before_.accounts.end() && old->second.logical_id == account.logical_id;
  }

  void check_place(DraftVpc& draft) {
    if (draft.locked == nullptr || draft.account == nullptr) return;
    const LockedVpc& locked = *draft.locked;
    const blueprint::Vpc& written = *draft.written;
    const auto report = [&](base::Span span, std::string message, std::string way_back) {
      Diagnostic diagnostic("network/vpc-moved", span, std::move(message));
      diagnostic.secondary.push_back({locked.span, "its entry in the lock"});
      diagnostic.notes.push_back("a VPC cannot move: another one would be built, with the ranges of the first");
      diagnostic.helps.push_back(std::move(way_back));
      diagnostic.helps.push_back(
          locked.gone ? cat("if it is gone from AWS: `landform lock release vpc:", draft.locked_name, "`")
                      : std::string("or give the new VPC a name of its own"));
      diagnostics_.add(std::move(diagnostic));
      draft.sound = false;
    };
    if (!same_account(locked.account, *draft.account)) {
      report(written.account.span,
             cat(draft.title(), " is in account `", locked.account, "` already, not in `", draft.account->name, "`"),
             cat("write `account: ", locked.account, "`"));
    }
    if (!written.region.refused() && locked.region != draft.vpc.region) {
      report(written.region.written() ? written.region.span : draft.vpc.span,
             cat(draft.title(), " is in ", locked.region.str(), " already, not in ", draft.vpc.region.str()),
             cat("write `region: ", locked.region.str(), "`"));
    }
  }

  // ---- zones -----------------------------------------------------------------------------------------------------

  void bind_zones(DraftVpc& draft) {
    if (!draft.sound) return;
    const aws::Region* region = aws::find_region(draft.vpc.region.str());
    if (region == nullptr) return;  // said of organization.regions
    const auto& written = draft.written->zones;
    const std::size_t count = written.written() ? written.size() : draft.layout->zones;
    const base::Span span = written.written() ? written.span : draft.written->layout.span;
    const std::size_t errors = diagnostics_.errors();
    if (written.written()) pin_zones(draft, *region);
    if (diagnostics_.errors() == errors && count > region->zone_letters.size()) {
      report_count(draft, *region, count, span);
    }
    if (diagnostics_.errors() > errors) {
      draft.sound = false;
      return;
    }
    if (written.written()) return;
    for (std::uint32_t slot = 1; slot <= count; ++slot) draft.vpc.zones.push_back({slot, {}, {}, {}});
  }

  void report_count(const DraftVpc& draft, const aws::Region& region, std::size_t count, base::Span span) {
    Diagnostic diagnostic("network/zone-count", span,
                          cat(draft.title(), " wants ", count_of(count, "zone"), "; ", region.name, " (", region.place,
                              ") has ", region.zone_letters.size()));
    if (!draft.written->zones.written()) {
      diagnostic.secondary.push_back({draft.layout->zones_span, "the layout says so"});
    }
    std::string pins;
    for (const char letter : region.zone_letters) pins += cat(pins.empty() ? "" : ", ", aws::zone_name(region, letter));
    diagnostics_.add(std::move(diagnostic)
                         .note(cat("a usual account sees the zones ", letters_of(region)))
                         .help(cat("write `zones: [", pins, "]`, or use a layout with fewer zones")));
  }

  // As the lock knows it: a zone's name in full, or an id. Empty after a complaint.
  std::string zone_text(const blueprint::Written<std::string>& written, const aws::Region& region) {
    const std::string& text = *written;
    const std::string name = text.size() == 1 ? aws::zone_name(region, text.front()) : text;
    const bool by_id = name.find("-az") != std::string::npos;
    if (by_id ? aws::may_be_zone_id(region, name) : aws::region_of_zone(name) == &region) return name;
    std::string known;
    for (const char letter : region.possible_zone_letters) {
      known += cat(known.empty() ? "" : ", ", aws::zone_name(region, letter));
    }
    const std::string prefix = aws::zone_id_prefix(region);
    diagnostics_.add(
        Diagnostic("network/unknown-zone", written.span, cat(region.name, " has no zone `", name, "`"))
            .note(by_id && !prefix.empty()
                      ? cat("its ids go from ", prefix, "-az1 to ", prefix, "-az", region.possible_zone_letters.size())
                      : cat("its zones are ", known))
            .help(cat("`aws ec2 describe-availability-zones --region ", region.name, "` shows those of an account")));
    return {};
  }

  // A zone keeps its slot for ever; a new one takes the first that is free.
  void pin_zones(DraftVpc& draft, const aws::Region& region) {
    std::map<std::string, base::Span> pins;
    bool by_name = false, by_id = false;
    for (const auto& written : draft.written->zones) {
      std::string name = zone_text(written, region);
      if (name.empty()) continue;
      (name.find("-az") != std::string::npos ? by_id : by_name) = true;
      const auto [first, fresh] = pins.emplace(std::move(name), written.span);
      if (fresh) continue;
      diagnostics_.add(
          Diagnostic("network/zone-list", written.span, cat("zone `", first->first, "` stands twice in this list"))
              .also(first->second, "first here")
              .help("remove one of them"));
    }
    if (by_name && by_id) {
      diagnostics_.add(
          Diagnostic("network/zone-list", draft.written->zones.span,
                     cat(draft.title(), " pins some zones by name and others by id; two of them may be one"))
              .note("names mean other zones in each account; ids mean the same zone in all")
              .help("write all of them as ids, like `use1-az1`, or all as names"));
    }
    assign_slots(draft, pins, by_id);
  }

  void assign_slots(DraftVpc& draft, const std::map<std::string, base::Span>& pins, bool by_id) {
    if (draft.locked != nullptr) draft.pins = draft.locked->zones;
    const bool ids_before = !draft.pins.empty() && draft.pins.begin()->first.find("-az") != std::string::npos;
    if (!draft.pins.empty() && ids_before != by_id) {
      diagnostics_.add(Diagnostic("network/zones-repinned", draft.written->zones.span,
                                  cat(draft.title(), " pinned its zones by ", by_id ? "name" : "id",
                                      " before, and now by ", by_id ? "id" : "name"))
                           .also(draft.locked->span, "its entry in the lock")
                           .note("addresses stay; but where a slot gets another zone, AWS replaces its subnets")
                           .help("compare the slots in the lock's diff with the zones of the account: `aws ec2 "
                                 "describe-availability-zones`"));
      draft.pins.clear();
    }
    std::set<std::uint32_t> taken;
    for (const auto& [zone, slot] : draft.pins) taken.insert(slot);
    std::uint32_t next = 1;
    for (const auto& [zone, span] : pins) {
      if (draft.pins.contains(zone)) continue;
      while (taken.contains(next)) ++next;
      taken.insert(next);
      draft.pins.emplace(zone, next);
    }
    for (const auto& [zone, span] : pins) {
      Zone bound{draft.pins.find(zone)->second, {}, {}, span};
      (by_id ? bound.id : bound.name) = zone;
      draft.vpc.zones.push_back(std::move(bound));
    }
    std::sort(draft.vpc.zones.begin(), draft.vpc.zones.end(),
              [](const Zone& a, const Zone& b) { return a.slot < b.slot; });
  }

  const Organization& organization_;
  const Layouts& layouts_;
  const TagRules& tags_;
  const Lock& before_;
  base::Diagnostics& diagnostics_;
  DraftVpcs drafts_;
  std::set<std::string, std::less<>> claimed_;
};

}  // namespace

DraftVpcs draft_vpcs(const blueprint::Network& written, const Organization& organization, const Layouts& layouts,
                     const TagRules& tags, const Lock& before, base::Diagnostics& diagnostics) {
  return VpcBinder(organization, layouts, tags, before, diagnostics).bind(written);
}

}  // namespace landform::resolve
