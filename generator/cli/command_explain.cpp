// `landform explain`: the page of a slug or of a guardrail preset, or the list of all.
#include <algorithm>
#include <string>
#include <vector>

#include "base/slugs.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "cli/usage.h"

namespace landform::cli {
namespace {

using base::cat;

void list_pages(World& world) {
  std::size_t width = 0;
  const auto rows = presets();
  for (const auto& info : base::all_slugs()) width = std::max(width, info.slug.size());
  for (const PresetRow& row : rows) width = std::max(width, row.name.size());
  for (const auto& info : base::all_slugs()) {
    const bool is_error = info.severity == base::Severity::error;
    world.out(cat(info.slug, std::string(width - info.slug.size() + 2, ' '), is_error ? "error    " : "warning  ",
                  info.summary, '\n'));
  }
  for (const PresetRow& row : rows) {
    world.out(cat(row.name, std::string(width - row.name.size() + 2, ' '), "preset   ", row.line, '\n'));
  }
}

// "too-many-scps" for "guardrails/too-many-scps": the part behind the slash is enough when one slug has it.
const base::SlugInfo* find_by_ending(std::string_view word) {
  const base::SlugInfo* found = nullptr;
  for (const auto& info : base::all_slugs()) {
    if (info.slug.substr(info.slug.find('/') + 1) != word) continue;
    if (found != nullptr) return nullptr;
    found = &info;
  }
  return found;
}

Exit unknown_name(World& world, std::string_view word) {
  std::vector<std::string_view> names;
  for (const auto& info : base::all_slugs()) names.push_back(info.slug);
  for (const PresetRow& row : presets()) names.push_back(row.name);
  auto near = base::near_names(word, names);
  if (near.empty()) {
    for (const auto name : names) {
      if (name.find(word) != std::string_view::npos && near.size() < 4) near.push_back(name);
    }
  }
  std::string message = cat("there is no slug and no preset `", word, "`");
  if (!near.empty()) message += cat("; ", base::did_you_mean(near));
  world.err(cat("landform: ", message, "\n`landform explain` lists all slugs and presets\n"));
  return Exit::usage;
}

Exit run_explain(World& world, const Arguments& arguments) {
  if (arguments.words.empty()) {
    list_pages(world);
    return Exit::ok;
  }
  // As a message shows it: [area/slug].
  std::string_view word = arguments.words.front();
  while (!word.empty() && (word.front() == '[')) word.remove_prefix(1);
  while (!word.empty() && (word.back() == ']' || word.back() == ':')) word.remove_suffix(1);
  if (const std::string_view page = preset_page(word); !page.empty() && word != "README") {
    world.out(page);
    return Exit::ok;
  }
  const base::SlugInfo* info = base::find_slug(word);
  if (info == nullptr) info = find_by_ending(word);
  if (info == nullptr) return unknown_name(world, word);
  world.out(page_of(info->slug));
  return Exit::ok;
}

}  // namespace

constinit const CommandSpec kExplainCommand{
    "explain",
    "what a fault means, and what to do",
    "[SLUG | PRESET]",
    "Prints the page of a slug, the words in brackets at the start of each error\n"
    "and warning; or of a guardrail preset, such as region-lock: what it denies, who\n"
    "is exempt, how it has broken things. Without a name: the list of all.",
    "landform explain emit/edited-output",
    0,
    1,
    {},
    run_explain,
};

}  // namespace landform::cli
