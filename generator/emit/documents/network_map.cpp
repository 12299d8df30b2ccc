#include "emit/documents/network_map.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "emit/documents/network_card.h"
#include "emit/documents/network_pools.h"
#include "emit/documents/svg.h"

namespace landform::emit {
namespace {

using base::cat;
using resolve::Vpc;

constexpr std::size_t kMostVpcs = 200;
constexpr std::size_t kCardsInRow = 4;
constexpr std::size_t kCardGap = 12;
constexpr std::size_t kLeft = 44;  // of the cards; beside it is the trunk of the gateway
constexpr std::size_t kInner = kCardsInRow * kCardWidth + (kCardsInRow - 1) * kCardGap;
constexpr std::size_t kMapWidth = kLeft + kInner + 32;
constexpr std::size_t kTrunk = 22;
constexpr std::size_t kBus = kMapWidth - 14;  // between regions
constexpr std::size_t kLetters = 13;

constexpr std::string_view kMapStyle =
    ".nm{--nm-back:#fff;--nm-card:#f6f7f9;--nm-line:#9aa3b2;--nm-text:#1b1f27;--nm-soft:#59616f;--nm-free:#eceff4}"
    "@media(prefers-color-scheme:dark){.nm{--nm-back:#14171c;--nm-card:#1d2128;--nm-line:#5d6675;--nm-text:#e8ebf0;"
    "--nm-soft:#a3acba;--nm-free:#262b34}}"
    ".nm text{fill:var(--nm-text);font:13px system-ui,sans-serif}.nm .nm-small{font-size:11px}"
    ".nm .nm-name{font-size:14px;font-weight:600}.nm .nm-title{font-size:17px;font-weight:600}"
    ".nm .nm-soft{fill:var(--nm-soft)}.nm rect{stroke:none;rx:2px}.nm .nm-back{fill:var(--nm-back)}"
    ".nm .nm-card{fill:var(--nm-card);stroke:var(--nm-line);rx:7px}.nm .nm-alone{stroke-dasharray:5 4}"
    ".nm .nm-band,.nm .nm-gateway{fill:none;stroke:var(--nm-line);rx:7px}.nm .nm-gateway{fill:var(--nm-card);"
    "stroke-width:2px}.nm .nm-free{fill:var(--nm-free)}.nm .nm-part{fill:var(--nm-card);stroke:var(--nm-soft)}.nm "
    ".nm-dim{fill-opacity:.4}"
    ".nm .nm-reserved{fill:var(--nm-line)}.nm path{stroke:var(--nm-line);stroke-width:2px;fill:none}"
    ".nm .nm-across{stroke-dasharray:7 4}.nm circle{fill:var(--nm-line)}.nm .nm-cell{fill-opacity:.35}"
    ".nm .nm-internet{fill:#e8833a}.nm .nm-nat{fill:#3f87d9}.nm .nm-transit{fill:#9a63c9}.nm .nm-none{fill:#8b93a1}"
    ".nm .nm-s0{fill:#4e79a7}.nm .nm-s1{fill:#59a14f}.nm .nm-s2{fill:#e15759}.nm .nm-s3{fill:#b07aa1}"
    ".nm .nm-s4{fill:#edc948}.nm .nm-s5{fill:#76b7b2}.nm .nm-s6{fill:#f28e2b}.nm .nm-s7{fill:#9c755f}";

// ---- regions -------------------------------------------------------------------------------------------------------

using SegmentVpcs = std::map<std::string_view, std::vector<const Vpc*>>;

// "12 VPCs, which reach each other, egress and shared"
std::string segment_text(const resolve::Network& network, std::string_view name, std::size_t count) {
  std::string text = base::count_of(count, "VPC");
  const resolve::Segment* segment = network.transit.segment(std::string(name));
  if (segment == nullptr) return text;
  std::vector<std::string> reached = segment->reaches;
  std::erase(reached, name);
  if (count > 1) reached.insert(reached.begin(), "each other");
  if (reached.empty()) return cat(text, ", which reaches no other one");
  const std::string last = reached.back();
  reached.pop_back();
  text += count > 1 ? ", which reach " : ", which reaches ";
  return cat(text, base::join(reached, ", "), reached.empty() ? "" : " and ", last);
}

class MapOfRegions {
 public:
  MapOfRegions(const resolve::Network& network, const SegmentColours& colours)
      : network_(network), colours_(colours), peers_(peers_of_vpcs(network)) {
    for (const Vpc& vpc : network.vpcs) regions_[vpc.region][vpc.segment.value].push_back(&vpc);
  }

  std::size_t draw(std::size_t y, SvgPen& pen) const {
    std::vector<std::size_t> gateways;
    for (const auto& [region, segments] : regions_) y = draw_region(region, segments, y, gateways, pen);
    if (network_.transit.across_regions && gateways.size() > 1) {
      pen.line(kBus, gateways.front(), kBus, gateways.back(), "nm-across");
      for (const std::size_t place : gateways) {
        pen.line(kBus - 16, place, kBus, place, "nm-across");
        pen.dot(kBus, place, "");
      }
    }
    return y;
  }

