#include "aws/arn.h"

#include <array>
#include <vector>

#include "aws/region.h"
#include "base/text.h"

namespace landform::aws {
namespace {

constexpr std::size_t kParts = 6;

// One symbol of a pattern: a character, any one character, or any run of characters.
struct Symbol {
  enum class Kind : char { exactly, any_one, any_run } kind;
  char character;
};

// A text with '*' and '?' and, when `variables`, "${...}" as runs. Adjacent runs become one.
std::vector<Symbol> symbols_of(std::string_view text, bool wildcards) {
  std::vector<Symbol> symbols;
  symbols.reserve(text.size());
  const auto add_run = [&] {
    if (symbols.empty() || symbols.back().kind != Symbol::Kind::any_run) symbols.push_back({Symbol::Kind::any_run, 0});
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t close = text.substr(i).starts_with("${") ? text.find('}', i) : std::string_view::npos;
    if (close != std::string_view::npos) {
      add_run();
      i = close;
    } else if (wildcards && text[i] == '*') {
      add_run();
    } else if (wildcards && text[i] == '?') {
      symbols.push_back({Symbol::Kind::any_one, 0});
    } else {
      symbols.push_back({Symbol::Kind::exactly, text[i]});
    }
  }
  return symbols;
}

bool can_be_same(const Symbol& a, const Symbol& b) {
  return a.kind != Symbol::Kind::exactly || b.kind != Symbol::Kind::exactly || a.character == b.character;
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
  const std::vector<Symbol> left = symbols_of(policy, true);
  const std::vector<Symbol> right = symbols_of(form, true);
  // reachable[j]: some text is matched by the first i symbols of `left` and the first j of `right`.
  std::vector<char> reachable(right.size() + 1, 0);
  std::vector<char> next(right.size() + 1, 0);
  const auto is_run = [](const Symbol& symbol) { return symbol.kind == Symbol::Kind::any_run; };
  reachable[0] = 1;
  for (std::size_t j = 0; j < right.size(); ++j) reachable[j + 1] = reachable[j] != 0 && is_run(right[j]);
  for (const Symbol& symbol : left) {
    next[0] = reachable[0] != 0 && is_run(symbol);
    for (std::size_t j = 0; j < right.size(); ++j) {
      bool meets = false;
      if (is_run(symbol)) meets = reachable[j + 1] != 0 || next[j] != 0;
      if (is_run(right[j])) meets = meets || next[j] != 0 || reachable[j + 1] != 0;
      if (!is_run(symbol) && !is_run(right[j])) meets = reachable[j] != 0 && can_be_same(symbol, right[j]);
      next[j + 1] = meets;
    }
    reachable.swap(next);
  }
  return reachable[right.size()] != 0;
}

bool wildcard_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;  // where to go on when the text after the last '*' does not fit
  std::size_t star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || to_lower(pattern[p]) == to_lower(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace landform::aws
