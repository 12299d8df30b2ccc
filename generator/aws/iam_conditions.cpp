#include "aws/iam_conditions.h"

#include <algorithm>
#include <array>

#include "aws/cidr.h"
#include "aws/table_text.h"
#include "base/ascii.h"
#include "base/suggest.h"
#include "base/text.h"

namespace landform::aws {
namespace {

using enum ConditionValue;

constexpr std::array<ConditionOperator, 27> kOperators{{
    {"ArnEquals", arn, false, true},
    {"ArnLike", arn, false, true},
    {"ArnNotEquals", arn, true, true},
    {"ArnNotLike", arn, true, true},
    {"BinaryEquals", binary, false, false},
    {"Bool", boolean, false, false},
    {"DateEquals", date, false, false},
    {"DateGreaterThan", date, false, false},
    {"DateGreaterThanEquals", date, false, false},
    {"DateLessThan", date, false, false},
    {"DateLessThanEquals", date, false, false},
    {"DateNotEquals", date, true, false},
    {"IpAddress", ip_address, false, false},
    {"NotIpAddress", ip_address, true, false},
    {"Null", null, false, false},
    {"NumericEquals", numeric, false, false},
    {"NumericGreaterThan", numeric, false, false},
    {"NumericGreaterThanEquals", numeric, false, false},
    {"NumericLessThan", numeric, false, false},
    {"NumericLessThanEquals", numeric, false, false},
    {"NumericNotEquals", numeric, true, false},
    {"StringEquals", string, false, false},
    {"StringEqualsIgnoreCase", string, false, false},
    {"StringLike", string, false, true},
    {"StringNotEquals", string, true, false},
    {"StringNotEqualsIgnoreCase", string, true, false},
    {"StringNotLike", string, true, true},
}};
static_assert(std::ranges::is_sorted(kOperators, {}, &ConditionOperator::name));

constexpr std::array<ConditionKey, 59> kGlobalKeys{{
    {"aws:AssumedRoot", boolean, Values::one},
    {"aws:CalledVia", string, Values::many},
    {"aws:CalledViaAWSMCP", string, Values::one},
    {"aws:CalledViaFirst", string, Values::one},
    {"aws:CalledViaLast", string, Values::one},
    {"aws:ChatbotSourceArn", arn, Values::one},
    {"aws:CurrentTime", date, Values::one},
    {"aws:Ec2InstanceSourcePrivateIPv4", ip_address, Values::one},
    {"aws:Ec2InstanceSourceVpc", string, Values::one},
    {"aws:EpochTime", date, Values::one},
    {"aws:FederatedProvider", string, Values::one},
    {"aws:IsMcpServiceAction", boolean, Values::one},
    {"aws:MultiFactorAuthAge", numeric, Values::one},
    {"aws:MultiFactorAuthPresent", boolean, Values::one},
    {"aws:PrincipalAccount", string, Values::one},
    {"aws:PrincipalArn", arn, Values::one},
    {"aws:PrincipalIsAWSService", boolean, Values::one},
    {"aws:PrincipalOrgID", string, Values::one},
    {"aws:PrincipalOrgPaths", string, Values::many},
    {"aws:PrincipalServiceName", string, Values::one},
    {"aws:PrincipalServiceNamesList", string, Values::many},
    {"aws:PrincipalTag/${TagKey}", string, Values::one},
    {"aws:PrincipalType", string, Values::one},
    {"aws:referer", string, Values::one},
    {"aws:RequestedRegion", string, Values::one},
    {"aws:RequestTag/${TagKey}", string, Values::one},
    {"aws:ResourceAccount", string, Values::one},
    {"aws:ResourceOrgID", string, Values::one},
    {"aws:ResourceOrgPaths", string, Values::many},
    {"aws:ResourceTag/${TagKey}", string, Values::one},
    {"aws:SecureTransport", boolean, Values::one},
    {"aws:SourceAccount", string, Values::one},
    {"aws:SourceArn", arn, Values::one},
    {"aws:SourceIdentity", string, Values::one},
    {"aws:SourceIp", ip_address, Values::one},
    {"aws:SourceOrgID", string, Values::one},
    {"aws:SourceOrgPaths", string, Values::many},
    {"aws:SourceOwner", string, Values::one},
    {"aws:SourceVpc", string, Values::one},
    {"aws:SourceVpcArn", string, Values::one},
    {"aws:SourceVpce", string, Values::one},
    {"aws:TagKeys", string, Values::many},
    {"aws:TokenIssueTime", date, Values::one},
    {"aws:UserAgent", string, Values::one},
    {"aws:userid", string, Values::one},
    {"aws:username", string, Values::one},
    {"aws:ViaAWSMCPService", boolean, Values::one},
    {"aws:ViaAWSService", boolean, Values::one},
    {"aws:VpceAccount", string, Values::one},
    {"aws:VpceOrgID", string, Values::one},
    {"aws:VpceOrgPaths", string, Values::many},
    {"aws:VpcSourceIp", ip_address, Values::one},
    // Not of the prefix aws, and yet present in requests to every service.
    {"ec2:RoleDelivery", numeric, Values::one},
    {"ec2:SourceInstanceArn", arn, Values::one},
    {"glue:CredentialIssuingService", string, Values::one},
    {"glue:RoleAssumedBy", string, Values::one},
    {"identitystore:UserId", string, Values::one},
    {"lambda:SourceFunctionArn", arn, Values::one},
    {"ssm:SourceInstanceArn", arn, Values::one},
}};

ConditionValue value_of(std::string_view name) {
  if (name == "ARN") return arn;
  if (name == "Bool") return boolean;
  if (name == "Numeric") return numeric;
  if (name == "Date") return date;
  if (name == "IPAddress") return ip_address;
  if (name == "Binary") return binary;
  return string;
}

bool is_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view fraction = dot == std::string_view::npos ? std::string_view("0") : text.substr(dot + 1);
  return !whole.empty() && !fraction.empty() && std::ranges::all_of(whole, base::is_digit) &&
         std::ranges::all_of(fraction, base::is_digit);
}

// W3C profile of ISO 8601: "2026-05-15", "2026-05-15T10:00Z", "2026-05-15T10:00:00.5+02:00"; or seconds since 1970.
bool is_date(std::string_view text) {
  if (!text.empty() && std::ranges::all_of(text, base::is_digit)) return true;
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:dd";
  std::size_t at = 0;
  while (at < text.size() && at < kShape.size() &&
         (kShape[at] == 'd' ? base::is_digit(text[at]) : text[at] == kShape[at]))
    ++at;
  if (at == text.size()) return at == 7 || at == 10;  // year and month, or a day
  if (at < 16) return false;
  std::string_view rest = text.substr(at == kShape.size() ? at : 16);
  if (rest.starts_with('.')) {
    const std::size_t end = rest.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos) return false;
    rest.remove_prefix(end);
  }
  if (rest == "Z") return true;
  return rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') && base::is_digit(rest[1]) && base::is_digit(rest[2]) &&
         rest[3] == ':' && base::is_digit(rest[4]) && base::is_digit(rest[5]);
}

