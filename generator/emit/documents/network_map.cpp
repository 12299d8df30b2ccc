#include "emit/documents/network_map.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include "aws/cidr.h"
#include "base/text.h"
#include "emit/documents/render.h"

namespace landform::emit {
namespace {

using base::cat;

constexpr std::size_t kMostVpcs = 200;
constexpr std::size_t kBoxWidth = 270;
constexpr std::size_t kBoxHeight = 84;
constexpr std::size_t kGap = 24;
constexpr std::size_t kHead = 34;

// Texts longer than the box are cut: the table below the map has them whole.
std::string fitting(std::string_view text) {
  constexpr std::size_t kMostCharacters = 36;
  if (text.size() <= kMostCharacters) return html_escaped(text);
  return cat(html_escaped(text.substr(0, kMostCharacters - 1)), "&#8230;");
}

std::string line_of_text(std::size_t x, std::size_t y, std::string_view text, bool strong) {
  return cat("<text x=\"", x, "\" y=\"", y, strong ? "\" font-weight=\"600\">" : "\">", fitting(text), "</text>");
}

std::string box(const resolve::Vpc& vpc, std::size_t x, std::size_t y) {
  std::vector<std::string> tiers;
  for (const resolve::Tier& tier : vpc.tiers) tiers.push_back(tier.name);
  return cat("<g><rect x=\"", x, "\" y=\"", y, "\" width=\"", kBoxWidth, "\" height=\"", kBoxHeight, "\" rx=\"8\"/>",
             line_of_text(x + 12, y + 22, vpc.name, true),
             line_of_text(x + 12, y + 42, cat("account ", vpc.account), false),
             line_of_text(x + 12, y + 58, aws::to_text(vpc.cidr), false),
             line_of_text(x + 12, y + 74, base::join(tiers, ", "), false), "</g>\n");
}

}  // namespace

std::string network_map_svg(const resolve::Organization& organization) {
  const auto& vpcs = organization.network.vpcs;
  if (vpcs.empty() || vpcs.size() > kMostVpcs) return {};
  std::map<std::string, std::vector<const resolve::Vpc*>> by_region;
  for (const resolve::Vpc& vpc : vpcs) by_region[vpc.region.str()].push_back(&vpc);
  std::string boxes;
  std::size_t x = 1;
  std::size_t most = 0;
  for (const auto& [region, in_region] : by_region) {
    boxes += cat(line_of_text(x, 20, region, true), "\n");
    for (std::size_t i = 0; i < in_region.size(); ++i) {
      boxes += box(*in_region[i], x, kHead + i * (kBoxHeight + kGap / 2));
    }
    most = std::max(most, in_region.size());
    x += kBoxWidth + kGap;
  }
  const std::size_t height = kHead + most * (kBoxHeight + kGap / 2);
  return cat("<svg role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" width=\"", x, "\" height=\"", height,
             "\" viewBox=\"0 0 ", x, " ", height, "\"><title>VPCs by region</title>\n", boxes, "</svg>");
}

}  // namespace landform::emit
