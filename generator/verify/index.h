// What stands in a template and who refers to whom, gathered in one walk, so that each law is one loop. Views and
// pointers go into the template, which outlives the index; its spans may change meanwhile.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "aws/resource_spec.h"
#include "base/name_table.h"
#include "base/span.h"
#include "cfn/template.h"
#include "verify/values.h"
#include "verify/verify.h"

namespace landform::verify {

inline constexpr std::size_t kNoOwner = static_cast<std::size_t>(-1);

enum class Section : std::uint8_t { rules, conditions, resources, outputs };
enum class Refers : std::uint8_t { to_value, to_attribute, depends_on, condition, mapping };

struct Reference {
  Refers how = Refers::to_value;
  Section section = Section::resources;
  std::size_t owner = kNoOwner;  // index into `resources`
  std::string_view target;
  std::string_view attribute;       // of an Fn::GetAtt; empty when it is computed
  std::size_t resource = kNoOwner;  // index into `resources` of the one that is named so; kNoOwner when there is none
  const yaml::Entry* definition = nullptr;  // of the parameter, mapping or condition that is named so
  const yaml::Node* node = nullptr;         // Fn::FindInMap: its arguments; else the name's node
  bool conditional = false;                 // in a branch of an Fn::If
  bool computed = false;                    // in an Fn::ForEach, where names may be put together
  bool in_sub = false;

  [[nodiscard]] base::Span span() const { return node->span; }
};

// A resource type that the template uses.
struct UsedType {
  std::string_view name;                   // empty for resources whose type is absent or computed
  std::optional<aws::ResourceType> known;  // nothing when the specification does not know the type
};

struct Resource {
  std::string_view id;
  std::string_view type;      // empty when absent or computed
  std::size_t used_type = 0;  // index into `types`
  const yaml::Entry* entry = nullptr;
  // What stands beside its type; null when absent.
  const yaml::Node* properties = nullptr;
  const yaml::Node* condition = nullptr;
  const yaml::Node* creation_policy = nullptr;
  const yaml::Node* deletion_policy = nullptr;
  const yaml::Node* depends_on = nullptr;
  const yaml::Node* metadata = nullptr;
  const yaml::Node* update_policy = nullptr;
  const yaml::Node* update_replace_policy = nullptr;
  bool looped = false;    // from an Fn::ForEach: `id` is a pattern
  bool branches = false;  // an Fn::If stands in its properties

  [[nodiscard]] base::Span id_span() const { return entry->key_span; }
};

// A key that begins with "Fn::".
struct Call {
  const yaml::Node* node = nullptr;  // the mapping that has the key
  const yaml::Entry* entry = nullptr;
  bool in_rules = false;
};

// A property, at any depth, whose name says that it holds ARNs.
struct ArnProperty {
  std::size_t owner = kNoOwner;  // index into `resources`
  const yaml::Entry* entry = nullptr;
};

// How far transforms can change the template before CloudFormation sees it.
enum class Rewritten : std::uint8_t { no, language_extensions, by_macro };

// What the cells of a mapping hold.
struct Cells {
  bool texts = false;
  bool lists = false;
};
struct MappingCells {
  Cells all;
  std::unordered_map<std::string_view, Cells> columns;  // by the second key
  bool open = false;                                    // a row has keys that only a transform knows
};

struct Index {
  const cfn::Template* source = nullptr;
  const yaml::Node* parameters = nullptr;  // sections; null when absent
  const yaml::Node* mappings = nullptr;
  const yaml::Node* conditions = nullptr;
  const yaml::Node* outputs = nullptr;
  std::vector<UsedType> types;      // each once, in the order of the file
  std::vector<Resource> resources;  // in the order of the file
  std::vector<Reference> references;
  std::vector<Call> calls;                   // of rules, conditions, resources and outputs, outer ones first
  std::vector<ArnProperty> arns;             // of resources of AWS, in the order of the file
  std::vector<const yaml::Node*> dynamic;    // texts of the whole template that hold dynamic references
  std::size_t dynamic_references = 0;        // how many they hold together
  base::NameTable<std::size_t> resource_of;  // index into `resources`
  base::NameTable<const yaml::Entry*> parameter_of;
  base::NameTable<const yaml::Entry*> mapping_of;
  base::NameTable<const yaml::Entry*> condition_of;
  std::unordered_map<const yaml::Node*, MappingCells> cells_of;  // of each mapping that an Fn::FindInMap names
  std::vector<std::string_view> loop_patterns;                   // logical ids that an Fn::ForEach puts together
  Rewritten rewritten = Rewritten::no;
  bool list_parameters = false;  // a parameter holds a list
  bool serverless = false;       // AWS::Serverless-2016-10-31 among the transforms
  bool other_macro = false;      // a macro that nobody here knows

