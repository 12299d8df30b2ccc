// Coverage: every control with what meets it, and the waivers. A table an area.
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "emit/documents/data.h"

namespace landform::emit::documents {
namespace {

struct AreaTitle {
  std::string_view area;
  std::string_view title;
};
constexpr auto kAreas = std::to_array<AreaTitle>({
    {"prep", "Preparation"},
    {"account", "Accounts"},
    {"root", "Root users"},
    {"org", "Organization"},
    {"iam", "Identity in the accounts"},
    {"sso", "Identity Center"},
    {"billing", "Billing"},
    {"trail", "Audit trail"},
    {"logs", "Logs"},
    {"config", "Configuration recording and rules"},
    {"guardduty", "Threat detection"},
    {"security", "Security posture"},
    {"vpc", "Network"},
    {"monitor", "Monitoring"},
    {"tags", "Tagging"},
    {"backup", "Backup"},
    {"incident", "Incident response"},
    {"docs", "Documents"},
    {"extra", "Additional considerations"},
});

std::string_view title_of(std::string_view area) {
  for (const AreaTitle& each : kAreas) {
    if (each.area == area) return each.title;
  }
  return area;
}

std::string sentence(std::string_view text) {
  std::string result(text);
  if (!result.empty() && result.front() >= 'a' && result.front() <= 'z') result.front() -= 'a' - 'A';
  return cat(result, '.');
}

std::string_view met_word(Met met) {
  switch (met) {
    case Met::fully:
      return "met";
    case Met::partly:
      return "partly met";
    case Met::waived:
      return "waived";
    case Met::needless:
      return "does not apply";
    case Met::not_met:
      break;
  }
  return "**not met**";
}

// What stands in one place is one entry: all resources of a template, say.
std::string entry_of(const std::vector<const Artefact*>& together) {
  const Artefact& first = *together.front();
  switch (first.kind) {
    case Artefact::Kind::commands:
      return cat("commands of step ", markdown::code(first.step));
    case Artefact::Kind::manual:
      return cat("by hand: step ", markdown::code(first.step), " of the [runbook](runbook.md)");
    case Artefact::Kind::document:
      return cat("document ", markdown::link(first.step, cat(first.step, ".md")));
    case Artefact::Kind::resources:
      break;
  }
  std::vector<std::string> types;
  for (const Artefact* each : together) {
    std::string text = each->count == 1 ? std::string(each->type) : cat(each->count, " ", each->type);
    if (!each->guardrails.empty()) text += cat(" (", base::join(each->guardrails, ", "), ')');
    types.push_back(std::move(text));
  }
  return cat(markdown::code(first.file), ": ", markdown::prose(base::join(types, ", ")));
}

// In one cell, a line each. A template that many steps carry (a VPC each) is told a few times, then counted.
std::string artefacts_cell(const CoveredControl& covered) {
  constexpr std::size_t kMost = 8;
  std::vector<std::vector<const Artefact*>> places;  // the first
  std::unordered_map<std::string_view, std::size_t> place_of_file;
  std::size_t count = 0;  // of all
  for (const Artefact& artefact : covered.artefacts) {
    std::size_t place = count;
    if (artefact.kind == Artefact::Kind::resources) place = place_of_file.emplace(artefact.file, count).first->second;
    if (place == count) {
      ++count;
      if (place < kMost) places.emplace_back();
    }
    if (place < kMost) places[place].push_back(&artefact);
  }
  std::string cell;
  for (const auto& together : places) {
    if (!cell.empty()) cell += "<br>";
    cell += entry_of(together);
  }
  if (count > kMost) cell += cat("<br>and in ", count - kMost, " more places");
  return cell;
}

std::string missing_text(const CoveredControl& covered) {
  std::vector<std::string> words;
  for (const aws::How how : covered.missing) words.push_back(cat("*", word_of(how), "*"));
  return markdown::listed(words);
}

Node control_row(const CoveredControl& covered) {
  Node row = yaml::mapping();
  row.add("control", text(markdown::code(covered.control->id)));
  row.add("asked", text(sentence(covered.control->asks)));
  row.add("source", text(covered.control->source));
  std::string met(met_word(covered.met));
  if (covered.met == Met::partly) met += cat("; nothing of kind ", missing_text(covered));
  row.add("met", text(met));
  std::string by = artefacts_cell(covered);
  if (covered.met == Met::waived) {
    by += cat(by.empty() ? "" : "<br>", "waived until ", covered.waiver->expires, ", see below");
  }
  if (covered.met == Met::needless) by = markdown::prose(covered.needless_because);
  row.add("by", text(by.empty() ? "nothing" : by));
  return row;
}

Node waiver_rows(const DocumentInput& input) {
  Node rows = yaml::sequence();
  for (const resolve::Waiver& waiver : input.organization.records.waivers) {
    Node& row = add_row(rows, 4);
    row.add("control", text(markdown::code(waiver.control)));
    row.add("reason", text(waiver.reason));
    row.add("owner", text(waiver.owner));
    row.add("expires", text(waiver.expires));
  }
  return rows;
}

}  // namespace

Node coverage_record(const DocumentInput& input) {
  Node data = document_data(input, "Coverage of controls");
  std::map<Met, std::size_t> counts;
  Node areas = yaml::sequence();
  std::string_view area;
  for (const CoveredControl& covered : input.coverage) {
    ++counts[covered.met];
    if (covered.control->area() != area) {
      area = covered.control->area();
      Node& section = add_row(areas, 2);
      section.add("area", text(title_of(area)));
      section.add("rows", yaml::sequence());
    }
    areas.items.back().find("rows")->add(control_row(covered));
  }
  Node summary = yaml::sequence();
  for (const auto& [met, count] : counts) {
    Node& row = add_row(summary, 2);
    row.add("state", text(met_word(met)));
    row.add("count", yaml::integer(static_cast<std::int64_t>(count)));
  }
  data.add("total", yaml::integer(static_cast<std::int64_t>(input.coverage.size())));
  data.add("summary", std::move(summary));
  data.add("areas", std::move(areas));
  data.add("has_waivers", yaml::boolean(!input.organization.records.waivers.empty()));
  data.add("waivers", waiver_rows(input));
  return data;
}

}  // namespace landform::emit::documents
