// The tables themselves: complete, documented, and what is made from them is fresh.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "blueprint/blueprint.h"
#include "blueprint/decode.h"
#include "blueprint/json_schema.h"
#include "blueprint/keys.h"
#include "blueprint/pattern.h"
#include "blueprint/reference.h"
#include "support/golden.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace landform::blueprint {
namespace {

// One table with an object of its struct, so that members have addresses.
struct Met {
  std::string path;
  std::span<const Field> fields;
  std::byte* object;
  std::size_t size;
};

void meet(const std::string& path, std::span<const Field> fields, void* object, std::size_t size,
          std::set<const Field*>& seen, const std::function<void(const Met&)>& visit) {
  if (!seen.insert(fields.data()).second) return;
  visit({path, fields, static_cast<std::byte*>(object), size});
  for (const Field& field : fields) {
    const Type* type = field.type;
    Slot* slot = &field.at(object);
    while (type->form == Form::list || type->form == Form::map) {
      slot = &type->append(*slot, "x", {});
      type = type->element;
    }
    if (type->form != Form::record) continue;
    meet(base::cat(path, ".", field.name), type->fields(), type->object(*slot), type->record_size, seen, visit);
  }
}

void each_table(const std::function<void(const Met&)>& visit) {
  std::set<const Field*> seen;
  Blueprint blueprint;
  meet("blueprint", fields_of(&blueprint), &blueprint, sizeof blueprint, seen, visit);
  LayerKeys layers;
  meet("layers", fields_of(&layers), &layers, sizeof layers, seen, visit);
}

void each_field(const std::function<void(const std::string& path, const Field&)>& visit) {
  each_table([&](const Met& met) {
    for (const Field& field : met.fields) visit(base::cat(met.path, ".", field.name), field);
  });
}

bool ends_in_a_stop(std::string_view text) {
  return text.size() > 5 && text.ends_with(".");
}

}  // namespace

TEST_CASE("every table covers every member of its struct") {
  std::size_t tables = 0;
  each_table([&](const Met& met) {
    CAPTURE(met.path);
    ++tables;
    std::vector<std::pair<std::size_t, const Type*>> members;
    for (const Field& field : met.fields) {
      auto* at = static_cast<std::byte*>(static_cast<void*>(&field.at(met.object)));
      members.emplace_back(static_cast<std::size_t>(at - met.object), field.type);
    }
    std::sort(members.begin(), members.end());
    std::size_t end = 0;
    for (const auto& [offset, type] : members) {
      CHECK_EQ(offset, (end + type->align - 1) / type->align * type->align);
      end = offset + type->size;
    }
    CHECK_LT(met.size - end, alignof(std::max_align_t));
    CHECK_LT(met.size - end, 8U);
  });
  CHECK_GT(tables, 50U);
}

TEST_CASE("every field has a key of its own, full sentences and an example") {
  each_table([](const Met& met) {
    std::set<std::string_view> keys;
    for (const Field& field : met.fields) {
      CAPTURE(met.path);
      CAPTURE(field.name);
      CHECK(keys.insert(field.name).second);
      CHECK(matches("^[a-z][a-z0-9_]*$", field.name));
      CHECK(ends_in_a_stop(field.facts.doc));
      CHECK_FALSE(field.facts.example.empty());
      if (!field.facts.change.empty()) CHECK(ends_in_a_stop(field.facts.change));
      CHECK_FALSE(field.facts.absent.ends_with("."));
    }
  });
}

TEST_CASE("every field says once what holds without it") {
  each_field([](const std::string& path, const Field& field) {
    CAPTURE(path);
    const int said = (field.facts.need == Need::required ? 1 : 0) + (field.facts.fallback.empty() ? 0 : 1) +
                     (field.facts.absent.empty() ? 0 : 1);
    CHECK_EQ(said, 1);
  });
}

TEST_CASE("every map says what its keys may be, every word has a phrase, every number its limits") {
  each_field([](const std::string& path, const Field& field) {
    CAPTURE(path);
    const Type* type = field.type;
    if (type->form == Form::map) CHECK(field.facts.rule.names != nullptr);
    while (type->element != nullptr) type = type->element;
    if (type->form == Form::text) CHECK(field.facts.rule.text != nullptr);
    if (type->form == Form::integer) CHECK(field.facts.rule.minimum >= 0);
    if (type->form == Form::integer) CHECK(field.facts.rule.maximum < INT64_MAX);
    if (type->form != Form::word) return;
    std::set<std::string_view> words;
    for (const Word& word : type->words()) {
      CHECK(words.insert(word.word).second);
      CHECK_FALSE(word.doc.empty());
    }
  });
}

