// A part comes out as it is when every call in it is one that only AWS knows the value of: a Ref, a Fn::GetAtt, a
// Fn::Sub of names without a value, and data. The walk would make the same of it, node by node.
#include "cfn/source_parts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "cfn/evaluation.h"
#include "cfn/source_facts.h"
#include "cfn/sub_text.h"

namespace landform::cfn {

using yaml::Entry;
using yaml::Node;

// Walks the sections that are evaluated, in the loops that stand around.
class PartFinder {
 public:
  PartFinder(const SourceFacts& facts, SourceParts& parts) : facts_(facts), parts_(parts) {}

  void section(const Entry& section) {
    if (section.key == "Resources" || section.key == "Outputs") members(section.value);
    if (section.key == "Conditions") entries(section.value);
    if (section.key == "Hooks") entries(section.value);
  }

 private:
  // Whether a part comes out as it is, and how much it is: itself counts.
  struct Found {
    bool as_is = false;
    std::uint16_t depth = 1;
    std::uint32_t nodes = 1;
    std::uint32_t bytes = 0;
    NameBits names = 0;
    std::uint16_t parameter = SourcePart::kNone;
    std::uint16_t text = SourcePart::kNone;

    // What stands below it.
    void add(const Found& child) {
      as_is &= child.as_is;
      depth = std::max(depth, static_cast<std::uint16_t>(child.depth + 1));
      nodes += child.nodes;
      bytes += child.bytes;
      names |= child.names;
    }
  };
  struct Pending {
    const Node* node;
    Found found;
  };

  // Resources and outputs: their attributes are evaluated one by one.
  void members(const Node& mapping) {
    for (const Entry& entry : mapping.entries) {
      if (is_for_each_key(entry.key)) {
        loop(entry, [this](const Node& body) { members(body); });
      } else {
        entries(entry.value);
      }
    }
  }

  // Values that are evaluated one by one.
  void entries(const Node& mapping) {
    for (const Entry& entry : mapping.entries) {
      if (is_for_each_key(entry.key)) {
        loop(entry, [this](const Node& body) { entries(body); });
      } else {
        walk(entry.value);
        keep_pending(0);
      }
    }
  }

  template <class Body>
  void loop(const Entry& entry, const Body& body) {
    const auto& pieces = entry.value.items;
    if (pieces.size() != 3) return;
    const std::size_t first = pending_.size();
    walk(pieces[1]);
    keep_pending(first);
    std::vector<Pending> around = std::exchange(pending_, {});
    loops_.push_back(pieces[0].text);
    body(pieces[2]);
    loops_.pop_back();
    pending_ = std::move(around);
  }

  Found walk(const Node& node) {
    if (node.is_scalar()) return scalar(node);
    const std::size_t first = pending_.size();
    const Entry* call = call_of(node);
    const Found found = call ? of_call(node, *call) : data(node);
    if (!found.as_is) {
      keep_pending(first);
      return found;
    }
    // Those with names of their own are asked about when this one is not as it is; so is what a Ref or a Fn::Sub means.
    const auto is_covered = [&](const Pending& part) {
      return part.found.names == found.names && part.found.parameter == SourcePart::kNone &&
             part.found.text == SourcePart::kNone;
    };
    const auto begin = pending_.begin() + static_cast<std::ptrdiff_t>(first);
    pending_.erase(std::remove_if(begin, pending_.end(), is_covered), pending_.end());
    pending_.push_back({&node, found});
    return found;
  }

  void keep_pending(std::size_t first) {
    for (std::size_t i = first; i < pending_.size(); ++i) {
      const auto& [node, found] = pending_[i];
      SourcePart part = of_size(found);
      part.is_call = is_call(*node);
      part.names = found.names;
      part.parameter = found.parameter;
      part.text = found.text;
      keep(*node, part);
    }
    pending_.resize(first);
  }

  static SourcePart of_size(const Found& found) {
    SourcePart part;
    part.depth = static_cast<std::uint16_t>(found.depth - 1);
    part.nodes = found.nodes - 1;
    part.bytes = found.bytes;
    return part;
  }

  void keep(const Node& node, const SourcePart& part) { parts_.known_.push_back({&node, part}); }

