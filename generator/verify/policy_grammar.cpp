// Law: policy documents and their statements have the elements that their kind takes, each with a value of its form.
// Source: "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language" (IAM user guide);
// aws-facts.md A4 (SCP), A5 (RCP), D1.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "verify/laws.h"
#include "verify/policy.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

enum class Stands : std::uint8_t { must, may, never };
struct Grammar {
  Stands principal;
  Stands resource;
};

Grammar grammar_of(PolicyKind kind, std::string_view type) {
  switch (kind) {
    case PolicyKind::identity:
    case PolicyKind::scp:
      return {Stands::never, Stands::must};
    case PolicyKind::trust:
      return {Stands::must, Stands::never};
    case PolicyKind::rcp:
    case PolicyKind::key:
    case PolicyKind::bucket:
      return {Stands::must, Stands::must};
    case PolicyKind::endpoint:
      return {Stands::may, Stands::may};
    default:
      break;
  }
  // Some services put their own resource in the place of a missing one.
  return {Stands::must, type == "AWS::SNS::TopicPolicy" ? Stands::must : Stands::may};
}

const std::vector<std::string_view> kDocumentKeys = {"Version", "Id", "Statement"};
const std::vector<std::string_view> kStatementKeys = {"Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
                                                      "NotAction", "Resource", "NotResource", "Condition"};

// Documents without a Version, which are told together: who leaves it out leaves it out everywhere.
struct Unversioned {
  std::string document;
  base::Span span;
};

class PolicyGrammar {
 public:
  PolicyGrammar(const PolicyDocument& policy, const Input& input, std::vector<Unversioned>& unversioned,
                base::Diagnostics& diagnostics)
      : policy_(policy),
        grammar_(grammar_of(policy.kind, policy.resource->type)),
        input_(input),
        unversioned_(unversioned),
        diagnostics_(diagnostics) {}

  void check() {
    check_keys(*policy_.document, kDocumentKeys, "the document");
    check_version();
    const Node* statements = policy_.document->find("Statement");
    if (statements == nullptr) {
      if (!has_open_keys(*policy_.document)) {
        fault("iam/missing-element", policy_.document->span, cat(document(), " has no `Statement`"));
      }
      return;
    }
    conditional_ = holds_condition(*statements);
    for (const Statement& statement : policy_.statements) check_statement(statement);
  }

 private:
  std::string document() const { return cat("the ", noun_of(policy_.kind), " of `", policy_.resource->id, "`"); }

  void fault(std::string_view slug, base::Span span, std::string message) {
    diagnostics_.add(Diagnostic(slug, span, std::move(message)));
  }

  void check_keys(const Node& node, const std::vector<std::string_view>& known, std::string_view where) {
    for (const Entry& entry : node.entries) {
      if (is_function_key(entry.key) || entry.key.find(kUnknownPart) != std::string::npos) continue;
      if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
      Diagnostic found("iam/unknown-element", entry.key_span,
                       cat(where, " has `", entry.key, "`, which is no element of a policy"));
      if (auto question = input_.near_names.question(entry.key, known); !question.empty()) {
        found.helps.push_back(std::move(question));
      }
      diagnostics_.add(std::move(found));
    }
  }

  void check_version() {
    const Node* version = policy_.document->find("Version");
    if (version == nullptr) {
      if (has_open_keys(*policy_.document)) return;
      if (policy_.kind != PolicyKind::rcp) {
        unversioned_.push_back({document(), policy_.document->span});
        return;
      }
      diagnostics_.add(Diagnostic("iam/version", policy_.document->span,
                                  cat(document(), " has no `Version`; without it policy variables are plain text"))
                           .help("Version: \"2012-10-17\""));
      return;
    }
    const auto text = literal(*version);
    if (!text || text->find(kUnknownPart) != std::string_view::npos) return;
    if (*text == "2012-10-17") return;
    const bool old = *text == "2008-10-17";
    if (old && policy_.kind != PolicyKind::rcp) return;
    diagnostics_.add(Diagnostic("iam/version", version->span,
                                cat("the version of ", document(), " is `", *text,
                                    "`; it names the policy language and is 2012-10-17"))
                         .help("Version: \"2012-10-17\""));
  }

