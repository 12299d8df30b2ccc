#include "cli/compile.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "aws/quotas.h"
#include "aws/region.h"
#include "base/text.h"
#include "blueprint/decode.h"
#include "cfn/evaluate.h"
#include "cfn/template.h"
#include "cli/customer_template.h"
#include "cli/disk_words.h"
#include "emit/manifest.h"
#include "emit/stack_set.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/quota_overrides.h"
#include "resolve/resolve.h"
#include "stacks/list.h"
#include "stacks/not_built.h"
#include "verify/verify.h"

namespace landform::cli {
namespace {

using base::cat;
using base::Diagnostic;

// Source templates, each read once however many steps use it.
class Templates {
 public:
  Templates(base::SourceMap& sources, const blueprint::ReadText& read_text, const std::string& folder,
            base::Diagnostics& diagnostics)
      : sources_(sources), read_text_(read_text), folder_(folder), diagnostics_(diagnostics) {}

  // Null after errors.
  const cfn::Template* find(const std::string& path) {
    const auto known = read_.find(path);
    if (known != read_.end()) return known->second ? &*known->second : nullptr;
    auto& slot = read_[path];
    auto text = text_of(path);
    if (!text) return nullptr;
    const auto file = sources_.add(cat(folder_.empty() ? "templates" : folder_, '/', path), std::move(*text));
    slot = cfn::read_template(sources_, file, diagnostics_);
    return slot ? &*slot : nullptr;
  }

  // A customer's own, by the path that the blueprint writes at `written_at`. Null after errors.
  const cfn::Template* find_customers(const std::string& written, base::Span written_at) {
    const std::string path = customer_path(sources_, written_at, written);
    const auto known = read_.find(cat("customer:", path));
    if (known != read_.end()) return known->second ? &*known->second : nullptr;
    auto& slot = read_[cat("customer:", path)];
    auto text = read_text_(path);
    if (!text) {
      diagnostics_.add(Diagnostic("customization/template-not-readable", written_at,
                                  cat("cannot read the template: ", disk_words(text.error())))
                           .note("paths are relative to the blueprint file that names them"));
      return nullptr;
    }
    slot = cfn::read_template(sources_, sources_.add(path, std::move(text).value()), diagnostics_);
    return slot ? &*slot : nullptr;
  }

 private:
  std::optional<std::string> text_of(const std::string& path) {
    if (!folder_.empty()) {
      auto text = read_text_(cat(folder_, '/', path));
      if (text) return std::move(text).value();
      diagnostics_.add(Diagnostic("emit/no-template", {}, cat("a template is missing: ", disk_words(text.error())))
                           .help(cat("`--templates ", folder_, "` has to hold every template that a step names")));
      return std::nullopt;
    }
    const auto files = stacks::embedded_files();
    const auto found =
        std::lower_bound(files.begin(), files.end(), path,
                         [](const base::EmbeddedFile& file, const std::string& wanted) { return file.path < wanted; });
    if (found != files.end() && found->path == path) return std::string(found->text);
    diagnostics_.add(Diagnostic("emit/no-template", {}, cat("landform carries no template `", path, "`"))
                         .note("this is a bug in landform; nothing was written"));
    return std::nullopt;
  }