  // In a loop a brace may be one of its identifiers'.
  [[nodiscard]] bool is_fixed(std::string_view text) const {
    return loops_.empty() || text.find('{') == std::string_view::npos;
  }

  [[nodiscard]] Found scalar(const Node& node) const {
    Found found;
    found.as_is = is_fixed(node.text);
    found.bytes = static_cast<std::uint32_t>(node.text.size());
    return found;
  }

  Found data(const Node& node) {
    Found found;
    found.as_is = true;
    bool plain_keys = node.is_mapping();
    for (const Node& item : node.items) found.add(walk(item));
    for (const Entry& entry : node.entries) {
      plain_keys &= !is_for_each_key(entry.key) && is_fixed(entry.key);
      if (is_for_each_key(entry.key)) {
        found.as_is = false;
        loop(entry, [this](const Node& body) { entries(body); });
      } else {
        found.add(walk(entry.value));
        found.as_is &= !is_function_key(entry.key) && is_fixed(entry.key);
      }
    }
    if (!found.as_is && plain_keys) {
      SourcePart part;
      part.kind = SourcePart::Kind::plain_keys;
      keep(node, part);
    }
    return found;
  }

  Found of_call(const Node& node, const Entry& call) {
    const FunctionInfo* function = find_function(call.key);
    if (!function) return {};
    switch (function->id) {
      case Function::ref:
        return reference(node, call.value);
      case Function::get_att:
        return attribute(call.value);
      case Function::sub:
        return call.value.is_scalar() ? sub(node, call.value) : below(call.value);
      case Function::find_in_map:
        return look_up(node, call.value) ? Found() : below(call.value);
      case Function::get_stack_output:
      case Function::import_value:
      case Function::transform:
        return stays(call.value);
      default:
        return below(call.value);
    }
  }

  // Of a call that is folded, though parts of its argument may come out as they are.
  Found below(const Node& given) {
    walk(given);
    return {};
  }

  Found stays(const Node& given) {
    Found found;
    found.as_is = true;
    found.add(walk(given));
    return found;
  }

  // Where the loop of this name stands, 0 for the innermost.
  [[nodiscard]] std::optional<std::uint16_t> loops_out(std::string_view name) const {
    for (std::size_t out = 0; out < loops_.size(); ++out) {
      if (loops_[loops_.size() - 1 - out] == name) return static_cast<std::uint16_t>(out);
    }
    return std::nullopt;
  }

  // The bits of a name that is no loop's.
  [[nodiscard]] NameBits bits_of(std::string_view name) const {
    if (const SourceFacts::Parameter* parameter = facts_.parameters.find(name)) {
      return bit_of_parameter(parameter->position);
    }
    return name.starts_with("AWS::") ? kPseudoBit : 0;
  }

  [[nodiscard]] bool is_plain(const Node& name) const { return is_text(name) && is_fixed(name.text); }

  Found reference(const Node& node, const Node& name) {
    if (!is_plain(name)) return name.is_scalar() ? Found() : below(name);
    Found found;
    found.add(scalar(name));
    if (const auto out = loops_out(name.text)) {
      SourcePart part = of_size(found);
      part.kind = SourcePart::Kind::loop;
      part.loops_out = *out;
      keep(node, part);
      return found;
    }
    found.as_is = name.text != kNoValue;
    found.names = bits_of(name.text);
    const SourceFacts::Parameter* parameter = facts_.parameters.find(name.text);
    if (parameter && parameter->position < SourcePart::kNone) {
      found.parameter = static_cast<std::uint16_t>(parameter->position);
    }
    return found;
  }

  Found attribute(const Node& given) {
    const auto& parts = given.items;
    if (parts.size() != 2 || given.cause.known() || !is_plain(parts[0]) || !is_plain(parts[1])) return below(given);
    Found found;
    found.as_is = true;
    for (const Node& part : parts) found.add(scalar(part));
    return found;
  }

  Found sub(const Node& node, const Node& text) {
    Found found;
    found.text = text_of(text.text);
    found.as_is = is_written_again(text, found.names);
    if (!found.as_is && found.text != SourcePart::kNone) {
      SourcePart part;
      part.kind = SourcePart::Kind::text;
      part.text = found.text;
      keep(node, part);
    }
    return found;
  }

