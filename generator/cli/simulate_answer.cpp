#include "cli/simulate_answer.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace landform::cli {
namespace {

using base::cat;
using policy::Decision;
using policy::Finding;
using policy::Place;
using policy::PolicySet;
using policy::Truth;
using yaml::Node;

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  if (result.size() < width) result.append(width - result.size(), ' ');
  return result;
}

bool of_organization(PolicySet set) {
  return set == PolicySet::service_control || set == PolicySet::resource_control;
}

std::string_view words_of(PolicySet set) {
  switch (set) {
    case PolicySet::service_control:
      return "service control policies";
    case PolicySet::resource_control:
      return "resource control policies";
    case PolicySet::identity:
      return "the identity policy";
    case PolicySet::boundary:
      return "the permissions boundary";
    case PolicySet::session:
      return "the session policy";
    case PolicySet::resource:
      return "the resource's policy";
  }
  return {};
}

class Writer {
 public:
  Writer(const Answer& answer, const base::SourceMap& sources)
      : answer_(answer), sources_(sources), chain_(answer.effective->chain_of(*answer.account)) {}

  [[nodiscard]] std::string text() const {
    std::string text = cat(headline(), "\n");
    if (answer_.is_management) {
      return text += "\nNo organization policy reaches the management account; identity policies alone limit it.\n";
    }
    const policy::Verdict& verdict = answer_.verdict;
    if (verdict.decided_by && verdict.decision == Decision::explicit_deny) {
      text += cat("\ndenied by ", statement_words(*verdict.decided_by), "\n", places(*verdict.decided_by));
    }
    if (verdict.decision == Decision::implicit_deny) text += cat("\n", not_allowed(), "\n");
    if (verdict.decision == Decision::unknown) text += open_questions();
    return text += levels();
  }

  [[nodiscard]] Node node() const {
    Node node = yaml::mapping();
    node.add("account", yaml::string(answer_.account->name));
    node.add("principal", yaml::string(answer_.principal));
    node.add("action", yaml::string(answer_.action));
    if (!answer_.resource.empty()) node.add("resource", yaml::string(answer_.resource));
    if (!answer_.region.empty()) node.add("region", yaml::string(answer_.region));
    const policy::Verdict& verdict = answer_.verdict;
    node.add("verdict", yaml::string(std::string(to_text(verdict.decision))));
    if (verdict.decided_by) node.add("decided_by", place_node(*verdict.decided_by));
    if (verdict.not_allowed_by) {
      Node by = yaml::mapping();
      by.add("set", yaml::string(std::string(to_text(*verdict.not_allowed_by))));
      if (of_organization(*verdict.not_allowed_by))
        by.add("level", yaml::string(level_name(verdict.not_allowed_level)));
      node.add("not_allowed_by", std::move(by));
    }
    if (!verdict.missing_keys.empty()) node.add("missing_keys", yaml::strings(verdict.missing_keys));
    if (!verdict.doubts.empty()) {
      Node doubts = yaml::sequence();
      for (const Place& place : verdict.doubts) doubts.add(place_node(place));
      node.add("doubts", std::move(doubts));
    }
    Node findings = yaml::sequence();
    for (const Finding& finding : verdict.findings) findings.add(finding_node(finding));
    node.add("findings", std::move(findings));
    return node;
  }

 private:
  [[nodiscard]] std::string headline() const {
    const std::string on = answer_.resource.empty() ? std::string() : cat(" on ", answer_.resource);
    const std::string in = answer_.region.empty() ? std::string() : cat(" in ", answer_.region);
    const std::string what = cat(answer_.action, on, in, ": ");
    const std::string who = cat(answer_.account->name, ": ", answer_.principal, ": ", what);
    switch (answer_.verdict.decision) {
      case Decision::allowed:
        return cat(who, answer_.policies.identity ? "allowed" : "allowed, if its identity policies allow it");
      case Decision::explicit_deny:
        return cat(who, "denied");
      case Decision::implicit_deny:
        return cat(who, "denied, for nothing allows it");
      case Decision::unknown:
        break;
    }
    return cat(who, "unknown");
  }

