// Names that steps share: where ids are published and how a template looks them up.
#pragma once

#include <string>
#include <string_view>

#include "aws/names.h"
#include "blueprint/target_words.h"
#include "resolve/organization.h"
#include "yaml/node.h"

namespace landform::plan {

// Parameter Store names in the management account's home region. Accounts and units go by their logical ids, which a
// rename keeps, so that a rename moves no parameter.
std::string organization_id_parameter(const resolve::Organization& organization);
std::string root_id_parameter(const resolve::Organization& organization);
std::string account_id_parameter(const resolve::Organization& organization, std::string_view account);
std::string account_id_parameter(const resolve::Organization& organization, const resolve::Account& account);
std::string unit_id_parameter(const resolve::Organization& organization, const aws::OuPath& unit);

// "/landform/acme/identity-center/instance-arn"; what Identity Center alone knows, kept by a capture.
std::string identity_center_parameter(const resolve::Organization& organization, std::string_view name);

// A logical id without the word for its kind: "LogArchive" for AccountLogArchive. Templates put the word back.
std::string account_key(const resolve::Account& account);
std::string unit_key(const resolve::Unit& unit);

// "{{resolve:ssm:NAME}}": CloudFormation puts the value in; only in the management account's home region.
std::string look_up(std::string_view parameter);
// "{ssm:NAME}": the same in a command, where the deployer puts the value in.
std::string look_up_in_command(std::string_view parameter);

// What stands for an id in a template of the management account: the id itself where the blueprint has it, else a
// look-up.
yaml::Node organization_id(const resolve::Organization& organization);
yaml::Node account_id(const resolve::Organization& organization, const resolve::Account& account);
yaml::Node unit_id(const resolve::Organization& organization, const aws::OuPath& unit);
// The same for templates that name a unit with each of their many resources: a template takes 60 look-ups
// (cloudformation/dynamic-references), so what the blueprint does not have is read from an output of the stack that has
// it. Not by an import: CloudFormation refuses to take an export away that a later step has still to let go.
yaml::Node unit_id_from_output(const resolve::Organization& organization, const aws::OuPath& unit);

// The same for an account; in the management account's home region.
yaml::Node account_id_from_output(const resolve::Organization& organization, const resolve::Account& account);

// {Fn::GetStackOutput: ...}: an output of a stack of the same account and region.
yaml::Node stack_output(const resolve::Organization& organization, std::string_view step, std::string output,
                        base::Span span = {});

// "acme-organization"
aws::StackName stack_name(const resolve::Organization& organization, std::string_view step);

// The step of what has a stack a region: "topics" in the home region, "topics-eu-central-1" in each other one.
std::string step_in_region(const resolve::Organization& organization, std::string_view name,
                           const aws::RegionName& region);

// "acme-security": the name of a topic for people, by its channel: security, operations (audit account) or billing
// (management account). An alarm names arn:${AWS::Partition}:sns:${AWS::Region}:<account>:<name>; an EventBridge rule
// of the audit account publishes with the role <slug>-event-publisher-<region>, one of another account with a role of
// its own, <slug>-..., which the policies of topics and keys let in.
std::string topic_name(const resolve::Organization& organization, std::string_view channel);
// The steps that make the topics of a governed region, and the billing topic of its two regions.
std::string topics_step(const resolve::Organization& organization, const aws::RegionName& region);
std::string billing_topic_step(const resolve::Organization& organization, const aws::RegionName& region);

// The step after which the organization trail writes, and the log group in the management account's home region that it
// writes to: landform's own, or Control Tower's.
std::string trail_step(const resolve::Organization& organization);
std::string trail_log_group(const resolve::Organization& organization);

// The name that plans and manifests use for the account that owns the organization.
inline constexpr std::string_view kManagementAccount = blueprint::kManagement;

}  // namespace landform::plan
