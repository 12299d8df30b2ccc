#include "resolve/preset_parameters.h"

#include <algorithm>
#include <map>

#include "base/suggest.h"
#include "base/text.h"
#include "cfn/parameter_types.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using yaml::Node;

namespace {

bool takes_list(const Node& declaration) {
  const Node* type = declaration.find("Type");
  return type != nullptr && cfn::is_list_type(type->text);
}

bool has_kind(const Node& value, const Node& declaration) {
  const auto is_text = [](const Node& node) { return node.is_scalar() && !node.is_null(); };
  if (!takes_list(declaration)) return is_text(value);
  return value.is_sequence() && !value.items.empty() && std::all_of(value.items.begin(), value.items.end(), is_text);
}

Diagnostic wrong_kind(const yaml::Entry& entry, const Node& declaration, const WrittenParameters& written) {
  const bool list = takes_list(declaration);
  return Diagnostic(written.type_slug, entry.value.span.known() ? entry.value.span : entry.key_span,
                    cat("parameter `", entry.key, "` of preset `", written.preset, "` wants ",
                        list ? "a list of texts with at least one item" : "one text or number"))
      .also(declaration.span, "declared here")
      .help(list ? cat(entry.key, ": [...]") : cat(entry.key, ": ..."));
}

Diagnostic unknown(const yaml::Entry& entry, const std::map<std::string, const yaml::Entry*>& known,
                   const WrittenParameters& written) {
  std::vector<std::string> names;
  for (const auto& [name, parameter] : known) names.push_back(name);
  return Diagnostic(written.unknown_slug, entry.key_span,
                    cat("preset `", written.preset, "` has no parameter `", entry.key, "`"))
      .label(base::did_you_mean(base::near_names(entry.key, names)))
      .note(names.empty() ? std::string("it has no parameters") : cat("its parameters: ", base::join(names, ", ")));
}

}  // namespace

std::string blueprint_name(std::string_view parameter) {
  std::string key;
  for (const char c : parameter) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !key.empty() && key.back() != '_') key += '_';
    key += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return key;
}

std::vector<std::string> bind_parameters(const WrittenParameters& written, const cfn::Template& preset,
                                         cfn::Bindings& bindings, base::Diagnostics& diagnostics) {
  std::map<std::string, const yaml::Entry*> known;
  if (const Node* declared = preset.root.find("Parameters")) {
    for (const yaml::Entry& parameter : declared->entries) known.emplace(blueprint_name(parameter.key), &parameter);
  }
  for (const std::string_view name : written.withheld) known.erase(blueprint_name(name));
  std::vector<std::string> bound;
  for (const yaml::Entry& entry : written.values.entries) {
    const auto found = known.find(entry.key);
    if (found == known.end()) {
      diagnostics.add(unknown(entry, known, written));
    } else if (!has_kind(entry.value, found->second->value)) {
      diagnostics.add(wrong_kind(entry, found->second->value, written));
    } else {
      bindings.parameters.insert_or_assign(found->second->key, entry.value);
      bound.push_back(found->second->key);
    }
  }
  return bound;
}

}  // namespace landform::resolve