  [[nodiscard]] std::string level_name(std::size_t level) const {
    return verify::EffectivePolicies::levels_of(*answer_.account)[level];
  }

  // "statement `DenyCommitments` of guardrail `mine`, in policy `acme-scp-1`, attached to `Sandbox`"
  [[nodiscard]] std::string statement_words(const Place& place) const {
    const std::string sid =
        place.statement->sid.empty() ? "a statement" : cat("statement `", place.statement->sid, "`");
    if (!of_organization(place.set)) return cat(sid, " of ", words_of(place.set));
    const verify::PolicyOrigin origin = answer_.effective->origin(chain_, place);
    if (origin.document == nullptr) return "AWS's own policy FullAWSAccess";
    const std::string guardrail =
        origin.guardrail == nullptr ? std::string() : cat(" of guardrail `", origin.guardrail->name, "`");
    return cat(sid, guardrail, ", in policy `", origin.document->name, "`, attached to `", level_name(place.level),
               "`");
  }

  [[nodiscard]] std::string place_text(base::Span span) const {
    const base::Position position = sources_.position(span.file, span.begin);
    return cat(sources_.file(span.file).path, ":", position.line, ":", position.column);
  }

  [[nodiscard]] std::string quoted_line(std::string_view title, base::Span span) const {
    if (!span.known()) return {};
    const std::uint32_t line = sources_.position(span.file, span.begin).line;
    const std::string_view shown = base::trim(sources_.line(span.file, line));
    constexpr std::size_t kWidest = 76;
    return cat("  ", padded(title, 11), place_text(span), "\n", std::string(13, ' '), shown.substr(0, kWidest),
               shown.size() > kWidest ? "..." : "", "\n");
  }

  [[nodiscard]] std::string places(const Place& place) const {
    const policy::Statement& statement = *place.statement;
    const verify::PolicyOrigin origin = answer_.effective->origin(chain_, place);
    base::Span asked = statement.cause;
    if (!asked.known() && origin.guardrail != nullptr) asked = origin.guardrail->span;
    std::string text;
    if (asked.known() && !(asked == statement.span)) text += quoted_line("asked for", asked);
    return text += quoted_line("says so", statement.span);
  }

  [[nodiscard]] std::string not_allowed() const {
    const policy::Verdict& verdict = answer_.verdict;
    if (!verdict.not_allowed_by) return "nothing allows it";
    if (*verdict.not_allowed_by != PolicySet::service_control) {
      return cat("not allowed by ", words_of(*verdict.not_allowed_by));
    }
    return cat("not allowed at `", level_name(verdict.not_allowed_level),
               "`: FullAWSAccess is detached there, and no other policy allows it");
  }

  [[nodiscard]] std::string open_questions() const {
    std::string text;
    for (const Place& doubt : answer_.verdict.doubts) {
      text += cat("\nit depends on ", statement_words(doubt), "\n", places(doubt));
    }
    if (answer_.verdict.missing_keys.empty()) return text;
    text += "\nit would be settled by\n";
    for (const std::string& key : answer_.verdict.missing_keys) {
      if (key == "resource") {
        text += "  --resource ARN\n";
      } else if (key == "principal") {
        text += "  --principal with a whole name\n";
      } else if (base::to_lower(key) == "aws:requestedregion") {
        text += "  --region NAME\n";
      } else {
        text += cat("  --context ", key, "=...\n");
      }
    }
    return text;
  }

  // How one level, or one set without levels, judges by itself.
  [[nodiscard]] std::string finding_words(const Finding& finding) const {
    if (!finding.applies) return "does not apply here";
    if (finding.denies == Truth::yes && finding.denied_by) return cat("denied by ", short_words(*finding.denied_by));
    const bool only_denies = finding.set == PolicySet::resource_control;
    if (finding.denies == Truth::unknown && finding.denied_by) return cat("open: ", short_words(*finding.denied_by));
    if (only_denies) return "nothing denies it";
    if (finding.allows == Truth::yes) {
      return finding.allowed_by ? cat("allowed by ", short_words(*finding.allowed_by)) : "allowed";
    }
    if (finding.allows == Truth::unknown && finding.allowed_by) return cat("open: ", short_words(*finding.allowed_by));
    return finding.allows == Truth::unknown ? "open" : "not allowed";
  }

