// What a network asks for that cannot work, or that should not be: routes to NAT gateways that no one builds, endpoints
// of services that are not there, traffic rules without effect or with too much of it.
#pragma once

#include "base/diagnostic.h"
#include "resolve/organization.h"

namespace landform::resolve {

// `network` is complete; the rest of `organization` is, too.
void check_network(const Network& network, const Organization& organization, base::Diagnostics& diagnostics);

// Whether the rule of an inbound list lets in the whole internet, or so much of it that it makes no difference.
bool is_open_to_world(const TrafficRule& rule);

}  // namespace landform::resolve
