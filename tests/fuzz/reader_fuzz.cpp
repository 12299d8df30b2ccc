// Reads any bytes; whatever can be read must survive writing, reading back and formatting.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "cfn/template.h"
#include "fuzz/promises.h"
#include "support/identical.h"
#include "yaml/format.h"
#include "yaml/quick_reader.h"
#include "yaml/read_back.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace {

using namespace landform;
using fuzz::require;

std::optional<yaml::Node> read_text(const std::string& text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const base::FileId file = sources.add("fuzz", text);
  std::optional<yaml::Node> node = yaml::read_thoroughly(sources, file, {{}, yaml::UnknownTags::keep}, diagnostics);
  require(node.has_value() == !diagnostics.has_errors());
  fuzz::require_sound(sources, diagnostics);
  return node;
}

// The quick reader gives nothing, or what the thorough one gives without a word.
void check_quick(const std::string& text) {
  base::SourceMap sources;
  const base::FileId file = sources.add("fuzz", text);
  const std::optional<yaml::Node> quick = yaml::read_quickly(sources.file(file).text, file, cfn::template_tags());
  if (!quick) return;
  base::Diagnostics diagnostics;
  const std::optional<yaml::Node> node = yaml::read_thoroughly(sources, file, {cfn::template_tags()}, diagnostics);
  require(node && diagnostics.all().empty() && test::identical(*quick, *node));
}

void check_spans(const yaml::Node& node, std::size_t size) {
  require(node.span.begin <= node.span.end && node.span.end <= size);
  for (const yaml::Node& item : node.items) check_spans(item, size);
  for (const yaml::Entry& entry : node.entries) {
    require(entry.key_span.begin <= entry.key_span.end && entry.key_span.end <= size);
    check_spans(entry.value, size);
  }
}

// Tags with marks that only their verbatim form can say (`!<tag:x,y>`) are not written.
bool tags_are_short(const yaml::Node& node) {
  const std::string_view tag = node.tag.view();
  for (const char c : tag) {
    if (std::string_view(",[]{}<> \t").find(c) != std::string_view::npos) return false;
  }
  if (!tag.empty() && (tag.front() != '!' || tag.size() < 2 || tag.find('!', 1) != std::string::npos)) return false;
  for (const yaml::Node& item : node.items) {
    if (!tags_are_short(item)) return false;
  }
  for (const yaml::Entry& entry : node.entries) {
    if (!tags_are_short(entry.value)) return false;
  }
  return true;
}

void check_writing(const yaml::Node& node) {
  const std::string written = yaml::write_yaml(node);
  require(yaml::reads_back(written, node));
  const std::optional<yaml::Node> again = read_text(written);
  require(again && yaml::same_value(node, *again));
  const std::string json = yaml::write_json(node, yaml::JsonLayout::minified);
  const std::optional<yaml::Node> from_json = read_text(json);
  require(from_json && yaml::write_json(*from_json, yaml::JsonLayout::minified) == json);
}

void check_formatting(const std::string& text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const std::optional<std::string> once = yaml::format(sources, sources.add("fuzz", text), diagnostics);
  require(once.has_value());
  for (const base::Diagnostic& said : diagnostics.all()) require(said.slug != "yaml/format-changes");
  const std::optional<std::string> twice = yaml::format(sources, sources.add("fuzz", *once), diagnostics);
  require(twice == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_quick(text);
  const std::optional<yaml::Node> node = read_text(text);
  if (!node) return 0;
  check_spans(*node, text.size());
  if (tags_are_short(*node)) check_writing(*node);
  check_formatting(text);
  return 0;
}
