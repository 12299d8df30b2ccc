// The state of one evaluation, shared by the files of the function families; nobody outside cfn/ includes it.
//
// The template's text is evaluated in a scope (the loops around it); bound values are evaluated in the empty scope, so
// that a loop never captures a name of the blueprint. Text that was inserted is never looked at again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/name_table.h"
#include "cfn/evaluate.h"
#include "cfn/functions.h"
#include "cfn/source_facts.h"
#include "yaml/node.h"

namespace landform::cfn {

// Trees deeper than this are refused; the reader's own limit is 100 for one file, bound trees add theirs.
inline constexpr std::size_t kMaxEvaluationDepth = 200;
// What one template may grow to. CloudFormation takes 1 MB and 500 resources, so nothing sound comes near.
inline constexpr std::size_t kMaxProducedNodes = 3'000'000;
inline constexpr std::size_t kMaxProducedBytes = 128U << 20;
// Source: aws-cloudformation/cfn-language-discussion, RFC 0009 Fn::ForEach: loops nest five deep.
inline constexpr std::size_t kMaxLoopDepth = 5;

struct Uses;  // references.h

// What an expression came to.
enum class Outcome : std::uint8_t {
  folded,    // data; inside it calls may be left
  residual,  // a call that stays
  none,      // AWS::NoValue: the property or item goes away
  failed,    // reported; raises nothing more
};

// Whether it came to a node at all.
inline bool gives_node(Outcome outcome) {
  return outcome == Outcome::folded || outcome == Outcome::residual;
}

// An outcome with its node, where the two are looked at before they find their place.
struct Value {
  Outcome outcome = Outcome::failed;
  yaml::Node node;

  [[nodiscard]] bool folded() const { return outcome == Outcome::folded; }
  [[nodiscard]] bool residual() const { return outcome == Outcome::residual; }
  [[nodiscard]] bool none() const { return outcome == Outcome::none; }
  [[nodiscard]] bool failed() const { return outcome == Outcome::failed; }
};

// Data, or a call that data became to survive an open loop.
inline Outcome settled(const yaml::Node& node) {
  return is_call(node) ? Outcome::residual : Outcome::folded;
}

// One loop around the text being evaluated; `value` is null while its collection is not known.
struct Scope {
  Scope(const Scope* around, std::string_view its_identifier, const yaml::Node* its_value)
      : outer(around), identifier(its_identifier), value(its_value), open(!its_value || (around && around->open)) {}

  const Scope* outer;
  std::string_view identifier;
  const yaml::Node* value;
  bool open;  // its value or that of a loop around it is not known
};

const Scope* find_loop(const Scope* scope, std::string_view identifier);
// What the loop that stands so many loops further out than the innermost has as its value; null while that is not
// known.
const yaml::Node* loop_value(const Scope* scope, std::size_t loops_out);
inline bool has_open_loop(const Scope* scope) {
  return scope && scope->open;
}
// Where an identifier of an open loop stands in the text, as `${Id}` or `&{Id}`; npos for nowhere.
std::size_t find_open_mark(std::string_view text, const Scope* scope, std::size_t from);

enum class Truth { no, yes, unknown, failed };

// A condition's truth and, while it is unknown, what is left of it.
struct Logic {
  Truth truth = Truth::failed;
  yaml::Node residual;
};

// The sections whose members a loop can make.
enum class Section { resources, outputs, conditions, properties };

// A resource that the template or one of its loops made.
struct MadeResource {
  base::Span key_span;
  std::optional<base::Span> folded_away_by;  // the condition that is false
};

// How much a tree adds to the template.
struct TreeSize {
  std::size_t nodes = 0;
  std::size_t bytes = 0;
  std::size_t depth = 0;
  bool known = true;  // all of it comes out as it is; only asked for bound trees
};

class Evaluation {
 public:
  Evaluation(const yaml::Node& source, const SourceFacts& facts, const Bindings& bindings,
             const EvaluateOptions& options, base::Diagnostics& diagnostics);

