// `incidents`: who answers, and what answers by itself.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class IncidentEvent : std::uint8_t {
  guardduty_high_ec2,
  guardduty_medium_ec2,
  guardduty_iam_credential,
  config_restricted_incoming_traffic,
  config_public_bucket,
  root_console_login
};

enum class ResponseAction : std::uint8_t {
  isolate_instance,
  snapshot_instance,
  disable_access_key,
  revoke_role_sessions,
  close_open_ingress,
  block_public_bucket,
  notify
};

struct IncidentRoles {
  Written<Channel> lead, communications;
  Listed<Channel> escalation;
  Listed<std::string> responders;
};

struct Response {
  Written<IncidentEvent> on;
  Written<ResponseAction> action;
  Written<bool> approve, dry_run;
};

struct Incidents {
  Written<IncidentRoles> roles;
  Named<Response> responses;
};

std::span<const Word> words_of(IncidentEvent);
std::span<const Word> words_of(ResponseAction);
std::span<const Field> fields_of(const IncidentRoles*);
std::span<const Field> fields_of(const Response*);
std::span<const Field> fields_of(const Incidents*);

}  // namespace landform::blueprint
