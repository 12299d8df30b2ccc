// Incident response with everything bound: who leads, which event starts what, and the runbooks that there are.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "blueprint/incidents.h"
#include "resolve/located.h"

namespace landform::resolve {

using blueprint::IncidentEvent;
using blueprint::ResponseAction;

struct Response {
  std::string name;
  IncidentEvent event = IncidentEvent::root_console_login;
  ResponseAction action = ResponseAction::notify;
  bool approve = false;
  bool dry_run = false;
  base::Span span;  // its key; unknown for the baseline's
};

struct Incidents {
  std::string lead, communications;              // channels
  std::vector<std::string> escalation;           // channels, first one first
  std::vector<Located<std::string>> responders;  // permission sets whose holders approve and start runbooks, by name
  std::vector<Response> responses;               // by name
  std::vector<std::int64_t> open_ports;          // what is closed when it is open to the world, sorted

  // The topics that other accounts can publish to: whom responses report to, and whom notices go to.
  [[nodiscard]] std::string report_channel() const;
  [[nodiscard]] std::string notice_channel() const;
  [[nodiscard]] const Response* answer(IncidentEvent event, ResponseAction action) const;
};

// One step of a runbook: what the automation does, and how a person does the same.
struct RunbookStep {
  std::string_view name;  // as the automation calls it
  std::string_view what;
  std::string_view by_hand;  // a command; empty: nothing to do
};

// A runbook, as an automation and as a page for people: both are written from this.
struct Runbook {
  ResponseAction action = ResponseAction::notify;
  std::string_view key;        // of the template's mappings: "IsolateInstance"
  std::string_view title;      // "Isolate an instance"
  std::string_view what;       // one sentence
  std::string_view parameter;  // the automation's subject: "InstanceId"
  std::string_view undo;       // how it is taken back
  std::span<const RunbookStep> steps;
};

std::span<const Runbook> incident_runbooks();

// "isolate-instance", "guardduty-high-ec2", and the sentences of the language for them.
std::string_view word_of(ResponseAction action);
std::string_view word_of(IncidentEvent event);
std::string_view sentence_of(IncidentEvent event);

}  // namespace landform::resolve