  base::SourceMap& sources_;
  const blueprint::ReadText& read_text_;
  const std::string& folder_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, std::optional<cfn::Template>> read_;
};

// The lock, empty when there is none yet. Nothing after errors.
std::optional<resolve::Lock> read_lock(base::SourceMap& sources, const blueprint::ReadText& read_text,
                                       const std::string& path, std::string& text, base::Diagnostics& diagnostics) {
  auto read = read_text(path);
  if (!read) {
    if (read.error().fault == base::DiskFault::not_found) return resolve::Lock();
    diagnostics.add(Diagnostic("emit/disk-failed", {}, cat("cannot read the lock file: ", disk_words(read.error()))));
    return std::nullopt;
  }
  text = read.value();
  return resolve::read_lock(sources, sources.add(path, std::move(read).value()), diagnostics);
}

struct EvaluatedStack {
  const plan::Step* step = nullptr;
  cfn::Template result;
  std::optional<cfn::Template> carries;  // of a stack set
  std::optional<emit::Carried> carried;
};

// The template and what is bound in it, the customer's or landform's own. Nothing after errors.
std::optional<cfn::Template> evaluate_template(const std::string& path, bool customers, base::Span written_at,
                                               const cfn::Bindings& bindings, Templates& templates,
                                               base::Diagnostics& diagnostics) {
  const cfn::Template* source = customers ? templates.find_customers(path, written_at) : templates.find(path);
  if (source == nullptr) return std::nullopt;
  if (!customers) return cfn::evaluate(*source, bindings, {}, diagnostics);
  cfn::Bindings with_defaults = bindings;
  bind_defaults(*source, written_at, with_defaults, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  return cfn::evaluate(*source, with_defaults, {}, diagnostics);
}

// A stack set is named after what it carries, so that is evaluated and written first. Nothing after errors.
std::optional<EvaluatedStack> evaluate_stack(const plan::Step& step, const resolve::Organization& organization,
                                             Templates& templates, std::vector<emit::OutputFile>& files,
                                             base::Diagnostics& diagnostics) {
  const auto& stack = std::get<plan::StackStep>(step.what);
  EvaluatedStack evaluated;
  evaluated.step = &step;
  cfn::Bindings of_stack_set;
  if (stack.stack_set) {
    const plan::StackSet& set = *stack.stack_set;
    evaluated.carries = evaluate_template(set.template_path, set.customer_template, set.template_span, set.bindings,
                                          templates, diagnostics);
    if (!evaluated.carries) return std::nullopt;
    evaluated.carried = emit::emit_carried(step, *evaluated.carries, files, diagnostics);
    if (!evaluated.carried) return std::nullopt;
    of_stack_set = stack.bindings;
    emit::bind_stack_set(set, *evaluated.carried, organization, of_stack_set);
  }
  auto result = evaluate_template(stack.template_path, stack.customer_template, stack.template_span,
                                  stack.stack_set ? of_stack_set : stack.bindings, templates, diagnostics);
  if (!result) return std::nullopt;
  evaluated.result = std::move(*result);
  return evaluated;
}

// All stacks, faults of each reported; nothing after errors.
std::optional<std::vector<EvaluatedStack>> evaluate_stacks(const plan::Plan& plan,
                                                           const resolve::Organization& organization,
                                                           Templates& templates, std::vector<emit::OutputFile>& files,
                                                           base::Diagnostics& diagnostics) {
  std::vector<EvaluatedStack> stacks;
  for (const auto& step : plan.steps) {
    if (!std::holds_alternative<plan::StackStep>(step.what)) continue;
    base::Diagnostics found;  // a fault of one stack hides none of another
    auto evaluated = evaluate_stack(step, organization, templates, files, found);
    for (const auto& diagnostic : found.all()) diagnostics.add(diagnostic);
    if (evaluated) stacks.push_back(std::move(*evaluated));
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return stacks;
}

void verify_stacks(const std::vector<EvaluatedStack>& stacks, const std::vector<emit::EmittedStack>& emitted,
                   const aws::Quotas& quotas, base::SourceMap& sources, base::Diagnostics& diagnostics) {
  std::vector<verify::Deployment> deployments;
  const auto verify_one = [&](const cfn::Template& source, verify::TargetKind target, std::vector<std::string> regions,
                              std::size_t bytes) {
    verify::Context context;
    context.target = target;
    context.regions = std::move(regions);
    if (!context.regions.empty()) {
      if (const auto* partition = aws::partition_of_region(context.regions.front())) {
        context.partition = partition->name;
      }
    }
    context.file_bytes = bytes;
    context.quotas = quotas;
    context.sources = &sources;
    verify::verify_template(source, context, diagnostics);
  };
  for (std::size_t i = 0; i < stacks.size(); ++i) {
    const auto& stack = std::get<plan::StackStep>(stacks[i].step->what);
    const std::vector<std::string> home{stack.target.region.str()};
    verify_one(stacks[i].result, verify::TargetKind::stack, home, emitted[i].file.bytes);
    deployments.push_back({stacks[i].step->name, stack.target.account, home, &stacks[i].result, i});
    if (!stack.stack_set) continue;
    std::vector<std::string> regions;
    for (const auto& region : stack.stack_set->regions) regions.push_back(region.str());
    verify_one(*stacks[i].carries, verify::TargetKind::stack_set, regions, stacks[i].carried->file.bytes);
    deployments.push_back({stacks[i].step->name, std::string(), std::move(regions), &*stacks[i].carries, i});
  }
  verify::verify_plan(deployments, diagnostics);
}

std::vector<StepSummary> summaries(const plan::Plan& plan) {
  std::vector<StepSummary> steps;
  for (const auto& step : plan.steps) {
    std::string_view kind = "manual";
    if (const auto* stack = std::get_if<plan::StackStep>(&step.what)) {
      kind = stack->stack_set ? "stack set" : "stack";
    } else if (std::holds_alternative<plan::CliStep>(step.what)) {
      kind = "cli";
    }
    steps.push_back({step.name, step.title, kind});
  }
  return steps;
}

}  // namespace

std::string default_lock_path(std::string_view blueprint_path) {
  for (const std::string_view ending : {".yaml", ".yml"}) {
    if (blueprint_path.ends_with(ending)) blueprint_path.remove_suffix(ending.size());
  }
  return cat(blueprint_path, ".lock.yaml");
}

std::optional<Compiled> compile(base::SourceMap& sources, const blueprint::ReadText& read_text,
                                const CompileOptions& options, base::Diagnostics& diagnostics) {
  // Read: the blueprint over its bases, with its parts, as one tree.
  auto layered = blueprint::read_layers(sources, options.blueprint_path, read_text, diagnostics);
  if (!layered) return std::nullopt;
  // Beyond this point no file of the blueprint is read.

  // Decode: the tree as the language understands it. What was refused is marked, so that resolving it stays quiet and
  // the faults of both passes come out in one run.
  const blueprint::Blueprint written = blueprint::decode(layered->root, diagnostics);
  stacks::report_not_built(layered->root, diagnostics);

  // Resolve: everything bound. Names, places and tags are what they will be, and the lock has its say.
  Compiled compiled;
  compiled.read = std::move(layered->files);
  std::string old_lock_text;
  auto lock = read_lock(sources, read_text, options.lock_path, old_lock_text, diagnostics);
  if (!lock) return std::nullopt;
  compiled.lock_before = std::move(*lock);
  const auto organization = resolve::resolve(written, compiled.lock_before, compiled.lock_after, diagnostics);
  if (!organization || diagnostics.has_errors()) return std::nullopt;
  base::Diagnostics told_before;  // resolve has told these
  const aws::Quotas quotas = resolve::resolve_quotas(written.quotas, told_before);
  // Beyond this point no name is added, and the lock does not change.

  // Plan: which stacks, where, in which order and why.
  const plan::Plan plan = stacks::build_plan(*organization, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  // Beyond this point the blueprint's author is at fault for nothing but sizes.

  // Evaluate: source templates and bindings to plain CloudFormation.
  Templates templates(sources, read_text, options.templates_dir, diagnostics);
  auto stacks = evaluate_stacks(plan, *organization, templates, compiled.files, diagnostics);
  if (!stacks) return std::nullopt;

  // Emit: texts, each read back. The trees stay for the pass that follows, which wants their origins.
  std::vector<emit::EmittedStack> emitted;
  for (const auto& stack : *stacks) {
    auto one = emit::emit_stack(*stack.step, stack.result, compiled.files, diagnostics);
    if (!one) continue;
    one->carried = stack.carried;
    emitted.push_back(std::move(*one));
  }
  if (diagnostics.has_errors()) return std::nullopt;

  // Verify: what AWS would refuse, or regret, in what is about to be written.
  verify_stacks(*stacks, emitted, quotas, sources, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;

  // The manifest comes last: it knows every other file.
  const auto by_path = [](const emit::OutputFile& a, const emit::OutputFile& b) { return a.path < b.path; };
  std::sort(compiled.files.begin(), compiled.files.end(), by_path);
  compiled.files.push_back(emit::emit_manifest({*organization, plan, emitted, compiled.files}));
  std::inplace_merge(compiled.files.begin(), compiled.files.end() - 1, compiled.files.end(), by_path);
  // Beyond this point nothing may fail but the disk.

  compiled.slug = organization->customer.slug.value;
  compiled.steps = summaries(plan);
  std::string lock_text = resolve::lock_text(compiled.lock_after);
  if (lock_text != old_lock_text) compiled.lock_text = std::move(lock_text);
  return compiled;
}

}  // namespace landform::cli
