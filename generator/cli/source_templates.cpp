#include "cli/source_templates.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/embedded.h"
#include "base/text.h"
#include "cli/customer_template.h"
#include "cli/disk_words.h"
#include "stacks/list.h"

namespace landform::cli {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kYaml = ".yaml";

}  // namespace

SourceTemplates::Index SourceTemplates::name(const std::string& path) {
  const auto known = own_.find(path);
  if (known != own_.end()) return known->second;
  return own_[path] = add(read_text(path));
}

std::optional<base::FileId> SourceTemplates::read_text(const std::string& path) {
  if (!folder_.empty()) {
    std::string full_path = cat(folder_, '/', path);
    if (auto text = read_text_(full_path)) {
      return sources_.add(std::move(full_path), std::move(text).value());
    } else {
      diagnostics_.add(Diagnostic("emit/no-template", {}, cat("a template is missing: ", disk_words(text.error())))
                           .help(cat("`--templates ", folder_, "` has to hold every template that a step names")));
    }
    return std::nullopt;
  }
  const auto files = stacks::embedded_files();
  const auto found =
      std::lower_bound(files.begin(), files.end(), path,
                       [](const base::EmbeddedFile& file, const std::string& wanted) { return file.path < wanted; });
  if (found != files.end() && found->path == path) return sources_.add_carried(cat("templates/", path), found->text);
  diagnostics_.add(Diagnostic("emit/no-template", {}, cat("landform carries no template `", path, "`"))
                       .note("this is a bug in landform; nothing was written"));
  return std::nullopt;
}

SourceTemplates::Index SourceTemplates::name_customers(const std::string& written, base::Span written_at) {
  const std::string path = customer_path(sources_, written_at, written);
  const auto known = customers_.find(path);
  if (known != customers_.end()) return known->second;
  std::optional<base::FileId> file;
  if (auto text = read_text_(path)) {
    file = sources_.add(path, std::move(text).value());
  } else {
    diagnostics_.add(Diagnostic("customization/template-not-readable", written_at,
                                cat("cannot read the template: ", disk_words(text.error())))
                         .note("paths are relative to the blueprint file that names them"));
  }
  return customers_[path] = add(file);
}

SourceTemplates::Index SourceTemplates::add(std::optional<base::FileId> file) {
  named_.emplace_back().file = file;
  return named_.size() - 1;
}

void SourceTemplates::name_carried() {
  std::vector<Named*> later;
  for (const base::EmbeddedFile& file : stacks::embedded_files()) {
    if (!file.path.ends_with(kYaml)) continue;
    Named& named = named_[name(std::string(file.path))];
    // Policies are needed before any stack is.
    const bool first = file.path.starts_with(kGuardrailPresets) || file.path.starts_with(kIamPresets);
    (first ? ahead_ : later).push_back(&named);
  }
  ahead_.insert(ahead_.end(), later.begin(), later.end());
}

void SourceTemplates::read_ahead(const base::SourceMap& sources, const std::stop_token& stop) {
  for (Named* named : ahead_) {
    if (stop.stop_requested()) return;
    read(*named, sources);
  }
}

void SourceTemplates::read(Named& named, const base::SourceMap& sources) {
  std::call_once(named.read, [&] {
    if (!named.file) return;
    auto source = cfn::read_template(sources, *named.file, named.found);
    if (source) named.source.emplace(std::move(*source));
  });
}

const cfn::PreparedTemplate* SourceTemplates::find(Index index) {
  Named& named = named_[index];
  read(named, sources_);
  return named.source ? &*named.source : nullptr;
}

void SourceTemplates::tell_faults(std::vector<Index> indexes, base::Diagnostics& diagnostics) {
  std::sort(indexes.begin(), indexes.end());
  for (const Index index : indexes) {
    Named& named = named_[index];
    read(named, sources_);
    diagnostics.add_all(named.found);
    named.found = {};
  }
}

std::vector<std::string> SourceTemplates::presets(std::string_view below, const std::vector<std::string>& asked) const {
  std::vector<std::string> names;
  for (const base::EmbeddedFile& file : stacks::embedded_files()) {
    if (!file.path.starts_with(below) || !file.path.ends_with(kYaml)) continue;
    const std::string_view name = file.path.substr(below.size(), file.path.size() - below.size() - kYaml.size());
    names.emplace_back(name);
  }
  for (const std::string& name : asked) {
    if (!folder_.empty() && read_text_(cat(folder_, '/', below, name, kYaml))) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace landform::cli
