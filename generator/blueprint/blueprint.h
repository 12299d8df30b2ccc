// The language as written: one struct, one member a top-level key. Each section has its own header.
#pragma once

#include "blueprint/assertions.h"
#include "blueprint/backup.h"
#include "blueprint/billing.h"
#include "blueprint/control_tower.h"
#include "blueprint/customer.h"
#include "blueprint/customizations.h"
#include "blueprint/field.h"
#include "blueprint/guardrails.h"
#include "blueprint/identity.h"
#include "blueprint/incidents.h"
#include "blueprint/logging.h"
#include "blueprint/monitoring.h"
#include "blueprint/network.h"
#include "blueprint/organization.h"
#include "blueprint/patching.h"
#include "blueprint/quotas.h"
#include "blueprint/security.h"
#include "blueprint/tagging.h"
#include "blueprint/waivers.h"

namespace landform::blueprint {

struct Blueprint {
  Written<std::int64_t> landform;  // the language's version
  Written<Customer> customer;
  Written<Organization> organization;
  Written<ControlTower> control_tower;
  Guardrails guardrails;
  Written<Tagging> tagging;
  Written<Identity> identity;
  Written<Logging> logging;
  Written<Security> security;
  Written<Network> network;
  Written<Monitoring> monitoring;
  Written<Backup> backup;
  Written<Billing> billing;
  Written<Incidents> incidents;
  Written<Patching> patching;
  Customizations customizations;
  Quotas quotas;
  Waivers waivers;
  Assertions assertions;
};

// The keys of a file that layers.h takes out before anything is decoded. They have a table for the schema's and the
// reference's sake.
struct LayerKeys {
  Written<std::string> extends;
  Listed<std::string> include;
  Listed<std::string> final;
};

std::span<const Field> fields_of(const Blueprint*);
std::span<const Field> fields_of(const LayerKeys*);

}  // namespace landform::blueprint