  // The residual template, its mappings left out; meaningful only when nothing was reported.
  void run(yaml::Node& out);
  // The mappings that its look-ups still need.
  void fill_mappings(yaml::Node& root, const Uses& uses) const;

  // What gives a node writes it to `out`, a fresh node that has its place in the tree already; after other outcomes
  // what is there means nothing.
  Outcome evaluate(const yaml::Node& node, const Scope* scope, yaml::Node& out);
  Value evaluate(const yaml::Node& node, const Scope* scope);
  // The value of an expression as text, or nothing while it is unknown or failed (then `value` tells which).
  struct Text {
    Value value;
    bool known = false;
  };
  Text evaluate_text(const yaml::Node& node, const Scope* scope, std::string_view wanted);
  // The same in place: folded when it is known.
  Outcome evaluate_text(const yaml::Node& node, const Scope* scope, std::string_view wanted, yaml::Node& out);
  // The text of a literal that no loop changes, or of a Ref to a loop, for which no value has to be made; null when it
  // takes an evaluation to tell.
  const std::string* plain_text(const yaml::Node& node, const Scope* scope);
  // A value that came from outside of the template's text; what holds no call is copied in one go. With `adopted_by`
  // it comes to stand there, its own place becoming the cause.
  Outcome evaluate_bound(const yaml::Node& node, const base::Span* adopted_by, yaml::Node& out);
  Logic evaluate_condition(const yaml::Node& node, const Scope* scope);
  // Whether the two sides of a Fn::Equals are the same, where they are texts and parameters with a text.
  std::optional<bool> equal_texts(const yaml::Node& call, const Scope* scope);
  // Fn::Contains, Fn::EachMemberEquals and Fn::EachMemberIn of the Rules section.
  Logic evaluate_membership(const yaml::Node& call);

  // The bound value of a parameter, evaluated once; null when the parameter is not bound. Its nodes know their cause.
  const Value* parameter(std::string_view name, base::Span used_at);
  // The value of a pseudo parameter, if it is given.
  [[nodiscard]] const std::string* pseudo(std::string_view name) const;
  // Makes a bound value stand at `site` of the template, its own place becoming the cause.
  static void adopt(yaml::Node& bound, base::Span site);
  // The same of a copy.
  static void copy_adopted(const yaml::Node& bound, base::Span site, yaml::Node& out);
  // Such a copy in the text of the template, where loops may be open; a call stays one.
  static Outcome insert(const yaml::Node& bound, base::Span site, const Scope* scope, yaml::Node& out);
  // Truth of a named condition; `name` may be one that an open loop will make.
  const Logic& condition(std::string_view name, base::Span used_at);
  [[nodiscard]] bool condition_exists(std::string_view name) const;

  // A plain text of the template with the loops' identifiers put in.
  static std::string substitute(std::string_view text, const Scope* scope, base::Span& cause);
  // A text that lives as long as this.
  std::string_view keep(std::string text) { return kept_texts_.emplace_back(std::move(text)); }
  // Whether there may be something to put in.
  static bool may_substitute(std::string_view text, const Scope* scope) {
    return scope != nullptr && text.find('{') != std::string_view::npos;
  }
  // Text that must survive open loops around it: a Sub with `${!` when it looks like one of their identifiers.
  static yaml::Node shielded(yaml::Node text, const Scope* scope);
  // The same for every text of an inserted tree.
  static void shield(yaml::Node& tree, const Scope* scope);

  // Evaluates a mapping with its loops unrolled.
  Outcome evaluate_members(const yaml::Node& mapping, const Scope* scope, Section section, yaml::Node& out);
  // What a loop runs over.
  struct Collection {
    enum class State { known, open, failed } state = State::failed;
    yaml::Node list;  // what is left of it while it is open
  };
  Collection collection(const yaml::Node& node, const Scope* scope);

