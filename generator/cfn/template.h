// A CloudFormation template as a tree in its long form: `!Sub x` has become {Fn::Sub: x}, `!GetAtt A.B` has become
// {Fn::GetAtt: [A, B]}. The evaluator and the verifier see nothing else.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "yaml/node.h"

namespace landform::cfn {

// The short forms' tags, for yaml::ReadOptions.
std::span<const std::string_view> template_tags();

struct Template {
  yaml::Node root;  // mapping; long forms, no tags
};

// Reads YAML or JSON, turns short forms into long forms and checks the sections (names, kinds). Nothing after errors.
std::optional<Template> read_template(const base::SourceMap& sources, base::FileId file,
                                      base::Diagnostics& diagnostics);

// Short forms to long forms; reports tags with arguments of the wrong kind.
yaml::Node desugar(yaml::Node node, base::Diagnostics& diagnostics);
// Long forms to short forms wherever they may stand (never one short form directly inside another), for write_yaml.
yaml::Node resugar(yaml::Node node);
// The same for a section of a template, or for one member of it alone.
void resugar_section(yaml::Entry& section);
void resugar_member(std::string_view section, yaml::Node& value);

}  // namespace landform::cfn
