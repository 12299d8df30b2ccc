// Running a pattern's automaton over a text.
#include <algorithm>
#include <bit>

#include "base/utf8.h"
#include "verify/pattern.h"

namespace landform::verify {
namespace {

bool in_ranges(const Pattern::Set& set, char32_t c) {
  const bool inside = std::any_of(set.ranges.begin(), set.ranges.end(),
                                  [c](const Pattern::Range& range) { return range.first <= c && c <= range.last; });
  return inside != set.negated;
}

bool contains(const Pattern::Set& set, char32_t c) {
  if (c < set.ascii.size()) return set.ascii[c];
  return in_ranges(set, c);
}

}  // namespace

std::u32string Pattern::decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
      out += byte;
      ++at;
      continue;
    }
    const base::Decoded decoded = base::decode_utf8(text, at);
    out += decoded.valid ? decoded.code_point : U'\uFFFD';
    at += decoded.size;
  }
  return out;
}

void Pattern::Scratch::begin(const std::vector<Instruction>& program) {
  if (seen_.size() < program.size()) seen_.resize(program.size(), round_);
  alive_.clear();
  before_.clear();
}

void Pattern::Scratch::next_position() {
  if (++round_ == 0) {
    std::fill(seen_.begin(), seen_.end(), 0U);
    ++round_;
  }
  std::swap(before_, alive_);
  alive_.clear();
  matched_ = false;
}

void Pattern::Scratch::add(const std::vector<Instruction>& program, std::uint32_t state, bool at_begin, bool at_end) {
  const auto leave = [&] {
    if (waiting_.empty()) return false;
    state = waiting_.back();
    waiting_.pop_back();
    return true;
  };
  do {
    while (seen_[state] != round_) {
      seen_[state] = round_;
      const Instruction& instruction = program[state];
      if (instruction.kind == Instruction::Kind::set) {
        alive_.push_back(state);
      } else if (instruction.kind == Instruction::Kind::split) {
        waiting_.push_back(instruction.other);
        state = instruction.to;
      } else if (instruction.kind == Instruction::Kind::jump) {
        state = instruction.to;
      } else if (instruction.kind == Instruction::Kind::match) {
        matched_ = true;
      } else if (instruction.kind == Instruction::Kind::begin ? at_begin : at_end) {
        ++state;
      }
    }
  } while (leave());
}

Pattern::States Pattern::reach(std::size_t instruction, bool at_begin, bool at_end) const {
  constexpr States kOne = 1;
  States met = 0;
  States waiting = kOne << instruction;
  States reached = 0;
  while (waiting != 0) {
    const auto at = static_cast<std::size_t>(std::countr_zero(waiting));
    met |= kOne << at;
    const Instruction& here = program_[at];
    switch (here.kind) {
      case Instruction::Kind::set:
      case Instruction::Kind::match:
        reached |= kOne << at;
        break;
      case Instruction::Kind::split:
        waiting |= kOne << here.to | kOne << here.other;
        break;
      case Instruction::Kind::jump:
        waiting |= kOne << here.to;
        break;
      case Instruction::Kind::begin:
      case Instruction::Kind::end:
        if (here.kind == Instruction::Kind::begin ? at_begin : at_end) waiting |= kOne << (at + 1);
        break;
    }
    waiting &= ~met;
  }
  return reached;
}

void Pattern::read_reaches() {
  if (program_.size() > kShortProgram) return;
  for (std::size_t at = 0; at < program_.size(); ++at) {
    reaches_.push_back(reach(at, false, false));
    reaches_at_end_.push_back(reach(at, false, true));
  }
}

template <class Text>
bool Pattern::run_short(const Text& text, bool anchored, bool whole) const {
  const States match = States{1} << (program_.size() - 1);
  States alive = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool at_end = at == text.size();
    const std::vector<States>& reaches = at_end ? reaches_at_end_ : reaches_;
    States next = at == 0 ? reach(0, true, at_end) : anchored ? 0 : reaches[0];
    for (; alive != 0; alive &= alive - 1) {
      const auto state = static_cast<std::size_t>(std::countr_zero(alive));
      if (contains(sets_[program_[state].set], static_cast<char32_t>(text[at - 1]))) next |= reaches[state + 1];
    }
    if ((next & match) != 0 && (!whole || at_end)) return true;
    alive = next & ~match;
    if (alive == 0 && anchored) return false;
  }
  return false;
}

template <class Text>
bool Pattern::run(const Text& text, bool anchored, bool whole, Scratch& scratch) const {
  if (!reaches_.empty()) return run_short(text, anchored, whole);
  scratch.begin(program_);
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool at_end = at == text.size();
    scratch.next_position();
    for (const std::uint32_t state : scratch.before_) {
      const auto c = static_cast<char32_t>(text[at - 1]);
      if (contains(sets_[program_[state].set], c)) scratch.add(program_, state + 1, false, at_end);
    }
    if (at == 0 || !anchored) scratch.add(program_, 0, at == 0, at_end);
    if (scratch.matched_ && (!whole || at_end)) return true;
    if (scratch.alive_.empty() && anchored) return false;
  }
  return false;
}

// Every way through the program begins with `^`, so that nothing can begin later.
bool Pattern::begins_at_begin() const {
  return !program_.empty() && program_.front().kind == Instruction::Kind::begin;
}

template <class Text>
bool Pattern::matches_decoded(const Text& text, Extent extent, Scratch& scratch) const {
  for (const Look& look : looks_) {
    if (look.inside->run(text, /*anchored=*/true, /*whole=*/false, scratch) == look.negative) return false;
  }
  const bool whole = extent == Extent::whole;
  return run(text, whole || begins_at_begin(), whole, scratch);
}

bool Pattern::matches(std::string_view text, Extent extent, Scratch& scratch) const {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? matches_decoded(text, extent, scratch) : matches_decoded(decode(text), extent, scratch);
}

bool Pattern::matches(std::string_view text, Extent extent) const {
  Scratch scratch;
  return matches(text, extent, scratch);
}

}  // namespace landform::verify