  // A row or value of a mapping; null after a failure was reported, or when absent.
  struct Found {
    enum class State { found, absent, no_mapping } state = State::absent;
    const yaml::Node* node = nullptr;
    bool bound = false;
  };
  Found find_in_mapping(std::string_view mapping, std::span<const std::string_view> keys);
  [[nodiscard]] std::vector<std::string> mapping_names() const;
  [[nodiscard]] std::vector<std::string> mapping_keys(std::string_view mapping,
                                                      const std::vector<std::string>& path) const;

  // False, once with a diagnostic, when a tree of this depth would nest too deep here.
  bool nests(std::size_t depth, base::Span span) {
    return (!exhausted_ && depth_ + depth <= kMaxEvaluationDepth) || nests_too_deep(span);
  }
  // False, once with a diagnostic, when the template grows over its limits.
  bool spend(std::size_t nodes, std::size_t bytes, base::Span span) {
    nodes_ += nodes;
    bytes_ += bytes;
    return (!exhausted_ && nodes_ <= kMaxProducedNodes && bytes_ <= kMaxProducedBytes) || grows_too_large(span);
  }

  [[nodiscard]] bool is_parameter(std::string_view name) const { return facts.parameters.contains(name); }
  // Empty for what is no parameter.
  [[nodiscard]] std::string_view parameter_type(std::string_view name) const;

  // Text that an open loop around it will still change.
  static bool waits_for_loop(const yaml::Node& text, const Scope* scope);

  const yaml::Node& source;
  const SourceFacts& facts;
  const Bindings& bindings;
  const EvaluateOptions& options;
  base::Diagnostics& diagnostics;
  // By logical id; those that were folded away, too.
  base::NameTable<MadeResource> resources;

 private:
  friend class DepthGuard;

  // The keys that a mapping has so far, and where each came from; not kept for mappings that no loop touches.
  struct SeenKeys {
    bool tracked = false;
    base::NameTable<base::Span> keys;
  };

  struct Rows {
    const yaml::Node* rows = nullptr;
    bool bound = false;
  };

