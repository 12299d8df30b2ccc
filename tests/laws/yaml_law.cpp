// What is written is read again as the same: for every node, in YAML and in JSON; and the check before each write says
// so exactly when it is so.
#include <rapidcheck.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/render_text.h"
#include "base/utf8.h"
#include "support/identical.h"
#include "yaml/format.h"
#include "yaml/quick_reader.h"
#include "yaml/read_back.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace landform::yaml {
namespace {

constexpr std::array<std::string_view, 4> kTags{"!Sub", "!Ref", "!GetAtt", "!Join"};

// Texts that some reader takes for something else, and text at the edges of every style.
constexpr std::array<std::string_view, 75> kNasty{"",
                                                  "~",
                                                  "null",
                                                  "Null",
                                                  "true",
                                                  "False",
                                                  "yes",
                                                  "NO",
                                                  "on",
                                                  "Off",
                                                  "y",
                                                  "N",
                                                  "0",
                                                  "-1",
                                                  "+1",
                                                  "0123",
                                                  "0o17",
                                                  "0x1f",
                                                  "0b1",
                                                  "1_000",
                                                  "1,000",
                                                  "1e3",
                                                  "1.",
                                                  ".5",
                                                  ".inf",
                                                  "-.INF",
                                                  ".nan",
                                                  "4.0",
                                                  "12:30:45",
                                                  "1:2",
                                                  "2012-10-17",
                                                  "2012-10-17T10:00:00Z",
                                                  "111122223333",
                                                  "<<",
                                                  "=",
                                                  "-",
                                                  "- x",
                                                  "---",
                                                  "...",
                                                  "--- x",
                                                  "? x",
                                                  ": x",
                                                  "a: b",
                                                  "a:",
                                                  "a #b",
                                                  "#x",
                                                  "a#b",
                                                  "&x",
                                                  "*x",
                                                  "!x",
                                                  "|",
                                                  ">",
                                                  "%x",
                                                  "@x",
                                                  "`x`",
                                                  "'x'",
                                                  "\"x\"",
                                                  "[x]",
                                                  "{x}",
                                                  "a,b",
                                                  "a]b",
                                                  "${A}-${B}",
                                                  " x",
                                                  "x ",
                                                  "\t",
                                                  "a\tb",
                                                  "\n",
                                                  "a\nb",
                                                  "a\nb\n",
                                                  "a\n\n",
                                                  "\na\n",
                                                  "  a\nb\n",
                                                  "a\n  \nb",
                                                  "\\ud83d\\ude00",
                                                  "a\r\nb"};

std::string any_text() {
  const int choice = *rc::gen::inRange(0, 10);
  if (choice < 5) return std::string(*rc::gen::elementOf(kNasty));
  if (choice < 7) {
    std::string text(*rc::gen::elementOf(kNasty));
    text += *rc::gen::elementOf(kNasty);
    return text;
  }
  // Any characters but those that YAML cannot hold at all (surrogates are none).
  std::string text;
  const int length = *rc::gen::inRange(0, 12);
  for (int i = 0; i < length; ++i) {
    static constexpr std::array<std::string_view, 4> kCharacters{" :#-,[]{}\"'\\\n\t&*!|>%@`", "abcyn019.~=?<_",
                                                                 "\x01\x07\x1b\x7f\r", ""};
    const std::string_view set = kCharacters[*rc::gen::inRange<std::size_t>(0, 4)];
    if (!set.empty()) {
      text += *rc::gen::elementOf(set);
    } else {
      static constexpr std::array<char32_t, 12> kWide{0x80,   0x85,   0xA0,   0xE9,   0x2028,  0x2029,
                                                      0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600, 0x10FFFF};
      base::append_utf8(text, *rc::gen::elementOf(kWide));
    }
  }
  return text;
}

enum class Tags { none, some };

Node any_scalar(Tags tags) {
  static constexpr std::array<std::string_view, 7> kIntegers{
      "0", "-1", "42", "+7", "111122223333", "0x1F", "18446744073709551615"};
  static constexpr std::array<std::string_view, 6> kReals{"0.5", "1e3", "-1.25E-2", "4.0", "100.", ".25"};
  Node node;
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      return null();
    case 1:
      return boolean(*rc::gen::arbitrary<bool>());
    case 2:
      node.kind = Kind::integer;
      node.text = *rc::gen::elementOf(kIntegers);
      return node;
    case 3:
      node.kind = Kind::real;
      node.text = *rc::gen::elementOf(kReals);
      return node;
    default:
      node = string(any_text());
      if (tags == Tags::some && *rc::gen::inRange(0, 4) == 0) node.tag = *rc::gen::elementOf(kTags);
      return node;
  }
}

