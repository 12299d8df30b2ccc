// Anything that the YAML reader takes, as a policy, as a question and as a management policy: it comes back, in time,
// and keeps its promises. A case of tests/cases/policy/verdicts is asked question by question.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/promises.h"
#include "fuzz/tree_mutator.h"
#include "policy/inherit.h"
#include "policy/measure.h"
#include "policy/minify.h"
#include "policy/simulation.h"
#include "policy/split.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace {

using namespace landform;
using fuzz::require;

policy::Request any_request() {
  policy::Request request;
  request.principal = policy::read_principal("arn:aws:iam::111122223333:role/Builder");
  request.action = "s3:PutObject";
  request.resource = "arn:aws:s3:::data/x";
  return request;
}

policy::Policies with(const yaml::Nodes& documents) {
  policy::Policies policies;
  policies.service_control.push_back({});
  for (const yaml::Node& node : documents) {
    policies.service_control[0].documents.emplace_back(policy::read_document(node));
  }
  return policies;
}

void ask(const yaml::Node& node) {
  const auto simulation = policy::read_simulation(node);
  if (!simulation) {
    require(!simulation.error().reason.empty());
    return;
  }
  const policy::Policies& policies = simulation.value().policies;
  const policy::Request& request = simulation.value().request;
  const policy::Verdict verdict = policy::evaluate(policies, request);
  require(verdict.decision == policy::decide(policies, request));
  require(verdict.decision != policy::Decision::explicit_deny || verdict.decided_by.has_value());
  require((verdict.decision == policy::Decision::implicit_deny) == verdict.not_allowed_by.has_value());
  require(verdict.doubts.empty() || verdict.decision == policy::Decision::unknown);
  const yaml::Node answer = policy::write_verdict(simulation.value(), verdict);
  require(!yaml::write_json(answer, yaml::JsonLayout::minified).empty());
}

void ask_all(const yaml::Node& root) {
  const yaml::Node* cases = root.find("cases");
  if (cases == nullptr) return ask(root);
  for (const yaml::Node& one : cases->items) {
    yaml::Node question = root.find("given") != nullptr ? *root.find("given") : yaml::mapping();
    for (const yaml::Entry& entry : one.entries) {
      if (entry.key != "name" && entry.key != "want") question.set(entry.key, entry.value);
    }
    ask(question);
  }
}

void make_smaller(const yaml::Node& root) {
  const policy::Request request = any_request();
  const auto before = policy::decide(with({root}), request);
  for (const auto merge : {policy::MergeStatements::no, policy::MergeStatements::yes}) {
    const yaml::Node small = policy::minify(root, merge);
    require(policy::organization_characters(small) <= policy::organization_characters(root));
    require(yaml::same_value(policy::minify(small, merge), small));
    require(policy::decide(with({small}), request) == before);
  }
  require(policy::iam_characters(root) <= policy::organization_characters(root));
}

void cut(const yaml::Node& root) {
  const yaml::Node* statements = root.find("Statement");
  if (statements == nullptr || !statements->is_sequence()) return;
  constexpr std::array<std::size_t, 3> kLimits{80, 300, 5120};
  for (const std::size_t limit : kLimits) {
    const auto pieces = policy::split(statements->items, limit);
    if (!pieces) {
      require(pieces.error().statement < statements->items.size() && pieces.error().characters > limit);
      continue;
    }
    for (const policy::Piece& piece : pieces.value()) {
      require(piece.characters <= limit && !piece.statements.empty());
      require(piece.characters == policy::organization_characters(policy::document_of(piece.statements)));
    }
  }
}

void merge(const yaml::Node& root) {
  const policy::ManagementLevel level{"Root", {{"a", &root}}};
  const std::array levels{level, level};
  const policy::EffectivePolicy once = policy::inherit({levels.data(), 1});
  for (const policy::InheritanceFault& fault : policy::inherit(levels).faults) require(!fault.level.empty());
  // One policy never contradicts itself.
  for (const policy::InheritanceFault& fault : once.faults) {
    require(fault.kind == policy::InheritanceFaultKind::wrong_value);
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return fuzz::mutate_tree(data, size, max_size, seed);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto file = sources.add("input.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const auto root = yaml::read(sources, file, {}, diagnostics);
  if (!root) return 0;
  ask_all(*root);
  make_smaller(*root);
  cut(*root);
  merge(*root);
  return 0;
}
