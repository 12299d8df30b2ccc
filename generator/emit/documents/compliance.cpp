// The compliance mapping: for each framework that applies, which control of the SOPs contributes to which requirement,
// and whether this organization meets the control.
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "aws/control_mappings.h"
#include "emit/documents/data.h"

namespace landform::emit::documents {
namespace {

bool applies(const aws::Framework& framework, const resolve::Customer& customer) {
  if (framework.regulation.empty()) return true;
  return std::any_of(customer.compliance.begin(), customer.compliance.end(), [&](const auto& each) {
    return each.value == framework.regulation || (!framework.also.empty() && each.value == framework.also);
  });
}

std::string_view state_of(const CoveredControl& covered) {
  if (covered.met == Met::fully) return "met";
  if (covered.met == Met::partly) return "partly met";
  if (covered.met == Met::needless) return "does not apply";
  return covered.met == Met::waived ? "waived" : "not met";
}

std::string regulations_text(const resolve::Customer& customer) {
  std::vector<std::string> words;
  for (const auto& each : customer.compliance) words.push_back(each.value);
  return markdown::codes(words);
}

}  // namespace

Node compliance(const DocumentInput& input) {
  const resolve::Customer& customer = input.organization.customer;
  Node data = document_data(input, "Compliance");
  data.add("declared", yaml::boolean(!customer.compliance.empty()));
  data.add("regulations", text(regulations_text(customer)));
  data.add("fedramp", yaml::boolean(std::any_of(customer.compliance.begin(), customer.compliance.end(),
                                                [](const auto& each) { return each.value == "fedramp"; })));
  std::map<std::string_view, const CoveredControl*> by_id;
  for (const CoveredControl& covered : input.coverage) by_id.emplace(covered.control->id, &covered);
  Node frameworks = yaml::sequence();
  for (const aws::Framework& framework : aws::frameworks()) {
    if (!applies(framework, customer)) continue;
    Node& section = add_row(frameworks, 3);
    section.add("framework", text(framework.title));
    section.add("publisher", text(framework.publisher));
    Node rows = yaml::sequence();
    for (const aws::ControlMapping& mapping : aws::control_mappings()) {
      if (mapping.framework != framework.key) continue;
      const CoveredControl& covered = *by_id.at(mapping.control);
      Node& row = add_row(rows, 4);
      row.add("references", text(mapping.references));
      row.add("control", text(markdown::code(mapping.control)));
      row.add("asks", text(covered.control->asks));
      row.add("state", text(state_of(covered)));
    }
    section.add("rows", std::move(rows));
  }
  data.add("frameworks", std::move(frameworks));
  return data;
}

}  // namespace landform::emit::documents
