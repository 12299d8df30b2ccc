// The words of what the decoder refuses. Each message says the value found and the value wanted; each help can be
// pasted.
#include <algorithm>

#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/decoder.h"
#include "blueprint/keys.h"

namespace landform::blueprint {
namespace {

constexpr std::size_t kLongestPath = 300;  // bytes of a path of keys in a message

std::string near_names_of(std::string_view word, const std::vector<std::string_view>& candidates) {
  return base::did_you_mean(base::near_names(word, candidates));
}

// "`schedule`, `select`": without which a record cannot be; nothing of other types.
std::string needed_keys(const Type& type) {
  std::vector<std::string> names;
  if (type.form != Form::record) return {};
  for (const Field& field : type.fields()) {
    if (field.facts.need == Need::required) names.push_back(base::cat('`', field.name, '`'));
  }
  return base::join(names, ", ");
}

}  // namespace

std::string shown(std::string_view text, std::size_t longest) {
  std::size_t end = std::min(text.size(), longest);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  std::string out;
  for (const char c : text.substr(0, end)) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  if (end < text.size()) out += "...";
  return out;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string describe(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Kind::null:
      return "nothing";
    case yaml::Kind::boolean:
      return node.text;
    case yaml::Kind::integer:
    case yaml::Kind::real:
      return base::cat("the number ", shown(node.text));
    case yaml::Kind::string:
      return node.text.empty() ? "an empty text" : base::cat("the text `", shown(node.text), "`");
    case yaml::Kind::sequence:
      return base::cat("a list of ", base::count_of(node.items.size(), "item"));
    case yaml::Kind::mapping:
      return base::cat("a map with ", base::count_of(node.entries.size(), "key"));
  }
  return {};
}

std::string describe(const Type& type, const Rule& rule) {
  switch (type.form) {
    case Form::text:
      return base::cat("a text (", rule.text != nullptr ? rule.text->kind : kAnyText.kind, ")");
    case Form::integer:
      return rule.unit.empty() ? "a whole number" : base::cat("a whole number of ", rule.unit);
    case Form::decimal:
      return rule.unit.empty() ? "a number" : base::cat("a number of ", rule.unit);
    case Form::boolean:
      return "true or false";
    case Form::word:
      return "one of a few words";
    case Form::tree:
      return "a map, as AWS's documents are";
    case Form::record:
      return type.short_form == nullptr ? "a map of keys" : base::cat("its ", type.short_form(), " or a map of keys");
    case Form::list:
      return type.element->form == Form::record ? "a list of maps" : "a list";
    case Form::map:
      return rule.names != nullptr ? base::cat("a map, keyed by ", rule.names->kind) : "a map";
  }
  return {};
}

std::string Decoder::fill_or_leave_out(const Facts& facts) const {
  return base::cat("write `", key(), ": ", facts.example, '`',
                   facts.need == Need::required ? "" : ", or leave the key out");
}

std::string Decoder::quoted_path() const {
  std::string out;
  for (const Step& step : path_) {
    if (step.part == kItem) continue;
    if (!out.empty()) out += '.';
    out += step.part;
  }
  if (out.empty()) return "the blueprint";
  return base::cat(path_.back().part == kItem ? "an item of `" : "`", shown(out, kLongestPath), "`");
}

std::string_view Decoder::key() const {
  return path_.back().part == kItem ? path_[path_.size() - 2].part : path_.back().part;
}

void Decoder::wrong_kind(const yaml::Node& node, std::string_view wanted, std::string help) {
  base::Diagnostic wrong("blueprint/wrong-kind", node.span,
                         base::cat(quoted_path(), " is ", describe(node), "; wanted: ", wanted));
  if (help.empty() && facts() != nullptr && !facts()->example.empty()) {
    help = base::cat("write `", key(), ": ", facts()->example, "`");
  }
  if (!help.empty()) wrong.helps.push_back(std::move(help));
  diagnostics_.add(std::move(wrong));
}

void Decoder::null_refused(const yaml::Node& node, const Type& type, const Facts& facts, base::Span key_span) {
  std::string help = "write a value, or leave the key out";
  if (path_.back().part == kItem) {
    help = "write an item between the commas, or take one of them out";
  } else if (facts.need == Need::required && !facts.example.empty()) {
    help = fill_or_leave_out(facts);
  } else if (const std::string needed = needed_keys(type); !needed.empty()) {
    help = facts.example.empty() ? base::cat("give it what it needs, ", needed, ", or leave `", key(), "` out")
                                 : fill_or_leave_out(facts);
  } else if (type.form == Form::record || type.form == Form::map) {
    help = base::cat("write `", key(), ": {}` for every default");
  } else if (!facts.example.empty()) {
    help = base::cat("write `", key(), ": ", facts.example, "`, or leave the key out");
  }
  const base::Span place = node.span.known() && node.span.begin < node.span.end ? node.span : key_span;
  diagnostics_.add(base::Diagnostic("blueprint/null-not-allowed", place,
                                    base::cat(quoted_path(), " is empty; wanted: ", describe(type, facts.rule)))
                       .label("nothing stands behind this key")
                       .help(std::move(help)));
}

void Decoder::unknown_key(const yaml::Entry& entry, std::span<const Field> fields) {
  base::Diagnostic unknown("blueprint/unknown-key", entry.key_span,
                           base::cat(quoted_path(), " has no key `", shown(entry.key), "`"));
  unknown.primary.text = near_names_of(entry.key, keys_of(fields));
  unknown.notes.push_back(list_of_keys(fields));
  diagnostics_.add(std::move(unknown));
}

void Decoder::missing_keys(const yaml::Node& node, std::span<const Field> fields, const std::vector<bool>& seen,
                           base::Span place) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (seen[i] || fields[i].facts.need == Need::optional) continue;
    base::Span span = place;
    if (!span.known() && !node.entries.empty()) span = node.entries.front().key_span;
    if (!span.known()) span = {node.span.file, node.span.begin, node.span.begin};
    diagnostics_.add(base::Diagnostic("blueprint/missing-key", span,
                                      base::cat(quoted_path(), " has no `", fields[i].name, "`, which is required"))
                         .note(std::string(fields[i].facts.doc))
                         .help(base::cat("add `", fields[i].name, ": ", fields[i].facts.example, "`")));
  }
}