Node any_node(int depth, Tags tags) {
  const int choice = *rc::gen::inRange(0, 4);
  if (depth == 0 || choice < 2) return any_scalar(tags);
  Node node = choice == 2 ? sequence() : mapping();
  if (*rc::gen::inRange(0, 3) == 0) node.style = Style::flow;
  if (tags == Tags::some && *rc::gen::inRange(0, 4) == 0) node.tag = *rc::gen::elementOf(kTags);
  const int count = *rc::gen::inRange(0, 5);
  for (int i = 0; i < count; ++i) {
    Node child = any_node(depth - 1, tags);
    if (node.is_sequence()) {
      node.add(std::move(child));
    } else if (std::string key = any_text(); !node.find(key)) {
      node.add(std::move(key), std::move(child));
    }
  }
  return node;
}

std::optional<Node> read_text(const std::string& text, std::string& said) {
  base::SourceMap sources;
  const base::FileId file = sources.add("generated", text);
  base::Diagnostics diagnostics;
  std::optional<Node> node = read(sources, file, {kTags}, diagnostics);
  said = base::render_text(sources, diagnostics);
  return node;
}

bool same_tags(const Node& a, const Node& b) {
  if (a.tag != b.tag || a.items.size() != b.items.size() || a.entries.size() != b.entries.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same_tags(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    if (!same_tags(a.entries[i].value, b.entries[i].value)) return false;
  }
  return true;
}

enum class Quick { nothing, same, differs };

// What the quick reader makes of a text, against the reader that it stands in for.
Quick compare_quick(const std::string& text) {
  base::SourceMap sources;
  const base::FileId file = sources.add("generated", text);
  const std::optional<Node> quick = read_quickly(sources.file(file).text, file, kTags);
  if (!quick) return Quick::nothing;
  base::Diagnostics diagnostics;
  const std::optional<Node> node = read_thoroughly(sources, file, {kTags}, diagnostics);
  return node && diagnostics.all().empty() && test::identical(*quick, *node) ? Quick::same : Quick::differs;
}

// JSON says numbers in its own form; what YAML alone has is compared by its JSON text.
bool law_yaml() {
  return rc::check("YAML that is written is read as the same node, without a word", [] {
    const Node node = any_node(4, Tags::some);
    const std::string text = write_yaml(node);
    std::string said;
    const std::optional<Node> again = read_text(text, said);
    RC_LOG() << text << said;
    RC_ASSERT(said.empty());
    RC_ASSERT(again.has_value());
    RC_ASSERT(same_value(node, *again));
    RC_ASSERT(same_tags(node, *again));
    RC_ASSERT(reads_back(text, node));
    RC_ASSERT(write_yaml(node) == text);
  });
}

bool law_json() {
  return rc::check("JSON that is written is read as the same node", [] {
    const Node node = any_node(4, Tags::none);
    for (const JsonLayout layout : {JsonLayout::pretty, JsonLayout::minified}) {
      const std::string text = write_json(node, layout);
      std::string said;
      const std::optional<Node> again = read_text(text, said);
      RC_LOG() << text << said;
      RC_ASSERT(again.has_value());
      RC_ASSERT(write_json(*again, layout) == text);
      RC_ASSERT(write_json(*again, JsonLayout::minified) == write_json(node, JsonLayout::minified));
    }
  });
}

bool law_change() {
  return rc::check("text with a changed byte reads back only if it still says the same", [] {
    const Node node = any_node(3, Tags::some);
    std::string text = write_yaml(node);
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    static constexpr std::string_view kBytes = " \n\t:#-,[]{}\"'\\&*!|>%0a~.y2+";
    text[at] = *rc::gen::elementOf(kBytes);
    if (!reads_back(text, node)) return;
    std::string said;
    const std::optional<Node> again = read_text(text, said);
    RC_LOG() << text << said;
    RC_ASSERT(again.has_value());
    RC_ASSERT(same_value(node, *again));
    RC_ASSERT(same_tags(node, *again));
  });
}

bool law_other_node() {
  return rc::check("the text of one node does not read back as another", [] {
    const Node node = any_node(2, Tags::some);
    const Node other = any_node(2, Tags::some);
    const bool same = same_value(node, other) && same_tags(node, other);
    RC_ASSERT(reads_back(write_yaml(node), other) == same);
  });
}

// Any that is written line by line.
Node any_block() {
  Node node = mapping();
  const int count = *rc::gen::inRange(1, 5);
  for (int i = 0; i < count; ++i) node.set(any_text(), any_node(3, Tags::some));
  return node;
}

bool law_entries() {
  return rc::check("a mapping is written as its entries are, one behind the other, and so it reads back", [] {
    const Node node = any_block();
    const auto column = *rc::gen::elementOf(std::vector<std::size_t>{0, 2});
    OutText out(1);
    if (column > 0) out.append("Resources:\n");
    for (const Entry& entry : node.entries) {
      const std::size_t begin = out.size();
      write_entry(entry, column, out);
      std::string text(out.view().substr(begin));
      RC_LOG() << text;
      RC_ASSERT(reads_back(text, entry, column));
      // With a byte changed, only if it still says the same to a reader.
      text[*rc::gen::inRange<std::size_t>(0, text.size())] =
          *rc::gen::elementOf(std::string_view(" \n\t:#-,[{\"'\\!|0a"));
      if (!reads_back(text, entry, column)) continue;
      std::string said;
      const std::optional<Node> again = read_text(text, said);
      RC_LOG() << text << said;
      RC_ASSERT(again.has_value());
      const Node alone = mapping({{entry.key, entry.value}});
      RC_ASSERT(same_value(alone, *again));
      RC_ASSERT(same_tags(alone, *again));
    }
    RC_ASSERT(out.view() == write_yaml(column > 0 ? mapping({{"Resources", node}}) : node));
  });
}

// Takes out what the quick reader leaves to the other: texts of several lines.
void make_simple(Node& node) {
  std::erase(node.text, '\n');
  for (Node& item : node.items) make_simple(item);
  for (Entry& entry : node.entries) make_simple(entry.value);
}

Node any_simple_mapping() {
  Node node = mapping();
  const int count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) node.set(any_text(), any_node(3, Tags::none));
  make_simple(node);
  return node;
}

