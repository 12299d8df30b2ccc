#include "emit/documents/render.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/text.h"
#include "emit/documents/markdown.h"
#include "emit/documents/mustache.h"
#include "yaml/byte_table.h"

namespace landform::emit {
namespace {

using base::cat;

constexpr yaml::ByteTable kHasEntity = yaml::table_of("&<>\"'");

std::string_view html_entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

class Filler {
 public:
  Filler(const std::vector<MustachePiece>& pieces, Escape escape) : pieces_(pieces), escape_(escape) {}

  // False when a name is missing.
  bool run(const yaml::Node& data) {
    contexts_.push_back(&data);
    return fill(0, pieces_.size());
  }

  [[nodiscard]] const std::string& missing() const { return missing_; }
  std::string take() && { return std::move(out_); }

 private:
  using Kind = MustachePiece::Kind;

  bool fill(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const MustachePiece& piece = pieces_[i];
      if (piece.kind == Kind::text) {
        out_ += piece.text;
        continue;
      }
      const yaml::Node* value = piece.kind == Kind::partial ? nullptr : find(piece.text);
      if (value == nullptr) {
        missing_ = cat(piece.kind == Kind::partial ? "> " : "", piece.text);
        return false;
      }
      if (piece.kind == Kind::section || piece.kind == Kind::inverted) {
        if (!section(piece, *value, i + 1)) return false;
        i = piece.end;
      } else {
        variable(piece, *value);
      }
    }
    return true;
  }

  bool section(const MustachePiece& piece, const yaml::Node& value, std::size_t begin) {
    const bool no = value.is_null() || (value.kind == yaml::Kind::boolean && value.text != "true") ||
                    (value.is_sequence() && value.items.empty());
    if (no != (piece.kind == Kind::inverted)) return true;
    if (no || !value.is_sequence()) return inside(value, begin, piece.end);
    for (const yaml::Node& item : value.items) {
      if (!inside(item, begin, piece.end)) return false;
    }
    return true;
  }

  bool inside(const yaml::Node& context, std::size_t begin, std::size_t end) {
    contexts_.push_back(&context);
    const bool filled = fill(begin, end);
    contexts_.pop_back();
    return filled;
  }

  void variable(const MustachePiece& piece, const yaml::Node& value) {
    if (!value.is_scalar() || value.is_null() || value.kind == yaml::Kind::boolean) return;
    if (piece.kind == Kind::unescaped) {
      out_ += value.text;
    } else if (escape_ == Escape::html) {
      append_html_escaped(out_, value.text);
    } else {
      markdown::append_prose(out_, value.text);
    }
  }

  // From the inside outwards. `a.b` is `b` of the innermost `a` that has one.
  [[nodiscard]] const yaml::Node* find(std::string_view name) const {
    if (name == ".") return contexts_.back();
    for (auto context = contexts_.rbegin(); context != contexts_.rend(); ++context) {
      const yaml::Node* found = *context;
      std::string_view rest = name;
      while (found != nullptr && !rest.empty()) {
        const std::string_view part = rest.substr(0, rest.find('.'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        found = last_of_name(*found, part);
      }
      if (found != nullptr && !name.empty()) return found;
    }
    return nullptr;
  }

  // A document may say a name of document_data anew: the later one counts.
  static const yaml::Node* last_of_name(const yaml::Node& node, std::string_view name) {
    for (std::size_t i = node.entries.size(); i > 0; --i) {
      if (node.entries[i - 1].key == name) return &node.entries[i - 1].value;
    }
    return nullptr;
  }

  const std::vector<MustachePiece>& pieces_;
  Escape escape_;
  std::vector<const yaml::Node*> contexts_;  // the innermost last
  std::string missing_;
  std::string out_;
};

}  // namespace

void append_html_escaped(std::string& out, std::string_view text) {
  std::size_t copied = 0;
  for (std::size_t i = yaml::next_with_entry(kHasEntity, text, 0); i < text.size();
       i = yaml::next_with_entry(kHasEntity, text, i + 1)) {
    out += text.substr(copied, i - copied);
    out += html_entity(text[i]);
    copied = i + 1;
  }
  out += text.substr(copied);
}

base::Result<std::string, RenderFault> render(std::string_view source, const yaml::Node& data, Escape escape) {
  const auto pieces = read_mustache(source);
  if (!pieces) return RenderFault{cat("it is not well-formed mustache: ", pieces.error())};
  Filler filler(pieces.value(), escape);
  if (!filler.run(data)) {
    return RenderFault{cat("it uses the name `", filler.missing(), "`, which its data does not have")};
  }
  return std::move(filler).take();
}

}  // namespace landform::emit
