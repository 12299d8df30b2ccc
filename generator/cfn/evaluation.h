// The state of one evaluation, shared by the files of the function families; nobody outside cfn/ includes it.
//
// The template's text is evaluated in a scope (the loops around it); bound values are evaluated in the empty scope, so
// that a loop never captures a name of the blueprint. Text that was inserted is never looked at again.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.h"
#include "cfn/evaluate.h"
#include "cfn/functions.h"
#include "yaml/node.h"

namespace landform::cfn {

// Trees deeper than this are refused; the reader's own limit is 100 for one file, bound trees add theirs.
inline constexpr std::size_t kMaxEvaluationDepth = 200;
// What one template may grow to. CloudFormation takes 1 MB and 500 resources, so nothing sound comes near.
inline constexpr std::size_t kMaxProducedNodes = 3'000'000;
inline constexpr std::size_t kMaxProducedBytes = 128U << 20;
// Source: aws-cloudformation/cfn-language-discussion, RFC 0009 Fn::ForEach: loops nest five deep.
inline constexpr std::size_t kMaxLoopDepth = 5;

struct Uses;  // passes.h

// What an expression came to.
struct Value {
  enum class State {
    folded,    // data; inside it calls may be left
    residual,  // a call that stays
    none,      // AWS::NoValue: the property or item goes away
    failed,    // reported; raises nothing more
  };
  State state = State::failed;
  yaml::Node node;

  [[nodiscard]] bool folded() const { return state == State::folded; }
  [[nodiscard]] bool residual() const { return state == State::residual; }
  [[nodiscard]] bool failed() const { return state == State::failed; }

  static Value of(yaml::Node&& node) { return {State::folded, std::move(node)}; }
  // Data, or a call that data became to survive an open loop.
  static Value settled(yaml::Node&& node) { return is_call(node) ? left(std::move(node)) : of(std::move(node)); }
  static Value left(yaml::Node&& call) { return {State::residual, std::move(call)}; }
  static Value nothing() { return {State::none, {}}; }
  static Value failure() { return {State::failed, {}}; }
};

// One loop around the text being evaluated; `value` is null while its collection is not known.
struct Scope {
  const Scope* outer = nullptr;
  std::string_view identifier;
  const yaml::Node* value = nullptr;
};

const Scope* find_loop(const Scope* scope, std::string_view identifier);
bool has_open_loop(const Scope* scope);
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

class Evaluation {
 public:
  Evaluation(const Template& source, const Bindings& bindings, const EvaluateOptions& options,
             base::Diagnostics& diagnostics);

  // The residual template, its mappings left out; meaningful only when nothing was reported.
  Template run();
  // The mappings that its look-ups still need.
  void fill_mappings(yaml::Node& root, const Uses& uses) const;

  Value evaluate(const yaml::Node& node, const Scope* scope);
  // The value of an expression as text, or nothing while it is unknown or failed (then `value` tells which).
  struct Text {
    Value value;
    bool known = false;
  };
  Text evaluate_text(const yaml::Node& node, const Scope* scope, std::string_view wanted);
  // The text of a literal that no loop changes, or of a Ref to a loop, for which no value has to be made; nothing when
  // it takes an evaluation to tell.
  std::optional<std::string_view> plain_text(const yaml::Node& node, const Scope* scope);
  // A value that came from outside of the template's text; what holds no call is copied in one go.
  Value evaluate_bound(const yaml::Node& node);
  Logic evaluate_condition(const yaml::Node& node, const Scope* scope);
  // Fn::Contains, Fn::EachMemberEquals and Fn::EachMemberIn of the Rules section.
  Logic evaluate_membership(const yaml::Node& call);

  // The bound value of a parameter, evaluated once; null when the parameter is not bound. Its nodes know their cause.
  const Value* parameter(std::string_view name, base::Span used_at);
  // Makes a bound value stand at `site` of the template, its own place becoming the cause.
  static void adopt(yaml::Node& bound, base::Span site);
  // Truth of a named condition; `name` may be one that an open loop will make.
  const Logic& condition(std::string_view name, base::Span used_at);
  [[nodiscard]] bool condition_exists(std::string_view name) const;

