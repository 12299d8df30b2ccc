#include "verify/package.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/text.h"
#include "yaml/reader.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

constexpr std::string_view kDate = "2021-03-15";
constexpr std::size_t kMostSetName = 128;      // of StackSetName, with the prefix below
constexpr std::size_t kMostDescription = 512;  // of a policy; a stack set takes more
constexpr std::string_view kPrefix = "CustomControlTower-";

enum class Shape : std::uint8_t { text, date, truth, resources, targets, texts, parameters, exports };
enum class Needed : std::uint8_t { yes, no };

struct PackageKey {
  std::string_view name;
  Shape shape;
  Needed needed;
};
constexpr PackageKey kManifestKeys[] = {
    {"region", Shape::text, Needed::yes},
    {"version", Shape::date, Needed::yes},
    {"enable_stack_set_deletion", Shape::truth, Needed::no},
    {"resources", Shape::resources, Needed::no},
};
constexpr PackageKey kResourceKeys[] = {
    {"name", Shape::text, Needed::yes},
    {"description", Shape::text, Needed::no},
    {"resource_file", Shape::text, Needed::yes},
    {"deploy_method", Shape::text, Needed::yes},
    {"deployment_targets", Shape::targets, Needed::yes},
    {"parameter_file", Shape::text, Needed::no},
    {"parameters", Shape::parameters, Needed::no},
    {"regions", Shape::texts, Needed::no},
    {"export_outputs", Shape::exports, Needed::no},
};
constexpr PackageKey kTargetKeys[] = {
    {"accounts", Shape::texts, Needed::no},
    {"organizational_units", Shape::texts, Needed::no},
};
constexpr PackageKey kParameterKeys[] = {
    {"parameter_key", Shape::text, Needed::yes},
    {"parameter_value", Shape::text, Needed::yes},
};
constexpr PackageKey kExportKeys[] = {
    {"name", Shape::text, Needed::yes},
    {"value", Shape::text, Needed::yes},
};

