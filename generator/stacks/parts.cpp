#include "stacks/parts.h"

#include <utility>

#include "base/text.h"
#include "plan/ids.h"

namespace landform::stacks {

yaml::Node bound(std::string text, base::Span span) {
  yaml::Node node = yaml::string(std::move(text));
  node.span = span;
  return node;
}

yaml::Node bound(const resolve::Located<std::string>& value) {
  return bound(value.value, value.span);
}

yaml::Node bound(const resolve::Located<std::int64_t>& value) {
  yaml::Node node = yaml::integer(value.value);
  node.span = value.span;
  return node;
}

yaml::Node switched(bool on, base::Span span) {
  return bound(on ? "true" : "false", span);
}

yaml::Node reference(std::string id) {
  return row_of("Ref", std::move(id));
}

yaml::Node attribute(std::string id, std::string_view name) {
  yaml::Node node;
  put(node, Attribute{std::move(id), name});
  return node;
}

yaml::Node substituted(std::string text, base::Span span) {
  yaml::Node node = row_of("Fn::Sub", Text{std::move(text), span});
  node.span = span;
  return node;
}

yaml::Node no_value() {
  return reference("AWS::NoValue");
}

void put_tag(yaml::Node& cell, std::string_view key, std::string_view value, base::Span span) {
  put_row(cell, "Key", View{key, span}, "Value", View{value, span});
  cell.style = yaml::Style::flow;
  cell.span = span;
}

void put_tags(yaml::Node& cell, const resolve::Tags& tags) {
  if (tags.empty()) return put(cell, NoValue{});
  cell.kind = yaml::Kind::sequence;
  cell.items.reserve(tags.size());
  for (const auto& [key, value] : tags) put_tag(cell.items.emplace_back(), key, value.value, value.span);
}

yaml::Node tag_list(const resolve::Tags& tags) {
  yaml::Node list;
  put_tags(list, tags);
  return list;
}

std::map<std::string, std::string> plain_tags(const resolve::Tags& tags) {
  std::map<std::string, std::string> plain;
  for (const auto& [key, value] : tags) plain.emplace(key, value.value);
  return plain;
}

void fold_or_open(plan::StackStep& stack, const resolve::Organization& organization, const std::string& parameter,
                  const std::optional<yaml::Node>& known, const std::string& ssm_name) {
  if (known) {
    stack.bindings.parameters.emplace(parameter, *known);
    return;
  }
  stack.bindings.open.insert(parameter);
  stack.parameters.emplace(
      parameter, plan::FromSsm{ssm_name, std::string(plan::kManagementAccount), organization.home_region.value});
}

std::string in_command(const yaml::Node& id) {
  constexpr std::string_view kOpen = "{{resolve:ssm:";
  constexpr std::string_view kClose = "}}";
  const std::string_view text = id.text;
  if (!text.starts_with(kOpen) || !text.ends_with(kClose)) return id.text;
  return plan::look_up_in_command(text.substr(kOpen.size(), text.size() - kOpen.size() - kClose.size()));
}

std::string flow_log_folder(const resolve::FlowLogs& logs) {
  return base::cat("days-", logs.retention_days, logs.format == resolve::FlowFormat::parquet ? "-parquet" : "");
}

plan::StackStep management_stack(const resolve::Organization& organization, std::string_view step_name,
                                 std::string_view template_path) {
  plan::StackStep stack;
  stack.stack = plan::stack_name(organization, step_name);
  stack.template_path = template_path;
  stack.target = plan::AccountTarget{std::string(plan::kManagementAccount), organization.home_region.value};
  stack.bindings.parameters.emplace("Slug", bound(organization.customer.slug));
  stack.tags = plain_tags(organization.default_tags);
  return stack;
}

}  // namespace landform::stacks
