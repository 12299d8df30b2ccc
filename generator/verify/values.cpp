#include "verify/values.h"

#include <algorithm>
#include <charconv>

#include "base/suggest.h"
#include "base/text.h"
#include "yaml/key_lookup.h"

namespace landform::verify {

using yaml::Node;

Function function_of(std::string_view key) {
  if (!is_function_key(key)) return key == "Ref" ? Function::ref : Function::none;
  const std::string_view name = key.substr(4);
  switch (name.size()) {
    case 2:
      return name == "If" ? Function::condition : Function::other;
    case 3:
      return name == "Sub" ? Function::sub : Function::other;
    case 4:
      return name == "Join" ? Function::join : Function::other;
    case 6:
      return name == "GetAtt" ? Function::get_att : Function::other;
    default:
      if (name == "FindInMap") return Function::find_in_map;
      return is_loop_key(key) ? Function::loop : Function::other;
  }
}

Intrinsic intrinsic_in(const yaml::Entry& only) {
  const Function function = function_of(only.key);
  if (function == Function::none) return {};
  return {only.key, &only.value, function};
}

bool has_open_keys(const Node& node) {
  return std::any_of(node.entries.begin(), node.entries.end(), [](const yaml::Entry& entry) {
    return is_function_key(entry.key) && (entry.key == "Fn::Transform" || is_loop_key(entry.key));
  });
}

std::optional<std::string_view> literal(const Node& node) {
  if (!node.is_scalar() || node.is_null()) return std::nullopt;
  return node.text;
}

std::optional<std::string_view> plain_text(const Node& node) {
  const auto text = literal(node);
  if (text && text->find("{{resolve:") != std::string_view::npos) return std::nullopt;
  return text;
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
  if (*text == "true") return true;
  if (*text == "false") return false;
  const std::string lower = base::to_lower(*text);
  // CloudFormation reads YAML 1.1, where the unquoted words below are booleans too.
  if (lower == "true" || lower == "yes" || lower == "on") return true;
  if (lower == "false" || lower == "no" || lower == "off") return false;
  return std::nullopt;
}

std::string fill_arn_form(std::string_view form, std::string_view partition,
                          const std::function<std::string(std::string_view name)>& value) {
  std::string arn;
  std::size_t at = 0;
  each_placeholder(form, [&](const Placeholder& hole) {
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
  });
  return arn.append(form.substr(at));
}

namespace {

// "${!" stands for "${" in what Fn::Sub leaves as it is.
void append_plain(std::string_view text, std::string& out) {
  if (text.find("${!") == std::string_view::npos) {
    out += text;
  } else {
    out += base::replace_all(text, "${!", "${");
  }
}

void append_sub(std::string_view text, const Node* values, PartialText& out) {
  std::size_t at = 0;
  const std::optional<yaml::KeyLookup> own = values == nullptr ? std::nullopt : std::optional<yaml::KeyLookup>(*values);
  each_placeholder(text, [&](const Placeholder& hole) {
    append_plain(text.substr(at, hole.begin - at), out.text);
    const Node* bound = own ? own->find(hole.name) : nullptr;
    const auto known = bound == nullptr ? std::nullopt : literal(*bound);
    if (known) {
      out.text += *known;
    } else {
      out.text += kUnknownPart;
      out.complete = false;
    }
    at = hole.end;
  });
  append_plain(text.substr(at), out.text);
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
  if (const auto text = plain_text(node)) return PartialText{std::string(*text), true};
  const Intrinsic call = intrinsic_of(node);
  if (call.is(Function::join)) return joined(*call.argument);
  if (!call.is(Function::sub)) return std::nullopt;
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

const Node* value_at(const Node& node, std::string_view path) {
  const Node* at = &node;
  while (true) {
    const std::size_t dot = path.find('.');
    at = at->find(path.substr(0, dot));
    if (at == nullptr) return nullptr;
    const Intrinsic call = intrinsic_of(*at);
    if (call.is(Function::condition) || is_no_value(call)) return nullptr;
    if (dot == std::string_view::npos) return at;
    path.remove_prefix(dot + 1);
  }
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
