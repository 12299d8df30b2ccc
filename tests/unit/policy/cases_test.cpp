// tests/cases/policy, found by folder: conditions/ has one table a family of operators; verdicts/ has whole questions
// in the form of docs/simulate.md, with what all of a file share in `given` and the answer in `want`.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/render_text.h"
#include "base/source_map.h"
#include "policy/simulation.h"
#include "support/golden.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace {

using namespace landform;
using yaml::Node;

Node read_case_file(const std::filesystem::path& path) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto read = yaml::read(sources, sources.add(path.filename().string(), test::read_file(path)), {}, diagnostics);
  REQUIRE_MESSAGE(read, base::render_text(sources, diagnostics));
  return *read;
}

constexpr std::string_view kKey = "test:key";

Node question_of(const Node& file, const Node& row) {
  Node condition = yaml::mapping();
  condition.add(row.items[0].text, yaml::mapping({{std::string(kKey), row.items[1]}}));
  Node statement = yaml::mapping(
      {{"Effect", yaml::string("Allow")}, {"Action", yaml::string("*")}, {"Resource", yaml::string("*")}});
  statement.add("Condition", condition);
  const Node* version = file.find("version");
  Node document = yaml::mapping({{"Version", version != nullptr ? *version : yaml::string("2012-10-17")}});
  document.add("Statement", statement);
  Node question = yaml::mapping({{"principal", yaml::string("arn:aws:iam::111122223333:user/anna")},
                                 {"action", yaml::string("s3:GetObject")},
                                 {"resource", yaml::string("*")},
                                 {"complete_context", yaml::boolean(true)}});
  question.add("identity", yaml::sequence({document}));
  Node context = file.find("context") != nullptr ? *file.find("context") : yaml::mapping();
  Node unknown = file.find("unknown_context") != nullptr ? *file.find("unknown_context") : yaml::sequence();
  if (row.items[2].text == "unknown key") {
    unknown.add(yaml::string(std::string(kKey)));
  } else {
    context.add(std::string(kKey), row.items[2]);
  }
  question.add("context", context);
  question.add("unknown_context", unknown);
  return question;
}

policy::Verdict answer(const Node& question, std::string& text) {
  const auto simulation = policy::read_simulation(question);
  REQUIRE_MESSAGE(simulation, (simulation ? "" : simulation.error().reason));
  const policy::Verdict verdict = policy::evaluate(simulation.value().policies, simulation.value().request);
  const policy::Decision quick = policy::decide(simulation.value().policies, simulation.value().request);
  CHECK(policy::to_text(verdict.decision) == policy::to_text(quick));
  text = yaml::write_json(policy::write_verdict(simulation.value(), verdict), yaml::JsonLayout::minified);
  return verdict;
}

std::string_view word_of(policy::Decision decision) {
  if (decision == policy::Decision::allowed) return "yes";
  return decision == policy::Decision::unknown ? "unknown" : "no";
}

}  // namespace

TEST_CASE("every operator holds where IAM's documentation says so") {
  const auto files = test::files_below(test::cases_dir("policy") / "conditions", ".yaml");
  std::size_t rows = 0;
  for (const auto& path : files) {
    const Node file = read_case_file(path);
    const Node* table = file.find("rows");
    REQUIRE(table != nullptr);
    for (const Node& row : table->items) {
      REQUIRE(row.items.size() == 4);
      ++rows;
      const std::string shown = yaml::write_json(row, yaml::JsonLayout::minified);
      CAPTURE(path.filename().string());
      CAPTURE(shown);
      std::string text;
      CHECK(word_of(answer(question_of(file, row), text).decision) == row.items[3].text);
    }
  }
  CHECK(rows > 200);
}

TEST_CASE("every question has the answer it wants") {
  const auto files = test::files_below(test::cases_dir("policy") / "verdicts", ".yaml");
  std::size_t count = 0;
  for (const auto& path : files) {
    const Node file = read_case_file(path);
    const Node* cases = file.find("cases");
    REQUIRE(cases != nullptr);
    for (const Node& one : cases->items) {
      ++count;
      REQUIRE(one.find("name") != nullptr);
      const std::string name = path.filename().string() + ": " + one.find("name")->text;
      CAPTURE(name);
      Node question = file.find("given") != nullptr ? *file.find("given") : yaml::mapping();
      for (const yaml::Entry& entry : one.entries) {
        if (entry.key != "name" && entry.key != "want") question.set(entry.key, entry.value);
      }
      const Node* want = one.find("want");
      REQUIRE(want != nullptr);
      std::string text;
      const policy::Verdict verdict = answer(question, text);
      if (want->is_scalar()) {
        CHECK_MESSAGE(policy::to_text(verdict.decision) == want->text, text);
      } else {
        CHECK(text == yaml::write_json(*want, yaml::JsonLayout::minified));
      }
    }
  }
  CHECK(count > 60);
}