// A value of the field, decoded as if a customer had written it.
static std::string complaint_about(const Field& field, void* object, const yaml::Node& value) {
  // The decoder finds the slot itself behind the pointer that it takes for a struct.
  const Field alone{field.name, [](void* slot) -> Slot& { return *static_cast<Slot*>(slot); }, field.type, field.facts};
  yaml::Node record = yaml::mapping();
  record.add(std::string(field.name), value);
  base::Diagnostics diagnostics;
  decode_record(record, {&alone, 1}, &field.at(object), "table", diagnostics);
  return diagnostics.empty() ? std::string() : diagnostics.all().front().message;
}

TEST_CASE("every default is a value that its field takes") {
  each_table([](const Met& met) {
    for (const Field& field : met.fields) {
      if (field.facts.fallback.empty()) continue;
      CAPTURE(met.path);
      CAPTURE(field.name);
      CHECK_EQ(complaint_about(field, met.object, default_node(*field.type, field.facts.fallback)), "");
    }
  });
}

TEST_CASE("every example is a value that its field takes") {
  each_table([](const Met& met) {
    for (const Field& field : met.fields) {
      CAPTURE(met.path);
      CAPTURE(field.name);
      base::SourceMap sources;
      const auto file = sources.add("example.yaml", base::cat(field.name, ": ", field.facts.example, "\n"));
      base::Diagnostics diagnostics;
      const auto root = yaml::read(sources, file, {}, diagnostics);
      REQUIRE(root);
      CHECK_EQ(complaint_about(field, met.object, root->entries.front().value), "");
    }
  });
}

TEST_CASE("every kind of text has words for what it wants, and an example that it takes") {
  each_field([](const std::string& path, const Field& field) {
    for (const TextRule* rule : {field.facts.rule.text, field.facts.rule.names}) {
      if (rule == nullptr) continue;
      CAPTURE(path);
      CAPTURE(rule->kind);
      CHECK_FALSE(rule->wants.empty());
      CHECK_FALSE(rule->wants.ends_with("."));
      if (!rule->pattern.empty()) CHECK(rule->pattern.starts_with("^"));
      if (!rule->pattern.empty()) CHECK(rule->pattern.ends_with("$"));
      if (rule->example.empty()) continue;
      CHECK((rule->pattern.empty() || matches(rule->pattern, rule->example)));
      CHECK((rule->problem == nullptr || rule->problem(rule->example).empty()));
    }
  });
}

TEST_CASE("no kind of text falls over what is no such text") {
  std::set<const TextRule*> rules;
  each_field([&](const std::string&, const Field& field) {
    if (field.facts.rule.text != nullptr) rules.insert(field.facts.rule.text);
    if (field.facts.rule.names != nullptr) rules.insert(field.facts.rule.names);
  });
  CHECK_GT(rules.size(), 30U);
  for (const TextRule* rule : rules) {
    for (const std::string& text :
         {std::string("x"), std::string("/"), std::string("cron()"), std::string("cron("), std::string("{"),
          std::string("\xff\xfe"), std::string("----"), std::string("@"), std::string("a@"), std::string("1-"),
          std::string(1, '\0'), std::string(100000, 'a'), std::string(100000, '{'), std::string("2026-1a-99"),
          std::string("::/129")}) {
      CAPTURE(rule->kind);
      if (!rule->pattern.empty()) (void)matches(rule->pattern, text.substr(0, 2000));
      if (rule->problem != nullptr) CHECK_LT(rule->problem(text).size(), text.size() + 500);
      if (rule->mend != nullptr) CHECK_LT(rule->mend(text).size(), text.size() + 500);
      if (rule->doubt != nullptr) CHECK_LT(rule->doubt(text).size(), text.size() + 500);
    }
  }
}

TEST_CASE("the schema in docs is fresh") {
  const auto path = std::filesystem::path(LANDFORM_SOURCE_DIR) / "docs" / "blueprint.schema.json";
  const std::string message =
      test::compare_with_golden(path, yaml::write_json(json_schema(), yaml::JsonLayout::pretty));
  CHECK_MESSAGE(message.empty(), message);
}

TEST_CASE("the reference pages are fresh, and there are no others") {
  const auto folder = std::filesystem::path(LANDFORM_SOURCE_DIR) / "docs" / "reference";
  std::set<std::string> files;
  for (const ReferencePage& page : reference_pages()) {
    files.insert(page.file);
    const std::string message = test::compare_with_golden(folder / page.file, page.text);
    CHECK_MESSAGE(message.empty(), message);
  }
  for (const auto& path : test::files_below(folder, ".md")) CHECK(files.contains(path.filename().string()));
}

}  // namespace landform::blueprint
