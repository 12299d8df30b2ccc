// Scalars: text, numbers, booleans and words, each against the rule of its field.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "blueprint/decoder.h"
#include "blueprint/pattern.h"

namespace landform::blueprint {
namespace {

constexpr std::string_view kAccountIdSlug = "blueprint/account-id";

bool is_account_rule(const TextRule& rule) {
  return &rule == &kAccountId || &rule == &kAccountNameOrId;
}

bool digits_only(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// How to write 0x1F or 0o17, which YAML has and people misread.
std::string in_decimal(std::string_view text) {
  std::uint64_t value = 0;
  const int radix = text.starts_with("0x") ? 16 : 8;
  const auto result = std::from_chars(text.data() + 2, text.data() + text.size(), value, radix);
  return result.ec == std::errc() ? base::cat("in decimal: ", value) : std::string();
}

}  // namespace

void Decoder::text(const yaml::Node& node, const Type& type, const Rule& rule, Slot& slot) {
  const TextRule& wanted = rule.text != nullptr ? *rule.text : kAnyText;
  const bool number = node.kind == yaml::Kind::integer;
  if (is_account_rule(wanted) && (number || (node.is_string() && &wanted == &kAccountId) || digits_only(node.text))) {
    const bool twelve = node.text.size() == 12 && digits_only(node.text);
    if (number || !twelve) account_id(node);
    if (!twelve) slot.presence = Presence::poisoned;
    return type.set_text(slot, node.text);
  }
  if (!node.is_string() && !(number && wanted.numbers)) {
    slot.presence = Presence::poisoned;
    const std::string help =
        node.is_scalar() ? base::cat("in quotes it is a text: ", in_quotes(node.text)) : std::string();
    return wrong_kind(node, base::cat("a text (", wanted.kind, ")"), help);
  }
  if (!text_fits(node.text, node.span, wanted)) slot.presence = Presence::poisoned;
  type.set_text(slot, node.text);
}

bool Decoder::text_fits(std::string_view text, base::Span span, const TextRule& rule) {
  if (!rule.placeholders.empty() && !placeholders_known(text, span, rule)) return false;
  if (!fits(text, rule)) {
    bad_text(text, span, rule);
    return false;
  }
  if (rule.doubt != nullptr) doubtful(text, span, rule);
  return true;
}

bool Decoder::fits(std::string_view text, const TextRule& rule) {
  const std::size_t length = characters(text);
  return length >= rule.minimum && (rule.maximum == 0 || length <= rule.maximum) &&
         (rule.pattern.empty() || matches(rule.pattern, text)) &&
         (rule.problem == nullptr || rule.problem(text).empty());
}

void Decoder::integer(const yaml::Node& node, const Rule& rule, Slot& slot) {
  auto& value = static_cast<Written<std::int64_t>&>(slot).value;
  slot.presence = Presence::poisoned;
  if (node.kind != yaml::Kind::integer) {
    const bool quoted = node.is_string() && digits_only(node.text);
    const std::string help = quoted ? base::cat("without quotes it is a number: ", node.text) : std::string();
    return wrong_kind(node, rule.unit.empty() ? "a whole number" : base::cat("a whole number of ", rule.unit), help);
  }
  const char* begin = node.text.data() + (node.text.starts_with('+') ? 1 : 0);
  const char* end = node.text.data() + node.text.size();
  const auto result = std::from_chars(begin, end, value);
  if (result.ec == std::errc::result_out_of_range) return out_of_range(node, rule);
  if (result.ec != std::errc() || result.ptr != end) {
    value = 0;
    return wrong_kind(node, "a whole number in decimal digits", in_decimal(node.text));
  }
  if (value < rule.minimum || value > rule.maximum) return out_of_range(node, rule);
  slot.presence = Presence::value;
}

void Decoder::decimal(const yaml::Node& node, const Rule& rule, Slot& slot) {
  auto& value = static_cast<Written<Decimal>&>(slot).value;
  slot.presence = Presence::poisoned;
  double number = 0;
  const std::string_view digits = std::string_view(node.text).substr(node.text.starts_with('+') ? 1 : 0);
  const char* end = digits.data() + digits.size();
  const bool numeric = node.kind == yaml::Kind::integer || node.kind == yaml::Kind::real;
  const auto result = std::from_chars(digits.data(), end, number);
  if (!numeric || result.ec == std::errc::invalid_argument || result.ptr != end || number - number != 0) {
    const std::string wanted = rule.unit.empty() ? "a number" : base::cat("a number of ", rule.unit);
    const bool quoted = node.is_string() && digits_only(node.text);
    return wrong_kind(node, wanted, quoted ? base::cat("without quotes it is a number: ", node.text) : std::string());
  }
  if (result.ec != std::errc() || number < static_cast<double>(rule.minimum) ||
      number > static_cast<double>(rule.maximum)) {
    return out_of_range(node, rule);
  }
  value.text = digits;
  slot.presence = Presence::value;
}

void Decoder::boolean(const yaml::Node& node, Slot& slot) {
  static_cast<Written<bool>&>(slot).value = node.text == "true";
  if (node.kind == yaml::Kind::boolean) return;
  slot.presence = Presence::poisoned;
  const std::string word = base::to_lower(node.text);
  std::string help;
  if (word == "yes" || word == "on" || word == "y") help = "write `true`";
  if (word == "no" || word == "off" || word == "n") help = "write `false`";
  if (word == "true" || word == "false") help = base::cat("without quotes: ", word);
  wrong_kind(node, "true or false", help);
}

// ---- account ids -------------------------------------------------------------------------------------------------

void Decoder::account_id(const yaml::Node& node) {
  const bool number = node.kind == yaml::Kind::integer;
  const std::string& text = node.text;
  if (!digits_only(text)) {
    std::string help = "write its twelve digits in quotes: \"111122223333\"";
    std::string bare = base::replace_all(base::replace_all(text, "-", ""), " ", "");
    if (bare.size() == 12 && digits_only(bare)) help = base::cat("without separators: ", in_quotes(bare));
    diagnostics_.add(base::Diagnostic(kAccountIdSlug, node.span,
                                      base::cat("`", shown(text), "` is no account id; AWS account ids are 12 digits"))
                         .label(quoted_path())
                         .help(std::move(help)));
    return;
  }
  if (number && text.size() == 12) {
    diagnostics_.add(base::Diagnostic("blueprint/unquoted-account-id", node.span,
                                      base::cat("account id ", text, " is written as a number; ids are text"))
                         .label("other tools drop the leading zero of such a number")
                         .help(base::cat("keep ids in quotes: ", in_quotes(text))));
    return;
  }
  base::Diagnostic wrong(kAccountIdSlug, node.span,
                         base::cat("account id ", shown(text), " has ", base::count_of(text.size(), "digit"),
                                   "; AWS account ids have 12"));
  if (text.size() > 12) {
    wrong.primary.text = base::cat(base::count_of(text.size() - 12, "digit"), " too many");
  } else if (number) {
    wrong.primary.text = "a number, so a leading zero could have been lost on the way here";
  } else {
    wrong.primary.text = base::cat(base::count_of(12 - text.size(), "digit"), " short");
  }
  // More than three zeros in front are no likely account.
  if (number && text.size() >= 9 && text.size() < 12) {
    const std::string padded = base::cat(std::string(12 - text.size(), '0'), text);
    wrong.helps.push_back(base::cat("keep ids in quotes: ", in_quotes(padded),
                                    ", if that is the account; `aws sts get-caller-identity` shows it"));
  } else {
    wrong.helps.push_back("`aws sts get-caller-identity` shows the id of the account you are in");
  }
  diagnostics_.add(std::move(wrong));
}

}  // namespace landform::blueprint
