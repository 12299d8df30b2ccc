// What a deployment of a template calls: for each resource the actions of its type's handlers, and on which resource as
// far as the template names it. Calls that depend on a property which the resource does not have are left out.
// Source: aws/handler_permissions.h.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cfn/template.h"

namespace landform::verify {

enum class Certainty : std::uint8_t {
  possible,  // another service's action, or one for what a template may leave out: the handler calls it in some cases
  certain,
};

struct DeploymentNeed {
  std::string_view action;  // "s3:CreateBucket"
  std::string type;         // "AWS::S3::Bucket"
  std::string resource_id;  // the first that needs it, of several with the same action on the same ARN
  // Empty: not known. "{account}" and "{region}" stand for those of the target, policy::kUnknownPart for what only AWS
  // knows.
  std::string arn;
  Certainty certainty = Certainty::certain;
};

// Of an evaluated template. In the order of the template, each action once for each ARN. The calls for the stack itself
// come first. `partition`: "aws".
std::vector<DeploymentNeed> deployment_needs(const cfn::Template& source, std::string_view partition);

// A call of a type's handlers, and what it depends on.
struct HandlerCall {
  std::string_view action;
  Certainty certainty = Certainty::certain;
  std::string_view property;  // without it, the call is not made; empty: it always is
  bool only_deletes = false;
  bool on_the_resource = false;  // the action works on what the type's ARN names
};

// The calls of resource types, found once for all templates of a run. Any thread may ask.
class KnownCalls {
 public:
  const std::vector<HandlerCall>& of(std::string_view type);

 private:
  std::mutex asked_;
  std::map<std::string, std::vector<HandlerCall>, std::less<>> calls_;
};
std::vector<DeploymentNeed> deployment_needs(const cfn::Template& source, std::string_view partition,
                                             KnownCalls& known);

// What CloudFormation calls for the stack as such, with the deploying role's rights.
std::span<const std::string_view> stack_actions();

// The same for a resource of which nothing but its type is known.
std::vector<DeploymentNeed> needs_of_type(std::string_view type);

// An ARN with the account and region of a target.
std::string arn_in(std::string_view arn, std::string_view account, std::string_view region);

}  // namespace landform::verify
