// The templates that the steps of a plan name: landform's own and the customer's.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "blueprint/layers.h"
#include "cfn/evaluate.h"
#include "cfn/template.h"

namespace landform::cli {

// Below templates/: what a guardrail's policy, and an IAM policy, may be a preset of.
inline constexpr std::string_view kGuardrailPresets = "policies/";
inline constexpr std::string_view kIamPresets = "iam-policies/";

// Each template is read once, however many steps use it, when it is first looked for, or before. What was read stays
// where it is.
class SourceTemplates {
 public:
  using Index = std::size_t;

  // `folder` is where landform's own are read from; empty for those that the executable carries.
  SourceTemplates(base::SourceMap& sources, const blueprint::ReadText& read_text, const std::string& folder,
                  base::Diagnostics& diagnostics)
      : sources_(sources), read_text_(read_text), folder_(folder), diagnostics_(diagnostics) {}

  Index name(const std::string& path);
  // A customer's own, by the path that the blueprint writes at `written_at`.
  Index name_customers(const std::string& written, base::Span written_at);

  // The text of a file that is no template, a document's source: "documents/runbook.md". Nothing after errors.
  std::optional<base::FileId> read_text(const std::string& path);

  // Names all that the executable carries, to be read beside what this thread goes on with: most plans use most of
  // them.
  void name_carried();
  // Reads those, on a thread of its own, from a copy of the sources as they are behind name_carried(): others add to
  // them meanwhile. Stops early when it is told to; find() reads what is left.
  void read_ahead(const base::SourceMap& sources, const std::stop_token& stop);

  // The presets of `below` (kGuardrailPresets) by name, sorted: those that the executable carries, and `asked` if
  // `folder` has it.
  [[nodiscard]] std::vector<std::string> presets(std::string_view below, const std::vector<std::string>& asked) const;

  // Any thread may ask, while no template is named and nothing is added to the sources. Null after errors.
  const cfn::PreparedTemplate* find(Index index);
  // Reports the faults of these, each once, in the order in which they were named.
  void tell_faults(std::vector<Index> indexes, base::Diagnostics& diagnostics);

 private:
  struct Named {
    std::optional<base::FileId> file;  // nothing after errors
    std::once_flag read;
    std::optional<cfn::PreparedTemplate> source;
    base::Diagnostics found;  // emptied when it is told
  };

  static void read(Named& named, const base::SourceMap& sources);
  Index add(std::optional<base::FileId> file);

  base::SourceMap& sources_;
  const blueprint::ReadText& read_text_;
  const std::string& folder_;
  base::Diagnostics& diagnostics_;
  std::deque<Named> named_;
  std::vector<Named*> ahead_;         // in the order in which they are needed
  std::map<std::string, Index> own_;  // by path, as the next
  std::map<std::string, Index> customers_;
};

}  // namespace landform::cli