  [[nodiscard]] std::string short_words(const Place& place) const {
    if (of_organization(place.set) && answer_.effective->origin(chain_, place).document == nullptr) {
      return "FullAWSAccess";
    }
    return place.statement->sid.empty() ? "a statement without Sid" : cat("`", place.statement->sid, "`");
  }

  [[nodiscard]] std::string levels() const {
    std::vector<std::array<std::string, 3>> rows{{"level", "service control policies", "resource control policies"}};
    const std::vector<std::string> names = verify::EffectivePolicies::levels_of(*answer_.account);
    bool any = false;
    bool resources = false;
    for (const std::string& name : names) rows.push_back({name, {}, {}});
    std::string others;
    for (const Finding& finding : answer_.verdict.findings) {
      if (!of_organization(finding.set)) {
        others += cat("\n", words_of(finding.set), ": ", finding_words(finding), "\n");
        continue;
      }
      any = true;
      const bool resource = finding.set == PolicySet::resource_control;
      resources = resources || (resource && finding.applies);
      rows[finding.level + 1][resource ? 2 : 1] = finding_words(finding);
    }
    if (!any) return cat("\nno service or resource control policy reaches it\n", others);
    std::array<std::size_t, 2> widths{};
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < 2; ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text = "\n";
    for (const auto& row : rows) {
      std::string line = cat(padded(row[0], widths[0]), "  ", padded(row[1], widths[1]));
      if (resources) line += cat("  ", row[2]);
      while (line.ends_with(' ')) line.pop_back();
      text += cat(line, "\n");
    }
    return text + others;
  }

  [[nodiscard]] Node place_node(const Place& place) const {
    Node node = yaml::mapping();
    node.add("set", yaml::string(std::string(to_text(place.set))));
    if (of_organization(place.set)) {
      node.add("level", yaml::string(level_name(place.level)));
      const verify::PolicyOrigin origin = answer_.effective->origin(chain_, place);
      node.add("policy", yaml::string(origin.document != nullptr ? origin.document->name : "FullAWSAccess"));
      if (origin.guardrail != nullptr) node.add("guardrail", yaml::string(origin.guardrail->name));
    }
    if (!place.statement->sid.empty()) node.add("sid", yaml::string(place.statement->sid));
    if (place.statement->cause.known()) node.add("asked_for", yaml::string(place_text(place.statement->cause)));
    if (place.statement->span.known()) node.add("statement", yaml::string(place_text(place.statement->span)));
    return node;
  }

  [[nodiscard]] Node finding_node(const Finding& finding) const {
    const auto truth = [](Truth value) {
      return yaml::string(value == Truth::yes ? "yes" : value == Truth::no ? "no" : "unknown");
    };
    Node node = yaml::mapping();
    node.add("set", yaml::string(std::string(to_text(finding.set))));
    if (of_organization(finding.set)) node.add("level", yaml::string(level_name(finding.level)));
    if (!finding.applies) node.add("applies", yaml::boolean(false));
    if (finding.set != PolicySet::resource_control) node.add("allows", truth(finding.allows));
    node.add("denies", truth(finding.denies));
    if (finding.denied_by) node.add("denied_by", place_node(*finding.denied_by));
    return node;
  }

  const Answer& answer_;
  const base::SourceMap& sources_;
  std::size_t chain_;
};

}  // namespace

std::string answer_text(const Answer& answer, const base::SourceMap& sources) {
  return Writer(answer, sources).text();
}

Node answer_node(const Answer& answer, const base::SourceMap& sources) {
  return Writer(answer, sources).node();
}

}  // namespace landform::cli
