// What capabilities share: how values become bindings and how a step begins.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cfn/rows.h"
#include "plan/step.h"
#include "resolve/organization.h"
#include "yaml/node.h"

namespace landform::stacks {

// The step that every stack set needs (stack_sets.cpp).
inline constexpr std::string_view kTrustedStackSets = "trusted-access-stack-sets";

using cfn::add_item;
using cfn::add_row;
using cfn::Attribute;
using cfn::list_for;
using cfn::NoValue;
using cfn::Number;
using cfn::put;
using cfn::put_list;
using cfn::put_row;
using cfn::Reference;
using cfn::row_of;
using cfn::rows_for;
using cfn::Text;
using cfn::View;

// A bound value that remembers its place in the blueprint.
yaml::Node bound(std::string text, base::Span span = {});
yaml::Node bound(const resolve::Located<std::string>& value);
yaml::Node bound(const resolve::Located<std::int64_t>& value);
// "true" or "false", for parameters that switch a part of a template.
yaml::Node switched(bool on, base::Span span = {});
// {Ref: id} and {Fn::GetAtt: [id, name]}, of resources of the template.
yaml::Node reference(std::string id);
yaml::Node attribute(std::string id, std::string_view name);
// {Fn::Sub: text}: text with variables that AWS fills.
yaml::Node substituted(std::string text, base::Span span = {});
// {Ref: AWS::NoValue}: what a row says of a property that is to be left out.
yaml::Node no_value();
// {Key: ..., Value: ...}
void put_tag(yaml::Node& cell, std::string_view key, std::string_view value, base::Span span);
// [{Key: ..., Value: ...}], sorted by key; no_value() for none.
yaml::Node tag_list(const resolve::Tags& tags);
void put_tags(yaml::Node& cell, const resolve::Tags& tags);
std::map<std::string, std::string> plain_tags(const resolve::Tags& tags);

// Binds a parameter where the blueprint knows its value. Else it stays open: another account's Parameter Store cannot
// be looked up from a stack, so the value is handed in from the management account's.
void fold_or_open(plan::StackStep& stack, const resolve::Organization& organization, const std::string& parameter,
                  const std::optional<yaml::Node>& known, const std::string& ssm_name);

// An id as a command takes it: a look-up of a template becomes the placeholder of the manifest.
std::string in_command(const yaml::Node& id);

// "days-365", "days-365-parquet": the folder of the flow log bucket whose files live that long and have that format.
std::string flow_log_folder(const resolve::FlowLogs& logs);

// A stack in the management account's home region, carrying the organization's default tags.
plan::StackStep management_stack(const resolve::Organization& organization, std::string_view step_name,
                                 std::string_view template_path);

}  // namespace landform::stacks
