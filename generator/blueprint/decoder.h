// The walk over the tables, for decode.cpp, decode_scalar.cpp and complaints.cpp alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/field.h"
#include "yaml/node.h"

namespace landform::blueprint {

// Stands in a path for an item of a list; no key of a blueprint can be this.
inline constexpr std::string_view kItem{"[]\0", 3};

class Decoder {
 public:
  explicit Decoder(base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // `place` is what to point at for a key that is missing: the key that names the record, or unknown.
  void record(const yaml::Node& node, std::span<const Field> fields, void* object, base::Span place);

  // Names the part of the tree that is being read, for messages. Lives as long as its scope.
  class Within {
   public:
    // `facts`: of the field that is read; null for items, entries and what has no field.
    Within(Decoder& decoder, std::string_view part, const Facts* facts = nullptr) : decoder_(decoder) {
      decoder_.path_.push_back({part, facts});
    }
    ~Within() { decoder_.path_.pop_back(); }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

   private:
    Decoder& decoder_;
  };

 private:
  void slot(const yaml::Node& node, const Type& type, const Facts& facts, Slot& slot, base::Span key_span);
  void record_slot(const yaml::Node& node, const Type& type, Slot& slot, base::Span key_span);
  void tree(const yaml::Node& node, Slot& slot);
  void list(const yaml::Node& node, const Type& type, const Facts& facts, Slot& slot);
  void map(const yaml::Node& node, const Type& type, const Facts& facts, Slot& slot);
  void names(const yaml::Node& node, const Type& type, const Facts& facts, Slot& slot);
  void text(const yaml::Node& node, const Type& type, const Rule& rule, Slot& slot);
  void integer(const yaml::Node& node, const Rule& rule, Slot& slot);
  void decimal(const yaml::Node& node, const Rule& rule, Slot& slot);
  void boolean(const yaml::Node& node, Slot& slot);
  void word(const yaml::Node& node, const Type& type, Slot& slot);

  // Each adds one diagnostic; the caller poisons.
  void wrong_kind(const yaml::Node& node, std::string_view wanted, std::string help);
  void null_refused(const yaml::Node& node, const Type& type, const Facts& facts, base::Span key_span);
  void unknown_key(const yaml::Entry& entry, std::span<const Field> fields);
  void missing_keys(const yaml::Node& node, std::span<const Field> fields, const std::vector<bool>& seen,
                    base::Span place);
  // Keys beside `enabled: false`: written, and without effect.
  void switched_off(const yaml::Node& node, std::span<const Field> fields);
  void out_of_range(const yaml::Node& node, const Rule& rule);
  static bool fits(std::string_view text, const TextRule& rule);
  // Complains when it does not, and doubts when it should.
  bool text_fits(std::string_view text, base::Span span, const TextRule& rule);
  void doubtful(std::string_view text, base::Span span, const TextRule& rule);
  void bad_text(std::string_view text, base::Span span, const TextRule& rule);
  void account_id(const yaml::Node& node);
  bool placeholders_known(std::string_view text, base::Span span, const TextRule& rule);

  // "`logging.trail`", "an item of `customer.compliance`", "the blueprint" at the top.
  [[nodiscard]] std::string quoted_path() const;
  // What to do about a list or map that must not be empty.
  [[nodiscard]] std::string fill_or_leave_out(const Facts& facts) const;
  // The innermost key.
  [[nodiscard]] std::string_view key() const;
  // Null when the innermost step is no field.
  [[nodiscard]] const Facts* facts() const { return path_.empty() ? nullptr : path_.back().facts; }

  base::Diagnostics& diagnostics_;
  struct Step {
    std::string_view part;
    const Facts* facts;
  };
  std::vector<Step> path_;
};

// How messages name what a node is: "the text `x`", "a list of 3 items", "a map", "the number 7", "nothing".
std::string describe(const yaml::Node& node);
// How messages name what a type wants: "a whole number of days", "a list of accounts".
std::string describe(const Type& type, const Rule& rule);
// A customer's text as messages show it: cut when it is long, control characters as blanks.
std::string shown(std::string_view text, std::size_t longest = 60);
// Of UTF-8.
std::size_t characters(std::string_view utf8);
// A text as YAML: in double quotes with escapes.
std::string in_quotes(std::string_view text);

}  // namespace landform::blueprint