std::string_view words_of(Shape shape) {
  switch (shape) {
    case Shape::text:
      return "a text";
    case Shape::date:
      return "the bare date 2021-03-15";
    case Shape::truth:
      return "true or false";
    case Shape::targets:
      return "a mapping";
    case Shape::texts:
      return "a list of texts";
    case Shape::resources:
    case Shape::parameters:
    case Shape::exports:
      break;
  }
  return "a list of mappings";
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class PackageLaw {
 public:
  PackageLaw(const Package& package, base::Diagnostics& diagnostics) : package_(package), diagnostics_(diagnostics) {}

  void manifest(const Node& root) {
    if (!root.is_mapping()) return grammar(root.span, "the manifest is no mapping");
    keys(root, kManifestKeys, "the manifest");
    const Node* resources = root.find("resources");
    if (resources == nullptr || !resources->is_sequence()) return;
    for (const Node& one : resources->items) resource(one);
  }

  // What run-validation.sh makes of a line: `grep '_file:' | tr -s ' ' | cut -d' ' -f3` must be the path.
  void line(base::Span span, std::string_view text) {
    const std::size_t at = text.find("_file:");
    if (at == std::string_view::npos) return;
    const std::size_t key = text.find_first_not_of(' ');
    const std::string_view value = text.substr(at + 6);
    const bool alone =
        key > 0 && text.substr(key, at - key).find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
    if (alone && value.size() > 1 && value[0] == ' ' && value.find_first_of(" \"'", 1) == std::string_view::npos)
      return;
    add("verify/package-line", span,
        "`_file:` stands where a shell script does not find a path behind it; wanted a line of its own, indented, not "
        "the first key of a resource, the path without quotes and blanks");
  }

 private:
  void add(std::string_view slug, base::Span span, std::string message) {
    diagnostics_.add(Diagnostic(slug, span, std::move(message)));
  }
  void grammar(base::Span span, std::string message) { add("verify/package-grammar", span, std::move(message)); }
  void reference(base::Span span, std::string message) { add("verify/package-reference", span, std::move(message)); }

  static bool fits(const Node& value, Shape shape) {
    switch (shape) {
      case Shape::text:
        return value.is_string();
      case Shape::date:
        return value.style == yaml::Style::plain && value.text == kDate;
      case Shape::truth:
        return value.kind == yaml::Kind::boolean;
      case Shape::targets:
        return value.is_mapping();
      default:
        break;
    }
    const auto text = [](const Node& item) { return item.is_string(); };
    const auto map = [](const Node& item) { return item.is_mapping(); };
    if (!value.is_sequence()) return false;
    return shape == Shape::texts ? std::all_of(value.items.begin(), value.items.end(), text)
                                 : std::all_of(value.items.begin(), value.items.end(), map);
  }

  void keys(const Node& node, std::span<const PackageKey> known, std::string_view what) {
    for (const Entry& entry : node.entries) {
      const auto named = [&](const PackageKey& one) { return one.name == entry.key; };
      const auto key = std::find_if(known.begin(), known.end(), named);
      if (key == known.end()) {
        grammar(entry.key_span, cat(what, " has the key `", entry.key, "`, which its schema does not have"));
      } else if (!fits(entry.value, key->shape)) {
        grammar(entry.value.span, cat("`", entry.key, "` is not ", words_of(key->shape)));
      }
    }
    for (const PackageKey& key : known) {
      if (key.needed == Needed::yes && node.find(key.name) == nullptr) {
        grammar(node.span, cat(what, " has no `", key.name, '`'));
      }
    }
  }

  void resource(const Node& node) {
    if (!node.is_mapping()) return;
    keys(node, kResourceKeys, "a resource");
    const Node* method = node.find("deploy_method");
    const bool policy = method != nullptr && (method->text == "scp" || method->text == "rcp");
    if (method != nullptr && !policy && method->text != "stack_set") {
      grammar(method->span, cat("`deploy_method` is `", method->text, "`; there are stack_set, scp and rcp"));
    }
    if (const Node* name = node.find("name")) resource_name(*name, policy);
    description(node, policy);
    if (const Node* file = node.find("resource_file")) packaged_file(*file, policy);
    if (const Node* targets = node.find("deployment_targets")) deployment_targets(*targets, policy);
    parameters(node);
    regions(node);
    exports(node);
  }

  void resource_name(const Node& name, bool policy) {
    if (!names_.insert(name.text).second) {
      reference(name.span, cat("two resources have the name `", name.text, "`, by which the pipeline finds them"));
    }
    const bool letters = std::all_of(name.text.begin(), name.text.end(),
                                     [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; });
    if (name.text.empty() || name.text.size() + (policy ? 0 : kPrefix.size()) > kMostSetName || (!policy && !letters)) {
      grammar(name.span, cat("the name `", name.text, "` makes no name of a stack set, ", kPrefix, "NAME: at most ",
                             kMostSetName, " letters, digits and hyphens"));
    }
  }

  void description(const Node& node, bool policy) {
    const Node* text = node.find("description");
    if (text == nullptr) {
      if (policy) grammar(node.span, "a policy has no `description`, which AWS asks for");
      return;
    }
    if (text->text.size() > kMostDescription || text->text.find('\n') != std::string::npos) {
      grammar(text->span, cat("the description has ", text->text.size(), " characters or several lines; wanted one of ",
                              kMostDescription, " at most"));
    }
  }

  void packaged_file(const Node& file, bool policy) {
    if (file.text.starts_with("s3://") || file.text.starts_with("https://")) return;
    const auto found = package_.files.find(file.text);
    if (found == package_.files.end()) {
      return reference(file.span, cat("the package has no file `", file.text, '`'));
    }
    if (!policy) {
      const auto ends = [&](std::string_view ending) { return file.text.ends_with(ending); };
      if (!file.text.starts_with("templates/") ||
          !(ends(".yaml") || ends(".yml") || ends(".json") || ends(".template"))) {
        reference(file.span, cat("`", file.text, "` is no template below templates/, where the pipeline uploads from"));
      }
      return;
    }
    const std::string_view bytes = found->second;
    if (bytes.find("  ") != std::string_view::npos || bytes.find('\n') != std::string_view::npos) {
      reference(file.span, cat("the policy `", file.text,
                               "` has line breaks or double blanks, which the pipeline changes, "
                               "within texts, too; wanted one line"));
    }
  }

  void deployment_targets(const Node& targets, bool policy) {
    if (!targets.is_mapping()) return;
    keys(targets, kTargetKeys, "`deployment_targets`");
    std::size_t count = 0;
    if (const Node* units = targets.find("organizational_units")) {
      count += units->items.size();
      for (const Node& unit : units->items) target_unit(unit);
    }
    if (const Node* accounts = targets.find("accounts")) {
      if (policy) reference(accounts->span, "a policy is attached to units; the pipeline passes over `accounts`");
      count += accounts->items.size();
      for (const Node& account : accounts->items) target_account(account);
    }
    if (count == 0) reference(targets.span, "`deployment_targets` names nobody");
  }

  void target_unit(const Node& unit) {
    if (unit.text == "Root") {
      return reference(unit.span,
                       "the unit `Root` stands for the management account, too, which has stacks of its own");
    }
    if (!package_.units.contains(unit.text)) {
      reference(unit.span, cat("the organization has no unit `", unit.text, "`; one below another is Parent:Child"));
    }
  }

  void target_account(const Node& account) {
    if (is_digits(account.text) && account.style == yaml::Style::plain) {
      return grammar(account.span,
                     cat("account id ", account.text, " stands without quotes: a number, which loses zeros"));
    }
    if (!package_.accounts.contains(account.text)) {
      reference(account.span, cat("the organization has no account `", account.text, '`'));
    }
  }

  void parameters(const Node& node) {
    const Node* list = node.find("parameters");
    if (list == nullptr || !list->is_sequence()) return;
    if (const Entry* file = node.entry("parameter_file")) {
      reference(file->key_span,
                "`parameters` and `parameter_file` stand side by side: the pipeline then takes neither");
    }
    std::set<std::string_view> seen;
    for (const Node& one : list->items) {
      if (!one.is_mapping()) continue;
      keys(one, kParameterKeys, "a parameter");
      const Node* key = one.find("parameter_key");
      if (key != nullptr && !seen.insert(key->text).second) {
        reference(key->span, cat("the parameter `", key->text, "` is given twice"));
      }
      if (const Node* value = one.find("parameter_value")) parameter_value(*value);
    }
  }

  void parameter_value(const Node& value) {
    if (value.is_string() && value.style == yaml::Style::plain) {
      grammar(value.span, cat("the value `", value.text, "` stands without quotes, and may be read as something else"));
    }
    const std::string_view text = value.text;
    if (text.find("$[") == std::string_view::npos) return;
    constexpr std::array<std::string_view, 4> kHelpers = {"alfred_ssm_", "alfred_genaz_", "alfred_genkeypair",
                                                          "alfred_genpass_"};
    const bool whole = text.starts_with("$[") && text.find(']') + 1 == text.size();
    const bool known = std::any_of(kHelpers.begin(), kHelpers.end(),
                                   [&](std::string_view helper) { return text.substr(2).starts_with(helper); });
    if (!whole || !known) {
      reference(value.span,
                cat("`", text, "` is no value that the pipeline fills: wanted the whole of it, $[alfred_...]"));
    }
  }

  void regions(const Node& node) {
    const Node* list = node.find("regions");
    if (list == nullptr || !list->is_sequence()) return;
    std::set<std::string_view> seen;
    for (const Node& region : list->items) {
      if (!seen.insert(region.text).second) grammar(region.span, cat("region `", region.text, "` stands twice"));
      if (std::find(package_.regions.begin(), package_.regions.end(), region.text) == package_.regions.end()) {
        reference(region.span, cat("region `", region.text, "` is not governed: ", base::join(package_.regions, ", ")));
      }
    }
  }

  void exports(const Node& node) {
    const Node* list = node.find("export_outputs");
    if (list == nullptr || !list->is_sequence()) return;
    for (const Node& one : list->items) {
      if (!one.is_mapping()) continue;
      keys(one, kExportKeys, "an exported output");
      const Node* value = one.find("value");
      if (value != nullptr && !(value->text.starts_with("$[output_") && value->text.ends_with(']'))) {
        reference(value->span, cat("`", value->text, "` is no output: wanted $[output_KEY]"));
      }
    }
  }

  const Package& package_;
  base::Diagnostics& diagnostics_;
  std::set<std::string> names_;
};

}  // namespace

void verify_package(const base::SourceMap& sources, base::FileId manifest, const Package& package,
                    base::Diagnostics& diagnostics) {
  const auto root = yaml::read(sources, manifest, {}, diagnostics);
  if (!root) return;
  PackageLaw law(package, diagnostics);
  law.manifest(*root);
  const std::vector<std::uint32_t>& starts = sources.file(manifest).line_starts();
  for (std::uint32_t number = 1; number <= starts.size(); ++number) {
    const std::string_view text = sources.line(manifest, number);
    const std::uint32_t begin = starts[number - 1];
    law.line({manifest, begin, begin + static_cast<std::uint32_t>(text.size())}, text);
  }
}

}  // namespace landform::verify