// IAM takes an address without a prefix, and ignores host bits.
bool is_ip(std::string_view text) {
  const auto parsed = parse_cidr(text);
  if (parsed || parsed.error().kind == CidrFaultKind::no_prefix || parsed.error().kind == CidrFaultKind::host_bits) {
    return true;
  }
  return false;
}

bool is_base64(std::string_view text) {
  const std::size_t end = text.find_last_not_of('=') + 1;
  const auto accepts = [](char c) {
    return base::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '/';
  };
  return text.size() % 4 == 0 && text.size() - end <= 2 && std::ranges::all_of(text.substr(0, end), accepts);
}

}  // namespace

ConditionKey ConditionKey::from_line(std::string_view line) {
  std::string_view type = table::column(line, 1);
  constexpr std::string_view kMany = "ArrayOf";
  const bool many = type.starts_with(kMany);
  if (many) type.remove_prefix(kMany.size());
  return {table::column(line, 0).substr(1), value_of(type), many ? Values::many : Values::one};
}

std::span<const ConditionOperator> all_condition_operators() {
  return kOperators;
}

std::optional<ParsedOperator> parse_condition_operator(std::string_view text) {
  const auto same = [](std::string_view a, std::string_view b) { return table::compare_ignoring_case(a, b) == 0; };
  ParsedOperator parsed;
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    const std::string_view set = text.substr(0, colon);
    if (same(set, "ForAllValues")) parsed.set = SetOperator::for_all_values;
    if (same(set, "ForAnyValue")) parsed.set = SetOperator::for_any_value;
    if (parsed.set == SetOperator::none) return std::nullopt;
    text.remove_prefix(colon + 1);
  }
  constexpr std::string_view kIfExists = "IfExists";
  if (text.size() > kIfExists.size() && same(text.substr(text.size() - kIfExists.size()), kIfExists)) {
    parsed.if_exists = true;
    text.remove_suffix(kIfExists.size());
  }
  const auto found =
      std::ranges::find_if(kOperators, [&](const ConditionOperator& row) { return same(row.name, text); });
  if (found == kOperators.end()) return std::nullopt;
  parsed.condition = &*found;
  if (parsed.if_exists && found->type == null) return std::nullopt;
  return parsed;
}

