#include "cli/source_templates.h"

#include <algorithm>
#include <utility>

#include "base/embedded.h"
#include "base/text.h"
#include "cli/customer_template.h"
#include "cli/disk_words.h"
#include "stacks/list.h"

namespace landform::cli {

using base::cat;
using base::Diagnostic;

const cfn::Template* SourceTemplates::find(const std::string& path) {
  const auto known = read_.find(path);
  if (known != read_.end()) return known->second ? &*known->second : nullptr;
  auto& slot = read_[path];
  auto text = text_of(path);
  if (!text) return nullptr;
  const auto file = sources_.add(cat(folder_.empty() ? "templates" : folder_, '/', path), std::move(*text));
  slot = cfn::read_template(sources_, file, diagnostics_);
  return slot ? &*slot : nullptr;
}

const cfn::Template* SourceTemplates::find_customers(const std::string& written, base::Span written_at) {
  const std::string path = customer_path(sources_, written_at, written);
  const std::string name = cat("customer:", path);
  const auto known = read_.find(name);
  if (known != read_.end()) return known->second ? &*known->second : nullptr;
  auto& slot = read_[name];
  auto text = read_text_(path);
  if (!text) {
    diagnostics_.add(Diagnostic("customization/template-not-readable", written_at,
                                cat("cannot read the template: ", disk_words(text.error())))
                         .note("paths are relative to the blueprint file that names them"));
    return nullptr;
  }
  slot = cfn::read_template(sources_, sources_.add(path, std::move(text).value()), diagnostics_);
  return slot ? &*slot : nullptr;
}

std::optional<std::string> SourceTemplates::text_of(const std::string& path) {
  if (!folder_.empty()) {
    auto text = read_text_(cat(folder_, '/', path));
    if (text) return std::move(text).value();
    diagnostics_.add(Diagnostic("emit/no-template", {}, cat("a template is missing: ", disk_words(text.error())))
                         .help(cat("`--templates ", folder_, "` has to hold every template that a step names")));
    return std::nullopt;
  }
  const auto files = stacks::embedded_files();
  const auto found =
      std::lower_bound(files.begin(), files.end(), path,
                       [](const base::EmbeddedFile& file, const std::string& wanted) { return file.path < wanted; });
  if (found != files.end() && found->path == path) return std::string(found->text);
  diagnostics_.add(Diagnostic("emit/no-template", {}, cat("landform carries no template `", path, "`"))
                       .note("this is a bug in landform; nothing was written"));
  return std::nullopt;
}

}  // namespace landform::cli
