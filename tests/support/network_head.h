// What blueprints begin with, behind the customer, where tests are about networks that reach each other.
#pragma once

#include <string_view>

namespace landform::test {

// Two regions and three accounts with VPCs, of two segments; `network` is open for more.
inline constexpr std::string_view kNetworkHead = R"b(organization:
  home_region: us-east-1
  regions: [us-east-1, eu-west-1]
  units:
    Infrastructure: {accounts: {network: {role: network}}}
    Workloads:
      units:
        Production: {accounts: [shop, data]}
        Testing: {accounts: [shop-test]}
network:
  address_pools: {main: 10.0.0.0/8}
)b";

}  // namespace landform::test
