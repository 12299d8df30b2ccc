#include "aws/arn.h"

#include <array>
#include <span>
#include <vector>

#include "aws/region.h"
#include "base/patterns_meet.h"
#include "base/star_match.h"
#include "base/text.h"

namespace landform::aws {
namespace {

constexpr std::size_t kParts = 6;

// One symbol of a pattern: a character, any one character, or a run of any characters or of any but ':'.
struct Symbol {
  enum class Kind : char { exactly, any_one, any_run, run_in_part } kind = Kind::exactly;
  char character = 0;

  [[nodiscard]] bool is_run() const { return kind == Kind::any_run || kind == Kind::run_in_part; }
};

// Reads the symbols of a text with '*', '?' and variables "${...}". A variable stays within its part, one of the first
// five that ':' ends, when `variables_stay`.
class Symbols {
 public:
  Symbols(std::string_view text, bool variables_stay) : text_(text), variables_stay_(variables_stay) {}

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  Symbol next() {
    const char c = text_[at_];
    const bool opens = c == '$' && at_ + 1 < text_.size() && text_[at_ + 1] == '{';
    const std::size_t close = opens ? text_.find('}', at_) : std::string_view::npos;
    if (close != std::string_view::npos) {
      at_ = close + 1;
      return {variables_stay_ && colons_ + 1 < kParts ? Symbol::Kind::run_in_part : Symbol::Kind::any_run};
    }
    ++at_;
    if (c == '*') return {Symbol::Kind::any_run};
    if (c == '?') return {Symbol::Kind::any_one};
    if (c == ':') ++colons_;
    return {Symbol::Kind::exactly, c};
  }

 private:
  std::string_view text_;
  bool variables_stay_;
  std::size_t at_ = 0;
  std::size_t colons_ = 0;
};

// Whether both can stand for one and the same character.
bool can_share(const Symbol& a, const Symbol& b) {
  using enum Symbol::Kind;
  if (a.kind == exactly && b.kind == exactly) return a.character == b.character;
  if (a.kind == exactly && b.kind == run_in_part) return a.character != ':';
  if (b.kind == exactly && a.kind == run_in_part) return b.character != ':';
  return true;
}

bool can_meet_short(std::string_view policy, std::span<const Symbol> form) {
  base::Places runs = 0;
  for (std::size_t i = 0; i < form.size(); ++i) runs |= form[i].is_run() ? base::place(i) : 0;
  return base::patterns_meet(Symbols(policy, false), form.size(), runs,
                             [&](const Symbol& symbol, std::size_t at) { return can_share(symbol, form[at]); });
}

// The same with a row of flags in the place of the word.
bool can_meet_long(std::string_view policy, std::span<const Symbol> form) {
  std::vector<char> row(form.size() + 1, 0);
  std::vector<char> next(form.size() + 1, 0);
  row[0] = 1;
  for (Symbols symbols(policy, false);;) {
    const bool at_end = symbols.at_end();
    const Symbol symbol = at_end ? Symbol{Symbol::Kind::exactly} : symbols.next();
    for (std::size_t j = 0; j <= form.size(); ++j) {
      if (row[j] == 0) continue;
      if (j < form.size() && form[j].is_run()) row[j + 1] = 1;
      if (at_end) continue;
      if (symbol.is_run()) next[j] = 1;
      if (j == form.size() || !can_share(symbol, form[j])) continue;
      std::vector<char>& target = symbol.is_run() ? row : next;
      target[form[j].is_run() ? j : j + 1] = 1;
    }
    if (at_end) return row[form.size()] != 0;
    row.swap(next);
    next.assign(next.size(), 0);
  }
}

char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_account_part(std::string_view text) {
  return text.empty() || text == "aws" || text == "aws-managed" || text == "cloudfront" || is_account_id(text);
}

}  // namespace

std::optional<Arn> split_arn(std::string_view text) {
  if (!text.starts_with("arn:")) return std::nullopt;
  std::array<std::string_view, kParts> parts;
  for (std::size_t i = 0; i + 1 < kParts; ++i) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    parts[i] = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  parts[kParts - 1] = text;
  return Arn{parts[1], parts[2], parts[3], parts[4], parts[5]};
}

base::Result<Arn, NameFault> parse_arn(std::string_view text) {
  const std::optional<Arn> arn = split_arn(text);
  if (!arn) {
    return NameFault{"has not the six parts of an ARN: arn:partition:service:region:account:resource"};
  }
  if (find_partition(arn->partition) == nullptr) {
    return NameFault{base::cat("names the partition `", arn->partition, "`, which does not exist; most are `aws`")};
  }
  if (arn->service.empty()) return NameFault{"names no service in its third part"};
  if (!arn->region.empty() && !has_region_shape(arn->region)) {
    return NameFault{base::cat("has `", arn->region, "` where a region belongs (fourth part)")};
  }
  if (!is_account_part(arn->account)) {
    return NameFault{base::cat("has `", arn->account, "` where an account id of 12 digits belongs (fifth part)")};
  }
  if (arn->resource.empty()) return NameFault{"names no resource in its last part"};
  return *arn;
}

std::string to_text(const Arn& arn) {
  return base::cat("arn:", arn.partition, ':', arn.service, ':', arn.region, ':', arn.account, ':', arn.resource);
}

std::string build_arn(std::string_view service, std::string_view region, std::string_view account,
                      std::string_view resource) {
  const Partition* partition = partition_of_region(region);
  return to_text(Arn{partition != nullptr ? partition->name : "aws", service, region, account, resource});
}

bool arn_patterns_can_meet(std::string_view policy, std::string_view form) {
  std::array<Symbol, base::kMostSymbols> few;
  std::size_t count = 0;
  for (Symbols symbols(form, true); !symbols.at_end(); ++count) {
    if (count < few.size()) {
      few[count] = symbols.next();
      continue;
    }
    std::vector<Symbol> many(few.begin(), few.end());
    while (!symbols.at_end()) many.push_back(symbols.next());
    return can_meet_long(policy, many);
  }
  return can_meet_short(policy, std::span(few).first(count));
}

bool wildcard_matches(std::string_view pattern, std::string_view text) {
  const auto is_star = [&](std::size_t p) { return pattern[p] == '*'; };
  const auto fits = [&](std::size_t p, std::size_t t) -> std::size_t {
    return pattern[p] == '?' || to_lower(pattern[p]) == to_lower(text[t]) ? 1 : 0;
  };
  return base::match_with_stars(pattern.size(), text.size(), is_star, fits, [](std::size_t t) { return t + 1; });
}

}  // namespace landform::aws
