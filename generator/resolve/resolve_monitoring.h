// `monitoring`, `security.notify` and `security.alarms`, and `logging.retention_days`, bound; whose logs are copied.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/logging.h"
#include "blueprint/monitoring.h"
#include "blueprint/security.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Raises monitoring/channel.
FindingRoutes resolve_finding_routes(const blueprint::Security& written, base::Diagnostics& diagnostics);

// Wants an organization whose units and accounts are resolved. Raises monitoring/*.
Monitoring resolve_monitoring(const blueprint::Monitoring& written, const Organization& organization,
                              base::Diagnostics& diagnostics);

// What the regulations of `customer.compliance` ask for is the least. Raises compliance/below-floor, for the trail,
// too.
LogRetention resolve_log_retention(const blueprint::Logging& written, const Customer& customer,
                                   base::Diagnostics& diagnostics);

// Raises monitoring/logs-not-central.
CentralLogs resolve_central_logs(const Organization& organization, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
