// Law: how large a template and its parts may be. Source: aws-facts.md B1 (cloudformation-limits), through
// aws/quotas.h.
#include "base/text.h"
#include "base/utf8.h"
#include "verify/laws.h"
#include "verify/quota_check.h"

namespace landform::verify {
namespace {

using base::cat;
using yaml::Entry;
using yaml::Node;

constexpr std::int64_t length(std::size_t size) {
  return static_cast<std::int64_t>(size);
}

class Limits {
 public:
  Limits(const Input& input, base::Diagnostics& diagnostics) : context_(input.context), diagnostics_(diagnostics) {}

  void count(const Node* section, aws::QuotaId quota, std::string_view noun) {
    if (section == nullptr) return;
    const auto& entries = section->entries;
    const auto limit = static_cast<std::size_t>(context_.quotas.limit(quota));
    if (entries.size() <= limit) return;
    check_limit("verify/too-many", context_, quota, length(entries.size()),
                cat("the template has ", base::count_of(entries.size(), noun)), entries[limit].key_span, diagnostics_);
  }

  void names(const Node* section, std::string_view noun) {
    if (section == nullptr) return;
    for (const Entry& entry : section->entries) name(noun, entry.key, entry.key_span);
  }

  void name(std::string_view noun, std::string_view text, base::Span span) {
    if (length(text.size()) <= longest_name_) return;  // it has no more characters than bytes
    const auto characters = base::count_characters(text);
    check_limit(
        "verify/too-long", context_, "cloudformation/logical-id", length(characters),
        [&] { return cat("the name of ", noun, " `", text.substr(0, 40), "...` has ", characters, " characters"); },
        span, diagnostics_);
  }

  void mapping(const Entry& item) {
    for (const Entry& row : item.value.entries) {
      name("mapping key", row.key, row.key_span);
      count_cells(item, row);
      for (const Entry& cell : row.value.entries) name("mapping key", cell.key, cell.key_span);
    }
  }

  void description(const Node* node) {
    if (node == nullptr || !node->is_scalar()) return;
    check_limit("verify/too-long", context_, "cloudformation/description", length(node->text.size()),
                cat("the description of the template has ", node->text.size(), " bytes"), node->span, diagnostics_);
  }

  void parameter_default(const Entry& parameter) {
    const Node* value = parameter.value.find("Default");
    if (value == nullptr || !value->is_scalar()) return;
    check_limit(
        "verify/too-long", context_, "cloudformation/parameter-value", length(value->text.size()),
        [&] { return cat("the default of parameter `", parameter.key, "` has ", value->text.size(), " bytes"); },
        value->span, diagnostics_);
  }

  // Each counts, also one that is there already.
  void dynamic_references(const Node& root, std::size_t count) {
    const auto limit = context_.quotas.limit("cloudformation/dynamic-references");
    if (length(count) <= limit) return;
    std::int64_t left = limit;
    check_limit("verify/too-many", context_, "cloudformation/dynamic-references", length(count),
                cat("the template has ", count, " dynamic references"), reference_behind(root, left), diagnostics_,
                "each id that only AWS knows is one: name units that hold many units and accounts, or `Root`, in place "
                "of each of them");
  }

  void export_name(const Entry& output) {
    const Node* exported = output.value.find("Export");
    const Node* name_node = exported == nullptr ? nullptr : exported->find("Name");
    const auto text = name_node == nullptr ? std::nullopt : partial_text(*name_node);
    if (!text) return;
    check_limit("verify/too-long", context_, "cloudformation/export-name", length(base::count_characters(text->text)),
                cat("the export name of output `", output.key, "` has ", text->text.size(), " characters"),
                name_node->span, diagnostics_);
  }

 private:
  // The text with the first dynamic reference behind so many.
  static base::Span reference_behind(const Node& node, std::int64_t& left) {
    constexpr std::string_view kBegins = "{{resolve:";
    for (std::size_t at = node.text.find(kBegins); at != std::string::npos; at = node.text.find(kBegins, at + 1)) {
      if (left-- == 0) return node.span;
    }
    for (const Node& item : node.items) {
      if (const base::Span found = reference_behind(item, left); left < 0) return found;
    }
    for (const Entry& entry : node.entries) {
      if (const base::Span found = reference_behind(entry.value, left); left < 0) return found;
    }
    return {};
  }

  void count_cells(const Entry& item, const Entry& row) {
    check_limit(
        "verify/too-many", context_, "cloudformation/mapping-attributes", length(row.value.entries.size()),
        [&] {
          return cat("`", row.key, "` of mapping `", item.key, "` has ",
                     base::count_of(row.value.entries.size(), "key"));
        },
        row.key_span, diagnostics_);
  }

  const Context& context_;
  base::Diagnostics& diagnostics_;
  std::int64_t longest_name_ = context_.quotas.limit("cloudformation/logical-id");
};

}  // namespace

void verify_size(const Context& context, base::Diagnostics& diagnostics) {
  if (context.file_bytes == 0) return;
  const auto bytes = length(context.file_bytes);
  check_limit("verify/template-too-large", context, "cloudformation/template-size", bytes,
              cat("the template has ", bytes, " bytes"), {}, diagnostics);
}

void law_limits(const Input& input, base::Diagnostics& diagnostics) {
  const Index& index = input.index;
  const Node& root = index.source->root;
  const Node* resources = root.find("Resources");
  Limits limits(input, diagnostics);
  verify_size(input.context, diagnostics);
  limits.count(index.parameters, "cloudformation/parameters", "parameter");
  limits.count(index.mappings, "cloudformation/mappings", "mapping");
  limits.count(resources, "cloudformation/resources", "resource");
  limits.count(index.outputs, "cloudformation/outputs", "output");
  limits.dynamic_references(root, index.dynamic_references);
  limits.description(root.find("Description"));
  limits.names(index.parameters, "parameter");
  limits.names(index.mappings, "mapping");
  limits.names(resources, "resource");
  limits.names(index.outputs, "output");
  if (index.parameters != nullptr) {
    for (const Entry& parameter : index.parameters->entries) limits.parameter_default(parameter);
  }
  if (index.mappings != nullptr) {
    for (const Entry& item : index.mappings->entries) limits.mapping(item);
  }
  if (index.outputs != nullptr) {
    for (const Entry& output : index.outputs->entries) limits.export_name(output);
  }
}

}  // namespace landform::verify
