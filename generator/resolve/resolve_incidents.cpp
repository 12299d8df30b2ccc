#include "resolve/resolve_incidents.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kBillingChannel = "billing";

// What an event can be answered with; the first one is what fits it best.
struct Answers {
  IncidentEvent event;
  std::array<ResponseAction, 3> actions;
  std::size_t count;
};

constexpr std::array kAnswers{
    Answers{IncidentEvent::guardduty_high_ec2,
            {ResponseAction::isolate_instance, ResponseAction::snapshot_instance, ResponseAction::notify},
            3},
    Answers{IncidentEvent::guardduty_medium_ec2,
            {ResponseAction::snapshot_instance, ResponseAction::isolate_instance, ResponseAction::notify},
            3},
    Answers{IncidentEvent::guardduty_iam_credential,
            {ResponseAction::disable_access_key, ResponseAction::revoke_role_sessions, ResponseAction::notify},
            3},
    Answers{IncidentEvent::config_restricted_incoming_traffic,
            {ResponseAction::close_open_ingress, ResponseAction::notify},
            2},
    Answers{IncidentEvent::config_public_bucket, {ResponseAction::block_public_bucket, ResponseAction::notify}, 2},
    Answers{IncidentEvent::root_console_login, {ResponseAction::notify}, 1},
};

std::span<const ResponseAction> answers_to(IncidentEvent event) {
  const auto found =
      std::find_if(kAnswers.begin(), kAnswers.end(), [&](const auto& row) { return row.event == event; });
  return std::span(found->actions).first(found->count);
}

std::string channel_name(blueprint::Channel channel) {
  return std::string(blueprint::words_of(channel)[static_cast<std::size_t>(channel)].word);
}

// What the response is called after, when that is an action; else the event's first answer.
ResponseAction default_action(const std::string& name, IncidentEvent event) {
  const auto words = blueprint::words_of(ResponseAction{});
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].word == name) return static_cast<ResponseAction>(i);
  }
  return answers_to(event).front();
}

std::string answers_text(IncidentEvent event) {
  std::vector<std::string> words;
  for (const ResponseAction action : answers_to(event)) words.push_back(cat('`', word_of(action), '`'));
  return base::join(words, " or ");
}

// Nothing after an error.
std::optional<Response> bind_response(const blueprint::Named<blueprint::Response>::Item& item,
                                      base::Diagnostics& diagnostics) {
  if (!item->on.written() || item->action.refused()) return std::nullopt;
  Response response;
  response.name = item.name;
  response.span = item.name_span;
  response.event = *item->on;
  const bool chosen = item->action.written();
  response.action = chosen ? *item->action : default_action(item.name, response.event);
  response.approve = *item->approve;
  response.dry_run = *item->dry_run;
  const auto good = answers_to(response.event);
  if (std::find(good.begin(), good.end(), response.action) != good.end()) return response;
  Diagnostic fault("incidents/action", chosen ? item->action.span : item.name_span,
                   cat("`", word_of(response.action), "` does not answer `", word_of(response.event),
                       "`: ", "the event says nothing that it could act on"));
  if (!chosen) fault.primary.text = "without `do`, a response does what it is called after";
  diagnostics.add(std::move(fault)
                      .also(item->on.span, cat("answered by ", answers_text(response.event)))
                      .help(cat("do: ", word_of(good.front()))));
  return std::nullopt;
}

// Isolating takes snapshots itself.
bool includes_action(ResponseAction one, ResponseAction other) {
  return one == other || (one == ResponseAction::isolate_instance && other == ResponseAction::snapshot_instance);
}

void check_answered_twice(const Response& response, const std::vector<Response>& others,
                          base::Diagnostics& diagnostics) {
  for (const Response& other : others) {
    if (other.event != response.event) continue;
    if (!includes_action(other.action, response.action) && !includes_action(response.action, other.action)) continue;
    Diagnostic fault("incidents/handled-twice", response.span,
                     cat("`", response.name, "` answers `", word_of(response.event), "` with `",
                         word_of(response.action), "`, and `", other.name, "` with `", word_of(other.action), "`"));
    if (other.action != response.action)
      fault.notes.emplace_back("`isolate-instance` takes the snapshots itself, first");
    diagnostics.add(std::move(fault).also(other.span, "the other one").help("keep one of them"));
    return;
  }
}

