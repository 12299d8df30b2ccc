#include "resolve/rings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/organization.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// Names of units, in lower case without signs, that say so. Sorted.
constexpr auto kTestNames = std::to_array<std::string_view>(
    {"dev",       "develop",       "development",   "experiments", "integration",   "lab",   "labs",
     "nonprod",   "nonproduction", "policystaging", "preprod",     "preproduction", "qa",    "sandbox",
     "sandboxes", "stage",         "staging",       "test",        "testing",       "tests", "uat"});

bool is_test_name(std::string_view name) {
  std::string plain;
  for (const char c : base::to_lower(name)) {
    if (c != '-' && c != '_' && c != ' ') plain.push_back(c);
  }
  return std::binary_search(kTestNames.begin(), kTestNames.end(), plain);
}

std::vector<Ring> rings_by_name(const Organization& organization) {
  Ring test{"test", {}};
  for (const Unit& unit : organization.units) {  // parents come before their children
    if (!lies_in_any(unit.path, test.units) && is_test_name(unit.name)) test.units.push_back(unit.path);
  }
  if (test.units.empty()) return {};
  std::sort(test.units.begin(), test.units.end());
  return {std::move(test), Ring{"production", {}}};
}

class RingResolver {
 public:
  RingResolver(const Organization& organization, base::Diagnostics& diagnostics)
      : organization_(organization), diagnostics_(diagnostics) {}

  std::vector<Ring> run(const blueprint::Listed<blueprint::Ring>& written) {
    std::vector<Ring> rings;
    for (const auto& item : written) {
      if (!item.written()) continue;
      const blueprint::Ring& one = *item;
      Ring ring;
      if (one.name.written()) {
        ring.name = *one.name;
        const auto [first, is_new] = names_.emplace(ring.name, one.name.span);
        if (!is_new) {
          twice(one.name.span, first->second, cat("two rings have the name `", ring.name, "`"),
                "give one of them another name, or put their units into one ring");
        }
      }
      for (const auto& unit : one.units) {
        if (unit.written()) add_unit(*unit, unit.span, ring);
      }
      std::sort(ring.units.begin(), ring.units.end());
      rings.push_back(std::move(ring));
    }
    return rings;
  }

 private:
  void add_unit(const std::string& path, base::Span span, Ring& ring) {
    if (organization_.unit(aws::OuPath(path)) == nullptr) {
      report_unknown(path, span);
      return;
    }
    const auto [first, is_new] = units_.emplace(path, span);
    if (is_new) {
      ring.units.push_back(aws::OuPath(path));
    } else {
      twice(span, first->second, cat("unit `", path, "` stands in the rings twice"), cat("take `", path, "` out here"));
    }
  }

  void twice(base::Span span, base::Span first, std::string message, std::string help) {
    diagnostics_.add(Diagnostic("organization/ring-twice", span, std::move(message))
                         .also(first, "first here")
                         .help(std::move(help)));
  }

  void report_unknown(const std::string& path, base::Span span) {
    std::vector<std::string_view> names;
    for (const Unit& unit : organization_.units) names.push_back(unit.path.str());
    Diagnostic diagnostic("organization/ring-unknown-unit", span,
                          path == blueprint::kRoot ? "a ring cannot be `Root`, which holds every unit"
                                                   : cat("there is no unit `", path, "` in the organization"));
    diagnostic.primary.text = base::did_you_mean(base::near_names(path, names));
    diagnostic.helps.push_back(path == blueprint::kRoot
                                   ? "take it out: the last ring has all that no ring names"
                                   : "write a unit's whole path, as `Workloads/Testing`; accounts follow their units");
    diagnostics_.add(std::move(diagnostic));
  }

  const Organization& organization_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, base::Span> names_;
  std::map<std::string, base::Span> units_;
};

}  // namespace

std::vector<Ring> resolve_rings(const blueprint::Organization& written, const Organization& organization,
                                base::Diagnostics& diagnostics) {
  if (!written.rings.written()) return rings_by_name(organization);
  return RingResolver(organization, diagnostics).run(written.rings);
}

std::uint32_t ring_of(const Organization& organization, const Account& account) {
  std::uint32_t found = 0;
  std::size_t nearest = 0;
  for (std::size_t i = 0; i < organization.rings.size(); ++i) {
    for (const aws::OuPath& unit : organization.rings[i].units) {
      if (unit.str().size() <= nearest || !lies_in(account.unit, unit)) continue;
      nearest = unit.str().size();
      found = static_cast<std::uint32_t>(i + 1);
    }
  }
  if (found > 0 || account.role != AccountRole::workload) return found;
  return static_cast<std::uint32_t>(organization.rings.size());
}

}  // namespace landform::resolve
