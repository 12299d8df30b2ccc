// The commands' words for people: help pages that fit a screen, completions and a manual page that name everything.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "cli/command.h"
#include "cli/pages.h"
#include "cli/usage.h"
#include "support/golden.h"

namespace landform::cli {
namespace {

namespace fs = std::filesystem;

const fs::path kInstall = fs::path(LANDFORM_SOURCE_DIR) / "generator/cli/install";

void fits_on_a_screen(const std::string& text) {
  const auto lines = base::split(text, '\n');
  CHECK(lines.size() <= 25);  // 24, and the end of the last one
  for (const auto line : lines) CHECK_MESSAGE(line.size() <= 80, line);
}

TEST_CASE("each help page fits on one screen and has an example") {
  fits_on_a_screen(general_help());
  for (const auto& command : commands()) {
    const std::string text = command_help(command);
    INFO(text);
    fits_on_a_screen(text);
    CHECK(text.find("Example:\n  landform ") != std::string::npos);
    CHECK(command.example.find(base::cat("landform ", command.name)) != std::string_view::npos);
    CHECK(general_help().find(base::cat("  ", command.name, ' ')) != std::string::npos);
  }
}

// How each file writes an option: the manual page with escaped dashes, fish without dashes.
std::string as_written(const std::string& file, std::string_view option) {
  if (file == "landform.1") return base::replace_all(option, "-", "\\-");
  if (file == "landform.fish") return base::cat("-l ", option.substr(2));
  return std::string(option);
}

TEST_CASE("completions and the manual page name every command and every option") {
  for (const std::string file : {"landform.bash", "_landform", "landform.fish", "landform.1"}) {
    const std::string text = test::read_file(kInstall / file);
    REQUIRE_FALSE(text.empty());
    for (const auto& command : commands()) {
      CHECK_MESSAGE(text.find(std::string(command.name)) != std::string::npos, file << " lacks " << command.name);
      for (const auto& option : command.options) {
        CHECK_MESSAGE(text.find(as_written(file, option.name)) != std::string::npos,
                      file << " lacks " << option.name << " of " << command.name);
        if (option.value.find('|') == std::string_view::npos) continue;
        for (const auto choice : base::split(option.value, '|')) {
          CHECK_MESSAGE(text.find(std::string(choice)) != std::string::npos, file << " lacks the choice " << choice);
        }
      }
    }
  }
}

TEST_CASE("the completion of bash offers exactly the options that a command has") {
  const std::string text = test::read_file(kInstall / "landform.bash");
  for (const auto& command : commands()) {
    const auto line_begin = text.find(base::cat("\n    ", command.name, ") options="));
    if (command.options.empty()) {
      CHECK(line_begin == std::string::npos);
      continue;
    }
    REQUIRE_MESSAGE(line_begin != std::string::npos, command.name);
    const std::string line = text.substr(line_begin + 1, text.find('\n', line_begin + 1) - line_begin);
    for (const auto& option : command.options) {
      CHECK_MESSAGE(line.find(std::string(option.name)) != std::string::npos, line << " lacks " << option.name);
    }
    std::size_t dashes = 0;
    for (const auto word : base::split(line, ' ')) dashes += word.starts_with("--") ? 1U : 0U;
    CHECK(dashes == command.options.size());
  }
}

TEST_CASE("the schema of the manifest is the one in docs/") {
  const std::string text = test::read_file(fs::path(LANDFORM_SOURCE_DIR) / "docs/manifest.schema.json");
  CHECK_FALSE(text.empty());
  CHECK(find_page(documents::embedded_files(), "manifest.schema.json") == text);
}

TEST_CASE("the starters that init offers are those that there are") {
  const auto* command = find_command("init");
  REQUIRE(command != nullptr);
  const auto names = base::split(command->options[0].value, '|');
  CHECK(names.size() == starters::embedded_files().size());
  for (const auto name : names) CHECK_FALSE(find_page(starters::embedded_files(), base::cat(name, ".yaml")).empty());
}

}  // namespace
}  // namespace landform::cli
