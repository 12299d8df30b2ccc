#include "yaml/syntax_words.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "yaml/spans.h"

namespace landform::yaml {
namespace {

using base::cat;
using base::Diagnostic;

struct Words {
  std::string_view parser_message;  // how yaml-cpp 0.7 starts it (exceptions.h)
  std::string_view message;
  std::string_view help;
};

constexpr std::string_view kQuoteHelp = "quote the value if these characters belong to the text: \"...\"";

constexpr Words kWords[] = {
    {"end of map flow not found", "a mapping in braces is not closed, or a comma is missing between its entries",
     "write {key: value, other: value}, with a comma between entries and a closing `}`"},
    {"end of sequence flow not found", "a list in brackets is not closed, or a comma is missing between its items",
     "write [one, two], with a comma between items and a closing `]`"},
    {"end of map not found", "this line does not continue the mapping above it",
     "start it in the same column as the keys above, as `key: value`"},
    {"end of sequence not found", "this line does not continue the list above it",
     "start it in the same column as the dashes above, as `- item`"},
    {"illegal map value", "a second `: ` or a wrong indentation: no key can stand here",
     "quote a value that contains a colon and a blank (key: \"a: b\"); start keys of one mapping in the same column"},
    {"illegal map key", "a key cannot stand here", "start each key on its own line, in the column of its neighbours"},
    {"illegal block entry", "a `- ` item cannot stand here",
     "start items on their own lines below the key, or write the list in brackets: [one, two]"},
    {"illegal flow end", "this closing bracket has no opening one",
     "remove it, or quote the value if it belongs to the text"},
    {"unknown token", "a value cannot start with this character", kQuoteHelp},
    {"illegal document indicator in scalar", "a line of three dashes or dots stands inside a quoted value",
     "close the quote before it"},
    {"unexpected character in block scalar", "only a digit, `+` or `-` may follow `|` or `>`",
     "start the text on the next line, indented"},
    {"cannot set zero indentation", "the indentation of a block of text cannot be 0", "remove the 0"},
    {"alias not found after *", "a value cannot start with `*` unless a name follows", kQuoteHelp},
    {"anchor not found after &", "a value cannot start with `&` unless a name follows", kQuoteHelp},
    {"illegal character found while scanning alias", "the name of this alias has a character that names cannot have",
     kQuoteHelp},
    {"illegal character found while scanning anchor", "the name of this anchor has a character that names cannot have",
     kQuoteHelp},
    {"illegal character found while scanning tag", "this tag has a character that tags cannot have", kQuoteHelp},
    {"tag handle with no suffix", "this tag has no name", kQuoteHelp},
    {"end of verbatim tag", "this tag is not closed with `>`", kQuoteHelp},
    {"cannot assign multiple tags", "a value can have one tag only", "remove one of them"},
    {"cannot assign multiple anchors", "a value can have one anchor only", "remove one of them"},
    {"cannot assign multiple aliases", "a value can be one alias only", "remove one of them"},
    {"aliases can't have any content", "an alias cannot have a tag or an anchor of its own",
     "remove the tag or the anchor"},
    {"YAML major version too large", "this file asks for a YAML version other than 1.x", "remove the %YAML line"},
    {"YAML directives", "a %YAML line takes one version number", "remove the %YAML line"},
    {"bad YAML version", "a %YAML line takes a version number such as 1.2", "remove the %YAML line"},
    {"repeated YAML directive", "%YAML stands twice", "remove one of the two lines"},
    {"TAG directives", "a %TAG line takes a handle and a prefix", "remove the %TAG line"},
    {"repeated TAG directive", "%TAG defines the same handle twice", "remove one of the two lines"},
};

// The character at `at`, whole; at least something to point at even at the end of the file.
std::size_t character_end(std::string_view text, std::size_t at) {
  if (at >= text.size()) return at;
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

// What stands on the line before `at`; empty when `at` is its first word.
std::string_view before_on_line(std::string_view text, std::size_t at) {
  const std::size_t break_before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = break_before == std::string_view::npos ? 0 : break_before + 1;
  return base::trim(text.substr(begin, at - begin));
}

// yaml-cpp reports whatever cannot follow a finished value as the missing end of the collection around it.
Diagnostic extra_text(const ReaderInput& input, std::size_t at) {
  const std::size_t end = std::min(input.text.find_first_of("\r\n", at), input.text.size());
  const base::Span span = input.span(at, end);
  if (input.text[at] == '*') {
    return Diagnostic("yaml/syntax", input.span(at, name_end(input.text, at)),
                      "an alias cannot have a tag or an anchor of its own")
        .help("remove the tag or the anchor, or write the value in place of the alias");
  }
  return Diagnostic("yaml/syntax", span,
                    cat("`", input.text.substr(at, end - at), "` cannot follow the value before it on this line"))
      .help("quote the whole value, and write \\\" for a quote inside; or start a new line");
}

Diagnostic undefined_alias(const ReaderInput& input, std::size_t at) {
  const std::size_t end = name_end(input.text, at);
  const std::string_view name = input.text.substr(at, end - at);
  return Diagnostic("yaml/undefined-alias", input.span(at, end), cat("the alias `", name, "` has no anchor above it"))
      .help(cat("mark the value it stands for with `&", name.substr(name.empty() ? 0 : 1),
                "` further up, or quote the value if the star belongs to the text: \"", name, "\""));
}

}  // namespace

Diagnostic syntax_fault(const ReaderInput& input, std::string_view parser_message, std::size_t at, base::Span open) {
  at = std::min(at, input.text.size());
  if (parser_message.starts_with("the referenced anchor is not defined")) return undefined_alias(input, at);
  const base::Span span = input.span(at, character_end(input.text, at));
  const bool behind_value = parser_message == "end of map not found" || parser_message == "end of sequence not found";
  if (behind_value && at < input.text.size() && !before_on_line(input.text, at).empty()) return extra_text(input, at);
  for (const Words& words : kWords) {
    if (!parser_message.starts_with(words.parser_message)) continue;
    const std::string_view found = input.text.substr(at, span.end - span.begin);
    const bool shows = parser_message == "unknown token" && !found.empty();
    Diagnostic fault("yaml/syntax", span, shows ? cat(words.message, ": `", found, "`") : std::string(words.message));
    if (open.known() && open.begin < span.begin && parser_message.starts_with("end of")) {
      fault.secondary.push_back({{open.file, open.begin, open.begin + 1}, "it starts here"});
    }
    return std::move(fault).help(std::string(words.help));
  }
  return Diagnostic("yaml/syntax", span, "this is not YAML from here on")
      .help("compare the line and the one above with `landform init`'s blueprint: key, colon, blank, value");
}

}  // namespace landform::yaml