  void check_statement(const Statement& statement) {
    const Node& node = *statement.node;
    if (!node.is_mapping()) {
      if (node.is_scalar() && node.text.find(kUnknownPart) != std::string::npos) return;
      fault("iam/missing-element", node.span, cat("a statement of ", document(), " is no mapping"));
      return;
    }
    if (statement.other_keys) check_keys(node, kStatementKeys, name_of(statement));
    check_sid(statement);
    check_effect(statement);
    check_pair(statement, {"Action", statement.action, statement.not_action}, Stands::must);
    check_pair(statement, {"Resource", statement.resource, statement.not_resource}, grammar_.resource);
    check_pair(statement, {"Principal", statement.principal, statement.not_principal}, grammar_.principal);
    if (policy_.kind == PolicyKind::rcp) check_rcp(statement);
  }

  [[nodiscard]] std::string name_of(const Statement& statement) const { return statement_name(policy_, statement); }

  // Statements in the branches of an Fn::If may share a Sid: only one of them is taken.
  static bool holds_condition(const Node& statements) {
    const auto is_if = [](const Node& node) { return intrinsic_of(node).is(Function::condition); };
    return is_if(statements) || std::any_of(statements.items.begin(), statements.items.end(), is_if);
  }

  void check_sid(const Statement& statement) {
    const Node* sid = statement.sid == nullptr ? nullptr : &statement.sid->value;
    const auto text = sid == nullptr ? std::nullopt : literal(*sid);
    if (!text || text->find(kUnknownPart) != std::string_view::npos) return;
    const bool of_iam = policy_.kind == PolicyKind::identity || policy_.kind == PolicyKind::trust;
    const bool plain = std::all_of(text->begin(), text->end(), [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
    if (!plain && (of_iam || policy_.kind == PolicyKind::scp || policy_.kind == PolicyKind::rcp)) {
      Diagnostic found("iam/sid", sid->span,
                       cat("the Sid of ", name_of(statement), " may have letters and digits only"));
      if (!of_iam) found.severity = base::Severity::warning;
      diagnostics_.add(std::move(found));
    }
    if (text->empty()) return;
    const auto [first, is_first] = sids_.add(*text, sid);
    if (is_first || conditional_) return;
    Diagnostic found("iam/sid", sid->span, cat("two statements of ", document(), " have the Sid `", *text, "`"));
    if (!of_iam) found.severity = base::Severity::warning;
    diagnostics_.add(std::move(found).also((*first)->span, "first here"));
  }

  void check_effect(const Statement& statement) {
    if (statement.effect == nullptr) {
      if (statement.other_keys) return;
      fault("iam/missing-element", statement.node->span,
            cat(name_of(statement), " has no `Effect`; it is Allow or Deny"));
      return;
    }
    each_value(statement.effect->value, [&](const Node& value) {
      const auto text = literal(value);
      if (!text || *text == "Allow" || *text == "Deny" || text->find(kUnknownPart) != std::string_view::npos) return;
      Diagnostic found(
          "iam/effect", value.span,
          cat("the effect of ", name_of(statement), " is `", *text, "`; it is Allow or Deny, spelt just so"));
      if (auto question = input_.near_names.question(*text, {"Allow", "Deny"}); !question.empty()) {
        found.helps.push_back(std::move(question));
      }
      diagnostics_.add(std::move(found));
    });
  }

  // An element and its negation.
  struct Pair {
    std::string_view element;
    const Entry* positive;
    const Entry* negative;
  };

  void check_pair(const Statement& statement, const Pair& pair, Stands stands) {
    auto [element, positive, negative] = pair;
    if (positive != nullptr && is_no_value(positive->value)) positive = nullptr;
    if (negative != nullptr && is_no_value(negative->value)) negative = nullptr;
    if (positive != nullptr && negative != nullptr) {
      const bool either = intrinsic_of(positive->value).is(Function::condition) ||
                          intrinsic_of(negative->value).is(Function::condition);
      if (either) return;
      diagnostics_.add(
          Diagnostic("iam/element-pair", negative->key_span,
                     cat(name_of(statement), " has `", element, "` and `Not", element, "`; one of them must go"))
              .also(positive->key_span, "the other"));
      return;
    }
    const Entry* present = positive != nullptr ? positive : negative;
    if (present != nullptr && stands == Stands::never) {
      std::string_view why = "says what a principal may do, and the principal is whom it is attached to";
      if (policy_.kind == PolicyKind::trust) why = "belongs to the one role it stands in";
      if (policy_.kind == PolicyKind::scp) why = "holds for every principal of the accounts it is attached to";
      Diagnostic found("iam/element-place", present->key_span,
                       cat(name_of(statement), " has `", present->key, "`; a ", noun_of(policy_.kind), " ", why));
      if (policy_.kind == PolicyKind::scp) {
        found.helps.emplace_back("name principals in a Condition: ArnLike: {aws:PrincipalArn: ...}");
      }
      diagnostics_.add(std::move(found));
      return;
    }
    if (present == nullptr) {
      // A slip in an element's name is told once; what seems to be missing then is that element.
      if (stands != Stands::must || statement.other_keys) return;
      fault("iam/missing-element", statement.node->span,
            cat(name_of(statement), " has neither `", element, "` nor `Not", element, "`"));
      return;
    }
    if (present->value.is_null() || (present->value.is_sequence() && present->value.items.empty())) {
      fault("iam/missing-element", present->key_span, cat("`", present->key, "` of ", name_of(statement), " is empty"));
    }
  }

  void check_rcp(const Statement& statement) {
    const std::string name = name_of(statement);
    if (statement.allows()) {
      diagnostics_.add(
          Diagnostic("iam/rcp-allow", statement.effect->value.span,
                     cat(name, " allows; a resource control policy can only deny"))
              .note("RCPFullAWSAccess, which AWS attaches, allows everything; your policies take away from it"));
    }
    for (const Entry* entry : {statement.not_action, statement.not_principal}) {
      if (entry == nullptr) continue;
      fault("iam/element-place", entry->key_span,
            cat(name, " has `", entry->key, "`, which resource control policies do not take"));
    }
    const Entry* principal = statement.principal;
    if (principal == nullptr || literal(principal->value) == "*") return;
    const Node* aws = principal->value.find("AWS");
    if (aws != nullptr && literal(*aws) == "*" && principal->value.entries.size() == 1) return;
    if (!principal->value.is_scalar() && !principal->value.is_mapping()) return;
    if (intrinsic_of(principal->value)) return;
    diagnostics_.add(
        Diagnostic("iam/rcp-principal", principal->value.span, cat("the principal of ", name, " must be \"*\""))
            .help("name exceptions in a Condition: ArnNotLikeIfExists: {aws:PrincipalArn: ...}"));
  }

  const PolicyDocument& policy_;
  Grammar grammar_;
  const Input& input_;
  std::vector<Unversioned>& unversioned_;
  base::Diagnostics& diagnostics_;
  bool conditional_ = false;
  base::NameTable<const Node*> sids_;
};

void tell_unversioned(const std::vector<Unversioned>& all, base::Diagnostics& diagnostics) {
  if (all.empty()) return;
  Diagnostic found("iam/version", all.front().span,
                   cat(all.front().document, " has no `Version`; without it policy variables are plain text"));
  found.severity = base::Severity::warning;
  constexpr std::size_t kShown = 4;
  std::string others;
  for (std::size_t i = 1; i < all.size() && i <= kShown; ++i) others += cat(i == 1 ? "" : ", ", all[i].document);
  if (all.size() > kShown + 1) others += cat(" and ", all.size() - kShown - 1, " more");
  if (!others.empty()) found.notes.push_back(cat("nor have: ", others));
  diagnostics.add(std::move(found).help("Version: \"2012-10-17\""));
}

}  // namespace

void law_policy_grammar(const Input& input, base::Diagnostics& diagnostics) {
  std::vector<Unversioned> unversioned;
  for (const PolicyDocument& policy : input.policies.documents) {
    if (policy.kind != PolicyKind::management) PolicyGrammar(policy, input, unversioned, diagnostics).check();
  }
  tell_unversioned(unversioned, diagnostics);
}

}  // namespace landform::verify
