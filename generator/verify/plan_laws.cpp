#include "verify/plan_laws.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/text.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;

std::size_t hash_of(std::size_t seed, std::string_view text) {
  constexpr std::size_t kOdd = 0x9e3779b97f4a7c15;
  return (seed ^ std::hash<std::string_view>()(text)) * kOdd;
}

// The name in one region. The texts that are put together stay where they are.
class NamesInRegions {
 public:
  std::string_view text(const PlacedName& name, std::string_view region) {
    if (!name.by_region) return name.text;
    return made_.emplace_back(base::replace_all(name.text, std::string_view(&kRegionHole, 1), region));
  }

 private:
  std::deque<std::string> made_;
};

struct NameKey {
  std::string_view type, name, owner, region;
  bool many_owners = false;  // `owner` is a stack set
  bool operator==(const NameKey&) const = default;
};
struct NameKeyHash {
  std::size_t operator()(const NameKey& key) const {
    return hash_of(hash_of(hash_of(hash_of(key.many_owners ? 1 : 0, key.type), key.name), key.owner), key.region);
  }
};

struct First {
  const PlannedTemplate* planned = nullptr;
  const GivenName* name = nullptr;
  std::string_view region;
};

class Names {
 public:
  explicit Names(base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add(const PlannedTemplate& planned) {
    for (const GivenName& name : planned.facts.names) {
      for (const std::string& region : planned.deployment.regions) one(planned, name, region);
    }
  }

 private:
  void one(const PlannedTemplate& planned, const GivenName& name, std::string_view region) {
    const Deployment& deployment = planned.deployment;
    const std::string_view text = names_.text(name.name, region);
    NameKey key{name.type, text, {}, {}};
    if (name.scope != Scope::world) {
      // To many accounts at once: only what is unique in the world can be told to collide.
      key.many_owners = deployment.account.empty();
      key.owner = key.many_owners ? deployment.name : deployment.account;
    }
    if (name.scope == Scope::region) key.region = region;
    const auto [first, fresh] = seen_.emplace(key, First{&planned, &name, region});
    if (fresh || told_ == &name) return;
    told_ = &name;
    const First& before = first->second;
    const bool itself = before.name == &name;
    Diagnostic fault("verify/duplicate-physical-name", name.span,
                     itself ? cat("`", name.resource, "` of ", deployment.name, " would get the name ", text, " in ",
                                  before.region, " and in ", region, ", where ", scope_words(name.scope))
                            : cat("`", name.resource, "` of ", deployment.name, " gets the name ", text, ", which `",
                                  before.name->resource, "` of ", before.planned->deployment.name, " has already"));
    if (itself)
      fault.helps.emplace_back("put ${AWS::Region} into the name, or deploy it to one region");
    else
      fault.secondary.push_back({before.name->span, "given here first"});
    diagnostics_.add(std::move(fault));
  }

  static std::string_view scope_words(Scope scope) {
    return scope == Scope::world ? "it must be the only one in the world" : "it must be the only one of its account";
  }

  base::Diagnostics& diagnostics_;
  NamesInRegions names_;
  std::unordered_map<NameKey, First, NameKeyHash> seen_;
  const GivenName* told_ = nullptr;
};

std::string_view noun_of(Via via) {
  switch (via) {
    case Via::parameter_store:
      return "SSM parameter";
    case Via::exports:
      return "export";
    case Via::outputs:
      return "output";
  }
  return "value";
}

struct ValueKey {
  Via via = Via::parameter_store;
  std::string_view name, account, region;
  bool operator==(const ValueKey&) const = default;
};
struct ValueKeyHash {
  std::size_t operator()(const ValueKey& key) const {
    return hash_of(hash_of(hash_of(static_cast<std::size_t>(key.via), key.name), key.account), key.region);
  }
};

struct Maker {
  const PlannedTemplate* planned = nullptr;  // null while none is found
  base::Span span;
};

// Plans make many values and read few: only for those that are read, makers are looked for.
class Order {
 public:
  explicit Order(base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add_reads(const PlannedTemplate& planned) {
    for (const ReadValue& read : planned.facts.reads) {
      for (const std::string& region : planned.deployment.regions) {
        const ValueKey key{read.via, read.name, planned.deployment.account, region};
        makers_of_readings_.push_back(&makers_.try_emplace(key).first->second);
      }
    }
  }

  void add_makes(const PlannedTemplate& planned) {
    if (makers_.empty()) return;
    for (const MadeValue& made : planned.facts.makes) {
      for (const std::string& region : planned.deployment.regions) {
        const auto found = makers_.find({made.via, names_.text(made.name, region), planned.deployment.account, region});
        if (found == makers_.end()) continue;
        Maker& maker = found->second;  // the earliest counts
        if (maker.planned == nullptr || planned.deployment.order < maker.planned->deployment.order) {
          maker = {&planned, made.span};
        }
      }
    }
  }

  // Of each template whose readings were added, in that order.
  void check(const PlannedTemplate& planned) {
    for (const ReadValue& read : planned.facts.reads) {
      const std::span<const Maker* const> makers =
          std::span(makers_of_readings_).subspan(checked_, planned.deployment.regions.size());
      checked_ += makers.size();
      const auto late = std::find_if(makers.begin(), makers.end(), [&](const Maker* maker) {
        return maker->planned != nullptr && maker->planned != &planned &&
               maker->planned->deployment.order >= planned.deployment.order;
      });
      if (late != makers.end()) tell(planned, read, **late);
    }
  }

 private:
  void tell(const PlannedTemplate& reader, const ReadValue& read, const Maker& maker) {
    const Deployment& made_by = maker.planned->deployment;
    diagnostics_.add(Diagnostic("verify/used-before-made", read.span,
                                cat(reader.deployment.name, " reads the ", noun_of(read.via), ' ', read.name,
                                    ", which ", made_by.name, " makes ",
                                    made_by.order == reader.deployment.order ? "at the same time" : "only later"))
                         .also(maker.span, "made here"));
  }

  base::Diagnostics& diagnostics_;
  NamesInRegions names_;
  std::unordered_map<ValueKey, Maker, ValueKeyHash> makers_;
  std::vector<const Maker*> makers_of_readings_;  // by template, reading and region
  std::size_t checked_ = 0;                       // of them
};

struct Network {
  const VpcRange* vpc = nullptr;
  const PlannedTemplate* planned = nullptr;
};

void check_ranges(std::span<const PlannedTemplate> templates, base::Diagnostics& diagnostics) {
  std::vector<Network> networks;
  for (const PlannedTemplate& planned : templates) {
    for (const VpcRange& vpc : planned.facts.ranges) networks.push_back({&vpc, &planned});
  }
  std::stable_sort(networks.begin(), networks.end(),
                   [](const Network& a, const Network& b) { return a.vpc->range < b.vpc->range; });
  const Network* widest = nullptr;
  for (const Network& network : networks) {
    const VpcRange& vpc = *network.vpc;
    if (widest != nullptr && aws::overlaps(widest->vpc->range, vpc.range)) {
      const bool same = widest->vpc->range == vpc.range;
      diagnostics.add(Diagnostic("verify/same-cidr", vpc.span,
                                 cat("VPC `", vpc.resource, "` of ", network.planned->deployment.name, " has ",
                                     aws::to_text(vpc.range), same ? ", the range of" : ", which overlaps ",
                                     same ? "" : aws::to_text(widest->vpc->range), same ? "" : " of", " VPC `",
                                     widest->vpc->resource, "` of ", widest->planned->deployment.name))
                          .also(widest->vpc->span, "the other VPC")
                          .note("networks with common addresses can never be peered or routed to each other"));
    }
    if (widest == nullptr || aws::last_address(widest->vpc->range) < aws::last_address(vpc.range)) widest = &network;
  }
  for (const Network& network : networks) {
    const auto places = network.planned->deployment.regions.size();
    if (places < 2) continue;
    diagnostics.add(Diagnostic("verify/same-cidr", network.vpc->span,
                               cat("VPC `", network.vpc->resource, "` of ", network.planned->deployment.name, " has ",
                                   aws::to_text(network.vpc->range), " in each of ", places, " regions"))
                        .help("make the range a parameter"));
  }
}

}  // namespace

void verify_plan(std::span<const PlannedTemplate> templates, base::Diagnostics& diagnostics) {
  Names names(diagnostics);
  Order order(diagnostics);
  for (const PlannedTemplate& planned : templates) {
    names.add(planned);
    order.add_reads(planned);
  }
  for (const PlannedTemplate& planned : templates) order.add_makes(planned);
  for (const PlannedTemplate& planned : templates) order.check(planned);
  check_ranges(templates, diagnostics);
}

}  // namespace landform::verify
