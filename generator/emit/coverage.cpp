#include "emit/coverage.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

#include "aws/region.h"
#include "base/text.h"

namespace landform::emit {
namespace {

using aws::How;
using base::cat;

struct HowWord {
  How how;
  std::string_view word;
};
constexpr std::array kHowWords{HowWord{How::deploy, "deploy"}, HowWord{How::prevent, "prevent"},
                               HowWord{How::detect, "detect"}, HowWord{How::runbook, "runbook"},
                               HowWord{How::document, "document"}};

// Types whose resources find something and tell of it. A name that ends in `::` stands for all types of a service.
constexpr auto kDetecting = std::to_array<std::string_view>({
    "AWS::AccessAnalyzer::",
    "AWS::CE::AnomalyMonitor",
    "AWS::CE::AnomalySubscription",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::Config::ConfigRule",
    "AWS::Config::ConformancePack",
    "AWS::Config::OrganizationConfigRule",
    "AWS::Config::OrganizationConformancePack",
    "AWS::Detective::",
    "AWS::Events::Rule",
    "AWS::GuardDuty::",
    "AWS::InspectorV2::",
    "AWS::Logs::MetricFilter",
    "AWS::Macie::",
    "AWS::SecurityHub::",
});

bool detects(std::string_view type) {
  return std::any_of(kDetecting.begin(), kDetecting.end(), [&](std::string_view name) {
    return name.ends_with("::") ? type.starts_with(name) : type == name;
  });
}

// Whatever a template makes is deployed; what it is for decides what else it stands for.
How how_of_type(std::string_view type) {
  if (type == "AWS::Organizations::Policy") return How::deploy | How::prevent;
  return detects(type) ? How::deploy | How::detect : How::deploy;
}

using ByControl = std::map<std::string_view, std::vector<Artefact>>;

void add_resources(const plan::Step& step, const EmittedFile& file, const TemplateFacts& facts, ByControl& found) {
  for (const ControlledResources& of_type : facts.controlled) {
    Artefact artefact;
    artefact.how = how_of_type(of_type.type);
    artefact.step = step.name;
    artefact.file = file.path;
    artefact.type = of_type.type;
    artefact.count = of_type.count;
    artefact.guardrails = of_type.guardrails;
    found[of_type.control].push_back(std::move(artefact));
  }
}

// Commands are a setting that deploy.sh applies, and a step with its exact command: a control may want either.
void add_step(const plan::Step& step, ByControl& found) {
  Artefact artefact;
  artefact.step = step.name;
  if (std::holds_alternative<plan::CliStep>(step.what)) {
    artefact.kind = Artefact::Kind::commands;
    artefact.how = How::deploy | How::runbook;
  } else {
    artefact.kind = Artefact::Kind::manual;
    artefact.how = How::runbook;
  }
  for (const std::string& control : step.controls) found[control].push_back(artefact);
}

// Guardrails share documents, so a policy is named with all that is in it: only those that meet the control are meant.
void keep_guardrails_of(const resolve::Organization& organization, ByControl& found) {
  std::map<std::string_view, const resolve::Guardrail*> by_name;
  for (const resolve::Guardrail& guardrail : organization.guardrails) by_name.emplace(guardrail.name, &guardrail);
  for (auto& entry : found) {
    const std::string_view control = entry.first;
    for (Artefact& artefact : entry.second) {
      if (artefact.guardrails.empty()) continue;
      const auto is_other = [&](const std::string& name) {
        const auto known = by_name.find(name);
        if (known == by_name.end()) return false;
        const auto& met = known->second->controls;
        return std::find(met.begin(), met.end(), control) == met.end();
      };
      std::vector<std::string> kept = artefact.guardrails;
      kept.erase(std::remove_if(kept.begin(), kept.end(), is_other), kept.end());
      if (!kept.empty()) artefact.guardrails = std::move(kept);
    }
  }
}

// What a control is about, where an organization can do without it.
struct Subject {
  std::string_view controls;  // a control, or an area with its dot
  bool (*is_there)(const resolve::Organization&);
  std::string_view missing;
};
constexpr auto kSubjects = std::to_array<Subject>({
    {"billing.",
     [](const resolve::Organization& organization) {
       return aws::billing_region(organization.home_region.value).has_value();
     },
     "accounts of this partition are billed through another one"},
    {"extra.control-tower",
     [](const resolve::Organization& organization) {
       return organization.delivery.value == resolve::Delivery::control_tower;
     },
     "the delivery is by stack sets; `delivery: control-tower` delivers the same blueprint through Control Tower"},
    {"vpc.", [](const resolve::Organization& organization) { return !organization.network.vpcs.empty(); },
     "the blueprint has no VPC"},
});

std::string_view needless_because(const resolve::Organization& organization, std::string_view control) {
  for (const Subject& subject : kSubjects) {
    const bool meant =
        subject.controls.ends_with('.') ? control.starts_with(subject.controls) : control == subject.controls;
    if (meant && !subject.is_there(organization)) return subject.missing;
  }
  return {};
}

// Controls that ask for one thing or another. Source: sop-controls.yaml, what they ask for.
constexpr auto kAlternatives = std::to_array<std::string_view>({"trail.mfa-delete"});

void judge(CoveredControl& covered) {
  bool any = false;
  for (const HowWord& expected : kHowWords) {
    if (!aws::has(covered.control->how, expected.how)) continue;
    const bool there = std::any_of(covered.artefacts.begin(), covered.artefacts.end(),
                                   [&](const Artefact& each) { return aws::has(each.how, expected.how); });
    any = any || there;
    if (!there) covered.missing.push_back(expected.how);
  }
  const bool either = std::find(kAlternatives.begin(), kAlternatives.end(), covered.control->id) != kAlternatives.end();
  if (either && any) covered.missing.clear();
  if (covered.missing.empty()) {
    covered.met = Met::fully;
  } else if (covered.waiver != nullptr) {
    covered.met = Met::waived;
  } else {
    covered.met = any ? Met::partly : Met::not_met;
  }
}

}  // namespace

std::vector<CoveredControl> coverage(const resolve::Organization& organization, const plan::Plan& plan,
                                     const std::vector<EmittedStack>& stacks,
                                     const std::vector<MeetingDocument>& documents) {
  ByControl found;
  auto stack = stacks.begin();
  for (const plan::Step& step : plan.steps) {
    const bool is_stack = std::holds_alternative<plan::StackStep>(step.what);
    if (!is_stack) add_step(step, found);
    // What Control Tower's customizations bring has a template, too, but no stack step any more.
    if (stack == stacks.end() || stack->step != &step) continue;
    if (stack->carried) add_resources(step, stack->carried->file, stack->carried->facts, found);
    if (is_stack) add_resources(step, stack->file, stack->facts, found);
    ++stack;
  }
  for (const MeetingDocument& document : documents) {
    Artefact artefact;
    artefact.kind = Artefact::Kind::document;
    artefact.how = How::document;
    artefact.step = document.name;
    for (const std::string_view control : *document.controls) found[control].push_back(artefact);
  }
  keep_guardrails_of(organization, found);
  std::vector<CoveredControl> all;
  for (const aws::Control& control : aws::all_controls()) {
    CoveredControl& covered = all.emplace_back();
    covered.control = &control;
    const auto artefacts = found.find(control.id);
    if (artefacts != found.end()) covered.artefacts = std::move(artefacts->second);
    for (const resolve::Waiver& waiver : organization.records.waivers) {
      if (waiver.control == control.id) covered.waiver = &waiver;
    }
    judge(covered);
    if (covered.met != Met::not_met) continue;
    covered.needless_because = needless_because(organization, control.id);
    if (!covered.needless_because.empty()) covered.met = Met::needless;
  }
  return all;
}

void check_controls(const resolve::Organization& organization, const std::vector<CoveredControl>& coverage,
                    base::Diagnostics& diagnostics) {
  for (const CoveredControl& covered : coverage) {
    if (covered.met != Met::not_met) continue;
    diagnostics.add(
        base::Diagnostic("coverage/control-not-met", organization.customer.slug.span,
                         cat("nothing that this blueprint builds meets control `", covered.control->id, '`'))
            .note(cat("it asks: ", covered.control->asks))
            .help(cat("build what it asks for, or waive it: `waivers: {", covered.control->id,
                      ": {reason: ..., owner: ..., expires: 2027-06-30}}`")));
  }
}

void check_waivers(const std::vector<CoveredControl>& coverage, base::Diagnostics& diagnostics) {
  for (const CoveredControl& covered : coverage) {
    if (covered.waiver == nullptr || covered.met != Met::fully) continue;
    const std::size_t count = covered.artefacts.size();
    diagnostics.add(base::Diagnostic("coverage/needless-waiver", covered.waiver->span,
                                     cat("control `", covered.control->id, "` is waived, but ",
                                         base::count_of(count, "artefact"), count == 1 ? " meets it" : " meet it"))
                        .note("docs/coverage.md of the out tree names what meets it")
                        .help("take the waiver out; the next audit would ask why it is there"));
  }
}

std::string_view word_of(aws::How one) {
  for (const HowWord& each : kHowWords) {
    if (each.how == one) return each.word;
  }
  return {};
}

}  // namespace landform::emit
