#include "resolve/unit_paths.h"

#include <algorithm>
#include <string>
#include <utility>

#include "blueprint/target_words.h"

namespace landform::resolve {

aws::OuPath root_path() {
  return aws::OuPath(std::string(blueprint::kRoot));
}

bool is_root(const aws::OuPath& unit) {
  return unit.str() == blueprint::kRoot;
}

bool lies_in(std::string_view path, std::string_view unit) {
  if (unit == blueprint::kRoot) return true;
  return path == unit || (path.size() > unit.size() && path.starts_with(unit) && path[unit.size()] == '/');
}

bool lies_in(const aws::OuPath& path, const aws::OuPath& unit) {
  return lies_in(path.str(), unit.str());
}

bool lies_in_any(const aws::OuPath& path, const std::vector<aws::OuPath>& units) {
  return std::any_of(units.begin(), units.end(), [&](const aws::OuPath& unit) { return lies_in(path, unit); });
}

std::vector<aws::OuPath> without_covered(std::vector<aws::OuPath> units) {
  // Parents first, so that what lies below a unit that was taken is covered.
  std::sort(units.begin(), units.end(),
            [](const auto& a, const auto& b) { return is_root(a) != is_root(b) ? is_root(a) : a < b; });
  std::vector<aws::OuPath> kept;
  for (aws::OuPath& unit : units) {
    if (!lies_in_any(unit, kept)) kept.push_back(std::move(unit));
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace landform::resolve
