// The templates that the steps of a plan name: landform's own and the customer's.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "blueprint/layers.h"
#include "cfn/template.h"

namespace landform::cli {

// Reads each template once, however many steps use it. What was read stays where it is.
class SourceTemplates {
 public:
  // `folder` is where landform's own are read from; empty for those that the executable carries.
  SourceTemplates(base::SourceMap& sources, const blueprint::ReadText& read_text, const std::string& folder,
                  base::Diagnostics& diagnostics)
      : sources_(sources), read_text_(read_text), folder_(folder), diagnostics_(diagnostics) {}

  // Null after errors.
  const cfn::Template* find(const std::string& path);
  // A customer's own, by the path that the blueprint writes at `written_at`. Null after errors.
  const cfn::Template* find_customers(const std::string& written, base::Span written_at);

 private:
  std::optional<std::string> text_of(const std::string& path);

  base::SourceMap& sources_;
  const blueprint::ReadText& read_text_;
  const std::string& folder_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, std::optional<cfn::Template>> read_;
};

}  // namespace landform::cli
