#include "cli/one_stack.h"

#include <map>
#include <string>
#include <utility>
#include <variant>

#include "aws/region.h"
#include "cfn/evaluate.h"
#include "cli/customer_template.h"
#include "emit/stack_set.h"
#include "verify/index.h"
#include "verify/verify.h"

namespace landform::cli {
namespace {

// A sample value must not stand in for one that the manifest gives: forgotten, it has to fail and not to deploy.
void drop_samples(cfn::Template& result, const std::map<std::string, plan::ParameterSource>& given) {
  yaml::Node* parameters = result.root.find("Parameters");
  if (parameters == nullptr) return;
  for (const auto& [name, source] : given) {
    if (yaml::Node* parameter = parameters->find(name)) parameter->erase("Default");
  }
}

// A customer's template has defaults, where landform's own bind all that they declare. Nothing after errors.
std::optional<cfn::Template> evaluate_customers(const cfn::PreparedTemplate& source, base::Span written_at,
                                                cfn::Bindings bindings, base::Diagnostics& diagnostics) {
  bind_defaults(source.source(), written_at, bindings, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  auto evaluated = cfn::evaluate(source, bindings, {}, diagnostics);
  if (!evaluated) return std::nullopt;
  const yaml::Node* resources = evaluated->root.find("Resources");
  if (resources != nullptr && !resources->entries.empty()) return evaluated;
  diagnostics.add(
      base::Diagnostic("cfn/missing-key", written_at,
                       "no resource of this template is left: with these parameters every condition is false")
          .note("CloudFormation wants at least one resource")
          .help("change the parameters, or take the customization out"));
  return std::nullopt;
}

std::vector<std::string> texts(const std::vector<aws::RegionName>& regions) {
  std::vector<std::string> result;
  for (const aws::RegionName& region : regions) result.push_back(region.str());
  return result;
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

class OneStack {
 public:
  OneStack(const PlannedStep& planned, const StackWorkshop& workshop, base::SourceMap* sources)
      : planned_(planned),
        step_(*planned.step),
        stack_(std::get<plan::StackStep>(step_.what)),
        workshop_(workshop),
        sources_(sources) {
    built_.asked.step = planned.step;
  }

  std::optional<BuiltStack> build() {
    if (!stack_.stack_set || build_carried()) build_own();
    if (needs_sources_) return std::nullopt;
    // The stack's own comes first, and is known last.
    if (own_) built_.templates.push_back(std::move(*own_));
    if (carried_) built_.templates.push_back(std::move(*carried_));
    built_.verifying.add_all(of_carried_);
    for (verify::DeniedWork& denied : denied_carried_) built_.asked.denied.push_back(std::move(denied));
    return std::move(built_);
  }

 private:
  // A stack set is named after what it carries, so that is written first. False when nothing can come after it.
  bool build_carried() {
    const plan::StackSet& set = *stack_.stack_set;
    const cfn::PreparedTemplate* source = workshop_.templates.find(planned_.carried);
    if (source == nullptr) return false;
    auto tree = set.customer_template ? evaluate_customers(*source, set.template_span, set.bindings, built_.evaluating)
                                      : cfn::evaluate(*source, set.bindings, {}, built_.evaluating);
    if (!tree || !can_verify(*tree)) return false;
    drop_samples(*tree, set.parameters);
    verify::Context context = context_of(verify::TargetKind::stack_set, texts(set.regions));
    const verify::Index index = verify::index_template(*tree);
    verify::verify_template(index, context, of_carried_);
    carried_ = planned_template(index, {step_.name, std::string(), context.regions, planned_.order});
    denied_carried_ = workshop_.lock_out.carried(step_, index);

    built_.emitted.carried = emit::emit_carried(step_, std::move(*tree), index, built_.files, built_.evaluating);
    if (!built_.emitted.carried) return false;
    context.file_bytes = built_.emitted.carried->file.bytes;
    verify::verify_size(context, of_carried_);
    return true;
  }

  void build_own() {
    const cfn::PreparedTemplate* source = workshop_.templates.find(planned_.own);
    if (source == nullptr) return;
    auto tree = evaluate_own(*source);
    if (!tree || !can_verify(*tree)) return;
    drop_samples(*tree, stack_.parameters);
    const verify::Index index = verify::index_template(*tree);
    verify_own(index, *tree);
    built_.asked.denied = workshop_.lock_out.own(step_, index);

    auto emitted =
        emit::emit_stack(step_, std::move(*tree), index, planned_.known_texts, built_.files, built_.emitting);
    if (!emitted) return;
    emitted->carried = std::move(built_.emitted.carried);
    built_.emitted = std::move(*emitted);
    verify::Context context = context_of(verify::TargetKind::stack, {});
    context.file_bytes = built_.emitted.file.bytes;
    verify::verify_size(context, built_.emitting);
  }

  std::optional<cfn::Template> evaluate_own(const cfn::PreparedTemplate& source) {
    std::optional<cfn::Bindings> completed;  // a copy, where there is more than the plan holds
    if (stack_.stack_set) {
      completed = stack_.bindings;
      emit::bind_stack_set(*stack_.stack_set, *built_.emitted.carried, workshop_.organization, *completed);
    } else if (stack_.bind_late) {
      completed = stack_.bindings;
      stack_.bind_late(*completed);
    }
    const cfn::Bindings& bindings = completed ? *completed : stack_.bindings;
    if (!stack_.customer_template) return cfn::evaluate(source, bindings, {}, built_.evaluating);
    return evaluate_customers(source, stack_.template_span, bindings, built_.evaluating);
  }

  void verify_own(const verify::Index& index, cfn::Template& tree) {
    const verify::Context context = context_of(verify::TargetKind::stack, {stack_.target.region.str()});
    own_ = planned_template(index,
                            {step_.name, stack_.target.account, context.regions, planned_.order, stack_.stack.str()});
    built_.asked.makes_vpc = own_->facts.makes_vpc;
    // Nobody asks for the template's own places any more.
    if (stack_.faults_at_causes) move_to_causes(tree.root);
    verify::verify_template(index, context, built_.verifying);
  }

  static verify::PlannedTemplate planned_template(const verify::Index& index, verify::Deployment deployment) {
    verify::PlanFacts facts = verify::plan_facts(index, deployment);
    return {std::move(deployment), std::move(facts)};
  }

  bool can_verify(const cfn::Template& tree) {
    needs_sources_ = sources_ == nullptr && verify::carries_templates(tree);
    return !needs_sources_;
  }

  [[nodiscard]] verify::Context context_of(verify::TargetKind target, std::vector<std::string> regions) const {
    verify::Context context;
    context.target = target;
    context.regions = std::move(regions);
    if (!context.regions.empty()) {
      if (const auto* partition = aws::partition_of_region(context.regions.front())) {
        context.partition = partition->name;
      }
    }
    context.quotas = workshop_.quotas;
    context.sources = sources_;
    context.known_types = &workshop_.known_types;
    context.known_policies = &workshop_.known_policies;
    return context;
  }

  const PlannedStep& planned_;
  const plan::Step& step_;
  const plan::StackStep& stack_;
  const StackWorkshop& workshop_;
  base::SourceMap* sources_;
  BuiltStack built_;
  std::optional<verify::PlannedTemplate> own_, carried_;
  base::Diagnostics of_carried_;
  std::vector<verify::DeniedWork> denied_carried_;
  bool needs_sources_ = false;
};

}  // namespace

std::optional<BuiltStack> build_stack(const PlannedStep& planned, const StackWorkshop& workshop,
                                      base::SourceMap* sources) {
  return OneStack(planned, workshop, sources).build();
}

void take_hashes(std::span<std::optional<BuiltStack>> stacks) {
  std::vector<emit::Unhashed> written;
  for (std::optional<BuiltStack>& stack : stacks) {
    if (stack && !stack->emitted.file.path.empty()) {
      written.push_back({&stack->emitted.file, &stack->files.back()});
    }
  }
  emit::take_hashes(written);
}

}  // namespace landform::cli
