// Services that VPC endpoints lead to: what they are called, what their policies can say. Source of the names: the
// service table of AWS CDK (aws-ec2, vpc-endpoint.ts) and "AWS services that integrate with AWS PrivateLink"; read:
// 2026-11-22. A service's name here is what follows com.amazonaws and the region: "ecr.api".
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace landform::aws {

// What the policy of an interface endpoint lets through, beside the organization's identities at its own resources.
enum class EndpointPolicy : std::uint8_t {
  own_resources,    // nothing
  systems_manager,  // documents and public parameters of AWS
  machine_images,   // images of AWS
  registry,         // container images are read from everywhere
  tokens,           // federated identities take roles of the organization
  own_identities,   // requests do not say whose resource they are about: every resource
  none,             // the service knows no endpoint policies
};
inline constexpr std::array<EndpointPolicy, 7> kEndpointPolicies{
    EndpointPolicy::own_resources, EndpointPolicy::systems_manager, EndpointPolicy::machine_images,
    EndpointPolicy::registry,      EndpointPolicy::tokens,          EndpointPolicy::own_identities,
    EndpointPolicy::none};

// The parameter of templates/network/vpc.yaml that lists the endpoints of such a policy: "TokenEndpoints".
std::string_view to_text(EndpointPolicy policy);

// "s3" and "dynamodb": free of charge, reached through route tables.
bool is_gateway_endpoint(std::string_view service);
EndpointPolicy endpoint_policy(std::string_view service);
// "com.amazonaws.us-east-1.ecr.api", and in China "cn.com.amazonaws.cn-north-1.ecr.api".
std::string endpoint_service_name(std::string_view service, std::string_view region);

bool is_endpoint_service(std::string_view service);
// False where the service is known not to be, as far as the table goes; true for a service that is not known.
bool may_have_endpoint_service(std::string_view service, std::string_view region);
// Sorted.
std::span<const std::string_view> endpoint_services();

}  // namespace landform::aws