bool law_quick() {
  return rc::check("what is written is read quickly as the reader would, or not at all", [] {
    const std::string simple = "# a comment: [\n#\n" + write_yaml(any_simple_mapping());
    RC_LOG() << simple;
    RC_ASSERT(compare_quick(simple) == Quick::same);
    const std::string json = write_json(any_simple_mapping(), JsonLayout::pretty);
    RC_LOG() << json;
    RC_ASSERT(compare_quick(json) == Quick::same);
    const std::string any = write_yaml(any_node(4, Tags::some));
    RC_LOG() << any;
    RC_ASSERT(compare_quick(any) != Quick::differs);
  });
}

// As people write: every form that the quick reader takes, each in a corner that it has to get right.
constexpr std::string_view kByHand =
    "# head\n"
    "\n"
    "Plain: two words # and a comment\n"
    "Empty:\n"
    "Numbers: [1, -2.5, 0x1F, true, null, s3:Get*, 2012-10-17, 'it''s', \"a\\tb\"]\n"
    "Beside:\n"
    "- a: 1\n"
    "  b: {c: [d, {e: !Ref F}], \"g\": ''}\n"
    "-   - x\n"
    "    - !Sub ${y}\n"
    "-\n"
    "  z: ~z\n"
    "Deep:\n"
    "     Text: !Sub |\n"
    "       if a:\n"
    "\n"
    "         b # no comment\n"
    "\n"
    "     Folded: >-\n"
    "        one\n"
    "        two\n"
    "\n"
    "        three\n"
    "     Call: !Join\n"
    "       - ','\n"
    "       -  !GetAtt A.b\n"
    "     Over: lines of\n"
    "       plain text # end\n"
    "     Items:\n"
    "     - 1\n"
    "       2\n"
    "     Quoted: \"a \\\n"
    "        b\\n\" # c\n"
    "     Single: 'it''s a  \n"
    "       <long> text'\n"
    "     Less: <x> # y\n"
    "     Lines: [\n"
    "      a, b,\n"
    "       c\n"
    "       ]\n";

