#include "aws/bucket_rules.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace landform::aws {

using base::cat;

namespace {

constexpr std::size_t kMinimum = 3;
constexpr std::size_t kMaximum = 63;
constexpr std::string_view kReservedBeginnings[] = {"xn--", "sthree-", "amzn-s3-demo-"};
constexpr std::string_view kReservedEndings[] = {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"};

bool is_end(char c) {
  return base::is_digit(c) || (c >= 'a' && c <= 'z');
}

bool looks_like_address(std::string_view name) {
  const auto parts = base::split(name, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && part.size() <= 3 && std::all_of(part.begin(), part.end(), base::is_digit);
         });
}

}  // namespace

std::optional<NameFault> bucket_name_fault(std::string_view name) {
  if (name.size() < kMinimum || name.size() > kMaximum) {
    return NameFault{
        cat(" has ", base::count_of(name.size(), "character"), "; bucket names have ", kMinimum, " to ", kMaximum)};
  }
  const auto allowed = [](char c) { return is_end(c) || c == '.' || c == '-'; };
  if (const auto bad = std::find_if_not(name.begin(), name.end(), allowed); bad != name.end()) {
    const bool capital = *bad >= 'A' && *bad <= 'Z';
    return NameFault{cat(capital ? "holds a capital letter" : "holds another character",
                         "; bucket names take lower-case letters, digits, dots and hyphens")};
  }
  if (!is_end(name.front()) || !is_end(name.back())) {
    return NameFault{"begins or ends with a dot or hyphen; bucket names begin and end with a letter or digit"};
  }
  if (name.find("..") != std::string_view::npos) return NameFault{"holds two dots in a row"};
  if (looks_like_address(name)) return NameFault{"has the form of an IP address"};
  for (const std::string_view beginning : kReservedBeginnings) {
    if (name.starts_with(beginning)) return NameFault{cat("begins with `", beginning, "`, which S3 keeps for itself")};
  }
  for (const std::string_view ending : kReservedEndings) {
    if (name.ends_with(ending)) return NameFault{cat("ends with `", ending, "`, which S3 keeps for itself")};
  }
  return std::nullopt;
}

}  // namespace landform::aws
