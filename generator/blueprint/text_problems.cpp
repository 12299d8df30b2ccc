#include "blueprint/text_problems.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "aws/account_rules.h"
#include "aws/bucket_rules.h"
#include "aws/cidr.h"
#include "base/text.h"
#include "blueprint/target_words.h"

namespace landform::blueprint {
namespace {

int decimal(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string reason_of(const std::optional<aws::NameFault>& fault) {
  return fault ? fault->reason : std::string();
}

// Root and management are targets of the language; a unit or account of that name could not be told from them.
std::string taken_by_the_language(std::string_view text) {
  const std::string lower = base::to_lower(text);
  if (lower == base::to_lower(kRoot)) return "is the language's word for the organization's root";
  if (lower == kManagement) return "is the language's word for the management account";
  return {};
}

std::string range_problem(std::string_view text, aws::AddressFamily family) {
  const auto range = aws::parse_cidr(text, family);
  return range.ok() ? std::string() : range.error().reason;
}

}  // namespace

std::string line_problem(std::string_view text) {
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
  if (control) return "has a line break or a control character";
  if (base::trim(text).size() != text.size()) return "begins or ends with a blank";
  return {};
}

std::string unit_problem(std::string_view text) {
  const std::string taken = taken_by_the_language(text);
  return taken.empty() ? reason_of(aws::unit_name_fault(text)) : taken;
}

std::string account_problem(std::string_view text) {
  return taken_by_the_language(text);
}

std::string aws_account_name_problem(std::string_view text) {
  return reason_of(aws::account_name_fault(text));
}

std::string alias_problem(std::string_view text) {
  constexpr std::size_t kAccountIdDigits = 12;
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && text.size() == kAccountIdDigits ? "would be taken for an account id" : std::string();
}

std::string tag_key_problem(std::string_view text) {
  return reason_of(aws::tag_key_fault(text));
}

std::string tag_value_problem(std::string_view text) {
  return reason_of(aws::tag_value_fault(text));
}

std::string tag_value_pattern_problem(std::string_view text) {
  const std::size_t star = text.find('*');
  if (star == std::string_view::npos) return tag_value_problem(text);
  const std::string_view tail = text.substr(star + 1);
  if (tail.find('*') != std::string_view::npos) return "has two wildcards; a tag policy takes one in a value";
  return tag_value_problem(base::cat(text.substr(0, star), tail));
}

std::string mailbox_problem(std::string_view text) {
  return reason_of(aws::account_email_fault(text));
}

std::string root_mailbox_problem(std::string_view text) {
  return mailbox_problem(base::replace_all(text, "{account}", "a"));
}

std::string cidr_problem(std::string_view text) {
  return range_problem(text, aws::AddressFamily::ipv4);
}

std::string cidr_or_prefix_problem(std::string_view text) {
  // The slash alone asks for a range of that length: any range that a VPC may have is checked the same way.
  return text.starts_with('/') ? range_problem(base::cat("0.0.0.0", text), aws::AddressFamily::ipv4)
                               : cidr_problem(text);
}

std::string ipv6_problem(std::string_view text) {
  return range_problem(text, aws::AddressFamily::ipv6);
}

std::string address_problem(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return {};
  return cidr_problem(base::cat(text, "/32"));
}

std::string source_problem(std::string_view text) {
  if (text.find('/') == std::string_view::npos) return {};
  return range_problem(text,
                       text.find(':') == std::string_view::npos ? aws::AddressFamily::ipv4 : aws::AddressFamily::ipv6);
}

std::string ports_problem(std::string_view text) {
  if (text == "all") return {};
  const std::size_t dash = text.find('-');
  const int first = decimal(text.substr(0, dash));
  const int last = dash == std::string_view::npos ? first : decimal(text.substr(dash + 1));
  if (first > 65535 || last > 65535) return "is beyond 65535, the last port";
  if (first > last) return "begins above its end";
  return {};
}

// Source: aws-facts G; six fields, of which exactly one of day of month and day of week is `?`.
std::string schedule_problem(std::string_view text) {
  if (!text.starts_with("cron(") || !text.ends_with(")")) return {};
  std::vector<std::string_view> fields;
  for (const std::string_view field : base::split(text.substr(5, text.size() - 6), ' ')) {
    if (!field.empty()) fields.push_back(field);
  }
  if (fields.size() != 6) return base::cat("has ", base::count_of(fields.size(), "field"), "; AWS wants six");
  const bool day_of_month = fields[2] == "?";
  const bool day_of_week = fields[4] == "?";
  if (day_of_month && day_of_week) return "says neither a day of the month (third) nor a day of the week (fifth)";
  if (!day_of_month && !day_of_week) {
    return "says a day of the month (third) and a day of the week (fifth); AWS wants `?` for one of them";
  }
  return {};
}

std::string bucket_problem(std::string_view text) {
  return reason_of(aws::bucket_name_fault(base::replace_all(text, "{account_id}", "111122223333")));
}

std::string date_problem(std::string_view text) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const int year = decimal(text.substr(0, 4));
  const int month = decimal(text.substr(5, 2));
  const int day = decimal(text.substr(8, 2));
  if (month < 1 || month > 12) return base::cat("has month ", month, " of 12");
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days = kDays[static_cast<std::size_t>(month) - 1] + (month == 2 && leap ? 1 : 0);
  if (day < 1 || day > days) return base::cat("has day ", day, "; that month has ", days);
  return {};
}

std::string file_problem(std::string_view text) {
  if (text.front() == '/') return "is absolute; paths start at the folder of the blueprint";
  if (text.find('\\') != std::string_view::npos) return "has a backslash; folders are separated by `/`";
  return line_problem(text);
}

}  // namespace landform::blueprint
