#include "aws/logical_id.h"

#include <algorithm>

#include "aws/quotas.h"
#include "base/ascii.h"
#include "base/text.h"

namespace landform::aws {
namespace {

void append_words(std::string& id, std::string_view name) {
  bool at_beginning = true;
  for (const char c : name) {
    if (base::is_alphanumeric(c)) id += at_beginning && base::is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    at_beginning = !base::is_alphanumeric(c);
  }
}

std::optional<NameFault> length_fault(std::string_view text, const Quota& most) {
  if (text.empty()) return NameFault{"is empty"};
  if (text.size() > static_cast<std::size_t>(most.value)) {
    return NameFault{base::cat("has ", text.size(), " characters; ", most.value, " are allowed (quota ", most.id, ")")};
  }
  return std::nullopt;
}

// The first character that is not accepted, with all its UTF-8 bytes.
template <class Accepts>
std::string_view first_not(std::string_view text, Accepts accepts) {
  const auto bad = std::ranges::find_if_not(text, accepts);
  if (bad == text.end()) return {};
  const auto begin = static_cast<std::size_t>(bad - text.begin());
  std::size_t end = begin + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return text.substr(begin, end - begin);
}

}  // namespace

LogicalId logical_id(std::string_view name) {
  return logical_id(name, {});
}

LogicalId logical_id(std::string_view prefix, std::string_view name) {
  std::string id;
  id.reserve(prefix.size() + name.size());
  append_words(id, prefix);
  append_words(id, name);
  return LogicalId(std::move(id));
}

std::string logical_id_key(std::string_view name) {
  return base::to_lower(logical_id(name).str());
}

std::optional<NameFault> logical_id_fault(std::string_view text) {
  if (auto fault = length_fault(text, quota("cloudformation/logical-id"))) return fault;
  if (const std::string_view bad = first_not(text, base::is_alphanumeric); !bad.empty()) {
    return NameFault{base::cat("holds `", bad, "`; logical ids are ASCII letters and digits only")};
  }
  return std::nullopt;
}

std::optional<NameFault> stack_name_fault(std::string_view text) {
  if (auto fault = length_fault(text, quota("cloudformation/stack-name"))) return fault;
  if (!base::is_letter(text.front())) return NameFault{"does not begin with an ASCII letter, as stack names do"};
  const auto accepts = [](char c) { return base::is_alphanumeric(c) || c == '-'; };
  if (const std::string_view bad = first_not(text, accepts); !bad.empty()) {
    return NameFault{base::cat("holds `", bad, "`; stack names are ASCII letters, digits and hyphens")};
  }
  return std::nullopt;
}

}  // namespace landform::aws