  [[nodiscard]] const std::optional<aws::ResourceType>& known_type(const Resource& resource) const {
    return types[resource.used_type].known;
  }
  // The resource of that logical id; null when there is none, or when an Fn::ForEach makes it.
  [[nodiscard]] const Resource* find_resource(std::string_view id) const {
    const std::size_t* found = resource_of.find(id);
    return found == nullptr ? nullptr : &resources[*found];
  }
  [[nodiscard]] bool uses_type(std::string_view name) const {
    return std::any_of(types.begin(), types.end(), [&](const UsedType& type) { return type.name == name; });
  }
};

// The rows of a law's table that concern each resource of a template. The table is sorted by the type's name, the
// member `type` of its rows. Where the rows of a type stand is looked up once in a run; templates ask by numbers.
template <const auto& kTable>
class RowsByType {
 public:
  using Row = std::remove_cvref_t<decltype(*std::begin(kTable))>;
  using Rows = std::span<const Row>;

  explicit RowsByType(const Index& index) {
    rows_.reserve(index.types.size());
    for (const UsedType& type : index.types) {
      const Rows rows = type.known ? rows_at(type.known->place()) : rows_of(type.name);
      rows_.push_back(rows);
      empty_ = empty_ && rows.empty();
    }
  }
  // No resource of the template is concerned.
  [[nodiscard]] bool empty() const { return empty_; }
  [[nodiscard]] Rows of(const Resource& resource) const { return rows_[resource.used_type]; }

 private:
  struct Stretch {
    std::size_t place;  // of the type in the specification, which is sorted as the table is
    Rows rows;
  };

  static Rows rows_of(std::string_view type) {
    const auto begin = std::lower_bound(std::begin(kTable), std::end(kTable), type,
                                        [](const Row& row, std::string_view name) { return row.type < name; });
    auto end = begin;
    while (end != std::end(kTable) && end->type == type) ++end;
    return Rows(begin, end);
  }

  static std::vector<Stretch> make_stretches() {
    std::vector<Stretch> stretches;
    for (const Row& row : kTable) {
      const auto type = aws::find_resource_type(row.type);
      if (!type || (!stretches.empty() && stretches.back().place == type->place())) continue;
      stretches.push_back({type->place(), rows_of(row.type)});
    }
    return stretches;
  }

  static Rows rows_at(std::size_t place) {
    static const std::vector<Stretch> stretches = make_stretches();
    const auto found = std::lower_bound(stretches.begin(), stretches.end(), place,
                                        [](const Stretch& one, std::size_t wanted) { return one.place < wanted; });
    return found != stretches.end() && found->place == place ? found->rows : Rows();
  }

  std::vector<Rows> rows_;
  bool empty_ = true;
};

Index index_template(const cfn::Template& source);
// True if an Fn::ForEach of the template may make this logical id.
bool may_be_looped(const Index& index, std::string_view id);

struct Policies;  // policy.h

// What a law gets.
struct Input {
  const Index& index;
  const Policies& policies;
  const Context& context;
  NearNames& near_names;
};

}  // namespace landform::verify
