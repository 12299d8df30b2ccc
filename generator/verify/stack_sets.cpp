// Law: what a stack set may carry and how it may be asked for. A template that goes out by a service-managed stack set
// has no transform, no macro and no nested stack; a stack set resource names its deployment in one of the ways that the
// service takes. Source: aws-facts.md B5.
#include <algorithm>

#include "aws/region.h"
#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

void check_carried(const Input& input, base::Diagnostics& diagnostics) {
  const Node& root = input.index.source->root;
  for (const std::string_view key : {"Transform", "Fn::Transform"}) {
    if (const Entry* entry = root.entry(key)) {
      diagnostics.add(
          Diagnostic("verify/stack-set-transform", entry->key_span,
                     "this template goes out by a service-managed stack set, which takes no transform and no macro")
              .help("evaluate the template first, so that nothing of the transform is left"));
    }
  }
  for (const Resource& resource : input.index.resources) {
    if (resource.type != "AWS::CloudFormation::Stack") continue;
    diagnostics.add(Diagnostic("verify/stack-set-nested", resource.id_span(),
                               cat("`", resource.id, "` is a nested stack; service-managed stack sets take none"))
                        .help("put its resources into this template, or into a stack set of their own"));
  }
  for (const std::string& name : input.context.regions) {
    const aws::Region* region = aws::find_region(name);
    if (region == nullptr || region->opt_in == aws::OptIn::not_needed) continue;
    diagnostics.add(Diagnostic("verify/opt-in-region", {},
                               cat("the stack set goes to ", name, " (", region->place,
                                   "), which is off until an account enables it"))
                        .note("it must be enabled in the management account and in each target account, or the "
                              "instances there fail"));
  }
}

// The faults of a StackSet resource that are certain from its properties alone.
class StackSetResource {
 public:
  StackSetResource(const Resource& resource, base::Diagnostics& diagnostics)
      : resource_(resource), properties_(*resource.properties), diagnostics_(diagnostics) {}

  void check() {
    const Node* model = properties_.find("PermissionModel");
    const auto text = model == nullptr ? std::nullopt : literal(*model);
    if (text == "SERVICE_MANAGED") check_service_managed();
    if (text == "SELF_MANAGED") {
      refuse("AutoDeployment", "only service-managed stack sets deploy by themselves");
    }
    check_auto_deployment();
    each_at(properties_, "StackInstancesGroup[].DeploymentTargets",
            [&](const Node& targets) { check_targets(targets); });
    check_concurrency();
    if (properties_.find("TemplateBody") != nullptr && properties_.find("TemplateURL") != nullptr) {
      fault(properties_.entry("TemplateURL")->key_span,
            cat("stack set `", resource_.id, "` has TemplateBody and TemplateURL; one of them must go"));
    }
  }

 private:
  void fault(base::Span span, std::string message) {
    diagnostics_.add(Diagnostic("verify/stack-set-shape", span, std::move(message)));
  }
  void refuse(std::string_view key, std::string_view why) {
    const Entry* entry = properties_.entry(key);
    if (entry == nullptr || is_no_value(entry->value) || intrinsic_of(entry->value)) return;
    fault(entry->key_span, cat("stack set `", resource_.id, "` has `", key, "`; ", why));
  }

  void check_service_managed() {
    if (properties_.find("AutoDeployment") == nullptr && !has_open_keys(properties_)) {
      fault(resource_.id_span(), cat("stack set `", resource_.id, "` is service-managed and has no `AutoDeployment`"));
    }
    refuse("AdministrationRoleARN", "a service-managed stack set has roles of its own");
    refuse("ExecutionRoleName", "a service-managed stack set has roles of its own");
  }

  void check_auto_deployment() {
    const Node* enabled = value_at(properties_, "AutoDeployment.Enabled");
    const Node* retain = value_at(properties_, "AutoDeployment.RetainStacksOnAccountRemoval");
    if (enabled == nullptr || retain == nullptr || literal_boolean(*enabled) != false) return;
    fault(retain->span, cat("stack set `", resource_.id,
                            "` says what happens when accounts leave, but its automatic "
                            "deployment is off"));
  }

  void check_targets(const Node& targets) {
    const Node* filter = targets.find("AccountFilterType");
    const auto kind = filter == nullptr ? std::nullopt : literal(*filter);
    if (kind == "UNION") {
      fault(filter->span, cat("stack set `", resource_.id,
                              "` has the account filter UNION, which cannot be asked for "
                              "when a stack set is created"));
    }
    const bool both = targets.find("Accounts") != nullptr && targets.find("OrganizationalUnitIds") != nullptr;
    if (both && filter == nullptr) {
      fault(targets.span, cat("stack set `", resource_.id, "` targets accounts and units without `AccountFilterType`"));
    }
  }

  void check_concurrency() {
    const Node* preferences = properties_.find("OperationPreferences");
    if (preferences == nullptr) return;
    for (const std::string_view what : {"MaxConcurrent", "FailureTolerance"}) {
      const Entry* percentage = preferences->entry(cat(what, "Percentage"));
      if (preferences->find(cat(what, "Count")) != nullptr && percentage != nullptr) {
        fault(percentage->key_span,
              cat("stack set `", resource_.id, "` has ", what, "Count and ", what, "Percentage; one of them must go"));
      }
    }
    const Node* at_once = value_at(*preferences, "MaxConcurrentCount");
    const Node* tolerated = value_at(*preferences, "FailureToleranceCount");
    const Node* mode = preferences->find("ConcurrencyMode");
    if (at_once == nullptr || (mode != nullptr && mode->text != "STRICT_FAILURE_TOLERANCE")) return;
    if (tolerated == nullptr && preferences->find("FailureTolerancePercentage") != nullptr) return;
    const auto limit = tolerated == nullptr ? std::optional<std::int64_t>(0) : literal_integer(*tolerated);
    const auto wanted = literal_integer(*at_once);
    if (!limit || !wanted || *wanted <= *limit + 1) return;
    // The service does not refuse this: it takes the lower of the two ("How stack set operations work", concurrency
    // mode).
    Diagnostic slow("verify/stack-set-shape", at_once->span,
                    cat("stack set `", resource_.id, "` works on ", *wanted, " accounts at once but tolerates ", *limit,
                        " failures; without another ConcurrencyMode it works on ", *limit + 1));
    slow.severity = base::Severity::warning;
    diagnostics_.add(std::move(slow).help("ConcurrencyMode: SOFT_FAILURE_TOLERANCE uncouples the two"));
  }

  const Resource& resource_;
  const Node& properties_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

void law_stack_sets(const Input& input, base::Diagnostics& diagnostics) {
  if (input.context.target == TargetKind::stack_set) check_carried(input, diagnostics);
  for (const Resource& resource : input.index.resources) {
    if (resource.type != "AWS::CloudFormation::StackSet" || resource.properties == nullptr) continue;
    StackSetResource(resource, diagnostics).check();
  }
}

}  // namespace landform::verify
