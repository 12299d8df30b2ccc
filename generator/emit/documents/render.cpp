#include "emit/documents/render.h"

#include <exception>
#include <kainjow/mustache.hpp>
#include <utility>

#include "base/text.h"
#include "emit/documents/markdown.h"

namespace landform::emit {
namespace {

using base::cat;
using Data = kainjow::mustache::data;

// kainjow's mustache 4.1 takes a line of nothing but a tag away only when the section is entered, so that a table would
// break where an optional row is left out. So lines are no business of its: those tags lose their lines here, as the
// mustache specification has it, and line breaks travel as this character.
constexpr char kLineBreak = '\x01';

Data to_data(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Kind::null:
      return Data(Data::type::bool_false);
    case yaml::Kind::boolean:
      return Data(node.text == "true");
    case yaml::Kind::sequence: {
      Data list(Data::type::list);
      for (const yaml::Node& item : node.items) list.push_back(to_data(item));
      return list;
    }
    case yaml::Kind::mapping: {
      Data object(Data::type::object);
      for (const yaml::Entry& entry : node.entries) object.set(entry.key, to_data(entry.value));
      return object;
    }
    case yaml::Kind::integer:
    case yaml::Kind::real:
    case yaml::Kind::string:
      break;
  }
  return Data(node.text);
}

// Looks names up as kainjow does, but knows which ones were not there.
class Context : public kainjow::mustache::context<std::string> {
 public:
  using kainjow::mustache::context<std::string>::context;

  const Data* get(const std::string& name) const override {
    if (const Data* found = kainjow::mustache::context<std::string>::get(name)) return found;
    if (missing_.empty()) missing_ = name;
    return &nothing_;
  }
  const Data* get_partial(const std::string& name) const override {
    if (missing_.empty()) missing_ = cat("> ", name);
    return nullptr;
  }

  [[nodiscard]] const std::string& missing() const { return missing_; }

 private:
  mutable std::string missing_;  // the first
  Data nothing_{Data::type::bool_false};
};

// Whether a line is one tag that writes nothing: of a section, or a comment.
bool stands_alone(std::string_view line) {
  line = base::trim(line);
  if (line.size() < 5 || !line.starts_with("{{") || !line.ends_with("}}")) return false;
  const std::string_view inside = line.substr(2, line.size() - 4);
  return std::string_view("#^/!").find(inside.front()) != std::string_view::npos &&
         inside.find("}}") == std::string_view::npos;
}

std::string without_lines(std::string_view source) {
  std::string text;
  text.reserve(source.size());
  while (!source.empty()) {
    const std::size_t length = source.find('\n');
    const std::string_view line = source.substr(0, length);
    if (stands_alone(line)) {
      text += base::trim(line);
    } else {
      text += line;
      if (length != std::string_view::npos) text += kLineBreak;
    }
    source.remove_prefix(length == std::string_view::npos ? source.size() : length + 1);
  }
  return text;
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

base::Result<std::string, RenderFault> render(std::string_view source, const yaml::Node& data, Escape escape) try {
  kainjow::mustache::mustache filled(without_lines(source));
  if (!filled.is_valid()) return RenderFault{cat("it is not well-formed mustache: ", filled.error_message())};
  filled.set_custom_escape([escape](const std::string& text) {
    return escape == Escape::html ? html_escaped(text) : markdown::prose(text);
  });
  const Data converted = to_data(data);
  Context context(&converted);
  std::string text = filled.render(context);
  if (!context.missing().empty()) {
    return RenderFault{cat("it uses the name `", context.missing(), "`, which its data does not have")};
  }
  for (char& c : text) {
    if (c == kLineBreak) c = '\n';
  }
  return text;
} catch (const std::exception& thrown) {
  return RenderFault{cat("the mustache library gave up: ", std::string_view(thrown.what()))};
}

}  // namespace landform::emit
