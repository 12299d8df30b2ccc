// The organization trail, and before it the trusted access that AWS asks for (aws-facts.md E1).
#include <algorithm>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/control_tower_owns.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;

namespace {

void add_trail_access(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step = trust_step(organization, "trusted-access-cloudtrail", "cloudtrail.amazonaws.com");
  step.number = number::kOrganizationTrail;
  step.title = "Trusted access for CloudTrail";
  step.why =
      "CloudTrail makes a trail for the whole organization only once it is trusted there; no resource type does it.";
  step.controls = {"trail.all-regions"};
  plan.steps.push_back(std::move(step));
}

yaml::Node bucket_name(const resolve::Organization& organization, const resolve::Account& archive) {
  constexpr std::string_view kAccountId = "{account_id}";
  const auto& pattern = organization.trail.bucket;
  return bound(base::replace_all(pattern.value, kAccountId, plan::account_id(organization, archive).text),
               pattern.span);
}

yaml::Node records(const resolve::Trail& trail, std::string_view kind) {
  const auto found = std::find_if(trail.data_events.begin(), trail.data_events.end(),
                                  [&](const auto& event) { return event.value == kind; });
  return found == trail.data_events.end() ? switched(false) : switched(true, found->span);
}

}  // namespace

void add_organization_trail(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* archive = organization.with_role(resolve::AccountRole::log_archive);
  if (!archive || owned_by_control_tower(organization, resolve::Owned::organization_trail)) return;
  add_trail_access(organization, plan);

  plan::Step step;
  step.name = "organization-trail";
  step.number = number::kOrganizationTrail;
  step.title = "Organization trail";
  step.why = "One trail records every account and region, and no member can stop it.";
  step.controls = {"trail.all-regions", "trail.cloudwatch", "trail.encryption", "trail.integrity"};
  step.needs = {{"log-archive", "CloudTrail checks the bucket and key policies when the trail is made"},
                {"trusted-access-cloudtrail", "an organization trail needs trusted access"}};

  const resolve::Trail& trail = organization.trail;
  plan::StackStep stack = management_stack(organization, step.name, "logging/organization-trail.yaml");
  auto& parameters = stack.bindings.parameters;
  parameters.emplace("OrganizationId", plan::organization_id(organization));
  parameters.emplace("TrailName", bound(cat(organization.customer.slug.value, "-organization-trail")));
  parameters.emplace("TrailBucketName", bucket_name(organization, *archive));
  parameters.emplace("LogGroupRetentionDays", bound(trail.log_group_retention_days));
  parameters.emplace("S3DataEvents", records(trail, "s3"));
  parameters.emplace("LambdaDataEvents", records(trail, "lambda"));
  parameters.emplace("DynamoDBDataEvents", records(trail, "dynamodb"));
  parameters.emplace("Insights", switched(trail.insights.value, trail.insights.span));
  stack.bindings.open.insert("TrailKeyArn");
  stack.parameters.emplace("TrailKeyArn", plan::FromOutput{"log-archive", "TrailKeyArn"});
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace landform::stacks
