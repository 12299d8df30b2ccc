#include "blueprint/reference.h"

#include <map>

#include "base/text.h"
#include "blueprint/blueprint.h"
#include "blueprint/keys.h"

namespace landform::blueprint {
namespace {

constexpr std::string_view kMade =
    "<!-- Made from the field tables in generator/blueprint/; `./dev golden` renews it. -->\n\n";

std::string cell(std::string_view text) {
  return base::replace_all(text, "|", "\\|");
}

std::string in_code(std::string_view text) {
  return base::cat("`", text, "`");
}

// A record that a page has still to describe, under its path.
struct Pending {
  std::string path;
  std::span<const Field> fields;
};

class Page {
 public:
  std::string text(const Field& field) {
    const std::string name(field.name);
    out_ = base::cat(kMade, "# ", name, "\n\n", field.facts.doc, "\n\n");
    out_ += base::cat(
        field.facts.need == Need::required ? "Required." : base::cat("Without it: ", field.facts.absent, "."), "\n\n");
    if (!field.facts.change.empty()) out_ += base::cat("A later change: ", field.facts.change, "\n\n");
    out_ += base::cat("```yaml\n", name, ": ", field.facts.example, "\n```\n");
    const std::string value = value_of(*field.type, field.facts, name);
    if (field.type->form != Form::record) out_ += base::cat("\nValue: ", value, ".\n");
    for (std::size_t i = 0; i < pending_.size(); ++i) record(Pending(pending_[i]));
    return out_;
  }

 private:
  void record(const Pending& pending) {
    out_ += base::cat("\n## Keys of ", pending.path, "\n\n| key | value | without it | meaning |\n|---|---|---|---|\n");
    std::string words;
    for (const Field& field : pending.fields) {
      const Facts& facts = field.facts;
      const std::string path = base::cat(pending.path, ".", field.name);
      std::string meaning(facts.doc);
      if (!facts.change.empty()) meaning += base::cat(" *Later:* ", facts.change);
      meaning += base::cat(" Example: ", in_code(facts.example));
      out_ += base::cat("| ", in_code(field.name), " | ", cell(value_of(*field.type, facts, path)), " | ",
                        cell(absence(field)), " | ", cell(meaning), " |\n");
      words += words_table(field);
    }
    out_ += words;
  }

  static std::string absence(const Field& field) {
    const Facts& facts = field.facts;
    if (facts.need == Need::required) return "**required**";
    if (facts.fallback.empty()) return std::string(facts.absent);
    return base::cat(in_code(facts.fallback), facts.rule.unit.empty() ? "" : " ", facts.rule.unit);
  }

  static std::string words_table(const Field& field) {
    const Type& type = field.type->form == Form::list ? *field.type->element : *field.type;
    if (type.form != Form::word) return {};
    std::string out = base::cat("\nWords of ", in_code(field.name), ":\n\n");
    for (const Word& word : type.words()) out += base::cat("- ", in_code(word.word), ": ", word.doc, "\n");
    return out;
  }

  // "whole number, 1 to 3653 days"; "list of region names"; "map: account name to [organization.units.accounts]".
  std::string value_of(const Type& type, const Facts& facts, const std::string& path) {
    const TextRule& text = facts.rule.text != nullptr ? *facts.rule.text : kAnyText;
    switch (type.form) {
      case Form::text: {
        const std::string_view refers = facts.rule.refers;
        return base::cat(text.kind, refers.empty() ? "" : base::cat(" (names a ", refers, ")"), ": ", text.wants);
      }
      case Form::integer:
        return numbers("whole number", facts.rule);
      case Form::decimal:
        return numbers("number", facts.rule);
      case Form::boolean:
        return "`true` or `false`";
      case Form::word:
        return words(type);
      case Form::tree:
        return "a map, passed on as it is";
      case Form::record: {
        if (type.short_form == nullptr) return link(type, path);
        const Field& field = short_field(type);
        return base::cat(link(type, path), ", or its `", field.name,
                         "` alone: ", value_of(*field.type, field.facts, path));
      }
      case Form::list: {
        const std::string items = value_of(*type.element, {.rule = facts.rule}, path);
        return base::cat(facts.also == Also::single ? "one, or a list, of: " : "list of: ", items);
      }
      case Form::map: {
        const std::string names = facts.rule.names != nullptr ? std::string(facts.rule.names->kind) : "name";
        const std::string values = value_of(*type.element, {.rule = facts.rule}, path);
        return base::cat("map from ", names, " to: ", values, facts.also == Also::names ? "; or a list of names" : "");
      }
    }
    return {};
  }

  static std::string numbers(std::string_view kind, const Rule& rule) {
    const std::string limits = limits_of(rule);
    return limits.empty() ? std::string(kind) : base::cat(kind, ", ", limits);
  }

  static std::string words(const Type& type) {
    std::string out;
    for (const Word& word : type.words()) out += base::cat(out.empty() ? "" : ", ", in_code(word.word));
    return out;
  }

  std::string link(const Type& type, const std::string& path) {
    const auto [found, fresh] = described_.emplace(type.fields().data(), path);
    if (fresh) pending_.push_back({path, type.fields()});
    const std::string anchor = base::to_lower(base::replace_all(found->second, ".", ""));
    return base::cat("[", found->second, "](#keys-of-", anchor, ")");
  }

  std::string out_;
  std::vector<Pending> pending_;
  std::map<const Field*, std::string> described_;  // looked up by address, never walked
};

std::string index_page() {
  std::string out = base::cat(kMade, "# The blueprint language, version 1\n\n",
                              "A blueprint is one YAML file, or several that `extends` and `include` put together. "
                              "`landform schema` prints the same as a JSON Schema, for editors.\n\n",
                              "| key | without it | meaning |\n|---|---|---|\n");
  const auto rows = [&](std::span<const Field> fields, bool linked) {
    for (const Field& field : fields) {
      const std::string key = linked ? base::cat("[", field.name, "](", field.name, ".md)") : in_code(field.name);
      const std::string absence =
          field.facts.need == Need::required ? std::string("**required**") : std::string(field.facts.absent);
      out += base::cat("| ", key, " | ", cell(absence), " | ", cell(field.facts.doc), " |\n");
    }
  };
  rows(fields_of(static_cast<const Blueprint*>(nullptr)), true);
  out += "\nKeys at the top of a file that put files together:\n\n| key | without it | meaning |\n|---|---|---|\n";
  rows(fields_of(static_cast<const LayerKeys*>(nullptr)), false);
  out +=
      "\nHow values are written:\n\n"
      "- A key that is not in these pages is an error, and so is a key with nothing behind it, but for tags: an empty "
      "tag "
      "stops the inheritance of its key.\n"
      "- Texts that look like numbers are quoted: account ids, postal codes, versions. An account id without quotes is "
      "warned of when it has its twelve digits and refused when it has not.\n"
      "- Numbers are not quoted. Their unit is in the key's name (`retention_days`) or in its page.\n"
      "- Where a list takes one word as well, and a map takes a list of names, the page says so.\n"
      "- Order never matters: maps and lists may be reordered without a change in the output.\n";
  return out;
}

}  // namespace

std::vector<ReferencePage> reference_pages() {
  std::vector<ReferencePage> pages = {{"README.md", index_page()}};
  for (const Field& field : fields_of(static_cast<const Blueprint*>(nullptr))) {
    pages.push_back({base::cat(field.name, ".md"), Page().text(field)});
  }
  return pages;
}

}  // namespace landform::blueprint
