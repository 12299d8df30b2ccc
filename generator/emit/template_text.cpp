#include "emit/template_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "cfn/functions.h"
#include "yaml/key_index.h"
#include "yaml/out_text.h"
#include "yaml/read_back.h"
#include "yaml/write.h"

namespace landform::emit {
namespace {

using yaml::Entry;
using yaml::Node;

// Their names are written as they are.
constexpr auto kSections = std::to_array<std::string_view>({"Conditions", "Outputs", "Parameters", "Resources"});
constexpr std::size_t kUsualBytes = std::size_t{32} << 10U;

// Written line by line, an entry after the other.
bool is_block_of_entries(const Node& node) {
  return node.is_mapping() && !node.entries.empty() && node.style != yaml::Style::flow && node.tag.empty() &&
         !cfn::is_call(node);
}

bool has_members(const Entry& section) {
  return std::find(kSections.begin(), kSections.end(), section.key) != kSections.end() &&
         is_block_of_entries(section.value);
}

class InParts {
 public:
  explicit InParts(KnownTexts& known) : known_(known) {}

  std::optional<std::string> write(Node& root) {
    if (repeats_a_key(root)) return std::nullopt;
    for (Entry& section : root.entries) {
      if (!(has_members(section) ? members(section) : whole(section))) return std::nullopt;
    }
    return std::string(out_.view());
  }

 private:
  static constexpr std::size_t kColumn = 2;  // of members

  bool repeats_a_key(const Node& mapping) { return !index_.repeated(mapping.entries).empty(); }

  bool whole(Entry& section) {
    cfn::resugar_section(section);
    return read_back(section, 0).has_value();
  }

  bool members(Entry& section) {
    if (repeats_a_key(section.value)) return false;
    out_.append(section.key);
    out_.append(":\n");
    return std::all_of(section.value.entries.begin(), section.value.entries.end(),
                       [&](Entry& member) { return one(section.key, member); });
  }

  bool one(std::string_view section, Entry& member) {
    const KnownTexts::Found found = known_.find(section, member);
    if (found.text != nullptr) {
      out_.append(*found.text);
      return true;
    }
    std::string form = found.wanted ? KnownTexts::form_of(member) : std::string();
    cfn::resugar_member(section, member.value);
    const auto text = read_back(member, kColumn);
    if (text && found.wanted) known_.add(section, member.key, std::move(form), std::string(*text));
    return text.has_value();
  }

  // What was written, until more is.
  std::optional<std::string_view> read_back(const Entry& entry, std::size_t column) {
    const std::size_t begin = out_.size();
    yaml::write_entry(entry, column, out_);
    const std::string_view text = out_.view().substr(begin);
    return yaml::reads_back(text, entry, column) ? std::optional(text) : std::nullopt;
  }

  KnownTexts& known_;
  yaml::OutText out_{kUsualBytes};
  yaml::KeyIndex index_;
};

std::optional<std::string> in_one(Node root) {
  const Node short_form = cfn::resugar(std::move(root));
  std::string text = yaml::write_yaml(short_form);
  return yaml::reads_back(text, short_form) ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace

std::optional<std::string> template_text(cfn::Template evaluated, KnownTexts* known) {
  if (known == nullptr || !is_block_of_entries(evaluated.root)) return in_one(std::move(evaluated.root));
  return InParts(*known).write(evaluated.root);
}

}  // namespace landform::emit
