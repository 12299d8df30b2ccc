// Whatever stands in a file, and whatever a span says, a diagnostic can be shown: to people as clean text, to programs
// as lines that they can read.
#include <rapidcheck.h>

#include <algorithm>

#include <string>
#include <vector>

#include "base/render_github.h"
#include "base/render_json.h"
#include "base/render_sarif.h"
#include "base/render_text.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/width.h"

using namespace landform::base;

namespace {

// Texts of what is hard to show: controls, tabs, line breaks, pieces of UTF-8, wide letters, accents.
rc::Gen<std::string> hard_text() {
  const auto piece = rc::gen::element<std::string>("a", "key: ", " ", "\t", "\n", "\r\n", "\r", "\x1b[0m", "\x7f",
                                                   "\xff", "\xe5\x80", "値", "e\xcc\x81", "🚀", "\xe2\x80\xae",
                                                   "\xef\xbb\xbf", "long-enough-to-be-cut-when-it-is-repeated ");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) { return join(pieces, ""); });
}

Span any_span(FileId file, std::size_t size) {
  const auto limit = static_cast<std::uint32_t>(size + 3);
  return {file, *rc::gen::inRange<std::uint32_t>(0, limit), *rc::gen::inRange<std::uint32_t>(0, limit)};
}

struct Report {
  SourceMap sources;
  Diagnostics diagnostics;
};

Report any_report() {
  Report report;
  std::vector<Span> spans = {Span{}, Span{static_cast<FileId>(7), 1, 2}};
  for (const char* path : {"one.yaml", "two\n.yaml"}) {
    const std::string text = *hard_text();
    const FileId file = report.sources.add(path, text);
    for (int i = 0; i < 4; ++i) spans.push_back(any_span(file, text.size()));
  }
  const auto count = *rc::gen::inRange(1, 30);
  for (int i = 0; i < count; ++i) {
    Diagnostic diagnostic("yaml/duplicate-key", *rc::gen::elementOf(spans), *hard_text());
    if (static_cast<std::size_t>(diagnostic.primary.span.file) >= report.sources.size()) diagnostic.primary.span = {};
    diagnostic.primary.text = *hard_text();
    for (int label = 0; label < 3; ++label) diagnostic.secondary.push_back({*rc::gen::elementOf(spans), *hard_text()});
    diagnostic.notes.push_back(*hard_text());
    report.diagnostics.add(std::move(diagnostic));
  }
  return report;
}

void check_text(const Report& report) {
  const std::size_t width = *rc::gen::inRange<std::size_t>(0, 200);
  const std::string text = render_text(report.sources, report.diagnostics, {.max_shown = 10, .width = width});
  RC_ASSERT(find_bad_utf8(text) == std::string::npos);
  RC_ASSERT(text.ends_with('\n'));
  for (const auto line : split(text, '\n')) {
    // Nothing that a terminal would obey, and no line that its own glyphs would show differently.
    RC_ASSERT(visible(line, line.size()) == line);
  }
}

}  // namespace

int main() {
  bool holds = rc::check("text is clean, whatever is shown", [] { check_text(any_report()); });
  holds &= rc::check("programs get one line a diagnostic", [] {
    const Report report = any_report();
    const auto count = report.diagnostics.sorted(report.sources).size();
    for (const std::string& text :
         {render_json(report.sources, report.diagnostics), render_github(report.sources, report.diagnostics)}) {
      RC_ASSERT(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) == count);
    }
    RC_ASSERT(find_bad_utf8(render_json(report.sources, report.diagnostics)) == std::string::npos);
    RC_ASSERT(find_bad_utf8(render_sarif(report.sources, report.diagnostics)) == std::string::npos);
  });
  holds &= rc::check("the same faults in another order give the same text", [] {
    const Report report = any_report();
    Diagnostics shuffled;
    auto all = report.diagnostics.all();
    std::reverse(all.begin(), all.end());
    for (Diagnostic& diagnostic : all) shuffled.add(std::move(diagnostic));
    RC_PRE(report.diagnostics.sorted(report.sources).size() == report.diagnostics.all().size());
    RC_ASSERT(render_text(report.sources, shuffled) == render_text(report.sources, report.diagnostics));
  });
  return holds ? 0 : 1;
}
