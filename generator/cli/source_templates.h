// The templates that the steps of a plan name: landform's own and the customer's.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "blueprint/layers.h"
#include "cfn/evaluate.h"
#include "cfn/template.h"

namespace landform::cli {

// Each template once, however many steps use it: first all are named, then all are read, beside each other. What was
// read stays where it is.
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

  // Names all that the executable carries, and reads them from a copy of the sources, while others add to the sources
  // themselves: most plans use most of them.
  void name_carried();
  void read_ahead(const base::SourceMap& sources);

  // The presets of `below` ("policies/") by name, sorted: those that the executable carries, and `asked` if `folder`
  // has it.
  [[nodiscard]] std::vector<std::string> presets(std::string_view below, const std::vector<std::string>& asked) const;

  // Reports the faults in the order in which the templates were named.
  void read(std::size_t threads);
  // Null after errors.
  [[nodiscard]] const cfn::PreparedTemplate* find(Index index) const;

 private:
  struct Named {
    std::optional<base::FileId> file;  // nothing after errors
    std::optional<cfn::PreparedTemplate> source;
    bool read = false;
  };

  std::optional<std::string> text_of(const std::string& path);
  Index add(std::optional<base::FileId> file);

  base::SourceMap& sources_;
  const blueprint::ReadText& read_text_;
  const std::string& folder_;
  base::Diagnostics& diagnostics_;
  std::vector<Named> named_;
  std::map<std::string, Index> own_;  // by path, as the next
  std::map<std::string, Index> customers_;
};

}  // namespace landform::cli
