#include "emit/documents/markdown.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/text.h"

namespace landform::emit::markdown {
namespace {

using base::cat;

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & '\x80') != 0;
}

// Whether the character could begin markup where it stands.
bool is_markup(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '|':
    case '~':
      return true;
    case '_': {  // inside a word it is a letter
      const bool before = at > 0 && is_word(text[at - 1]);
      const bool after = at + 1 < text.size() && is_word(text[at + 1]);
      return !before || !after;
    }
    case '&':  // an entity
      return at + 1 < text.size() && (is_word(text[at + 1]) || text[at + 1] == '#');
    case '>':
      return at == 0;
    case '#':
    case '+':
    case '-':
      return at == 0 && (text.size() == 1 || text[1] == ' ' || text[1] == '#');
    case '!':
      return at + 1 < text.size() && text[at + 1] == '[';
    default:
      return false;
  }
}

// Characters that is_markup knows, and blanks that are no spaces: the others are copied without a look at them.
constexpr std::array<bool, 256> make_watched() {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("\\`*[]<|~_&>#+-!\n\r\t")) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr auto kWatched = make_watched();

bool is_plain_in_shell(char c) {
  return is_word(c) || std::string_view("-_./:=,@%+{}").find(c) != std::string_view::npos;
}

std::string shell_word(const std::string& word) {
  // Braces with a comma would be several words; a placeholder in braces has none.
  const bool braces = word.find('{') != std::string::npos && word.find(',') != std::string::npos;
  if (!word.empty() && !braces && std::all_of(word.begin(), word.end(), is_plain_in_shell)) return word;
  return cat('\'', base::replace_all(word, "'", R"('\'')"), '\'');
}

}  // namespace

void append_prose(std::string& out, std::string_view text) {
  const std::size_t begin = out.size();
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kWatched[static_cast<unsigned char>(text[i])]) continue;
    const bool blank = text[i] == '\n' || text[i] == '\r' || text[i] == '\t';
    if (!blank && !is_markup(text, i)) continue;
    out += text.substr(copied, i - copied);
    copied = blank ? i + 1 : i;
    if (!blank) {
      out += '\\';
    } else if (out.size() == begin || out.back() != ' ') {
      out += ' ';
    }
  }
  out += text.substr(copied);
}

std::string prose(std::string_view text) {
  std::string escaped;
  append_prose(escaped, text);
  return escaped;
}

std::string written(std::string_view markdown) {
  std::string cell;
  for (const char c : markdown) {
    if (c == '|' && !cell.ends_with('\\')) cell += '\\';
    cell += c == '\n' ? ' ' : c;
  }
  return cell;
}

std::string code(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  std::string inside;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
    if (c == '|') inside += '\\';  // a table takes the backslash away before code is looked for
    inside += c == '\n' || c == '\r' ? ' ' : c;
  }
  if (inside.empty()) return "(empty)";
  const std::string fence(longest + 1, '`');
  const bool blanks = inside.front() == '`' || inside.back() == '`';
  return blanks ? cat(fence, ' ', inside, ' ', fence) : cat(fence, inside, fence);
}

std::string link(std::string_view text, std::string_view target) {
  return cat('[', prose(text), "](", target, ')');
}

std::string listed(const std::vector<std::string>& pieces, std::string_view none) {
  if (pieces.empty()) return std::string(none);
  std::string text = pieces.front();
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    text += i + 1 == pieces.size() ? " and " : ", ";
    text += pieces[i];
  }
  return text;
}

std::string codes(const std::vector<std::string>& texts, std::string_view none) {
  std::vector<std::string> pieces;
  pieces.reserve(texts.size());
  for (const std::string& text : texts) pieces.push_back(code(text));
  return listed(pieces, none);
}

std::string shell(const std::vector<std::string>& arguments) {
  std::string command;
  for (const std::string& argument : arguments) {
    if (!command.empty()) command += ' ';
    command += shell_word(argument);
  }
  return command;
}

std::string tidy(std::string_view text) {
  std::string tidied;
  tidied.reserve(text.size() + 1);
  bool in_code = false;
  bool blank_before = true;  // none at the start
  while (true) {
    const std::size_t length = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, length);
    while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
    const std::size_t mark = line.find_first_not_of(" \t\r");
    if (mark != std::string_view::npos && line.substr(mark).starts_with("```")) in_code = !in_code;
    if (!line.empty() || !blank_before || in_code) {
      blank_before = line.empty();
      tidied += line;
      tidied += '\n';
    }
    if (length == text.size()) break;
    text.remove_prefix(length + 1);
  }
  while (tidied.ends_with("\n\n")) tidied.pop_back();
  return tidied;
}

}  // namespace landform::emit::markdown