void Decoder::switched_off(const yaml::Node& node, std::span<const Field> fields) {
  constexpr std::string_view kSwitch = "enabled";
  const yaml::Entry* off = node.entry(kSwitch);
  if (off == nullptr || off->value.kind != yaml::Kind::boolean || off->value.text == "true") return;
  const auto names = keys_of(fields);
  std::vector<std::string> idle;
  base::Span first;
  for (const yaml::Entry& entry : node.entries) {
    const bool known = std::find(names.begin(), names.end(), entry.key) != names.end();
    // What a house baseline says may well be switched off by who extends it.
    if (!known || entry.key == kSwitch || entry.key_span.file != off->key_span.file) continue;
    if (idle.empty()) first = entry.key_span;
    idle.push_back(base::cat("`", entry.key, "`"));
  }
  if (idle.empty()) return;
  diagnostics_.add(
      base::Diagnostic("blueprint/switched-off", first,
                       base::cat(base::join(idle, ", "), idle.size() == 1 ? " has" : " have",
                                 " no effect: ", quoted_path(), " is switched off"))
          .also(off->value.span, "here")
          .help(base::cat("take `enabled: false` out, or ", idle.size() == 1 ? "that key" : "those keys")));
}

void Decoder::out_of_range(const yaml::Node& node, const Rule& rule) {
  const std::string unit = rule.unit.empty() ? std::string() : base::cat(" ", rule.unit);
  std::string help = base::cat("write ", limits_of(rule));
  if (facts() != nullptr && facts()->need == Need::optional) {
    const std::string fallback =
        facts()->fallback.empty() ? std::string() : base::cat(" (default ", facts()->fallback, ")");
    help = base::cat("leave the key out", fallback, ", or ", help);
  }
  diagnostics_.add(
      base::Diagnostic("blueprint/out-of-range", node.span,
                       base::cat(quoted_path(), " is ", shown(node.text), unit, "; wanted: ", limits_of(rule)))
          .help(std::move(help)));
}