std::vector<std::string_view> near_condition_operators(std::string_view text) {
  std::vector<std::string_view> names;
  for (const ConditionOperator& row : kOperators) names.push_back(row.name);
  return base::near_names(text, names);
}

std::span<const ConditionKey> all_global_condition_keys() {
  return kGlobalKeys;
}

std::optional<ConditionKey> find_global_condition_key(std::string_view key) {
  const auto before = [](const ConditionKey& row, std::string_view wanted) {
    return table::compare_ignoring_case(row.key, wanted) < 0;
  };
  const auto* found = std::lower_bound(kGlobalKeys.begin(), kGlobalKeys.end(), key, before);
  if (found != kGlobalKeys.end() && table::compare_ignoring_case(found->key, key) == 0) return *found;
  if (key.find('/') == std::string_view::npos) return std::nullopt;  // those with a part that the author chooses
  found = std::ranges::find_if(kGlobalKeys, [&](const ConditionKey& row) { return key_fits(row.key, key); });
  if (found == kGlobalKeys.end()) return std::nullopt;
  return *found;
}

std::vector<std::string_view> near_global_condition_keys(std::string_view key) {
  std::vector<std::string_view> keys;
  for (const ConditionKey& row : kGlobalKeys) keys.push_back(row.key);
  return base::near_names(key, keys);
}

bool key_fits(std::string_view known, std::string_view key) {
  const std::size_t open = known.find("${");
  if (open == std::string_view::npos) return table::compare_ignoring_case(known, key) == 0;
  const std::size_t close = known.find('}', open);
  if (close == std::string_view::npos || key.size() <= open) return false;
  if (table::compare_ignoring_case(known.substr(0, open), key.substr(0, open)) != 0) return false;
  const std::string_view rest = known.substr(close + 1);
  // At least one character stands for the variable; what follows it begins anywhere behind that.
  for (std::size_t at = open + 1; at <= key.size(); ++at) {
    if (key_fits(rest, key.substr(at))) return true;
  }
  return false;
}

std::string_view condition_value_fault(ConditionValue type, std::string_view value) {
  if (value.find("${") != std::string_view::npos) return {};
  switch (type) {
    case string:
      return {};
    case arn:
      if (value.find('*') != std::string_view::npos || value.starts_with("arn:")) return {};
      return "is no ARN, which begins with arn:";
    case boolean:
    case null:
      if (table::compare_ignoring_case(value, "true") == 0 || table::compare_ignoring_case(value, "false") == 0)
        return {};
      return "is neither true nor false";
    case numeric:
      return is_number(value) ? std::string_view{} : "is not a number";
    case date:
      return is_date(value) ? std::string_view{} : "is no date; write 2026-05-15T00:00:00Z";
    case ip_address:
      return is_ip(value) ? std::string_view{} : "is no IP address or range";
    case binary:
      return is_base64(value) ? std::string_view{} : "is not base64";
  }
  return {};
}

}  // namespace landform::aws
