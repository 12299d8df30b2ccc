// Law: what is written as an ARN is one: six parts, a partition that exists, an account of twelve digits, a region of a
// region's form. Looked at in every property whose name says that it holds ARNs. Source: aws-facts.md A3, F2.
#include <algorithm>

#include "aws/account_id.h"
#include "aws/arn.h"
#include "aws/region.h"
#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Node;

bool open(std::string_view text) {
  return text.find_first_of("*?\x1a") != std::string_view::npos;
}

void check_text(const Resource& resource, std::string_view key, std::string_view text, bool complete, base::Span span,
                base::Diagnostics& diagnostics) {
  if (!text.starts_with("arn:")) return;  // some of them take names and ids, too
  const auto arn = aws::split_arn(text);
  if (!arn) {
    if (!complete) return;
    diagnostics.add(
        Diagnostic("verify/arn", span,
                   cat("`", text, "` (", key, " of `", resource.id, "`) has fewer than the six parts of an ARN"))
            .help("arn:partition:service:region:account:resource; region and account may be empty"));
    return;
  }
  if (!open(arn->partition) && aws::find_partition(arn->partition) == nullptr) {
    diagnostics.add(Diagnostic("verify/arn", span,
                               cat("`", arn->partition, "` (", key, " of `", resource.id, "`) is no partition of AWS"))
                        .help("aws, aws-cn, aws-us-gov; ${AWS::Partition} in Fn::Sub is right everywhere"));
  }
  const std::string_view account = arn->account;
  const bool digits = !account.empty() && account.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits && !aws::is_account_id(account)) {
    diagnostics.add(Diagnostic("verify/account-id", span,
                               cat("account id ", account, " (", key, " of `", resource.id, "`) has ", account.size(),
                                   " digits; AWS account ids have 12")));
  }
  if (arn->region.empty() || open(arn->region) || aws::has_region_shape(arn->region)) return;
  diagnostics.add(
      Diagnostic("verify/arn", span,
                 cat("`", arn->region, "` (", key, " of `", resource.id, "`) stands where an ARN has its region")));
}

void check_value(const Resource& resource, std::string_view key, const Node& node, base::Diagnostics& diagnostics) {
  each_value(node, [&](const Node& one) {
    for (const Node& item : one.items) check_value(resource, key, item, diagnostics);
    if (const auto text = plain_text(one)) {
      check_text(resource, key, *text, true, one.span, diagnostics);
    } else if (const auto partial = partial_text(one)) {
      check_text(resource, key, partial->text, partial->complete, one.span, diagnostics);
    }
  });
}

}  // namespace

void law_arns(const Input& input, base::Diagnostics& diagnostics) {
  for (const ArnProperty& property : input.index.arns) {
    check_value(input.index.resources[property.owner], property.entry->key, property.entry->value, diagnostics);
  }
}

}  // namespace landform::verify
