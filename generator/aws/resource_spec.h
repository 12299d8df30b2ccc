// What CloudFormation knows of every resource type: properties, nested definitions, attributes, tags. The table is
// generator/aws/data/resource_spec.txt, made from the package @aws-cdk/aws-service-spec (version in its first line and
// in docs/facts.md); it is read in place. All of these are views that live as long as the program; nothing allocates
// but what returns a vector or string. Thread safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/table_text.h"

namespace landform::aws {

enum class TypeKind : std::uint8_t {
  string,
  integer,
  number,
  boolean,
  json,       // any JSON value; where documents stand, text that holds JSON too
  timestamp,  // text, ISO 8601
  tag,        // {Key, Value}
  null,
  list,
  map,
  definition,  // an object of the resource type's definition `name()`
  either_of,   // any of `alternatives()`
};

// The type of a value. A string or integer may have the values it is limited to.
class ValueType {
 public:
  explicit ValueType(std::string_view text) : text_(text) {}
  [[nodiscard]] TypeKind kind() const;
  // Of a list or map; json for other kinds.
  [[nodiscard]] ValueType element() const;
  // Of a definition; empty for other kinds.
  [[nodiscard]] std::string_view definition() const;
  // The texts of the types of either_of: for (const auto text : type.alternatives()) ValueType(text)...
  [[nodiscard]] table::Pieces alternatives() const;
  [[nodiscard]] bool is_enum() const { return text_.starts_with("enum(") || text_.starts_with("intenum("); }
  // Sorted by bytes; case counts. Empty when any value may stand.
  [[nodiscard]] table::Pieces enum_values() const;
  // As the table has it: "list(&Tag)", "enum(a|b)".
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

enum class Update : std::uint8_t {
  in_place,
  may_replace,  // depends on the value or on other properties
  replaces,
};

struct Property {
  std::string_view name;
  ValueType type{"json"};
  // Texts of types that older versions of the schema gave it. Templates in use may still follow them: a value that
  // fits one of these is not an error.
  table::Pieces older_types;
  bool required = false;
  bool deprecated = false;
  Update update = Update::in_place;

  static Property from_line(std::string_view line);
};

// Properties of a resource type or definition, sorted by name.
class Properties {
 public:
  Properties() = default;
  explicit Properties(std::string_view lines) : lines_(lines) {}
  [[nodiscard]] table::Lines<Property>::Iterator begin() const { return table::Lines<Property>(lines_, '.').begin(); }
  [[nodiscard]] table::Lines<Property>::Iterator end() const { return {}; }
  [[nodiscard]] bool empty() const { return lines_.empty(); }
  // As the table has them, for Property::from_line.
  [[nodiscard]] std::string_view lines() const { return lines_; }
  [[nodiscard]] std::optional<Property> find(std::string_view name) const;
  // Near names for "did you mean", nearest first, at most four.
  [[nodiscard]] std::vector<std::string_view> near(std::string_view name) const;

 private:
  std::string_view lines_;
};

// What Fn::GetAtt gives. The name may have dots: "Endpoint.Address".
struct Attribute {
  std::string_view name;
  ValueType type{"string"};

  static Attribute from_line(std::string_view line);
};

enum class TagShape : std::uint8_t {
  key_value_list,  // [{Key, Value}]
  map,             // {key: value}
  auto_scaling,    // [{Key, Value, PropagateAtLaunch}]
};

struct TagProperty {
  std::string_view name;  // "Tags", "BackupVaultTags", ...
  TagShape shape = TagShape::key_value_list;
};

class ResourceType {
 public:
  ResourceType(std::string_view name, std::string_view body, std::size_t place)
      : name_(name), body_(body), place_(place) {}
  [[nodiscard]] std::string_view name() const { return name_; }
  // Its place among all types, below resource_type_count(): for tables of what is known of each.
  [[nodiscard]] std::size_t place() const { return place_; }
  [[nodiscard]] Properties properties() const;
  // A nested definition by its name (ValueType::definition()); nothing when this type has none of that name.
  [[nodiscard]] std::optional<Properties> definition(std::string_view name) const;
  // Names of all nested definitions, sorted.
  [[nodiscard]] std::vector<std::string_view> definition_names() const;

  [[nodiscard]] table::Lines<Attribute> attributes() const;
  [[nodiscard]] std::optional<Attribute> find_attribute(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> near_attributes(std::string_view name) const;

  // Nothing when resources of this type take no tags.
  [[nodiscard]] std::optional<TagProperty> tags() const;
  [[nodiscard]] table::Pieces primary_identifier() const;  // property or attribute names; may be empty
  // What Ref gives, as names of properties or attributes; several are joined by AWS with '|'. May be empty: unknown.
  [[nodiscard]] table::Pieces ref() const;
  [[nodiscard]] std::string_view arn_template() const;  // "arn:${Partition}:s3:::${BucketName}"; may be empty
  [[nodiscard]] bool stateful() const;                  // holds data (the package's list)
  [[nodiscard]] std::string_view transform() const;     // the transform that it needs; empty for most
  // Regions in which the package saw it, of the three it looks at. Empty says nothing.
  [[nodiscard]] table::Pieces regions() const;
  // Paths "FileSystem/Path" whose change replaces, beside the properties that say so.
  [[nodiscard]] table::Pieces replaced_paths() const;

 private:
  [[nodiscard]] std::string_view field(std::string_view key) const;
  [[nodiscard]] std::string_view head() const { return table::before_first(body_, '#'); }
  std::string_view name_;
  std::string_view body_;
  std::size_t place_;
};

// Nothing when the table does not know it: perhaps it is newer. Case counts.
std::optional<ResourceType> find_resource_type(std::string_view name);
std::size_t resource_type_count();
// All names, sorted by bytes.
std::vector<std::string_view> resource_type_names();
// At most four: small typing errors first, else types of other services with the same last word ("AWS::EC2::Bucket").
std::vector<std::string_view> near_resource_types(std::string_view name);

// Types whose properties CloudFormation passes on unseen: Custom::*, AWS::CloudFormation::CustomResource,
// AWS::CDK::Metadata, modules (*::MODULE) and third parties' types outside of AWS:: and Alexa::. The table knows
// nothing of them.
bool is_opaque_type(std::string_view name);
// True when Fn::GetAtt may name an attribute that the table does not list: opaque types, and Outputs.* of nested stacks
// and of provisioned products.
bool accepts_attribute(std::string_view type, std::string_view attribute);

}  // namespace landform::aws
