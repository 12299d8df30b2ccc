// Law: log groups keep logs for one of the periods that CloudWatch Logs has. Source: aws-facts.md E6.
#include <algorithm>

#include "aws/log_retention.h"
#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {

void law_retention(const Input& input, base::Diagnostics& diagnostics) {
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr || resource.type != "AWS::Logs::LogGroup") continue;
    each_at(*resource.properties, "RetentionInDays", [&](const yaml::Node& node) {
      const auto text = literal(node);
      if (!text || text->find("{{resolve:") != std::string_view::npos) return;
      const auto days = literal_integer(node);
      const auto known = aws::log_retention_days();
      if (days && std::find(known.begin(), known.end(), *days) != known.end()) return;
      base::Diagnostic fault(
          "verify/log-retention", node.span,
          base::cat("log group `", resource.id, "` keeps logs for ", *text,
                    days ? " days, which is none of the periods there are" : ", which is no number of days"));
      if (days) {
        if (const auto longer = aws::log_retention_at_least(*days)) {
          fault.helps.push_back(base::cat("RetentionInDays: ", *longer));
        } else {
          fault.helps.emplace_back("the longest is 3653; without RetentionInDays logs are kept for ever");
        }
      }
      diagnostics.add(std::move(fault));
    });
  }
}

}  // namespace landform::verify