  // Whether the text of a Fn::Sub would be written again as it was: nothing in it is escaped, and some variable stays.
  [[nodiscard]] bool is_written_again(const Node& text, NameBits& names) const {
    const std::string_view whole = text.text;
    if (text.cause.known() || whole.find("${!") != std::string_view::npos) return false;
    if (!loops_.empty() && whole.find("&{") != std::string_view::npos) return false;
    SubReader reader(whole, Loops::none);
    bool any_variable = false;
    for (SubPiece piece; reader.next(piece);) {
      if (!piece.variable) continue;
      if (loops_out(piece.text)) return false;
      any_variable = true;
      names |= bits_of(piece.text);
    }
    return any_variable && reader.fault().empty();
  }

  // The number of a text whose variables may all have a value.
  std::uint16_t text_of(std::string_view whole) {
    SourceParts::Text pieces;
    SubReader reader(whole, loops_.empty() ? Loops::none : Loops::around);
    bool any_variable = false;
    for (SubPiece piece; reader.next(piece);) {
      if (!piece.variable) {
        pieces.push_back({SourceParts::Piece::Kind::literal, 0, std::string(piece.text)});
        continue;
      }
      any_variable = true;
      if (const auto out = loops_out(piece.text)) {
        using enum SourceParts::Piece::Kind;
        pieces.push_back({piece.alphanumeric ? letters_of_loop : loop, *out, {}});
        continue;
      }
      const SourceFacts::Parameter* parameter = facts_.parameters.find(piece.text);
      if (!parameter || piece.alphanumeric) return SourcePart::kNone;
      pieces.push_back({SourceParts::Piece::Kind::parameter, parameter->position, {}});
    }
    if (!any_variable || !reader.fault().empty() || parts_.texts_.size() >= SourcePart::kNone) return SourcePart::kNone;
    parts_.texts_.push_back(std::move(pieces));
    return static_cast<std::uint16_t>(parts_.texts_.size() - 1);
  }

  bool look_up(const Node& node, const Node& given) {
    const auto& names = given.items;
    if (names.size() != 3 || !is_plain(names[0])) return false;
    const auto mapping = std::find_if(facts_.mappings.begin(), facts_.mappings.end(),
                                      [&](const auto& named) { return named.name == names[0].text; });
    if (mapping == facts_.mappings.end() || parts_.look_ups_.size() >= SourcePart::kNone) return false;
    Found found;
    found.add(scalar(names[0]));
    SourceParts::LookUp look_up;
    look_up.mapping = static_cast<std::size_t>(mapping - facts_.mappings.begin());
    if (!key(names[1], look_up.row, found) || !key(names[2], look_up.column, found)) return false;
    SourcePart part = of_size(found);
    part.kind = SourcePart::Kind::look_up;
    part.look_up = static_cast<std::uint16_t>(parts_.look_ups_.size());
    parts_.look_ups_.push_back(look_up);
    keep(node, part);
    return true;
  }

  bool key(const Node& name, SourceParts::Key& out, Found& found) const {
    if (is_plain(name)) {
      out.text = &name;
      found.add(scalar(name));
      return true;
    }
    const Entry* call = call_of(name);
    if (!call || call->key != "Ref" || !is_plain(call->value)) return false;
    const auto loop = loops_out(call->value.text);
    if (!loop) return false;
    out.loops_out = *loop;
    Found reference;
    reference.add(scalar(call->value));
    found.add(reference);
    return true;
  }

  const SourceFacts& facts_;
  SourceParts& parts_;
  std::vector<std::string_view> loops_;  // identifiers, the innermost last
  std::vector<Pending> pending_;         // as they are, unless something around them is, too
};

void SourceParts::fill(const Node& root, const SourceFacts& facts) {
  PartFinder finder(facts, *this);
  for (const Entry& section : root.entries) finder.section(section);
  make_slots();
}

void SourceParts::make_slots() {
  std::stable_sort(known_.begin(), known_.end(),
                   [](const Known& a, const Known& b) { return a.node->span.begin < b.node->span.begin; });
  std::size_t size = 4;
  while (size < 2 * known_.size()) size *= 2;
  slots_.assign(size, 0);
  for (std::size_t i = 0; i < known_.size(); ++i) {
    std::size_t at = slot_of(known_[i].node);
    while (slots_[at] != 0) at = (at + 1) & (size - 1);
    slots_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

}  // namespace landform::cfn