bool law_quick_change() {
  return rc::check("changed text is read quickly as the reader would, or not at all", [] {
    const int form = *rc::gen::inRange(0, 3);
    std::string text = form == 0   ? write_yaml(any_simple_mapping())
                       : form == 1 ? write_json(any_simple_mapping(), JsonLayout::pretty)
                                   : std::string(kByHand);
    const int changes = *rc::gen::inRange(0, 4);
    for (int i = 0; i < changes; ++i) {
      static constexpr std::array<std::string_view, 30> kPieces{
          "",   " ", "\n", "\t", ":", ": ", "#", " #",   "- ",   "-",      ", ",   "[", "]",    "{",   "}",
          "\"", "'", "\\", "<<", "0", "|",  ">", "null", "\n  ", "a: b\n", "!Ref", "?", "- - ", "\n%", "\\u0061"};
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
      const auto length = *rc::gen::inRange<std::size_t>(0, 3);
      text.replace(at, length, *rc::gen::elementOf(kPieces));
    }
    const Quick quick = compare_quick(text);
    RC_LOG() << text;
    RC_ASSERT(quick != Quick::differs);
    RC_ASSERT(changes > 0 || quick == Quick::same);
    RC_CLASSIFY(quick == Quick::same, "read quickly");
  });
}

struct Formatted {
  bool read = false;
  bool changed_meaning = false;
  std::string text;
};

Formatted format_text(const std::string& text) {
  base::SourceMap sources;
  const base::FileId file = sources.add("generated", text);
  base::Diagnostics diagnostics;
  const std::optional<std::string> formatted = format(sources, file, diagnostics);
  if (!formatted) return {};
  Formatted result{true, false, *formatted};
  for (const base::Diagnostic& said : diagnostics.all()) {
    if (said.slug == "yaml/format-changes") result.changed_meaning = true;
  }
  return result;
}

bool law_format_written() {
  return rc::check("what is written is in the one layout", [] {
    const std::string text = write_yaml(any_node(4, Tags::some));
    RC_LOG() << text;
    RC_ASSERT(format_text(text).text == text);
  });
}

bool law_format() {
  return rc::check("formatting keeps what a file says, and formatting again changes nothing", [] {
    std::string text = write_yaml(any_node(4, Tags::some));
    const int changes = *rc::gen::inRange(0, 6);
    for (int i = 0; i < changes; ++i) {
      static constexpr std::array<std::string_view, 12> kInsertions{
          " ", "  ", "\n", "\n\n\n", " # note", "\t", "\n# x\n", ",", "\n  # y\n", "\r\n", "    ", "a: "};
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
      text.insert(at, *rc::gen::elementOf(kInsertions));
    }
    const Formatted once = format_text(text);
    if (!once.read) return;
    const Formatted twice = format_text(once.text);
    RC_LOG() << text << "--- formatted\n" << once.text << "--- twice\n" << twice.text;
    RC_ASSERT(!once.changed_meaning);
    RC_ASSERT(twice.read);
    RC_ASSERT(twice.text == once.text);
  });
}

}  // namespace
}  // namespace landform::yaml

int main() {
  using namespace landform::yaml;
  const bool holds = law_yaml() & law_json() & law_change() & law_other_node() & law_entries() & law_format_written() &
                     law_format() & law_quick() & law_quick_change();
  return holds ? 0 : 1;
}
