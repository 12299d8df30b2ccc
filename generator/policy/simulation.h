// A question to the evaluator as data, and its answer as data: what `landform simulate --requests` reads and writes,
// and what the tests' cases are made of. docs/simulate.md describes both.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/span.h"
#include "policy/evaluate.h"
#include "yaml/node.h"

namespace landform::policy {

struct Simulation {
  std::optional<yaml::Node> id;  // given back with the answer
  Policies policies;
  Request request;
};

struct SimulationFault {
  std::string reason;  // a whole sentence, lower case: "`context` is a list; it is a mapping of keys to values"
  base::Span span;
};

// A mapping with the keys of docs/simulate.md; `action` and `principal` must be there. The first fault found.
base::Result<Simulation, SimulationFault> read_simulation(const yaml::Node& node);

// {"id": ..., "verdict": "explicit_deny", "decided_by": {"set": ..., "level": 1, "name": ..., "document": 0,
// "statement": 2, "sid": ...}, ...}: only what there is.
yaml::Node write_verdict(const Simulation& simulation, const Verdict& verdict);

}  // namespace landform::policy
