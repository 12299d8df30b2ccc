#include "cli/compile.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <stop_token>
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
  return options.threads > 0 ? options.threads : threads_of_machine();
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

// What is written beside the templates, each by itself, and what the organization's controls and waivers come to in
// it. The manifest knows every other file: begun beside all of them, it is finished last. False after errors.
bool emit_the_rest(const emit::ManifestInput& input, Leftovers& leftovers, base::SourceMap& sources,
                   SourceTemplates& templates, std::size_t threads, std::vector<emit::OutputFile>& files,
                   base::Diagnostics& diagnostics) {
  std::optional<emit::Manifest> manifest;
  std::once_flag manifest_is_begun;
  const auto begin_manifest = [&] { std::call_once(manifest_is_begun, [&] { manifest.emplace(input); }); };
  const std::jthread ahead = beside(threads, [&](const std::stop_token&) { begin_manifest(); });

  auto& document_input = leftovers.keep(emit::document_input(input.organization, input.plan, input.stacks));
  emit::check_waivers(document_input.coverage, diagnostics);
  emit::check_controls(input.organization, document_input.coverage, diagnostics);
  if (diagnostics.has_errors()) return false;
  DocumentFiles documents(document_input, sources, templates, diagnostics);
  if (diagnostics.has_errors()) return false;
  std::optional<emit::OutputFile> script;
  std::vector<emit::OutputFile> policies;
  const std::array<std::function<void()>, 2> others{
      [&] {
        script = emit::emit_deploy_script({input.organization, input.plan, input.stacks, deploy_engine()});
      },
      [&] { emit::emit_policies(input.organization, policies); }};
  in_parallel(documents.size() + others.size(), threads, [&](std::size_t i) {
    if (i < documents.size()) {
      documents.write(i);  // the report comes first, and takes longest
    } else {
      others[i - documents.size()]();
    }
  });
  begin_manifest();
  documents.take(files, diagnostics);
  if (diagnostics.has_errors()) return false;
  std::move(policies.begin(), policies.end(), std::back_inserter(files));
  files.push_back(std::move(*script));
  const auto by_path = [](const emit::OutputFile& a, const emit::OutputFile& b) { return a.path < b.path; };
  std::sort(files.begin(), files.end(), by_path);
  files.push_back(manifest->finish(files));
  std::inplace_merge(files.begin(), files.end() - 1, files.end(), by_path);
  return true;
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
  // beside that and what follows, from copies of the sources, since the blueprint's files are added to them meanwhile;
  // what is wrong with them is told when they are needed.
  const std::size_t threads = threads_of(options);
  Compiled compiled;
  Leftovers& leftovers = compiled.leftovers;
  const LockFile lock_file = read_lock_text(sources, read_text, options.lock_path);
  auto& templates = leftovers.keep(SourceTemplates(sources, read_text, options.templates_dir, diagnostics));
  if (options.templates_dir.empty()) templates.name_carried();
  const base::SourceMap sources_beforehand = sources;
  std::optional<resolve::Lock> lock;
  base::Diagnostics faults_of_lock;
  std::once_flag lock_is_read;
  const auto read_the_lock = [&] {
    std::call_once(lock_is_read, [&] { lock = read_lock(sources_beforehand, lock_file, faults_of_lock); });
  };
  const std::jthread ahead = beside(threads, [&](const std::stop_token& stop) {
    read_the_lock();
    templates.read_ahead(sources_beforehand, stop);
  });
  auto& layered = leftovers.keep(blueprint::read_layers(sources, options.blueprint_path, read_text, diagnostics));
  if (!layered) return std::nullopt;
  // Beyond this point no file of the blueprint is read, but for the policies that its guardrails name.

  // Decode: the tree as the language understands it. What was refused is marked, so that resolving it stays quiet and
  // the faults of both passes come out in one run.
  const auto& written = leftovers.keep(blueprint::decode(layered->root, diagnostics));

  // Resolve: everything bound. Names, places and tags are what they will be, and the lock has its say.
  compiled.read = std::move(layered->files);
  base::Diagnostics faults_of_policies;  // not told beside those of a lock that cannot be read
  const resolve::PolicySources policies = read_policy_files(sources, read_text, written, templates, faults_of_policies);
  read_the_lock();
  diagnostics.add_all(faults_of_lock);
  if (!lock) return std::nullopt;
  compiled.lock_before = std::move(*lock);
  diagnostics.add_all(faults_of_policies);
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
  std::string lock_text;
  in_parallel(3, threads, [&](std::size_t i) {
    if (i == 0) plan = stacks::build_plan(*organization, diagnostics);
    if (i == 1) policies_in_effect = std::make_unique<verify::OrganizationPolicies>(*organization);
    if (i == 2) lock_text = resolve::lock_text(compiled.lock_after);
  });
  if (diagnostics.has_errors()) return std::nullopt;
  // Beyond this point the blueprint's author is at fault for nothing but sizes.

  // Each stack by itself, beside the others.
  // Evaluate: source templates and bindings to plain CloudFormation.
  // Verify: what AWS would refuse, or regret, in what is about to be written.
  // Emit: texts, each read back and measured. The trees become them; nobody asks for origins any more.
  auto& passes = leftovers.keep(StackPasses(*organization, quotas, *policies_in_effect, threads));
  if (!passes.run(plan, templates, sources, diagnostics)) return std::nullopt;

  auto& emitted = leftovers.keep(std::vector<emit::EmittedStack>());
  for (BuiltStack& stack : passes.stacks()) {
    emitted.push_back(std::move(stack.emitted));
    std::move(stack.files.begin(), stack.files.end(), std::back_inserter(compiled.files));
  }
  // Under Control Tower most stack sets leave the deployment for a package; who reads the plan from here on sees that.
  emit::emit_control_tower(*organization, plan, emitted, compiled.files);
  verify_control_tower(sources, *organization, compiled.files, diagnostics);
  if (!emit_the_rest({*organization, plan, emitted}, leftovers, sources, templates, threads, compiled.files,
                     diagnostics)) {
    return std::nullopt;
  }
  // Beyond this point nothing may fail but the disk.

  compiled.slug = organization->customer.slug.value;
  compiled.steps = summaries(plan);
  compiled.waivers = organization->records.waivers;
  compiled.policy_slots = organization->policy_slots;
  compiled.assertions = std::move(passes.assertions());
  if (!lock_file.text || lock_text != lock_file.text.value()) compiled.lock_text = std::move(lock_text);
  return compiled;
}

}  // namespace landform::cli
