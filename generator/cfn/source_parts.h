// What the text of a template says about its parts before anything is bound: which come out as they are, and what a Ref
// or a Fn::FindInMap means. Most of a template is such parts, and all stacks that are made from it share the answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.h"

namespace landform::cfn {

struct SourceFacts;

// Sets of names that may have a value: one bit for each parameter, the last ones sharing theirs, and one for all pseudo
// parameters.
using NameBits = std::uint64_t;
inline constexpr NameBits kPseudoBit = NameBits{1} << 63U;
constexpr NameBits bit_of_parameter(std::size_t position) {
  return NameBits{1} << (position < 62 ? position : 62);
}

struct SourcePart {
  enum class Kind : std::uint8_t {
    as_is,       // comes out as it is while none of `names` has a value
    loop,        // a Ref to a loop around it
    look_up,     // a Fn::FindInMap whose names are texts or Refs to loops
    text,        // a Fn::Sub of a text whose variables are parameters and loops
    plain_keys,  // a mapping that is no call, whose keys no loop makes or changes
  };
  static constexpr std::uint16_t kNone = 0xFFFF;

  Kind kind = Kind::as_is;
  bool is_call = false;
  std::uint16_t depth = 0;  // of what stands below it, as the walk counts
  std::uint32_t nodes = 0;
  std::uint32_t bytes = 0;
  NameBits names = 0;
  std::uint16_t parameter = kNone;  // position of the one that this Ref names
  std::uint16_t loops_out = 0;      // of kind loop: 0 for the innermost
  std::uint16_t look_up = kNone;    // its number among the look-ups
  std::uint16_t text = kNone;       // its number among the texts, of kind `as_is`, too
};

class SourceParts {
 public:
  // A row's or column's name.
  struct Key {
    const yaml::Node* text = nullptr;  // null for the value of a loop
    std::size_t loops_out = 0;
  };
  struct LookUp {
    std::size_t mapping = 0;  // among those of the template
    Key row;
    Key column;
  };

  // What a Fn::Sub is made of.
  struct Piece {
    enum class Kind : std::uint8_t { literal, parameter, loop, letters_of_loop };
    Kind kind = Kind::literal;
    std::size_t index = 0;  // the parameter's position, or how far out the loop is
    std::string literal;
  };
  using Text = std::vector<Piece>;

  // Null for what takes a closer look. The parts lie as they follow each other in the text, and are asked for in that
  // order: `next` is where the one after the last one is.
  [[nodiscard]] const SourcePart* find(const yaml::Node& node, std::size_t& next) const {
    if (next < known_.size() && known_[next].node == &node) return &known_[next++].part;
    if (slots_.empty()) return nullptr;
    for (std::size_t at = slot_of(&node); slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
      const Known& known = known_[slots_[at] - 1];
      if (known.node != &node) continue;
      next = slots_[at];
      return &known.part;
    }
    return nullptr;
  }
  [[nodiscard]] const LookUp& look_up(std::size_t index) const { return look_ups_[index]; }
  [[nodiscard]] const Text& text(std::size_t index) const { return texts_[index]; }
  [[nodiscard]] std::size_t look_ups() const { return look_ups_.size(); }

  // Reads a source whose functions are in order.
  void fill(const yaml::Node& root, const SourceFacts& facts);

 private:
  friend class PartFinder;

  struct Known {
    const yaml::Node* node = nullptr;
    SourcePart part;
  };

  // Nodes lie at multiples of eight bytes; a product carries bits upwards only.
  [[nodiscard]] std::size_t slot_of(const yaml::Node* node) const {
    constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
    return static_cast<std::size_t>(reinterpret_cast<std::uintptr_t>(node) * kFactor >> 32U) & (slots_.size() - 1);
  }
  void make_slots();

  std::vector<Known> known_;
  std::vector<LookUp> look_ups_;
  std::vector<Text> texts_;
  std::vector<std::uint32_t> slots_;  // positions in known_ from 1, 0 for a free slot; as many as a power of two
};

}  // namespace landform::cfn
