#include "cli/compile.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <thread>
#include <utility>
#include <variant>

#include "aws/region.h"
#include "base/text.h"
#include "blueprint/decode.h"
#include "cli/disk_words.h"
#include "cli/document_files.h"
#include "cli/parallel.h"
#include "cli/policy_files.h"
#include "cli/source_templates.h"
#include "cli/stack_passes.h"
#include "emit/control_tower.h"
#include "emit/deploy_script.h"
#include "emit/manifest.h"
#include "emit/policies.h"
#include "plan/step.h"
#include "resolve/quota_overrides.h"
#include "resolve/resolve.h"
#include "stacks/list.h"
#include "verify/organization_policies.h"
#include "verify/package.h"

namespace landform::cli {
namespace {

using base::cat;
using base::Diagnostic;

struct LockFile {
  base::Result<std::string, base::DiskError> text;
  std::optional<base::FileId> file;  // nothing when there is none yet, or when it cannot be read
};

LockFile read_lock_text(base::SourceMap& sources, const blueprint::ReadText& read_text, const std::string& path) {
  LockFile lock{read_text(path), std::nullopt};
  if (lock.text) lock.file = sources.add(path, lock.text.value());
  return lock;
}

// The lock, empty when there is none yet. Nothing after errors.
std::optional<resolve::Lock> read_lock(const base::SourceMap& sources, const LockFile& lock,
                                       base::Diagnostics& diagnostics) {
  if (lock.file) return resolve::read_lock(sources, *lock.file, diagnostics);
  if (lock.text.error().fault == base::DiskFault::not_found) return resolve::Lock();
  diagnostics.add(
      Diagnostic("emit/disk-failed", {}, cat("cannot read the lock file: ", disk_words(lock.text.error()))));
  return std::nullopt;
}

std::size_t threads_of(const CompileOptions& options) {
  constexpr std::size_t kMost = 8;
  if (options.threads > 0) return options.threads;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMost);
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

// The program of deploy.sh. `--templates` is for what is evaluated; a program is always the executable's own.
std::string_view deploy_engine() {
  for (const base::EmbeddedFile& file : stacks::embedded_files()) {
    if (file.path == "deploy/engine.sh") return file.text;
  }
  return {};
}

// What the pipeline of Customizations for Control Tower would refuse or pass over, in the package as it is written.
void verify_control_tower(base::SourceMap& sources, const resolve::Organization& organization,
                          const std::vector<emit::OutputFile>& files, base::Diagnostics& diagnostics) {
  constexpr std::string_view kFolder = "control-tower/";
  constexpr std::string_view kManifest = "control-tower/manifest.yaml";
  verify::Package package;
  const emit::OutputFile* manifest = nullptr;
  for (const emit::OutputFile& file : files) {
    if (file.path == kManifest) manifest = &file;
    if (file.path.starts_with(kFolder)) package.files.emplace(file.path.substr(kFolder.size()), file.bytes);
  }
  if (manifest == nullptr) return;
  for (const auto& region : organization.regions) package.regions.push_back(region.value.str());
  package.regions.emplace_back(aws::partition_of(organization.home_region.value).global_region);
  for (const resolve::Unit& unit : organization.units) {
    package.units.insert(base::replace_all(unit.path.str(), "/", ":"));
  }
  for (const resolve::Account& account : organization.accounts) {
    package.accounts.insert(account.account_name);
    if (account.existing_id) package.accounts.insert(account.existing_id->value.str());
  }
  verify::verify_package(sources, sources.add(std::string(kManifest), manifest->bytes), package, diagnostics);
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
  // Read: the blueprint over its bases, with its parts, as one tree. The lock and landform's own templates are read
  // beside it, from a copy of the sources, since the blueprint's files are added to them meanwhile; what is wrong with
  // them is told later.
  const std::size_t threads = threads_of(options);
  Compiled compiled;
  Leftovers& leftovers = compiled.leftovers;
  const LockFile lock_file = read_lock_text(sources, read_text, options.lock_path);
  auto& templates = leftovers.keep(SourceTemplates(sources, read_text, options.templates_dir, diagnostics));
  if (options.templates_dir.empty()) templates.name_carried();
  const base::SourceMap sources_beforehand = sources;
  auto& layered = leftovers.keep(std::optional<blueprint::Layered>());
  std::optional<resolve::Lock> lock;
  base::Diagnostics faults_of_lock;
  in_parallel(3, threads, [&](std::size_t i) {
    if (i == 0) layered = blueprint::read_layers(sources, options.blueprint_path, read_text, diagnostics);
    if (i == 1) lock = read_lock(sources_beforehand, lock_file, faults_of_lock);
    if (i == 2) templates.read_ahead(sources_beforehand);
  });
  if (!layered) return std::nullopt;
  // Beyond this point no file of the blueprint is read, but for the policies that its guardrails name.

  // Decode: the tree as the language understands it. What was refused is marked, so that resolving it stays quiet and
  // the faults of both passes come out in one run.
  const auto& written = leftovers.keep(blueprint::decode(layered->root, diagnostics));

  // Resolve: everything bound. Names, places and tags are what they will be, and the lock has its say.
  compiled.read = std::move(layered->files);
  for (const Diagnostic& diagnostic : faults_of_lock.all()) diagnostics.add(diagnostic);
  if (!lock) return std::nullopt;
  compiled.lock_before = std::move(*lock);
  const resolve::PolicySources policies =
      read_policy_files(sources, read_text, written, templates, threads, diagnostics);
  auto& organization =
      leftovers.keep(resolve::resolve(written, compiled.lock_before, compiled.lock_after, diagnostics, policies));
  if (!organization || diagnostics.has_errors()) return std::nullopt;
  base::Diagnostics told_before;  // resolve has told these
  const aws::Quotas quotas = resolve::resolve_quotas(written.quotas, told_before);
  // Beyond this point no name is added, and the lock does not change.
  if (options.until == Until::resolved) {
    compiled.organization = std::move(*organization);
    return compiled;
  }

  // Plan: which stacks, where, in which order and why. What the organization's policies come to is found out beside it.
  auto& plan = leftovers.keep(plan::Plan());
  auto& policies_in_effect = leftovers.keep(std::unique_ptr<verify::OrganizationPolicies>());
  in_parallel(2, threads, [&](std::size_t i) {
    if (i == 0) plan = stacks::build_plan(*organization, diagnostics);
    if (i == 1) policies_in_effect = std::make_unique<verify::OrganizationPolicies>(*organization);
  });
  if (diagnostics.has_errors()) return std::nullopt;
  // Beyond this point the blueprint's author is at fault for nothing but sizes.

  // Each stack by itself, beside the others.
  // Evaluate: source templates and bindings to plain CloudFormation.
  // Verify: what AWS would refuse, or regret, in what is about to be written.
  // Emit: texts, each read back and measured. The trees become them; nobody asks for origins any more.
  auto& passes = leftovers.keep(StackPasses(*organization, quotas, *policies_in_effect, threads));
  if (!passes.run(plan, templates, sources, diagnostics)) return std::nullopt;

  // The manifest comes last: it knows every other file.
  std::vector<emit::EmittedStack> emitted;
  for (BuiltStack& stack : passes.stacks()) {
    emitted.push_back(std::move(stack.emitted));
    std::move(stack.files.begin(), stack.files.end(), std::back_inserter(compiled.files));
  }
  // Under Control Tower most stack sets leave the deployment for a package; who reads the plan from here on sees that.
  emit::emit_control_tower(*organization, plan, emitted, compiled.files);
  verify_control_tower(sources, *organization, compiled.files, diagnostics);
  emit::emit_policies(*organization, compiled.files);
  const emit::DocumentInput documents = emit::document_input(*organization, plan, emitted);
  emit::check_waivers(documents.coverage, diagnostics);
  emit::check_controls(*organization, documents.coverage, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  if (!add_documents(documents, sources, templates, threads, compiled.files, diagnostics)) return std::nullopt;
  compiled.files.push_back(emit::emit_deploy_script({*organization, plan, emitted, deploy_engine()}));
  const auto by_path = [](const emit::OutputFile& a, const emit::OutputFile& b) { return a.path < b.path; };
  std::sort(compiled.files.begin(), compiled.files.end(), by_path);
  compiled.files.push_back(emit::emit_manifest({*organization, plan, emitted, compiled.files}));
  std::inplace_merge(compiled.files.begin(), compiled.files.end() - 1, compiled.files.end(), by_path);
  // Beyond this point nothing may fail but the disk.

  compiled.slug = organization->customer.slug.value;
  compiled.steps = summaries(plan);
  compiled.waivers = organization->records.waivers;
  compiled.policy_slots = organization->policy_slots;
  compiled.assertions = std::move(passes.assertions());
  std::string lock_text = resolve::lock_text(compiled.lock_after);
  if (!lock_file.text || lock_text != lock_file.text.value()) compiled.lock_text = std::move(lock_text);
  return compiled;
}

}  // namespace landform::cli
