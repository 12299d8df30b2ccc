#include "cli/stack_passes.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <variant>

#include "aws/region.h"
#include "cfn/evaluate.h"
#include "cli/customer_template.h"
#include "cli/parallel.h"
#include "emit/stack_set.h"
#include "verify/known_type.h"
#include "verify/organization_policies.h"
#include "verify/verify.h"

namespace landform::cli {
namespace {

const plan::StackStep& step_of(const BuiltStack& stack) {
  return std::get<plan::StackStep>(stack.step->what);
}

// Landform's own binds all that it declares; a customer's has defaults, too. Without a result after errors.
void evaluate_template(EvaluatedTemplate& evaluated, const cfn::Bindings& bindings, base::Diagnostics& diagnostics) {
  evaluated.result = cfn::evaluate(*evaluated.source, bindings, {}, diagnostics);
}

// A sample value must not stand in for one that the manifest gives: forgotten, it has to fail and not to deploy.
void drop_samples(cfn::Template& result, const std::map<std::string, plan::ParameterSource>& given) {
  yaml::Node* parameters = result.root.find("Parameters");
  if (parameters == nullptr) return;
  for (const auto& [name, source] : given) {
    if (yaml::Node* parameter = parameters->find(name)) parameter->erase("Default");
  }
}

void evaluate_customers(EvaluatedTemplate& evaluated, base::Span written_at, cfn::Bindings bindings,
                        base::Diagnostics& diagnostics) {
  bind_defaults(*evaluated.source, written_at, bindings, diagnostics);
  if (diagnostics.has_errors()) return;
  evaluate_template(evaluated, bindings, diagnostics);
  if (!evaluated.result) return;
  const yaml::Node* resources = evaluated.result->root.find("Resources");
  if (resources != nullptr && !resources->entries.empty()) return;
  diagnostics.add(
      base::Diagnostic("cfn/missing-key", written_at,
                       "no resource of this template is left: with these parameters every condition is false")
          .note("CloudFormation wants at least one resource")
          .help("change the parameters, or take the customization out"));
}

// A stack set is named after what it carries, so that is evaluated and written first.
void evaluate_stack(BuiltStack& built, const resolve::Organization& organization, base::Diagnostics& diagnostics) {
  const plan::StackStep& stack = step_of(built);
  std::optional<cfn::Bindings> completed;  // a copy, where there is more than the plan holds
  if (stack.stack_set) {
    const plan::StackSet& set = *stack.stack_set;
    if (built.carries.source == nullptr) return;
    if (set.customer_template) {
      evaluate_customers(built.carries, set.template_span, set.bindings, diagnostics);
    } else {
      evaluate_template(built.carries, set.bindings, diagnostics);
    }
    if (!built.carries.result) return;
    drop_samples(*built.carries.result, set.parameters);
    built.emitted.carried = emit::emit_carried(*built.step, *built.carries.result, built.files, diagnostics);
    if (!built.emitted.carried) return;
    completed = stack.bindings;
    emit::bind_stack_set(set, *built.emitted.carried, organization, *completed);
  } else if (stack.bind_late) {
    completed = stack.bindings;
    stack.bind_late(*completed);
  }
  if (built.own.source == nullptr) return;
  const cfn::Bindings& bindings = completed ? *completed : stack.bindings;
  if (stack.customer_template) {
    evaluate_customers(built.own, stack.template_span, bindings, diagnostics);
  } else {
    evaluate_template(built.own, bindings, diagnostics);
  }
  if (built.own.result) drop_samples(*built.own.result, stack.parameters);
}

SourceTemplates::Index name_template(SourceTemplates& templates, const std::string& path, bool customers,
                                     base::Span written_at) {
  return customers ? templates.name_customers(path, written_at) : templates.name(path);
}

std::vector<std::string> texts(const std::vector<aws::RegionName>& regions) {
  std::vector<std::string> result;
  for (const aws::RegionName& region : regions) result.push_back(region.str());
  return result;
}

verify::Context context_of(verify::TargetKind target, std::vector<std::string> regions, const aws::Quotas& quotas,
                           base::SourceMap* sources) {
  verify::Context context;
  context.target = target;
  context.regions = std::move(regions);
  if (!context.regions.empty()) {
    if (const auto* partition = aws::partition_of_region(context.regions.front())) {
      context.partition = partition->name;
    }
  }
  context.quotas = quotas;
  context.sources = sources;
  return context;
}

// The same template with bound values standing where the blueprint gave them.
void move_to_causes(yaml::Node& node) {
  if (node.cause.known()) node.span = node.cause;
  for (yaml::Node& item : node.items) move_to_causes(item);
  for (yaml::Entry& entry : node.entries) {
    if (entry.value.cause.known()) entry.key_span = entry.value.cause;
    move_to_causes(entry.value);
  }
}

bool carries_templates(const BuiltStack& stack) {
  return verify::carries_templates(*stack.own.result) ||
         (stack.carries.result && verify::carries_templates(*stack.carries.result));
}

void verify_stack(const BuiltStack& built, const aws::Quotas& quotas, base::SourceMap* sources,
                  verify::KnownTypes& known_types, base::Diagnostics& diagnostics) {
  const plan::StackStep& stack = step_of(built);
  std::optional<cfn::Template> moved;
  if (stack.faults_at_causes) move_to_causes(moved.emplace(*built.own.result).root);
  verify::Context context = context_of(verify::TargetKind::stack, {stack.target.region.str()}, quotas, sources);
  context.known_types = &known_types;
  verify::verify_template(moved ? *moved : *built.own.result, context, diagnostics);
  if (!stack.stack_set) return;
  context = context_of(verify::TargetKind::stack_set, texts(stack.stack_set->regions), quotas, sources);
  context.known_types = &known_types;
  context.file_bytes = built.emitted.carried->file.bytes;
  verify::verify_template(*built.carries.result, context, diagnostics);
}

std::vector<verify::Deployment> deployments(const std::vector<BuiltStack>& stacks) {
  std::vector<verify::Deployment> result;
  for (std::size_t i = 0; i < stacks.size(); ++i) {
    const plan::StackStep& stack = step_of(stacks[i]);
    const std::string& name = stacks[i].step->name;
    result.push_back(
        {name, stack.target.account, {stack.target.region.str()}, &*stacks[i].own.result, i, stack.stack.str()});
    if (!stack.stack_set) continue;
    result.push_back({name, std::string(), texts(stack.stack_set->regions), &*stacks[i].carries.result, i});
  }
  return result;
}

std::vector<verify::PlannedStack> planned(const std::vector<BuiltStack>& stacks) {
  std::vector<verify::PlannedStack> result;
  for (const BuiltStack& built : stacks) {
    const cfn::Template* own = built.own.result ? &*built.own.result : nullptr;
    result.push_back({built.step, own, built.carries.result ? &*built.carries.result : nullptr});
  }
  return result;
}

}  // namespace

template <class Pass>
bool StackPasses::each_stack(std::size_t threads, const Pass& pass) {
  std::vector<base::Diagnostics> found(stacks_.size());  // a fault of one stack hides none of another
  in_parallel(stacks_.size(), threads, [&](std::size_t i) { pass(stacks_[i], found[i]); });
  report(found);
  return !diagnostics_.has_errors();
}

bool StackPasses::evaluate(const plan::Plan& plan, SourceTemplates& templates) {
  std::vector<SourceTemplates::Index> named;
  for (const plan::Step& step : plan.steps) {
    const auto* stack = std::get_if<plan::StackStep>(&step.what);
    if (stack == nullptr) continue;
    stacks_.emplace_back().step = &step;
    if (stack->stack_set) {
      const plan::StackSet& set = *stack->stack_set;
      named.push_back(name_template(templates, set.template_path, set.customer_template, set.template_span));
    }
    named.push_back(name_template(templates, stack->template_path, stack->customer_template, stack->template_span));
  }
  templates.read(threads_);
  auto next = named.begin();
  for (BuiltStack& built : stacks_) {
    if (step_of(built).stack_set) built.carries.source = templates.find(*next++);
    built.own.source = templates.find(*next++);
  }
  return each_stack(threads_, [&](BuiltStack& stack, base::Diagnostics& diagnostics) {
    evaluate_stack(stack, organization_, diagnostics);
  });
}

void StackPasses::report(const std::vector<base::Diagnostics>& found) {
  for (const base::Diagnostics& each : found) {
    for (const base::Diagnostic& diagnostic : each.all()) diagnostics_.add(diagnostic);
  }
}

// The stacks, all of them together, and the organization's policies know nothing of each other: none waits for another.
bool StackPasses::verify(const aws::Quotas& quotas, base::SourceMap& sources) {
  // Templates inside templates are added to the sources, which one thread alone may do; they are rare.
  const bool alone = std::any_of(stacks_.begin(), stacks_.end(), carries_templates);
  base::SourceMap* const inner_sources = alone ? &sources : nullptr;
  verify::KnownTypes known_types;
  std::vector<base::Diagnostics> found(stacks_.size() + 2);
  base::Diagnostics& of_policies = found.back();
  base::Diagnostics& of_plan = found[stacks_.size()];
  in_parallel(found.size(), alone ? 1 : threads_, [&](std::size_t i) {
    if (i == 0) {
      assertions_ = verify::verify_organization_policies(organization_, planned(stacks_), of_policies);
    } else if (i == 1) {
      verify::verify_plan(deployments(stacks_), of_plan);
    } else {
      verify_stack(stacks_[i - 2], quotas, inner_sources, known_types, found[i - 2]);
    }
  });
  report(found);
  return !diagnostics_.has_errors();
}

bool StackPasses::emit(const aws::Quotas& quotas) {
  return each_stack(threads_, [&](BuiltStack& stack, base::Diagnostics& diagnostics) {
    auto emitted = emit::emit_stack(*stack.step, std::move(*stack.own.result), stack.files, diagnostics);
    stack.own.result.reset();
    if (!emitted) return;
    emitted->carried = std::move(stack.emitted.carried);
    stack.emitted = std::move(*emitted);
    verify::Context context = context_of(verify::TargetKind::stack, {}, quotas, nullptr);
    context.file_bytes = stack.emitted.file.bytes;
    verify::verify_size(context, diagnostics);
  });
}

}  // namespace landform::cli
