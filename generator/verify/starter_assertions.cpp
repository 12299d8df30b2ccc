// The assertions that landform brings along. Each applies while what it is about is there.
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "resolve/control_tower_owns.h"
#include "verify/assertions.h"

namespace landform::verify {
namespace {

using base::cat;
using resolve::Assertion;
using resolve::Expectation;
using resolve::PolicyTarget;

struct Starter {
  std::string_view name;
  Expectation may;
  std::string_view who;        // separated by spaces
  std::string_view actions;    // likewise
  std::string_view resources;  // likewise; {trail}: the trail's name, {buckets}: the pattern of its bucket
  std::string_view why;
  // The guardrail, attached to the root, that it speaks of; empty: it always applies. One of that name that the
  // customer wrote is held to the same.
  std::string_view while_guardrail;
};

// Sorted by name.
constexpr Starter kStarters[] = {
    {"break-glass-looks-after-the-trail",
     Expectation::always,
     "break-glass",
     "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:LookupEvents",
     "*",
     "who mends an account in an emergency must see what happened in it",
     {}},
    {"deployers-build",
     Expectation::always,
     "deployers",
     "cloudformation:CreateStack cloudformation:UpdateStack config:PutConfigurationRecorder events:PutRule "
     "iam:AttachRolePolicy iam:CreateRole iam:DeleteRole iam:PassRole iam:PutRolePolicy iam:UpdateAssumeRolePolicy "
     "kms:CreateKey kms:PutKeyPolicy lambda:CreateFunction logs:CreateLogGroup logs:PutRetentionPolicy s3:CreateBucket "
     "s3:PutBucketPolicy sns:CreateTopic ssm:PutParameter",
     "*",
     "what landform deploys later must not wait for a policy to be taken away",
     {}},
    {"nobody-leaves-the-organization", Expectation::never, "*", "organizations:LeaveOrganization", "*",
     "an account that leaves takes its data out of every guardrail", "deny-leave-organization"},
    {"nobody-stops-the-trail", Expectation::never, "*",
     "cloudtrail:DeleteTrail cloudtrail:PutEventSelectors cloudtrail:StopLogging cloudtrail:UpdateTrail",
     "arn:*:cloudtrail:*:*:trail/{trail}", "the trail is evidence", "protect-baseline"},
    {"nobody-undoes-the-log-bucket", Expectation::never, "*",
     "s3:DeleteBucket s3:DeleteBucketPolicy s3:PutBucketPolicy s3:PutLifecycleConfiguration", "arn:*:s3:::{bucket}",
     "the logs are evidence", "protect-baseline"},
};

// Null when it is not attached to the root.
const resolve::Guardrail* guardrail_at_root(const resolve::Organization& organization, std::string_view name) {
  const auto found = std::find_if(organization.guardrails.begin(), organization.guardrails.end(), [&](const auto& one) {
    return one.name == name && std::any_of(one.targets.begin(), one.targets.end(), [](const PolicyTarget& target) {
             return target.kind == PolicyTarget::Kind::root;
           });
  });
  return found == organization.guardrails.end() ? nullptr : &*found;
}

std::string trail_name_of(const resolve::Organization& organization) {
  return organization.control_tower ? std::string(resolve::kControlTowerTrail)
                                    : cat(organization.customer.slug.value, "-organization-trail");
}

std::string trail_bucket_of(const resolve::Organization& organization) {
  if (organization.control_tower) return "aws-controltower-logs-*";
  return base::replace_all(organization.trail.bucket.value, "{account_id}", "*");
}

std::vector<resolve::Located<std::string>> words(std::string_view text, const resolve::Organization& organization) {
  std::vector<resolve::Located<std::string>> result;
  for (const std::string_view word : base::split(text, ' ')) {
    std::string value = base::replace_all(word, "{trail}", trail_name_of(organization));
    value = base::replace_all(value, "{bucket}", trail_bucket_of(organization));
    result.push_back({std::move(value), {}});
  }
  return result;
}

}  // namespace

std::vector<std::string_view> starter_names() {
  std::vector<std::string_view> names;
  for (const Starter& starter : kStarters) names.push_back(starter.name);
  return names;
}

std::vector<Assertion> starter_assertions(const EffectivePolicies& effective) {
  const resolve::Organization& organization = effective.organization();
  std::vector<Assertion> result;
  for (const Starter& starter : kStarters) {
    const auto is_it = [&](const auto& one) { return one.name == starter.name; };
    const auto is_off = [&](const auto& one) { return one.value == starter.name; };
    if (std::any_of(organization.assertions.begin(), organization.assertions.end(), is_it)) continue;
    if (std::any_of(organization.assertions_off.begin(), organization.assertions_off.end(), is_off)) continue;
    const resolve::Guardrail* guardrail = guardrail_at_root(organization, starter.while_guardrail);
    if (!starter.while_guardrail.empty() && guardrail == nullptr) continue;
    Assertion assertion;
    if (guardrail != nullptr) assertion.span = guardrail->span;
    assertion.name = starter.name;
    assertion.may = starter.may;
    assertion.who = words(starter.who, organization);
    assertion.actions = words(starter.actions, organization);
    assertion.resources = words(starter.resources, organization);
    assertion.targets = {resolve::root_target()};
    assertion.why = starter.why;
    assertion.starter = true;
    result.push_back(std::move(assertion));
  }
  return result;
}

}  // namespace landform::verify
