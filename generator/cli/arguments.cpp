#include "cli/arguments.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/suggest.h"
#include "base/text.h"

namespace landform::cli {
namespace {

using base::cat;

// Where CLI11 puts what it reads; it wants addresses that stay.
struct Given {
  const OptionSpec* spec = nullptr;
  std::vector<std::string> values;
  CLI::Option* option = nullptr;
};

void declare(CLI::App& app, std::span<const OptionSpec> options, std::deque<Given>& given) {
  for (const auto& spec : options) {
    Given& slot = given.emplace_back();
    slot.spec = &spec;
    std::string names = spec.short_name.empty() ? std::string() : cat(spec.short_name, ",");
    names += spec.name;
    slot.option = spec.value.empty() ? app.add_flag(names) : app.add_option(names, slot.values)->expected(1);
    if (!spec.value.empty()) slot.option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
  }
}

std::string unknown_option(const CommandSpec& spec, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string_view> names;
  for (const auto list : {spec.options, common_options()}) {
    for (const auto& option : list) names.push_back(option.name);
  }
  const auto near = base::near_names(name, names);
  std::string message = cat("`", spec.name, "` has no option `", name, "`");
  if (!near.empty()) message += cat("; ", base::did_you_mean(near));
  return message;
}

// "`--out` wants one DIR", "`--format` wants text, json, sarif or github".
std::string wants(const OptionSpec& spec) {
  if (spec.value.find('|') == std::string_view::npos) return cat("`", spec.name, "` wants one ", spec.value);
  return cat("`", spec.name, "` wants one of ", base::replace_all(spec.value, "|", ", "));
}

std::optional<std::string> fault_of(const Given& slot) {
  if (slot.spec->value.empty()) return std::nullopt;
  if (slot.values.size() > 1 && !slot.spec->repeats) return cat("`", slot.spec->name, "` is given twice");
  if (slot.values.empty() || slot.values[0].empty()) return wants(*slot.spec);
  if (slot.spec->value.find('|') == std::string_view::npos) return std::nullopt;
  const auto choices = base::split(slot.spec->value, '|');
  if (std::find(choices.begin(), choices.end(), slot.values[0]) != choices.end()) return std::nullopt;
  return cat(wants(*slot.spec), ", not `", slot.values[0], "`");
}

std::optional<std::string> count_fault(const CommandSpec& spec, const std::vector<std::string>& words) {
  if (words.size() < spec.least_words) return cat("`", spec.name, "` wants ", spec.words);
  if (words.size() <= spec.most_words) return std::nullopt;
  const std::string& extra = words[spec.most_words];
  if (spec.most_words == 0) return cat("`", spec.name, "` takes no arguments, but `", extra, "` is given");
  return cat("`", spec.name, "` wants ", spec.words, "; `", extra, "` is one too many");
}

}  // namespace

base::Result<Arguments, UsageFault> read_arguments(const CommandSpec& spec, const std::vector<std::string>& words) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<std::string> plain;
  app.add_option("words", plain);
  std::deque<Given> given;
  declare(app, spec.options, given);
  declare(app, common_options(), given);
  try {
    // CLI11 takes the words last first.
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    app.parse(reversed);
  } catch (const CLI::ParseError&) {
    // The only thing left for it to dislike is an option at the end, without its value.
    for (const auto& slot : given) {
      if (slot.spec->value.empty() || words.empty()) continue;
      if (words.back() == slot.spec->name || words.back() == slot.spec->short_name)
        return UsageFault{wants(*slot.spec)};
    }
    for (const auto& slot : given) {
      if (slot.option->count() > 0 && !slot.spec->value.empty() && slot.values.empty())
        return UsageFault{wants(*slot.spec)};
    }
    return UsageFault{cat("`", spec.name, "` cannot be called like that")};
  }
  for (const auto& word : app.remaining()) {
    if (word.size() > 1 && word[0] == '-' && word != "--") return UsageFault{unknown_option(spec, word)};
  }
  Arguments arguments;
  for (const auto& slot : given) {
    if (slot.option->count() == 0) continue;
    if (auto fault = fault_of(slot)) return UsageFault{std::move(*fault)};
    arguments.options.emplace(std::string(slot.spec->name), base::join(slot.values, "\n"));
  }
  arguments.words = std::move(plain);
  if (!arguments.has("--help")) {
    if (auto fault = count_fault(spec, arguments.words)) return UsageFault{std::move(*fault)};
  }
  return arguments;
}

}  // namespace landform::cli
