#include "verify/values.h"

#include <algorithm>
#include <charconv>

#include "base/suggest.h"
#include "base/text.h"
#include "yaml/key_lookup.h"

namespace landform::verify {

using yaml::Kind;
using yaml::Node;

Intrinsic intrinsic_of(const Node& node) {
  if (node.kind != Kind::mapping || node.entries.size() != 1) return {};
  const yaml::Entry& only = node.entries.front();
  if (only.key == "Ref" || only.key.starts_with("Fn::")) return {only.key, &only.value};
  return {};
}

bool is_no_value(const Node& node) {
  const Intrinsic call = intrinsic_of(node);
  return call.name == "Ref" && call.argument->text == "AWS::NoValue";
}

bool has_open_keys(const Node& node) {
  return std::any_of(node.entries.begin(), node.entries.end(), [](const yaml::Entry& entry) {
    return entry.key == "Fn::Transform" || entry.key.starts_with("Fn::ForEach::");
  });
}

std::optional<std::string_view> literal(const Node& node) {
  if (!node.is_scalar() || node.is_null()) return std::nullopt;
  return node.text;
}

std::optional<std::int64_t> literal_integer(const Node& node) {
  const auto text = literal(node);
  if (!text || text->empty()) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (fault != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

std::optional<bool> literal_boolean(const Node& node) {
  const auto text = literal(node);
  if (!text) return std::nullopt;
  const std::string lower = base::to_lower(*text);
  // CloudFormation reads YAML 1.1, where the unquoted words below are booleans too.
  if (lower == "true" || lower == "yes" || lower == "on") return true;
  if (lower == "false" || lower == "no" || lower == "off") return false;
  return std::nullopt;
}

std::vector<Placeholder> placeholders(std::string_view text) {
  std::vector<Placeholder> found;
  std::size_t at = 0;
  while ((at = text.find("${", at)) != std::string_view::npos) {
    const std::size_t close = text.find('}', at);
    if (close == std::string_view::npos) return found;
    const std::string_view inside = text.substr(at + 2, close - at - 2);
    if (!inside.starts_with('!')) found.push_back({base::trim(inside), at, close + 1});
    at = close + 1;
  }
  return found;
}

std::string fill_arn_form(std::string_view form, std::string_view partition,
                          const std::function<std::string(std::string_view name)>& value) {
  std::string arn;
  std::size_t at = 0;
  for (const Placeholder& hole : placeholders(form)) {
    arn += form.substr(at, hole.begin - at);
    if (hole.name == "Partition")
      arn += partition;
    else if (hole.name == "Region")
      arn += "{region}";
    else if (hole.name == "Account")
      arn += "{account}";
    else
      arn += value(hole.name);
    at = hole.end;
  }
  return arn.append(form.substr(at));
}

namespace {

void append_sub(std::string_view text, const Node* values, PartialText& out) {
  std::size_t at = 0;
  const Node none;
  const yaml::KeyLookup own(values == nullptr ? none : *values);
  for (const Placeholder& hole : placeholders(text)) {
    out.text += base::replace_all(text.substr(at, hole.begin - at), "${!", "${");
    const Node* bound = own.find(hole.name);
    const auto known = bound == nullptr ? std::nullopt : literal(*bound);
    if (known) {
      out.text += *known;
    } else {
      out.text += kUnknownPart;
      out.complete = false;
    }
    at = hole.end;
  }
  out.text += base::replace_all(text.substr(at), "${!", "${");
}

std::optional<PartialText> joined(const Node& argument) {
  if (argument.items.size() != 2 || !argument.items[1].is_sequence()) return std::nullopt;
  const auto delimiter = literal(argument.items[0]);
  if (!delimiter) return std::nullopt;
  PartialText out;
  bool first = true;
  for (const Node& item : argument.items[1].items) {
    if (is_no_value(item)) continue;
    if (!first) out.text += *delimiter;
    first = false;
    if (auto part = partial_text(item)) {
      out.text += part->text;
      out.complete = out.complete && part->complete;
    } else {
      out.text += kUnknownPart;
      out.complete = false;
    }
  }
  return out;
}

}  // namespace

std::optional<PartialText> partial_text(const Node& node) {
  if (const auto text = literal(node)) {
    // A dynamic reference is filled in at deployment.
    if (text->find("{{resolve:") != std::string_view::npos) return std::nullopt;
    return PartialText{std::string(*text), true};
  }
  const Intrinsic call = intrinsic_of(node);
  if (call.name == "Fn::Join") return joined(*call.argument);
  if (call.name != "Fn::Sub") return std::nullopt;
  PartialText out;
  if (call.argument->is_string()) {
    append_sub(call.argument->text, nullptr, out);
  } else if (call.argument->items.size() == 2 && call.argument->items[0].is_string()) {
    append_sub(call.argument->items[0].text, &call.argument->items[1], out);
  } else {
    return std::nullopt;
  }
  if (out.text.find("{{resolve:") != std::string::npos) return std::nullopt;
  return out;
}

void each_value(const Node& node, const Visitor& visit) {
  const Intrinsic call = intrinsic_of(node);
  if (call.name == "Fn::If") {
    for (std::size_t branch = 1; branch < call.argument->items.size() && branch < 3; ++branch) {
      each_value(call.argument->items[branch], visit);
    }
    return;
  }
  if (is_no_value(node)) return;
  visit(node);
}

void each_at(const Node& node, std::string_view path, const Visitor& visit) {
  each_value(node, [&](const Node& value) {
    if (path.empty()) {
      visit(value);
      return;
    }
    if (path.starts_with('.')) {
      each_at(value, path.substr(1), visit);
      return;
    }
    if (path.starts_with("[]")) {
      for (const Node& item : value.items) each_at(item, path.substr(2), visit);
      return;
    }
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    const std::string_view key = path.substr(0, end);
    if (intrinsic_of(value)) return;
    if (key == "*") {
      for (const yaml::Entry& entry : value.entries) each_at(entry.value, path.substr(end), visit);
    } else if (const Node* child = value.find(key)) {
      each_at(*child, path.substr(end), visit);
    }
  });
}

const Node* value_at(const Node& node, std::string_view path) {
  const Node* at = &node;
  for (const std::string_view key : base::split(path, '.')) {
    at = at->find(key);
    if (at == nullptr || intrinsic_of(*at).name == "Fn::If" || is_no_value(*at)) return nullptr;
  }
  return at;
}

std::vector<std::string_view> NearNames::find(std::string_view word, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t kLongestName = 200;
  if (word.size() > kLongestName || budget_ < candidates.size()) return {};
  budget_ -= candidates.size();
  return base::near_names(word, candidates);
}

std::string NearNames::question(std::string_view word, const std::vector<std::string_view>& candidates) {
  return base::did_you_mean(find(word, candidates));
}

}  // namespace landform::verify
