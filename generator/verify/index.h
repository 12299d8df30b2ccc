// What stands in a template and who refers to whom, gathered in one walk, so that each law is one loop. Views and
// pointers go into the template, which outlives the index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "aws/resource_spec.h"
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
  std::string_view attribute;  // of an Fn::GetAtt; empty when it is computed
  base::Span span;
  const yaml::Node* node = nullptr;  // Fn::FindInMap: its arguments; else the name's node
  bool conditional = false;          // in a branch of an Fn::If
  bool computed = false;             // in an Fn::ForEach, where names may be put together
  bool in_sub = false;
};

struct Resource {
  std::string_view id;
  base::Span id_span;
  std::string_view type;                  // empty when absent or computed
  std::optional<aws::ResourceType> spec;  // nothing when the specification does not know the type
  const yaml::Node* node = nullptr;
  const yaml::Node* properties = nullptr;  // null when absent
  bool looped = false;                     // from an Fn::ForEach: `id` is a pattern
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
  std::vector<Resource> resources;  // in the order of the file
  std::vector<Reference> references;
  std::unordered_map<std::string_view, std::size_t> resource_of;
  std::unordered_map<std::string_view, const yaml::Node*> parameter_of;
  std::unordered_map<std::string_view, const yaml::Node*> mapping_of;
  std::unordered_map<std::string_view, const yaml::Node*> condition_of;
  std::unordered_map<const yaml::Node*, MappingCells> cells_of;  // of each mapping that an Fn::FindInMap names
  std::vector<std::string_view> loop_patterns;                   // logical ids that an Fn::ForEach puts together
  Rewritten rewritten = Rewritten::no;
  bool serverless = false;   // AWS::Serverless-2016-10-31 among the transforms
  bool other_macro = false;  // a macro that nobody here knows
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
