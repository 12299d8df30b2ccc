// The language as written: one struct, one member a top-level key. Each section has its own header.
#pragma once

#include "blueprint/customer.h"
#include "blueprint/field.h"
#include "blueprint/logging.h"
#include "blueprint/organization.h"
#include "blueprint/quotas.h"
#include "blueprint/tagging.h"

namespace landform::blueprint {

struct Blueprint {
  Written<std::int64_t> landform;  // the language's version
  Written<Customer> customer;
  Written<Organization> organization;
  Written<Tagging> tagging;
  Written<Logging> logging;
  Quotas quotas;
};

std::span<const Field> fields_of(const Blueprint*);

}  // namespace landform::blueprint
