// `incidents`: who answers, and what answers by itself.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class IncidentEvent : std::uint8_t {
  guardduty_high_ec2,
  guardduty_iam_credential,
  config_restricted_incoming_traffic,
  root_console_login
};

struct IncidentRoles {
  Written<Channel> lead, communications;
  Listed<Channel> escalation;
};

struct Response {
  Written<IncidentEvent> on;
  Written<bool> approve;
};

struct Incidents {
  Written<IncidentRoles> roles;
  Named<Response> responses;
};

std::span<const Word> words_of(IncidentEvent);
std::span<const Field> fields_of(const IncidentRoles*);
std::span<const Field> fields_of(const Response*);
std::span<const Field> fields_of(const Incidents*);

}  // namespace landform::blueprint
