// `landform check`: the passes of a build without writing; or any CloudFormation templates, without a blueprint.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "cfn/template.h"
#include "cli/blueprint_options.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/tree_change.h"
#include "cli/usage.h"
#include "verify/verify.h"

namespace landform::cli {
namespace {

using base::cat;
using base::count_of;

constexpr std::array kCheckOptions{
    OptionSpec{"--template", "", "", "the arguments are CloudFormation templates or folders"},
    kLockOption,
    kLockedOption,
    kTemplatesOption,
    OptionSpec{"--today", "", "DATE", "refuse waivers whose last day is before DATE (2027-06-30)"},
    kFormatOption,
    OptionSpec{"--verbose", "-v", "", "say what is left for policies, and which assertions hold"},
};

// How far each target is from its limits.
void list_policy_slots(World& world, const Compiled& compiled) {
  std::size_t width = 0;
  for (const auto& slots : compiled.policy_slots) width = std::max(width, slots.target.name.size());
  for (const auto& slots : compiled.policy_slots) {
    const std::string blanks(width - slots.target.name.size(), ' ');
    world.out(cat("  ", slots.target.name, blanks, "  ", resolve::facts_of(slots.type).plural, ": ", slots.documents,
                  " of ", slots.slots, ", ", count_of(slots.characters_left, "character"), " left in ",
                  slots.documents == 1 ? "it" : "them", '\n'));
  }
}

void list_assertions(World& world, const Compiled& compiled) {
  for (const verify::CheckedAssertion& assertion : compiled.assertions) {
    world.out(cat("  assertion ", assertion.name, assertion.starter ? " (landform's own)" : "",
                  " holds: ", count_of(assertion.questions, "question"), "\n"));
  }
}

bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  return text.size() == kForm.size() && std::equal(text.begin(), text.end(), kForm.begin(), [](char c, char form) {
           return form == '-' ? c == '-' : c >= '0' && c <= '9';
         });
}

// A build has no clock, so that it gives the same bytes every day: whoever checks says which day it is.
void report_expired(const Compiled& compiled, const std::string& today, base::Diagnostics& diagnostics) {
  for (const resolve::Waiver& waiver : compiled.waivers) {
    if (waiver.expires >= today) continue;
    diagnostics.add(base::Diagnostic("coverage/waiver-expired", waiver.span,
                                     cat("the waiver of control `", waiver.control, "` ended on ", waiver.expires,
                                         "; today is ", today))
                        .note(cat("its owner is ", waiver.owner, "; its reason: ", waiver.reason))
                        .help("meet the control and take the waiver out, or let its owner decide on a later day"));
  }
}

Exit check_blueprint(World& world, const Arguments& arguments) {
  const std::string& path = arguments.words.front();
  if (!is_file(world, path)) return Exit::environment;
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const std::string today = arguments.value("--today");
  if (arguments.has("--today") && !is_date(today)) {
    return complain(world, cat("`--today ", today, "` is no date like 2027-06-30"));
  }
  const auto compiled = compile_named(world, arguments, sources, diagnostics);
  if (compiled && !today.empty()) report_expired(*compiled, today, diagnostics);
  report(world, sources, diagnostics, arguments);
  if (!compiled || diagnostics.has_errors()) return exit_of(diagnostics);
  if (for_people(arguments)) {
    world.out(cat(path, ": no errors; ", count_of(compiled->steps.size(), "step"), ", ",
                  count_of(compiled->files.size(), "file"), '\n'));
    if (arguments.has("--verbose")) {
      list_policy_slots(world, *compiled);
      list_assertions(world, *compiled);
    }
  }
  return Exit::ok;
}

// Whether a file of a folder is meant to be a template. A file that was named by itself always is.
bool looks_like_template(std::string_view path, std::string_view text) {
  static constexpr std::array<std::string_view, 4> kEndings{".yaml", ".yml", ".json", ".template"};
  const bool ending = std::any_of(kEndings.begin(), kEndings.end(), [&](auto end) { return path.ends_with(end); });
  return ending && text.find("Resources") != std::string_view::npos &&
         (text.find("AWS::") != std::string_view::npos ||
          text.find("AWSTemplateFormatVersion") != std::string_view::npos);
}

struct TemplateRun {
  World& world;
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  std::set<std::string> seen;  // a file that is named twice is checked once
  std::size_t checked = 0;

  void check(const std::string& path, std::string text) {
    const std::size_t bytes = text.size();
    const auto source = cfn::read_template(sources, sources.add(path, std::move(text)), diagnostics);
    ++checked;
    if (!source) return;
    verify::Context context;
    context.file_bytes = bytes;
    context.before_packaging = true;
    context.sources = &sources;
    verify::verify_template(*source, context, diagnostics);
  }

  // False after trouble with the disk, which was told.
  bool check_folder(const std::string& folder) {
    auto tree = scan_tree(world.disk, folder);
    if (!tree) return disk_trouble(world, "read the folder", tree.error()) == Exit::ok;
    for (const auto& [name, kind] : tree.value()) {
      if (kind != base::EntryKind::file) continue;
      const std::string path = cat(folder, '/', name);
      auto text = world.disk.read(path);
      if (!text) return disk_trouble(world, "read the template", text.error()) == Exit::ok;
      if (looks_like_template(path, text.value()) && seen.insert(path).second) check(path, std::move(text).value());
    }
    return true;
  }
};

Exit check_templates(World& world, const Arguments& arguments) {
  TemplateRun run{world, {}, {}, {}, 0};
  for (std::string path : arguments.words) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    const auto kind = world.disk.kind(path);
    if (kind && kind.value() == base::EntryKind::directory) {
      if (!run.check_folder(path)) return Exit::environment;
      continue;
    }
    if (!is_file(world, path)) return Exit::environment;
    if (!run.seen.insert(path).second) continue;
    auto text = world.disk.read(path);
    if (!text) return disk_trouble(world, "read the template", text.error());
    run.check(path, std::move(text).value());
  }
  report(world, run.sources, run.diagnostics, arguments);
  if (run.diagnostics.has_errors()) return exit_of(run.diagnostics);
  if (for_people(arguments)) world.out(cat(count_of(run.checked, "template"), ": no errors\n"));
  return Exit::ok;
}

Exit run_check(World& world, const Arguments& arguments) {
  if (!arguments.has("--template")) {
    if (arguments.words.size() == 1) return check_blueprint(world, arguments);
    return complain(world, "`check` wants one BLUEPRINT; for templates say `--template FILE...`",
                    find_command("check"));
  }
  for (const auto* option : {"--lock", "--locked", "--templates", "--verbose"}) {
    if (arguments.has(option)) {
      return complain(world, cat("`", option, "` has no meaning with `--template`"), find_command("check"));
    }
  }
  return check_templates(world, arguments);
}

}  // namespace

constinit const CommandSpec kCheckCommand{
    "check",
    "report all faults of a blueprint, or of templates",
    "BLUEPRINT | --template FILE...",
    "Goes through a blueprint as `build` does and writes nothing. With --template: a\n"
    "linter for any CloudFormation template, YAML or JSON, without a blueprint.",
    "landform check blueprints/acme.yaml\nlandform check --template infra/ other/stack.yaml",
    1,
    kAnyNumber,
    kCheckOptions,
    run_check,
};

}  // namespace landform::cli
