#include "cli/usage.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace landform::cli {
namespace {

using base::cat;

std::string padded_to(std::string_view text, std::size_t width) {
  std::string result(text);
  result.append(width > result.size() ? width - result.size() : 1, ' ');
  return result;
}

std::string option_words(const OptionSpec& option) {
  std::string words = option.short_name.empty() ? std::string() : cat(option.short_name, ", ");
  words += option.name;
  if (!option.value.empty())
    words += cat(' ', option.value.find('|') == std::string_view::npos ? option.value : "FORM");
  return words;
}

}  // namespace

std::string general_help() {
  std::string text =
      "landform compiles one customer's AWS organization, a blueprint in YAML, to\n"
      "CloudFormation templates and a deployment manifest. It makes no AWS call.\n\n"
      "usage: landform COMMAND [ARGUMENTS]\n\n";
  for (const auto& command : commands()) text += cat("  ", padded_to(command.name, 10), command.summary, '\n');
  text +=
      "\nlandform COMMAND --help shows a command's arguments. Example:\n\n"
      "  landform init blueprints/acme.yaml && landform build blueprints/acme.yaml\n";
  return text;
}

std::string command_help(const CommandSpec& spec) {
  std::string text = cat("usage: landform ", spec.name);
  if (!spec.words.empty()) text += cat(' ', spec.words);
  if (!spec.options.empty()) text += " [OPTIONS]";
  text += cat("\n\n", spec.detail, "\n\n");
  std::size_t width = 0;
  for (const auto list : {spec.options, common_options()}) {
    for (const auto& option : list) width = std::max(width, option_words(option).size() + 2);
  }
  for (const auto list : {spec.options, common_options()}) {
    for (const auto& option : list) text += cat("  ", padded_to(option_words(option), width), option.help, '\n');
  }
  text += cat("\nExample:\n  ", base::replace_all(spec.example, "\n", "\n  "), '\n');
  return text;
}

Exit complain(World& world, std::string_view message, const CommandSpec* spec) {
  world.err(cat("landform: ", message, "\n`landform ", spec != nullptr ? cat(spec->name, " ") : std::string(),
                "--help` shows what there is\n"));
  return Exit::usage;
}

}  // namespace landform::cli
