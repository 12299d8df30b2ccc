// Templates as files: the evaluated tree in short form as YAML, read back before it leaves. Beside a stack that takes
// over what exists: the file that says which resource is which, and a template that holds only those.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "cfn/template.h"
#include "emit/known_texts.h"
#include "emit/output_file.h"
#include "emit/template_facts.h"
#include "plan/step.h"
#include "verify/index.h"
#include "verify/verify.h"

namespace landform::emit {

// What the manifest says about a stack step's files; the bytes are among the output files.
struct EmittedFile {
  std::string path;
  std::string sha256;
  std::size_t bytes = 0;
};

// The template that a stack set brings into its accounts: "stack-sets/<step>.yaml".
struct Carried {
  EmittedFile file;
  std::set<std::string> parameters;  // those that it declares; AWS refuses values for others
  verify::Capabilities capabilities;
  TemplateFacts facts;
};

struct EmittedStack {
  using File = EmittedFile;
  const plan::Step* step = nullptr;  // of the plan, which outlives this
  File file;
  std::set<std::string> parameters;  // as Carried's
  verify::Capabilities capabilities;
  TemplateFacts facts;
  std::optional<Carried> carried;        // for a stack set: what it carries
  std::optional<File> import_template;   // only what is taken over
  std::optional<File> import_resources;  // ResourcesToImport, as `aws cloudformation create-change-set` takes it
  // What outlives the stack because it holds data or identity: how many resources of which type.
  std::map<std::string, std::size_t> holds;
};

// Whether the stack makes accounts, which a rollback could not take back: they would stand outside of the stack, with
// their addresses taken for ever. Such a stack keeps what it made when something fails, and goes on from there.
bool makes_accounts(const EmittedStack& emitted);

// "stacks/10-organization.yaml"
std::string template_path(const plan::Step& step);

// What a stack set carries. It is written before the stack set itself, which names it by its hash. As emit_stack.
std::optional<Carried> emit_carried(const plan::Step& step, cfn::Template&& evaluated, const verify::Index& index,
                                    std::vector<OutputFile>& files, base::Diagnostics& diagnostics);

// `index` is that of `evaluated`, which becomes the text; `known`: as for template_text. Appends to `files`, the
// stack's own template last, which has no hash before take_hashes. Nothing when the text does not say what the tree
// says: then emit/unreadable-output was raised, a fault of landform.
std::optional<EmittedStack> emit_stack(const plan::Step& step, cfn::Template&& evaluated, const verify::Index& index,
                                       KnownTexts* known, std::vector<OutputFile>& files,
                                       base::Diagnostics& diagnostics);

// A stack's own template, where it is described and where it is.
struct Unhashed {
  EmittedFile* described;
  OutputFile* file;
};
// Two at a time: their hashes cost little more than one.
void take_hashes(std::span<const Unhashed> templates);

}  // namespace landform::emit
