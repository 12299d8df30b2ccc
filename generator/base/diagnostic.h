// What is wrong, where, why, and the way out: values, collected in one sink and rendered elsewhere (render_*.h).
// The rules for their words are in docs/diagnostics-style.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_map.h"
#include "base/span.h"

namespace landform::base {

enum class Severity { error, warning, note };

// A span and a few words on why it matters. The words may be empty.
struct Label {
  Span span;
  std::string text;
};

// Built in a chain:
//   diagnostics.add(Diagnostic("yaml/duplicate-key", key_span, cat("`", key, "` stands twice in this mapping"))
//                       .label("second time here").also(first_span, "first here").help("remove one of them"));
// The first line stands alone: lower case, no full stop, the value found and the value wanted.
struct Diagnostic {
  std::string_view slug;  // a slug of base/slugs.h; its severity and summary stand there
  std::string message;
  Label primary;  // what to edit; may be unknown for faults without a place
  std::vector<Label>
      secondary;  // why: first definition, inherited value, lock entry, the blueprint line of a template value
  std::vector<std::string> notes;
  std::vector<std::string> helps;
  Severity severity = Severity::error;

  // `slug` must be a literal of the table in base/slugs.cpp; severity starts as the table says.
  Diagnostic(std::string_view slug, Span span, std::string message);

  Diagnostic label(std::string text) &&;
  Diagnostic also(Span span, std::string text) &&;
  Diagnostic note(std::string text) &&;
  Diagnostic help(std::string text) &&;
};

// The one sink of a run. Not thread safe.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void add_all(const Diagnostics& found);
  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] std::size_t errors() const { return errors_; }
  [[nodiscard]] std::size_t warnings() const { return warnings_; }
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }
  // By file path, offset, slug, message; equal ones once. Faults without a place come first.
  [[nodiscard]] std::vector<Diagnostic> sorted(const SourceMap& sources) const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

}  // namespace landform::base
