#include "aws/table_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/text.h"

using namespace landform::aws::table;

namespace {

// A table as the scripts write them, of any number of sections with bodies of any length, empty ones included.
std::string made_up_table(std::mt19937& random, std::vector<std::string>& names) {
  names.clear();
  for (int i = 0; i < 60; ++i) names.push_back(landform::base::cat("T", random() % 500));
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string text = "# what this is: [not a section]\n";
  for (const std::string& name : names) {
    text += landform::base::cat("[", name, "]\t", "heading of ", name, "\n");
    for (std::uint_fast32_t line = random() % 6; line > 0; --line) {
      text += landform::base::cat(".", name, "-", line, std::string(random() % 40, 'x'), "\t[1]\n");
    }
  }
  return text;
}

}  // namespace

TEST_CASE("searching finds what reading from the beginning finds, in any table") {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::string> names;
    const std::string text = made_up_table(random, names);
    const SectionIndex sections(text);
    REQUIRE(sections.size() == names.size());
    std::string rebuilt = text.substr(0, text.find('\n') + 1);
    for (std::size_t place = 0; place < sections.size(); ++place) {
      const Section section = sections.at(place);
      CHECK(section.name == names[place]);
      CHECK(sections.find(names[place]) == place);
      CHECK(section.heading == landform::base::cat("heading of ", section.name));
      CHECK((section.body.empty() || section.body.starts_with(landform::base::cat(".", section.name, "-"))));
      rebuilt += landform::base::cat("[", section.name, "]\t", section.heading, "\n", section.body);
    }
    CHECK(rebuilt == text);
    for (const char* absent : {"", "A", "T", "T1000", "T5000", "Z", "not a section"})
      CHECK(sections.find(absent) == sections.size());
  }
}

TEST_CASE("an empty table, or one of comments only, has no section") {
  for (const char* text : {"", "#", "# words\n", "\n\n"}) {
    const SectionIndex sections(text);
    CHECK(sections.size() == 0);
    CHECK(sections.find("x") == 0);
  }
}

TEST_CASE("parts and lines are found by name") {
  const std::string body = ".a\t1\n.b\t2\n#First\n.x\t3\n#Second\n#Third\n.y\t4\n.z\t5\n";
  CHECK(before_first(body, '#') == ".a\t1\n.b\t2\n");
  const std::string_view parts = from_first(body, '#');
  CHECK(find_part(parts, '#', "First") == ".x\t3\n");
  CHECK(find_part(parts, '#', "Second") == "");
  CHECK(find_part(parts, '#', "Third") == ".y\t4\n.z\t5\n");
  CHECK_FALSE(find_part(parts, '#', "Fourth"));
  CHECK_FALSE(find_part("", '#', "First"));
  const std::string_view lines = ".Alpha\t1\n.beta\t2\n.Gamma\t3\n";
  CHECK(find_line(lines, "BETA", Letters::ignore_case) == ".beta\t2");
  CHECK(find_line(lines, "Gamma", Letters::ignore_case) == ".Gamma\t3");
  CHECK_FALSE(find_line(lines, "Bet", Letters::ignore_case));
  CHECK_FALSE(find_line("", "x", Letters::exact));
  CHECK(lines_from(lines, "b", Letters::ignore_case) == ".beta\t2\n.Gamma\t3\n");
  CHECK(lines_from(lines, "beta", Letters::ignore_case) == ".beta\t2\n.Gamma\t3\n");
  CHECK(lines_from(lines, "", Letters::ignore_case) == lines);
  CHECK(lines_from(lines, "z", Letters::ignore_case) == "");
}

TEST_CASE("pieces are cut at separators outside of brackets") {
  const auto cut = [](std::string_view text, char separator, bool keep_empty = false) {
    std::vector<std::string> out;
    for (const std::string_view piece : Pieces(text, separator, keep_empty)) out.emplace_back(piece);
    return out;
  };
  CHECK(cut("a,b,c", ',') == std::vector<std::string>{"a", "b", "c"});
  CHECK(cut("(a|b)|[c|{d|e}]|f", '|') == std::vector<std::string>{"(a|b)", "[c|{d|e}]", "f"});
  CHECK(cut("", ',').empty());
  CHECK(cut("", ',', true) == std::vector<std::string>{""});
  CHECK(cut(",", ',') == std::vector<std::string>{"", ""});
  CHECK(cut("a", ',') == std::vector<std::string>{"a"});
  CHECK(Pieces("a,b", ',').contains("b"));
  CHECK_FALSE(Pieces("a,b", ',').contains(""));
}