  // A plain text of the template with the loops' identifiers put in.
  static std::string substitute(std::string_view text, const Scope* scope, base::Span& cause);
  // Text that must survive open loops around it: a Sub with `${!` when it looks like one of their identifiers.
  static yaml::Node shielded(yaml::Node text, const Scope* scope);
  // The same for every text of an inserted tree.
  static void shield(yaml::Node& tree, const Scope* scope);

  // Evaluates a mapping with its loops unrolled.
  Value evaluate_members(const yaml::Node& mapping, const Scope* scope, Section section);
  // One unrolling of a loop's collection. Nothing after a failure.
  struct Collection {
    enum class State { known, open, failed } state = State::failed;
    yaml::Node residual;
    const yaml::Nodes* items = nullptr;
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
  bool nests(std::size_t depth, base::Span span);
  // False, once with a diagnostic, when the template grows over its limits.
  bool spend(std::size_t nodes, std::size_t bytes, base::Span span);

  [[nodiscard]] bool is_parameter(std::string_view name) const;
  // Empty for what is no parameter.
  [[nodiscard]] std::string_view parameter_type(std::string_view name) const;

  const Template& source;
  const Bindings& bindings;
  const EvaluateOptions& options;
  base::Diagnostics& diagnostics;

  // Text that an open loop around it will still change.
  static bool waits_for_loop(const yaml::Node& text, const Scope* scope);

  // Logical ids of the resources that a false condition took away, with the place of that condition.
  std::map<std::string, base::Span, std::less<>> folded_away;
  // Every logical id that was made, folded away or not.
  std::map<std::string, base::Span, std::less<>> resources;

 private:
  friend class DepthGuard;

  // The keys that a mapping has so far, and where each came from; not kept for mappings that no loop touches.
  struct SeenKeys {
    bool tracked = false;
    std::unordered_map<std::string, base::Span> keys;
  };

  Value evaluate_mapping(const yaml::Node& node, const Scope* scope);
  Value evaluate_sequence(const yaml::Node& node, const Scope* scope);
  Value evaluate_scalar(const yaml::Node& node, const Scope* scope);
  Value evaluate_member(const yaml::Entry& entry, const std::string& key, const Scope* scope, Section section);
  bool holds_mapping(const yaml::Entry& attribute, const Value& value, std::string_view resource);
  Value evaluate_resource(const yaml::Entry& entry, const std::string& key, const Scope* scope);
  Value evaluate_output(const yaml::Entry& entry, const Scope* scope);
  // The Condition attribute of a resource or output.
  Logic attribute_condition(const yaml::Node& attribute, const Scope* scope);
  bool walk_members(const yaml::Node& mapping, const Scope* scope, Section section, yaml::Node& out, SeenKeys& seen);
  bool walk_loop(const yaml::Entry& loop, const Scope* scope, Section section, yaml::Node& out, SeenKeys& seen);
  bool unroll(const yaml::Entry& loop, const Collection& items, const Scope* scope, Section section, yaml::Node& out,
              SeenKeys& seen);
  bool emit_member(const yaml::Entry& entry, const Scope* scope, Section section, yaml::Node& out, SeenKeys& seen);
  Value evaluate_rule(const yaml::Entry& entry);
  Value evaluate_rules(const yaml::Node& rules);
  static yaml::Node never(const yaml::Node& assertion);
  void explain_parameters(const yaml::Node& node, base::Diagnostic& diagnostic) const;
  void declare_conditions(const yaml::Node& mapping, const Scope* scope);
  yaml::Node residual_conditions(const yaml::Node& mapping, const Scope* scope);
  yaml::Node residual_mappings(const Uses& uses) const;
  void drop_dependencies(yaml::Node& resources_section) const;

