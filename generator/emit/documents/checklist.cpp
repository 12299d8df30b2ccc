// The final checklist: what is seen with one's own eyes before an organization is handed over.
#include <utility>
#include <variant>

#include "emit/documents/data.h"

namespace landform::emit::documents {

Node checklist(const DocumentInput& input) {
  Node data = document_data(input, "Final checklist");
  Node checks = yaml::sequence();
  Node manual = yaml::sequence();
  std::size_t number = 0;
  std::size_t automated = 0;
  for (const plan::Step& step : input.plan.steps) {
    ++number;
    if (const auto* by_hand = std::get_if<plan::ManualStep>(&step.what)) {
      Node& row = add_row(manual, 4);
      row.add("number", count(number));
      row.add("step", text(step.title));
      row.add("who", text(markdown::written(by_hand->who)));
      row.add("evidence", text(markdown::written(by_hand->evidence)));
      continue;
    }
    ++automated;
    const auto* cli = std::get_if<plan::CliStep>(&step.what);
    if (cli == nullptr || cli->check.empty()) continue;
    Node& row = add_row(checks, 2);
    row.add("check", text(step.title));
    row.add("command",
            text(cat(markdown::code(markdown::shell(cli->check)), ", account ", markdown::code(cli->account))));
  }
  Node waivers = yaml::sequence();
  for (const resolve::Waiver& waiver : input.organization.records.waivers) {
    Node& row = add_row(waivers, 4);
    row.add("control", text(markdown::code(waiver.control)));
    row.add("reason", text(waiver.reason));
    row.add("owner", text(waiver.owner));
    row.add("expires", text(waiver.expires));
  }
  data.add("automated", text(base::count_of(automated, "step")));
  data.add("checks", std::move(checks));
  data.add("has_manual", yaml::boolean(!manual.items.empty()));
  data.add("manual", std::move(manual));
  data.add("waivers", std::move(waivers));
  return data;
}

}  // namespace landform::emit::documents