 private:
  std::size_t draw_region(const aws::RegionName& region, const SegmentVpcs& segments, std::size_t y,
                          std::vector<std::size_t>& gateways, SvgPen& pen) const {
    std::size_t count = 0;
    bool attached = false;
    for (const auto& [name, vpcs] : segments) {
      count += vpcs.size();
      attached = attached || std::any_of(vpcs.begin(), vpcs.end(), [](const Vpc* vpc) { return vpc->attached; });
    }
    pen.text(8, y + 18, "nm-title", region.str(), 40);
    pen.text(8 + 12 + region.str().size() * 10, y + 18, "nm-soft", base::count_of(count, "VPC"), 40);
    y += 30;
    std::size_t trunk = 0;
    if (attached) {
      pen.box({8, y, kMapWidth - 38, 32}, "nm-gateway");
      pen.text(
          kLeft, y + 21, "",
          cat("transit gateway in account ", network_.transit.account,
              network_.transit.across_regions && regions_.size() > 1 ? ", peered with those of other regions" : ""),
          140);
      gateways.push_back(y + 16);
      trunk = y + 32;
      y += 44;
    }
    std::size_t last = trunk;
    for (const auto& [name, vpcs] : segments) {
      const bool joins = std::any_of(vpcs.begin(), vpcs.end(), [](const Vpc* vpc) { return vpc->attached; });
      if (joins) {
        last = y + 13;
        pen.line(kTrunk, last, kLeft - 6, last, "");
        pen.dot(kTrunk, last, "");
      }
      y = draw_segment(name, vpcs, y, pen);
    }
    if (last > trunk) pen.line(kTrunk, trunk, kTrunk, last, "");
    return y + 14;
  }

  std::size_t draw_segment(std::string_view name, const std::vector<const Vpc*>& vpcs, std::size_t y,
                           SvgPen& pen) const {
    if (!name.empty()) {
      pen.box({kLeft - 4, y + 6, 14, 14}, colours_.of(*vpcs.front()));
      pen.text(kLeft + 16, y + 18, "nm-name", name, 60);
      pen.text(kLeft + 28 + std::min<std::size_t>(name.size(), 60) * 9, y + 18, "nm-soft",
               segment_text(network_, name, vpcs.size()), characters_in(kMapWidth - 400, kLetters));
      y += 30;
    }
    for (std::size_t first = 0; first < vpcs.size(); first += kCardsInRow) {
      const std::size_t end = std::min(first + kCardsInRow, vpcs.size());
      std::size_t height = 0;
      for (std::size_t i = first; i < end; ++i) height = std::max(height, card_height(*vpcs[i], peers_));
      for (std::size_t i = first; i < end; ++i) {
        draw_card(*vpcs[i], peers_, kLeft + (i - first) * (kCardWidth + kCardGap), y, height, pen);
      }
      y += height + kCardGap;
    }
    return y + 6;
  }

  const resolve::Network& network_;
  const SegmentColours& colours_;
  PeersOfVpcs peers_;
  std::map<aws::RegionName, SegmentVpcs> regions_;
};

std::size_t draw_legend(const resolve::Network& network, std::size_t y, SvgPen& pen) {
  constexpr std::pair<std::string_view, std::string_view> kRoutes[] = {{"nm-internet", "internet gateway"},
                                                                       {"nm-nat", "NAT gateway"},
                                                                       {"nm-transit", "transit gateway"},
                                                                       {"nm-none", "stays inside"}};
  std::size_t x = kLeft;
  pen.text(x, y + 12, "nm-soft", "default route of a tier, a cell a zone:", 60);
  x += 250;
  for (const auto& [classes, says] : kRoutes) {
    pen.box({x, y, 14, 14}, classes);
    pen.text(x + 20, y + 12, "nm-soft", says, 40);
    x += 40 + says.size() * 7;
  }
  if (!network.reserved.empty()) {
    pen.box({x, y, 14, 14}, "nm-reserved");
    pen.text(x + 20, y + 12, "nm-soft", "reserved range", 40);
  }
  return y + 34;
}

}  // namespace

bool has_network_map(const resolve::Organization& organization) {
  const std::size_t count = organization.network.vpcs.size();
  return count > 0 && count <= kMostVpcs;
}

std::string network_map_svg(const resolve::Organization& organization) {
  if (!has_network_map(organization)) return {};
  const resolve::Network& network = organization.network;
  const SegmentColours colours(network);
  SvgPen pen;
  std::size_t y = 12;
  for (const resolve::AddressPool* pool : pools_in_order(network)) {
    y = draw_pool(network, *pool, colours, {kLeft, y, kInner, 0}, pen);
  }
  y = draw_legend(network, y + 6, pen);
  y = MapOfRegions(network, colours).draw(y, pen);
  SvgPen back;
  back.box({0, 0, kMapWidth, y}, "nm-back");
  return cat("<svg role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" class=\"nm\" width=\"", kMapWidth, "\" height=\"",
             y, "\" viewBox=\"0 0 ", kMapWidth, ' ', y, "\"><title>Network of ", organization.customer.slug.value,
             ": pools, regions, segments, VPCs and their tiers</title>\n<style>", kMapStyle, "</style>\n", back.str(),
             pen.str(), "</svg>");
}

std::optional<OutputFile> emit_network_map(std::string map) {
  if (map.empty()) return std::nullopt;
  map += '\n';
  return output_file("docs/network-map.svg", std::move(map));
}

}  // namespace landform::emit
