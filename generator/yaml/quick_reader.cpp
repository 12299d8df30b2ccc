#include "yaml/quick_reader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/utf8.h"
#include "yaml/byte_lanes.h"
#include "yaml/key_index.h"
#include "yaml/quick_scan.h"
#include "yaml/reader.h"

namespace landform::yaml {
namespace {

constexpr std::array<bool, 256> make_suspects() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = c != '\n';
  for (const std::size_t c : {0x7FU, 0xC2U, 0xE2U, 0xEFU}) table[c] = true;
  return table;
}
constexpr auto kSuspects = make_suspects();

// Whether the character at `at` is a control character, or one that some reader takes for a line break or a byte order
// mark.
bool is_suspect(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(at);
  if (!kSuspects[first]) return false;
  const unsigned second = byte(at + 1);
  const unsigned third = byte(at + 2);
  if (first == 0xC2) return second < 0xA0;
  if (first == 0xE2) return second == 0x80 && (third == 0xA8 || third == 0xA9);
  if (first == 0xEF) return (second == 0xBB && third == 0xBF) || (second == 0xBF && third >= 0xBE);
  return true;
}

// Those of sixteen bytes that are neither printable ASCII nor line breaks. Less a blank, all but the latter are large.
std::uint64_t unusual(ByteLanes lanes) {
  return bits_of_lanes((lanes - 0x20 >= 0x5F) & (lanes != '\n'));
}

// Nearly all bytes are printable ASCII.
bool has_only_safe_characters(std::string_view text) {
  bool usual = true;
  for (std::size_t at = 0; at < text.size();) {
    if (text.size() - at >= kLanes && unusual(load_lanes(text.data() + at)) == 0) {
      at += kLanes;
      continue;
    }
    usual = usual && static_cast<unsigned char>(text[at]) < 0x80;
    if (is_suspect(text, at++)) return false;
  }
  return usual || base::find_bad_utf8(text) == std::string_view::npos;
}

// Makes the nodes of a scan, from its first part to its last.
class NodeMaker {
 public:
  NodeMaker(std::string_view text, base::FileId file, std::span<const std::string_view> tags, QuickScan& scan)
      : text_(text), file_(file), tags_(tags), scan_(scan) {}

  // False when a key stands twice in a mapping.
  bool make(Node& node) {
    const QuickPart& part = scan_.parts[next_++];
    node.kind = part.kind;
    node.style = part.style;
    node.span = {file_, part.begin, part.end};
    if (part.tag != 0) node.tag = tags_[part.tag - 1U];
    if (part.kind == Kind::sequence) {
      node.items.reserve(part.children);
      for (std::uint32_t i = 0; i < part.children; ++i) {
        if (!make(node.items.emplace_back())) return false;
      }
    } else if (part.kind == Kind::mapping) {
      node.entries.reserve(part.children);
      for (std::uint32_t i = 0; i < part.children; ++i) {
        const QuickPart& member = scan_.parts[next_];
        Entry& entry = node.entries.emplace_back();
        entry.key_span = {file_, member.key_begin, member.key_end};
        set(entry.key, member.key_text, member.key_begin, member.key_end);
        if (!make(entry.value)) return false;
      }
      return index_.repeated(node.entries).empty();
    } else if (part.kind != Kind::null) {
      set(node.text, part.text, part.begin, part.end);
    }
    return true;
  }

 private:
  void set(std::string& out, std::uint32_t kept, std::size_t begin, std::size_t end) {
    if (kept != 0) {
      out = std::move(scan_.texts[kept - 1]);
      return;
    }
    const bool quoted = text_[begin] == '"' || text_[begin] == '\'';
    out.assign(text_.data() + begin + (quoted ? 1 : 0), end - begin - (quoted ? 2 : 0));
  }

  std::string_view text_;
  base::FileId file_;
  std::span<const std::string_view> tags_;
  QuickScan& scan_;
  std::size_t next_ = 0;
  KeyIndex index_;
};

}  // namespace

std::optional<Node> read_quickly(std::string_view text, base::FileId file, std::span<const std::string_view> tags) {
  if (text.size() > kMaxFileBytes || !text.ends_with('\n') || !has_only_safe_characters(text)) return std::nullopt;
  std::optional<QuickScan> scan = scan_quickly(text, tags);
  if (!scan) return std::nullopt;
  std::optional<Node> root(std::in_place);
  if (!NodeMaker(text, file, tags, *scan).make(*root)) root.reset();
  return root;
}

}  // namespace landform::yaml
