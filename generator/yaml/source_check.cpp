#include "yaml/source_check.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "base/utf8.h"
#include "yaml/layout_check.h"
#include "yaml/spans.h"

namespace landform::yaml {
namespace {

using base::cat;
using base::Diagnostic;

std::string hex(unsigned value, int digits) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += kHex[(value >> shift) & 0xFU];
  return out;
}

// By its mark, or by the zero bytes that ASCII has in it.
std::string_view wide_encoding(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv)) return "UTF-16";
  if (text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0')) {
    return text.size() >= 4 && text[2] == '\0' && text[1] == '\0' ? "UTF-32" : "UTF-16";
  }
  return {};
}

bool check_encoding(const ReaderInput& input, base::Diagnostics& diagnostics) {
  const std::size_t at = base::find_bad_utf8(input.text);
  if (at == std::string_view::npos) return true;
  std::size_t more = 0;
  for (std::size_t next = at + 1; next < input.text.size(); ++more) {
    const std::size_t found = base::find_bad_utf8(input.text.substr(next));
    if (found == std::string_view::npos) break;
    next += found + 1;
  }
  const unsigned byte = static_cast<unsigned char>(input.text[at]);
  Diagnostic fault("yaml/bad-utf8", input.span(at, at + 1),
                   cat("the byte 0x", hex(byte, 2), " is not UTF-8, the encoding of all files here"));
  if (byte >= 0xA0) {
    std::string latin;
    base::append_utf8(latin, byte);
    fault.primary.text = cat("`", latin, "`, if the file is in Latin-1");
  }
  if (more > 0) fault.notes.push_back(cat(base::count_of(more, "further such byte"), " in this file"));
  diagnostics.add(
      std::move(fault).help("save the file as UTF-8; `iconv -f latin1 -t utf-8 OLD > NEW` converts Latin-1"));
  return false;
}

constexpr std::array<bool, 256> make_source_suspects() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = c != '\t' && c != '\n';
  for (const std::size_t c : {0x7FU, 0xC2U, 0xEFU}) table[c] = true;
  return table;
}
constexpr auto kSourceSuspects = make_source_suspects();

struct Control {
  std::size_t bytes = 0;  // 0: the character is fine
  unsigned code = 0;
};

// YAML 1.2.2 section 5.1: c-printable.
Control control_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned c = byte(at);
  if (c == '\r') return byte(at + 1) == '\n' && at + 1 < text.size() ? Control{} : Control{1, c};
  if (c < 0x80) return {1, c};
  if (c == 0xC2 && byte(at + 1) < 0xA0 && byte(at + 1) != 0x85) return {2, byte(at + 1)};
  // A byte order mark inside the text cannot be seen and would be lost at the start of a file.
  if (c == 0xEF && byte(at + 1) == 0xBB && byte(at + 2) == 0xBF) return {3, 0xFEFF};
  if (c == 0xEF && byte(at + 1) == 0xBF && byte(at + 2) >= 0xBE) return {3, 0xFF40U + byte(at + 2)};
  return {};
}

bool check_characters(const ReaderInput& input, base::Diagnostics& diagnostics) {
  std::size_t count = 0;
  std::size_t first = 0;
  Control found;
  for (std::size_t i = 0; i < input.text.size(); ++i) {
    if (!kSourceSuspects[static_cast<unsigned char>(input.text[i])]) continue;
    const Control control = control_at(input.text, i);
    if (control.bytes == 0) continue;
    if (count++ == 0) {
      first = i;
      found = control;
    }
  }
  if (count == 0) return true;
  const bool carriage_return = found.code == '\r';
  Diagnostic fault("yaml/control-character", input.span(first, first + found.bytes),
                   carriage_return ? std::string("a carriage return without a line feed stands in the text")
                                   : cat("the control character U+", hex(found.code, 4), " stands in the text"));
  if (count > 1) fault.notes.push_back(cat(base::count_of(count - 1, "further control character"), " in this file"));
  diagnostics.add(std::move(fault).help(
      carriage_return ? std::string("save the file with line feeds as line ends")
                      : cat("remove it, or write it in double quotes as \"\\u", hex(found.code, 4), "\"")));
  return false;
}

}  // namespace

std::optional<ReaderInput> check_source(std::string_view text, base::FileId file, base::Diagnostics& diagnostics) {
  if (text.size() > kMaxFileBytes) {
    diagnostics.add(Diagnostic("yaml/file-too-large", {file, 0, 0},
                               cat("this file has ", text.size(), " bytes; the limit is ", kMaxFileBytes, " (16 MiB)"))
                        .help("split it into several files"));
    return std::nullopt;
  }
  if (const std::string_view encoding = wide_encoding(text); !encoding.empty()) {
    diagnostics.add(
        Diagnostic("yaml/byte-order-mark", {file, 0, 1}, cat("this file is in ", encoding, "; files here are in UTF-8"))
            .help(cat("save the file as UTF-8, or convert it: iconv -f ", encoding, " -t UTF-8 OLD > NEW")));
    return std::nullopt;
  }
  ReaderInput input{text, file, 0, {}, {}};
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) {
    input.skipped = kMark.size();
    input.text.remove_prefix(kMark.size());
  }
  if (!check_encoding(input, diagnostics)) return std::nullopt;
  const bool printable = check_characters(input, diagnostics);
  if (!check_layout(input, diagnostics) || !printable) return std::nullopt;
  return input;
}

Diagnostic second_document_fault(const ReaderInput& input, std::size_t at) {
  const std::size_t token = skip_to_token(input.text, at);
  if (input.text.substr(token).starts_with("---") || input.text.substr(token).starts_with("%")) {
    return Diagnostic("yaml/several-documents", input.span(token, token + 3),
                      "a second document starts here; one file holds one document")
        .help("move what follows into a file of its own, or remove the `---`");
  }
  const std::size_t end = std::min(input.text.find_first_of("\r\n", token), input.text.size());
  return Diagnostic("yaml/syntax", input.span(token, end),
                    "this line fits nothing above it: neither its list nor its mapping")
      .help("indent it as the lines that it belongs to; a list and a mapping cannot share one column");
}

}  // namespace landform::yaml
