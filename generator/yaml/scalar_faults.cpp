#include "yaml/scalar_faults.h"

#include <string>

#include "base/text.h"
#include "yaml/core_schema.h"
#include "yaml/reader.h"

namespace landform::yaml {
namespace {

using base::cat;
using base::Diagnostic;

std::string without_leading_zeros(std::string_view text) {
  std::string out;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    if (text.front() == '-') out = "-";
    text.remove_prefix(1);
  }
  const std::size_t first = text.find_first_not_of('0');
  return out += first == std::string_view::npos ? std::string_view("0") : text.substr(first);
}

void report_digit_loss(const Node& node, DigitLoss loss, base::Diagnostics& diagnostics) {
  const std::string& text = node.text;
  switch (loss) {
    case DigitLoss::leading_zero: {
      const bool octal = text.find('o') != std::string::npos;
      Diagnostic fault("yaml/number-loses-digits", node.span,
                       octal
                           ? cat("`", text, "` is an octal number to some YAML readers and text to others")
                           : cat("the number ", text, " starts with a zero, which YAML readers drop or read as octal"));
      std::string help = cat("quote it, if it is an id or a code: \"", text, "\"");
      if (!octal) help += cat("; write ", without_leading_zeros(text), " if it is a quantity");
      diagnostics.add(std::move(fault).label("not the same in every reader").help(std::move(help)));
      return;
    }
    case DigitLoss::beyond_64_bits:
      diagnostics.add(Diagnostic("yaml/number-loses-digits", node.span,
                                 cat("the number ", text, " does not fit in 64 bits; readers round it"))
                          .help(cat("quote it, if it is an id or a code: \"", text, "\"")));
      return;
    case DigitLoss::beyond_double:
      diagnostics.add(
          Diagnostic("yaml/number-loses-digits", node.span,
                     cat("the number ", text,
                         " is larger, smaller or longer than a 64-bit floating point number; readers round it"))
              .help(cat("quote it, if it is an id or a code: \"", text, "\"")));
      return;
    case DigitLoss::none:
      return;
  }
}

}  // namespace

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "nothing";
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
    case Kind::real:
      return "a number";
    case Kind::string:
      return "text";
    case Kind::sequence:
      return "a list";
    case Kind::mapping:
      return "a mapping";
  }
  return "nothing";
}

void judge_plain(const Node& node, bool is_key, base::Diagnostics& diagnostics) {
  if (const DigitLoss loss = digit_loss(node.text); loss != DigitLoss::none) {
    report_digit_loss(node, loss, diagnostics);
    return;
  }
  if (is_key) return;
  const std::string& text = node.text;
  switch (yaml_1_1_reading(text)) {
    case OtherReading::none:
      return;
    case OtherReading::true_word:
    case OtherReading::false_word: {
      const std::string_view word = yaml_1_1_reading(text) == OtherReading::true_word ? "true" : "false";
      diagnostics.add(
          Diagnostic("yaml/ambiguous-word", node.span,
                     cat("`", text, "` is read as the text \"", text, "\" here; older YAML readers take it for ", word))
              .help(cat("write ", word, " for the boolean, or \"", text, "\" for the text")));
      return;
    }
    case OtherReading::base_sixty:
      diagnostics.add(
          Diagnostic("yaml/ambiguous-word", node.span,
                     cat("`", text, "` is read as text here; older YAML readers take it for a number to base 60"))
              .help(cat("quote it: \"", text, "\"")));
      return;
  }
}

void report_too_deep(base::Span span, base::Diagnostics& diagnostics) {
  diagnostics.add(
      Diagnostic("yaml/too-deep", span,
                 cat("lists and mappings are nested more than ", kMaxDepth, " levels deep; the limit is ", kMaxDepth))
          .label(cat("level ", kMaxDepth + 1, " starts here"))
          .help("no blueprint or template needs this; look for brackets that are opened and never closed"));
}

void report_unknown_tag(std::string_view tag, base::Span span, std::span<const std::string_view> known,
                        base::Diagnostics& diagnostics) {
  constexpr std::string_view kStandard = "tag:yaml.org,2002:";
  const std::string shown = tag.starts_with(kStandard) ? cat("!!", tag.substr(kStandard.size())) : std::string(tag);
  Diagnostic fault("yaml/unknown-tag", span, cat("the tag `", shown, "` is not known here"));
  for (const std::string_view candidate : known) {
    if (base::to_lower(candidate) == base::to_lower(tag)) {
      diagnostics.add(std::move(fault).help(cat("did you mean `", candidate, "`?")));
      return;
    }
  }
  diagnostics.add(known.empty()
                      ? std::move(fault).help("this file takes no tags: remove it, or quote the whole value if the "
                                              "exclamation mark belongs to the text")
                      : std::move(fault).help("quote the whole value if the exclamation mark belongs to the text"));
}

}  // namespace landform::yaml