// The baseline's: everything that it ships, none of it without a person's approval.
std::vector<Response> default_responses() {
  std::vector<Response> responses;
  const auto add = [&](std::string_view name, IncidentEvent event, ResponseAction action, bool approve) {
    responses.push_back({std::string(name), event, action, approve, false, {}});
  };
  add("block-public-bucket", IncidentEvent::config_public_bucket, ResponseAction::block_public_bucket, true);
  add("close-open-ingress", IncidentEvent::config_restricted_incoming_traffic, ResponseAction::close_open_ingress,
      true);
  add("disable-access-key", IncidentEvent::guardduty_iam_credential, ResponseAction::disable_access_key, true);
  add("isolate-instance", IncidentEvent::guardduty_high_ec2, ResponseAction::isolate_instance, true);
  add("revoke-role-sessions", IncidentEvent::guardduty_iam_credential, ResponseAction::revoke_role_sessions, true);
  add("root-login", IncidentEvent::root_console_login, ResponseAction::notify, false);
  return responses;
}

void check_responses_heard(const Incidents& incidents, const blueprint::IncidentRoles& roles,
                           base::Diagnostics& diagnostics) {
  for (const Response& response : incidents.responses) {
    const bool asks = response.approve && incidents.lead == kBillingChannel;
    const bool tells = response.action == ResponseAction::notify && incidents.communications == kBillingChannel;
    if (!asks && !tells) continue;
    const blueprint::Slot& role = asks ? roles.lead : roles.communications;
    const base::Span where = response.span.known() ? response.span : role.span;
    Diagnostic fault(
        "incidents/unheard", where,
        asks ? cat("nobody would hear that `", response.name, "` waits for approval: `lead` is the billing mailbox")
             : cat("the notice of `", response.name, "` cannot reach `communications`, the billing mailbox"));
    if (response.span.known()) fault = std::move(fault).also(role.span, "chosen here");
    diagnostics.add(std::move(fault)
                        .note("the billing topic lies in the management account, out of the reach of the accounts "
                              "where incidents happen")
                        .help(asks ? "lead: security" : "communications: operations"));
    return;  // once is enough: it is one key that is to be changed
  }
}

// Those of the Config rule restricted-incoming-traffic (resolve/config_rules.cpp).
std::vector<std::int64_t> world_open_ports(const blueprint::Security& security) {
  std::vector<std::int64_t> ports;
  if (const auto* rule = security.config_rules.find("restricted-incoming-traffic")) {
    for (const auto& port : (*rule)->blocked_ports) {
      if (port.written()) ports.push_back(*port);
    }
  }
  if (ports.empty()) ports = {22, 1433, 3306, 3389, 5432};
  std::sort(ports.begin(), ports.end());
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
  return ports;
}

}  // namespace

std::string Incidents::report_channel() const {
  return lead == kBillingChannel ? "security" : lead;
}

std::string Incidents::notice_channel() const {
  return communications == kBillingChannel ? report_channel() : communications;
}

const Response* Incidents::answer(IncidentEvent event, ResponseAction action) const {
  for (const Response& response : responses) {
    if (response.event == event && response.action == action) return &response;
  }
  return nullptr;
}

Incidents resolve_incidents(const blueprint::Incidents& written, const blueprint::Security& security,
                            base::Diagnostics& diagnostics) {
  Incidents incidents;
  const blueprint::IncidentRoles& roles = *written.roles;
  incidents.lead = channel_name(*roles.lead);
  incidents.communications = channel_name(*roles.communications);
  for (const auto& channel : roles.escalation) {
    const std::string word = channel_name(*channel);
    if (std::find(incidents.escalation.begin(), incidents.escalation.end(), word) == incidents.escalation.end()) {
      incidents.escalation.push_back(word);
    }
  }
  if (incidents.escalation.empty()) incidents.escalation = {"security", "operations"};
  if (written.responses.presence == blueprint::Presence::unset) {
    incidents.responses = default_responses();
  } else {
    for (const auto& item : written.responses) {
      auto response = bind_response(item, diagnostics);
      if (!response) continue;
      check_answered_twice(*response, incidents.responses, diagnostics);
      incidents.responses.push_back(*std::move(response));
    }
    std::sort(incidents.responses.begin(), incidents.responses.end(),
              [](const Response& a, const Response& b) { return a.name < b.name; });
  }
  check_responses_heard(incidents, roles, diagnostics);
  incidents.open_ports = world_open_ports(security);
  return incidents;
}

}  // namespace landform::resolve