void Decoder::word(const yaml::Node& node, const Type& type, Slot& slot) {
  const auto words = type.words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (node.is_scalar() && node.text == words[i].word) return type.set_word(slot, i);
  }
  slot.presence = Presence::poisoned;
  std::vector<std::string_view> known;
  std::string listed;
  for (const Word& each : words) {
    known.push_back(each.word);
    listed += base::cat(listed.empty() ? "" : ", ", each.word);
  }
  if (!node.is_scalar()) return wrong_kind(node, base::cat("one of ", listed), {});
  base::Diagnostic wrong("blueprint/not-in-enum", node.span,
                         base::cat(quoted_path(), " is `", shown(node.text), "`; wanted one of: ", listed));
  wrong.primary.text = near_names_of(node.text, known);
  diagnostics_.add(std::move(wrong));
}

void Decoder::bad_text(std::string_view text, base::Span span, const TextRule& rule) {
  const bool ask = rule.problem != nullptr && !text.empty();
  const std::string reason = ask ? rule.problem(text) : std::string();
  const bool vowel = std::string_view("aeioAEIO").find(rule.kind.front()) != std::string_view::npos;
  const std::string kind = base::cat(vowel ? "an " : "a ", rule.kind);
  const std::string found = text.empty() ? std::string("an empty text") : base::cat("`", shown(text), "`");
  const std::size_t length = characters(text);
  const bool too_long = rule.maximum > 0 && length > rule.maximum;
  const std::string size = too_long ? base::cat(": it has ", base::count_of(length, "character")) : std::string();
  base::Diagnostic wrong(rule.slug, span,
                         reason.empty() ? base::cat(found, " is not ", kind, size, "; wanted: ", rule.wants)
                                        : base::cat(found, " ", reason));
  wrong.primary.text = quoted_path();
  if (!reason.empty()) wrong.notes.push_back(base::cat(kind, ": ", rule.wants));
  const std::string mended = rule.mend != nullptr ? rule.mend(text) : std::string();
  if (!mended.empty() && fits(mended, rule)) {
    wrong.helps.push_back(base::cat("did you mean `", mended, "`?"));
  } else if (!rule.example.empty()) {
    wrong.helps.push_back(base::cat("for example: ", rule.example));
  }
  diagnostics_.add(std::move(wrong));
}

void Decoder::doubtful(std::string_view text, base::Span span, const TextRule& rule) {
  std::string reason = rule.doubt(text);
  if (reason.empty()) return;
  diagnostics_.add(
      base::Diagnostic("blueprint/personal-mailbox", span, base::cat("`", shown(text), "` ", reason))
          .label(quoted_path())
          .note("mail of AWS about root users, invoices and abuse must reach somebody after a person has left")
          .help(base::cat("use a group mailbox, for example ", rule.example)));
}

bool Decoder::placeholders_known(std::string_view text, base::Span span, const TextRule& rule) {
  std::vector<std::string> known;
  for (const std::string_view word : base::split(rule.placeholders, ' ')) known.push_back(base::cat("{", word, "}"));
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const std::size_t end = text.find('}', at);
    const bool closed = end != std::string_view::npos;
    const std::string_view word = text.substr(at, closed ? end - at + 1 : end);
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    const std::string wanted = base::join(known, ", ");
    base::Diagnostic wrong("blueprint/placeholder", span,
                           closed ? base::cat("nothing replaces `", shown(word), "` here; wanted: ", wanted)
                                  : base::cat("the brace in `", shown(text), "` is not closed; wanted: ", wanted));
    const auto near = base::near_names(word, known);
    wrong.primary.text = base::did_you_mean(near);
    if (near.size() == 1) {
      wrong.helps.push_back(base::cat("write ", in_quotes(base::replace_all(text, word, near[0]))));
    }
    diagnostics_.add(std::move(wrong));
    return false;
  }
  return true;
}

}  // namespace landform::blueprint