  Outcome evaluate_closely(const yaml::Node& node, const Scope* scope, yaml::Node& out);
  // What a bound tree comes to if all of it comes out as it is; `known` tells whether.
  void measure_bound(const yaml::Node& node, std::size_t depth, TreeSize& size) const;
  void measure_bound_call(const yaml::Entry& call, std::size_t depth, TreeSize& size) const;
  // Whether a Ref of a bound value to this name gives anything else than itself.
  [[nodiscard]] bool has_value(std::string_view name) const;
  const yaml::Entry* find_row(const yaml::Node& rows, std::string_view key);
  const yaml::Entry* find_row(const base::NameTable<Rows>::Named& mapping, std::string_view key);
  // A part of the source of which something is known; nothing where it takes the long way after all.
  std::optional<Outcome> evaluate_part(const yaml::Node& node, const SourcePart& part, const Scope* scope,
                                       yaml::Node& out);
  std::optional<Outcome> look_up(const yaml::Node& call, const SourcePart& part, const Scope* scope, yaml::Node& out);
  // A Fn::Sub all of whose variables have a text.
  std::optional<Outcome> join_text(const yaml::Node& call, const SourceParts::Text& text, const Scope* scope,
                                   yaml::Node& out);
  // The text of one of its variables; null for what takes the long way. Adds what it costs.
  const yaml::Node* text_of(const SourceParts::Piece& piece, const Scope* scope, TreeSize& cost);
  // Counts a tree, unless it is too much; then nothing is said.
  bool spend_tree(const TreeSize& size) {
    const bool fits = !exhausted_ && depth_ + size.depth <= kMaxEvaluationDepth &&
                      nodes_ + size.nodes <= kMaxProducedNodes && bytes_ + size.bytes <= kMaxProducedBytes;
    if (!fits) return false;
    nodes_ += size.nodes;
    bytes_ += size.bytes;
    return true;
  }
  // True, and counted, for a text or number that is to be copied and no more.
  bool spend_scalar(const yaml::Node& node, const Scope* scope) {
    return node.is_scalar() && !may_substitute(node.text, scope) && spend_tree({1, node.text.size(), 1});
  }
  // What stands below a part, and itself where it was not counted yet.
  bool spend_part(const SourcePart& part, std::size_t itself = 0) {
    return spend_tree({part.nodes + itself, part.bytes, part.depth + itself});
  }
  bool nests_too_deep(base::Span span);
  bool grows_too_large(base::Span span);
  Outcome evaluate_mapping(const yaml::Node& node, const Scope* scope, yaml::Node& out);
  Outcome evaluate_sequence(const yaml::Node& node, const Scope* scope, yaml::Node& out);
  Outcome evaluate_scalar(const yaml::Node& node, const Scope* scope, yaml::Node& out);
  Outcome evaluate_member(const yaml::Entry& entry, std::string_view key, const Scope* scope, Section section,
                          yaml::Node& out);
  bool holds_mapping(const yaml::Entry& attribute, Outcome outcome, const yaml::Node& value, std::string_view resource);
  Outcome evaluate_resource(const yaml::Entry& entry, std::string_view key, const Scope* scope, yaml::Node& out);
  Outcome evaluate_output(const yaml::Entry& entry, const Scope* scope, yaml::Node& out);
  // The Condition attribute of a resource or output.
  Logic attribute_condition(const yaml::Node& attribute, const Scope* scope);
  bool walk_members(const yaml::Node& mapping, const Scope* scope, Section section, yaml::Node& out, SeenKeys& seen);
  bool walk_loop(const yaml::Entry& loop, const Scope* scope, Section section, yaml::Node& out, SeenKeys& seen);
  bool walk_properties(const yaml::Node& mapping, const Scope* scope, yaml::Node& out);
  bool emit_member(const yaml::Entry& entry, const Scope* scope, Section section, yaml::Node& out, SeenKeys& seen);
  bool report_duplicate(const yaml::Entry& entry, std::string_view key, base::Span first, const Scope* scope);
  bool report_logical_id(const yaml::Entry& entry, std::string_view key, std::string_view letters, const Scope* scope);
  Outcome evaluate_section(const yaml::Entry& section, yaml::Node& out);
  Outcome evaluate_rule(const yaml::Entry& entry, yaml::Node& out);
  Outcome evaluate_rules(const yaml::Node& rules, yaml::Node& out);
  static yaml::Node never(const yaml::Node& assertion);
  void explain_parameters(const yaml::Node& node, base::Diagnostic& diagnostic) const;
  void declare_conditions(const yaml::Node& mapping, const Scope* scope);
  yaml::Node residual_mappings(const Uses& uses) const;
  void drop_dependencies(yaml::Node& resources_section) const;

  enum class Progress : std::uint8_t { waiting, running, done };
  struct BoundParameter {
    const yaml::Node* bound = nullptr;  // null for those that are not
    Progress progress = Progress::waiting;
    Value value;
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    std::size_t depth = 0;
  };
  void evaluate_parameter(const SourceFacts::Parameter& declared, BoundParameter& parameter);
  const Value* parameter(const SourceFacts::Parameter& declared, base::Span used_at);
  // Its value if that is a text; null for what takes the long way. Adds what it costs.
  const yaml::Node* parameter_text(std::size_t position, TreeSize& cost);
  struct NamedCondition {
    const yaml::Node* body = nullptr;
    const Scope* scope = nullptr;
    Progress progress = Progress::waiting;
    Logic logic;
  };
  using Index = base::NameTable<const yaml::Entry*>;

