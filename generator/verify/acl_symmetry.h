// Part of the law of networks: network ACLs are stateless, so what one direction lets through needs its way back.
#pragma once

#include "base/diagnostic.h"
#include "verify/laws.h"

namespace landform::verify {

void check_acl_symmetry(const Input& input, base::Diagnostics& diagnostics);

}  // namespace landform::verify
