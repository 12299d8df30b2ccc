// tests/cases/read: each *.yaml and *.json is read; what comes out is compared with the .tree (the nodes with their
// places) and the .diag (what was said) beside it.
#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>

#include "base/render_text.h"
#include "base/text.h"
#include "support/golden.h"
#include "yaml/quoted_text.h"
#include "yaml/reader.h"

namespace landform::yaml {
namespace {

constexpr std::array<std::string_view, 8> kTags{"!Ref", "!Sub",    "!GetAtt", "!Join",
                                                "!If",  "!Equals", "!Not",    "!GetAZs"};

std::string place(const base::SourceMap& sources, base::Span span) {
  const base::Position begin = sources.position(span.file, span.begin);
  const base::Position end = sources.position(span.file, span.end);
  return base::cat(begin.line, ":", begin.column, "-", end.line, ":", end.column);
}

std::string_view name_of(Kind kind) {
  constexpr std::array<std::string_view, 7> kNames{"null",   "boolean",  "integer", "real",
                                                   "string", "sequence", "mapping"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Style style) {
  constexpr std::array<std::string_view, 8> kNames{"any",     "plain",  "single", "double",
                                                   "literal", "folded", "block",  "flow"};
  return kNames[static_cast<std::size_t>(style)];
}

std::string in_quotes(std::string_view text) {
  OutText out(text.size() + 2);
  append_quoted(out, text);
  return std::string(out.view());
}

void dump(const base::SourceMap& sources, const Node& node, std::size_t depth, std::string& out) {
  out += base::cat(place(sources, node.span), " ", name_of(node.kind), " ", name_of(node.style));
  if (!node.tag.empty()) out += base::cat(" ", node.tag);
  if (node.is_scalar() && !node.is_null()) {
    out += ' ';
    out += in_quotes(node.text);
  }
  out += '\n';
  for (const Node& item : node.items) {
    out.append(depth * 2 + 2, ' ');
    out += "- ";
    dump(sources, item, depth + 1, out);
  }
  for (const Entry& entry : node.entries) {
    out.append(depth * 2 + 2, ' ');
    out += in_quotes(entry.key);
    out += base::cat(" ", place(sources, entry.key_span), ": ");
    dump(sources, entry.value, depth + 1, out);
  }
}

void compare(const std::filesystem::path& golden, const std::string& actual) {
  if (actual.empty()) {
    CHECK_MESSAGE(!std::filesystem::exists(golden), golden.string(), " is there but nothing was said");
    return;
  }
  const std::string difference = test::compare_with_golden(golden, actual);
  CHECK_MESSAGE(difference.empty(), difference);
}

void run_case(const std::filesystem::path& path) {
  base::SourceMap sources;
  const base::FileId file = sources.add(path.filename().string(), test::read_file(path));
  base::Diagnostics diagnostics;
  const std::optional<Node> node = read(sources, file, {kTags}, diagnostics);
  CHECK(node.has_value() == !diagnostics.has_errors());
  std::string tree;
  if (node) dump(sources, *node, 0, tree);
  std::filesystem::path golden = path;
  compare(golden.replace_extension(".tree"), tree);
  compare(golden.replace_extension(".diag"), base::render_text(sources, diagnostics));
}

TEST_CASE("every file of tests/cases/read gives its tree or its diagnostics") {
  const auto dir = test::cases_dir("read");
  auto files = test::files_below(dir, ".yaml");
  for (const auto& json : test::files_below(dir, ".json")) files.push_back(json);
  CHECK(files.size() > 40);
  for (const auto& path : files) {
    CAPTURE(path.string());
    run_case(path);
  }
}

}  // namespace
}  // namespace landform::yaml
