// Laws over the templates of a whole plan: names that two of them give, values that are read before they are made, and
// VPCs that could never be connected. What only AWS knows (a parameter's value, a stack's name) is never compared.
// Each template is asked once for what the laws compare, and may go then: plans have thousands of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aws/cidr.h"
#include "base/diagnostic.h"
#include "base/span.h"

namespace landform::verify {

struct Index;  // index.h

// Where one template of a plan goes. Those with equal `order` are deployed together.
struct Deployment {
  std::string name;                  // as messages call it: "network-prod"
  std::string account;               // empty when it goes to many accounts
  std::vector<std::string> regions;  // where it goes
  std::size_t order = 0;
  std::string stack{};  // its name in AWS; empty when unknown, or when stacks of many names carry it
};

// A name as it is in each region of a deployment.
struct PlacedName {
  std::string text;
  bool by_region = false;  // then kRegionHole stands in `text` for the region
};
inline constexpr char kRegionHole = '\x1a';

enum class Scope : std::uint8_t { world, account, region };

// A resource whose name is given by hand and must be unique in its scope.
struct GivenName {
  std::string_view type;  // "AWS::S3::Bucket"
  Scope scope = Scope::world;
  std::string resource;  // its logical id
  PlacedName name;
  base::Span span;
};

enum class Via : std::uint8_t { parameter_store, exports, outputs };

struct MadeValue {
  Via via = Via::parameter_store;
  PlacedName name;
  base::Span span;
};

struct ReadValue {
  Via via = Via::parameter_store;
  std::string name;
  base::Span span;
};

struct VpcRange {
  aws::Cidr range;
  std::string resource;  // its logical id
  base::Span span;
};

// What the laws compare, of one template where it goes.
struct PlanFacts {
  std::vector<GivenName> names;
  std::vector<MadeValue> makes;
  std::vector<ReadValue> reads;
  std::vector<VpcRange> ranges;
  bool makes_vpc = false;  // whatever its range is
};

PlanFacts plan_facts(const Index& index, const Deployment& deployment);

struct PlannedTemplate {
  Deployment deployment;
  PlanFacts facts;
};

// `templates` are in the order of deployment.
void verify_plan(std::span<const PlannedTemplate> templates, base::Diagnostics& diagnostics);

}  // namespace landform::verify