  std::vector<BoundParameter> parameters_;  // by the position of their declarations
  NameBits known_names_ = 0;                // that have a value
  std::vector<std::string_view> running_parameters_;
  base::NameTable<NamedCondition> conditions_;
  std::vector<std::string_view> running_conditions_;
  bool open_condition_loops_ = false;
  bool any_folded_away_ = false;
  base::NameTable<Rows> mappings_;
  std::unordered_map<const yaml::Node*, Index> indexes_;
  // Where the last look-up was: most ask for another value of the same row.
  const base::NameTable<Rows>::Named* last_mapping_ = nullptr;
  const yaml::Entry* last_row_ = nullptr;  // of that mapping, null only with it
  std::vector<std::uint32_t> columns_;     // by look-up: where in its row the last value was
  // These grow without moving what is in them.
  std::deque<std::string> kept_texts_;
  std::list<Scope> condition_scopes_;
  std::list<yaml::Node> condition_collections_;
  std::size_t next_part_ = 0;  // of the source, most likely
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
  bool exhausted_ = false;
};

// Counts one level of the tree while it lives; false when the limit is reached, reported once.
class DepthGuard {
 public:
  DepthGuard(Evaluation& evaluation, base::Span span) : evaluation_(evaluation) {
    ++evaluation.depth_;
    sound_ = evaluation.nests(0, span);
  }
  ~DepthGuard() { --evaluation_.depth_; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;
  explicit operator bool() const { return sound_; }

 private:
  Evaluation& evaluation_;
  bool sound_ = false;
};

// The argument of a call.
inline const yaml::Node& argument(const yaml::Node& call) {
  return call.entries.front().value;
}
// Makes `out`, a fresh node, an empty list or mapping that is written as `like` is and stands where that stands.
inline void begin_like(const yaml::Node& like, yaml::Node& out) {
  out.kind = like.kind;
  out.style = like.style;
  out.span = like.span;
}
// Appends an entry and gives its value, to be filled in.
yaml::Node& begin_entry(yaml::Node& mapping, std::string_view key, base::Span key_span);
// How much a tree adds.
TreeSize size_of(const yaml::Node& tree);
// Appends an entry whose value is a copy of a text or number.
void append_scalar(yaml::Node& mapping, std::string_view key, base::Span key_span, const yaml::Node& value);
// Makes `out`, a fresh node, a copy; in its place, which assigning one is not.
void copy_tree(const yaml::Node& tree, yaml::Node& out);
// Makes `out`, a fresh node, a copy of a text or number.
void copy_scalar(const yaml::Node& scalar, yaml::Node& out);
// Makes `out` {name: ...}, standing where `call` stands; gives its argument, to be filled in.
yaml::Node& begin_call(const yaml::Node& call, yaml::Node& out);
// The same with its argument.
yaml::Node rebuilt(const yaml::Node& call, yaml::Node new_argument);
// The outcome of a call that stays, with this argument.
Outcome left(const yaml::Node& call, yaml::Node&& new_argument, yaml::Node& out);
// A diagnostic about a value: at the template, and at the blueprint when the value came from there.
base::Diagnostic about(std::string_view slug, const yaml::Node& node, base::Span site, std::string message);
// "a list", "a mapping", "the number 5", for messages.
std::string described(const yaml::Node& node);

// Most of a template is texts and numbers that nothing changes.
inline Outcome Evaluation::evaluate(const yaml::Node& node, const Scope* scope, yaml::Node& out) {
  if (!spend_scalar(node, scope)) return evaluate_closely(node, scope, out);
  copy_scalar(node, out);
  return Outcome::folded;
}

// The families; each folds one function and lives in the file of that family.
Outcome fold_ref(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_get_att(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_sub(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_if(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_logic(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_find_in_map(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_join(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_split(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_select(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_length(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_cidr(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_to_json_string(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_base64(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_get_azs(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
// Functions whose value only CloudFormation knows: their arguments are folded, they stay.
Outcome fold_arguments(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);
Outcome fold_rule_only(Evaluation&, const yaml::Node&, const Scope*, yaml::Node& out);

}  // namespace landform::cfn
