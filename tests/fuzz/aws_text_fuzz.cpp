// Everything in aws/ that reads a text from outside: it must come back, in time, and keep its promises.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "aws/account_id.h"
#include "aws/arn.h"
#include "aws/cidr.h"
#include "aws/describe_spec.h"
#include "aws/iam_actions.h"
#include "aws/logical_id.h"
#include "aws/property_constraints.h"
#include "aws/region.h"
#include "aws/resource_spec.h"
#include "aws/service_principal.h"
#include "fuzz/promises.h"

namespace {

using namespace landform::aws;
using landform::fuzz::require;

void try_ranges(std::string_view text) {
  const auto range = parse_cidr(text);
  if (range) {
    require(parse_cidr(to_text(range.value())).value() == range.value());
    require(contains(range.value(), range.value().family, last_address(range.value())));
  } else {
    require(!range.error().reason.empty());
  }
}

void try_names(std::string_view text) {
  if (const auto arn = parse_arn(text)) require(to_text(arn.value()) == text);
  require(parse_account_id(text).ok() == is_account_id(text));
  const auto id = logical_id(text);
  require(id.empty() || id.str().size() > 255 || !logical_id_fault(id.str()));
  require(find_region(text) == nullptr || partition_of_region(text) != nullptr);
  (void)stack_name_fault(text);
  (void)region_of_zone(text);
  (void)judge_service_principal(text);
  (void)near_service_principals(text);
}

void try_tables(std::string_view text) {
  const ActionVerdict verdict = judge_action(text);
  // Expanding "*" of every service costs milliseconds; what it finds is not in doubt.
  if (text != "*") require((verdict == ActionVerdict::known) == !expand_action(text).empty());
  (void)find_condition_key(text);
  (void)parse_condition_operator(text);
  const auto type = find_resource_type(text);
  require(type.has_value() == describe_resource_type(text).has_value());
  (void)find_constraints(text, text, text);
  for (const ConditionValue value : {ConditionValue::date, ConditionValue::ip_address, ConditionValue::binary}) {
    (void)condition_value_fault(value, text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kLongest = 4096;
  const std::string_view text(reinterpret_cast<const char*>(data), size < kLongest ? size : kLongest);
  const std::size_t half = text.find('\n');
  try_ranges(text);
  try_names(text);
  try_tables(text);
  const std::string_view first = text.substr(0, half);
  const std::string_view second = half == std::string_view::npos ? text : text.substr(half + 1);
  require(arn_patterns_can_meet(first, "*"));
  require(!wildcard_matches(first, second) || second.size() > 0 ||
          first.find_first_not_of('*') == std::string_view::npos);
  (void)arn_patterns_can_meet(first, second);
  (void)key_fits(first, second);
  return 0;
}
