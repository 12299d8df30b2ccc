// Nodes to JSON.
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "yaml/json_number.h"
#include "yaml/json_text.h"
#include "yaml/write.h"

namespace landform::yaml {
namespace {

class JsonWriter {
 public:
  explicit JsonWriter(JsonLayout layout) : out_(layout) {}

  std::string take(const Node& node) {
    value(node);
    return std::move(out_).take();
  }

 private:
  void value(const Node& node) {
    if (node.tag.empty()) return untagged(node);
    // JSON has no tags. A tag that is still here becomes a key, so that it is seen and not lost.
    out_.open_object();
    out_.key(node.tag.view());
    untagged(node);
    out_.close();
  }

  void untagged(const Node& node) {
    switch (node.kind) {
      case Kind::null:
        return out_.plain("null");
      case Kind::boolean:
        return out_.plain(node.text);
      case Kind::integer:
      case Kind::real:
        return number(node.text);
      case Kind::string:
        return out_.string(node.text);
      case Kind::sequence:
        out_.open_list();
        for (const Node& item : node.items) value(item);
        return out_.close();
      case Kind::mapping:
        out_.open_object();
        for (const Entry& entry : node.entries) {
          out_.key(entry.key);
          value(entry.value);
        }
        return out_.close();
    }
  }

  void number(std::string_view text) {
    if (is_json_number(text)) {
      out_.plain(text);
    } else if (const std::optional<std::string> same = to_json_number(text)) {
      out_.plain(*same);
    } else {
      out_.string(text);
    }
  }

  JsonText out_;
};

}  // namespace

std::string write_json(const Node& node, JsonLayout layout) {
  return JsonWriter(layout).take(node);
}

}  // namespace landform::yaml
