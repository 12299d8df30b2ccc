#include "emit/stacks.h"

#include <string_view>
#include <utility>

#include "base/sha256.h"
#include "base/text.h"
#include "emit/imports.h"
#include "emit/template_text.h"
#include "yaml/write.h"

namespace landform::emit {
namespace {

using base::cat;

EmittedStack::File described(const OutputFile& file) {
  return {file.path, file.sha256, file.bytes.size()};
}

// Nothing when it does not read back.
std::optional<std::string> yaml_text(std::string_view path, cfn::Template evaluated, const plan::Step& step,
                                     KnownTexts* known, base::Diagnostics& diagnostics) {
  std::optional<std::string> text = template_text(std::move(evaluated), known);
  if (!text) {
    diagnostics.add(base::Diagnostic("emit/unreadable-output", step.cause,
                                     cat("the text of `", path, "` does not read back as what it was written from"))
                        .note("this is a bug in landform; nothing was written")
                        .help("report it with the blueprint, or with the smallest part of it that shows this"));
  }
  return text;
}

std::optional<EmittedStack::File> emit_yaml(std::string path, cfn::Template evaluated, const plan::Step& step,
                                            std::vector<OutputFile>& files, base::Diagnostics& diagnostics) {
  auto text = yaml_text(path, std::move(evaluated), step, nullptr, diagnostics);
  if (!text) return std::nullopt;
  files.push_back(output_file(std::move(path), std::move(*text)));
  return described(files.back());
}

// The evaluator drops a parameter that nothing refers to any more.
std::set<std::string> declared_parameters(const verify::Index& index) {
  std::set<std::string> names;
  if (index.parameters == nullptr) return names;
  for (const auto& entry : index.parameters->entries) names.emplace(entry.key);
  return names;
}

std::map<std::string, std::size_t> kept_resources(const verify::Index& index) {
  std::map<std::string, std::size_t> kept;
  for (const verify::Resource& resource : index.resources) {
    const yaml::Node* policy = resource.deletion_policy;
    if (resource.looped || policy == nullptr || policy->text == "Delete" || resource.type.empty()) continue;
    ++kept[std::string(resource.type)];
  }
  return kept;
}

}  // namespace

bool makes_accounts(const EmittedStack& emitted) {
  return emitted.holds.contains("AWS::Organizations::Account") ||
         emitted.holds.contains("AWS::ServiceCatalog::CloudFormationProvisionedProduct");
}

std::string template_path(const plan::Step& step) {
  if (step.number == 0) return cat("stacks/", step.name, ".yaml");
  return cat("stacks/", step.number < 10 ? "0" : "", step.number, '-', step.name, ".yaml");
}

std::optional<Carried> emit_carried(const plan::Step& step, cfn::Template&& evaluated, const verify::Index& index,
                                    std::vector<OutputFile>& files, base::Diagnostics& diagnostics) {
  Carried carried;
  carried.parameters = declared_parameters(index);
  carried.capabilities = verify::needed_capabilities(index);
  carried.facts = template_facts(index);
  auto file = emit_yaml(cat("stack-sets/", step.name, ".yaml"), std::move(evaluated), step, files, diagnostics);
  if (!file) return std::nullopt;
  carried.file = std::move(*file);
  return carried;
}

std::optional<EmittedStack> emit_stack(const plan::Step& step, cfn::Template&& evaluated, const verify::Index& index,
                                       KnownTexts* known, std::vector<OutputFile>& files,
                                       base::Diagnostics& diagnostics) {
  const auto& stack = std::get<plan::StackStep>(step.what);
  EmittedStack emitted;
  emitted.step = &step;
  emitted.capabilities = verify::needed_capabilities(index);
  emitted.facts = template_facts(index);
  emitted.parameters = declared_parameters(index);
  emitted.holds = kept_resources(index);
  if (!stack.imports.empty()) {
    auto only_imports = import_template(evaluated, stack, diagnostics);
    if (!only_imports) return std::nullopt;
    emitted.import_template =
        emit_yaml(cat("imports/", stack.stack.str(), ".yaml"), std::move(*only_imports), step, files, diagnostics);
    if (!emitted.import_template) return std::nullopt;
    files.push_back(output_file(cat("imports/", stack.stack.str(), ".json"),
                                yaml::write_json(resources_to_import(stack), yaml::JsonLayout::pretty)));
    emitted.import_resources = described(files.back());
  }
  std::string path = template_path(step);
  auto text = yaml_text(path, std::move(evaluated), step, known, diagnostics);
  if (!text) return std::nullopt;
  files.push_back({std::move(path), std::move(*text), {}});
  emitted.file = described(files.back());
  return emitted;
}

void take_hashes(std::span<const Unhashed> templates) {
  const auto put = [](const Unhashed& stack, std::string hash) {
    stack.described->sha256 = hash;
    stack.file->sha256 = std::move(hash);
  };
  for (; templates.size() >= 2; templates = templates.subspan(2)) {
    auto [one, other] = base::sha256_hex_of_both(templates[0].file->bytes, templates[1].file->bytes);
    put(templates[0], std::move(one));
    put(templates[1], std::move(other));
  }
  if (!templates.empty()) put(templates[0], base::sha256_hex(templates[0].file->bytes));
}

}  // namespace landform::emit