  struct BoundParameter {
    const yaml::Node* bound = nullptr;
    const yaml::Node* declaration = nullptr;
    enum class State { waiting, running, done } state = State::waiting;
    Value value;
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    std::size_t depth = 0;
  };
  struct NamedCondition {
    const yaml::Node* body = nullptr;
    const Scope* scope = nullptr;
    enum class State { waiting, running, done } state = State::waiting;
    Logic logic;
  };
  using Index = std::unordered_map<std::string_view, const yaml::Node*>;

  std::unordered_map<std::string_view, BoundParameter> parameters_;
  std::vector<std::string_view> running_parameters_;
  std::unordered_map<std::string, NamedCondition> conditions_;
  std::vector<std::string> running_conditions_;
  bool open_condition_loops_ = false;
  Logic unknown_;
  struct Rows {
    const yaml::Node* rows = nullptr;
    bool bound = false;
  };
  std::unordered_map<std::string_view, Rows> mappings_;
  std::unordered_map<const yaml::Node*, Index> indexes_;
  std::unordered_map<std::string_view, std::string_view> declared_;  // parameter -> type
  std::deque<Scope> scopes_;
  std::deque<yaml::Node> collections_;
  std::size_t depth_ = 0;
  std::size_t loop_depth_ = 0;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
  bool exhausted_ = false;
};

// Counts one level of the tree while it lives; false when the limit is reached, reported once.
class DepthGuard {
 public:
  DepthGuard(Evaluation& evaluation, base::Span span);
  ~DepthGuard() { --evaluation_.depth_; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;
  explicit operator bool() const { return sound_; }

 private:
  Evaluation& evaluation_;
  bool sound_ = false;
};

// How much a tree adds to the template.
struct TreeSize {
  std::size_t nodes = 0;
  std::size_t bytes = 0;
  std::size_t depth = 0;
};
TreeSize size_of(const yaml::Node& tree);

// The argument of a call.
inline const yaml::Node& argument(const yaml::Node& call) {
  return call.entries.front().value;
}
// {name: argument}, standing where `call` stands.
yaml::Node rebuilt(const yaml::Node& call, yaml::Node new_argument);
// Where the blueprint gave this value, if it did.
inline base::Span cause_of(const yaml::Node& node) {
  return node.cause;
}
// A diagnostic about a value: at the template, and at the blueprint when the value came from there.
base::Diagnostic about(std::string_view slug, const yaml::Node& node, base::Span site, std::string message);
// "a list", "a mapping", "the number 5", for messages.
std::string described(const yaml::Node& node);

// The families; each folds one function and lives in the file of that family.
Value fold_ref(Evaluation&, const yaml::Node&, const Scope*);
Value fold_get_att(Evaluation&, const yaml::Node&, const Scope*);
Value fold_sub(Evaluation&, const yaml::Node&, const Scope*);
Value fold_if(Evaluation&, const yaml::Node&, const Scope*);
Value fold_logic(Evaluation&, const yaml::Node&, const Scope*);
Value fold_find_in_map(Evaluation&, const yaml::Node&, const Scope*);
Value fold_join(Evaluation&, const yaml::Node&, const Scope*);
Value fold_split(Evaluation&, const yaml::Node&, const Scope*);
Value fold_select(Evaluation&, const yaml::Node&, const Scope*);
Value fold_length(Evaluation&, const yaml::Node&, const Scope*);
Value fold_cidr(Evaluation&, const yaml::Node&, const Scope*);
Value fold_to_json_string(Evaluation&, const yaml::Node&, const Scope*);
Value fold_base64(Evaluation&, const yaml::Node&, const Scope*);
Value fold_get_azs(Evaluation&, const yaml::Node&, const Scope*);
// Functions whose value only CloudFormation knows: their arguments are folded, they stay.
Value fold_arguments(Evaluation&, const yaml::Node&, const Scope*);
Value fold_rule_only(Evaluation&, const yaml::Node&, const Scope*);

}  // namespace landform::cfn
