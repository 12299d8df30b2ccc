// What holds for all policies and requests: making a document smaller or cutting it changes no verdict, a denial more
// allows nothing, and an answer given without knowing everything is the answer whatever the rest turns out to be.
#include <rapidcheck.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/cover.h"
#include "policy/evaluate.h"
#include "policy/measure.h"
#include "policy/minify.h"
#include "policy/pattern.h"
#include "policy/split.h"
#include "yaml/write.h"

namespace landform::policy {
namespace {

using yaml::Node;

constexpr std::array<std::string_view, 14> kActionTexts{
    "*",     "s3:*",     "S3:Get*", "s3:GetObject",     "s3:PutObject",   "s3:?etObject", "s3:*Object",
    "ec2:*", "ec2:Run*", "s3:put*", "ec2:RunInstances", "s3:Get*Tagging", "iam:*",        "s3:GetObject*"};
constexpr std::array<std::string_view, 5> kActions{"s3:GetObject", "s3:PutObject", "ec2:RunInstances",
                                                   "s3:GetObjectTagging", "iam:PassRole"};
constexpr std::array<std::string_view, 12> kResourceTexts{
    "*",
    "arn:aws:s3:::data/*",
    "arn:aws:s3:::data/a",
    "arn:aws:s3:::*",
    "arn:aws:s3:::d*/a",
    "arn:aws:s3:::data/${aws:username}",
    "arn:aws:s3:::data/${aws:PrincipalTag/team}/*",
    "arn:aws:s3:::data/${aws:PrincipalTag/team, 'none'}",
    "arn:*:s3:::data/?",
    "arn:aws:s3:::${*}",
    "arn:aws:s3:::data/anna",
    "arn:aws:s3:::{{resolve:ssm:/landform/acme/accounts/log-archive/id}}"};
constexpr std::array<std::string_view, 6> kResources{"arn:aws:s3:::data/a",    "arn:aws:s3:::data/anna",
                                                     "arn:aws:s3:::other",     "arn:aws:s3:::data/blue/x",
                                                     "arn:aws:s3:::data/none", "arn:aws:s3:::*"};
constexpr std::array<std::string_view, 4> kKeys{"aws:PrincipalTag/team", "test:text", "test:list", "test:number"};
constexpr std::array<std::string_view, 16> kOperators{"StringEquals",
                                                      "StringNotEquals",
                                                      "StringLike",
                                                      "StringNotLike",
                                                      "StringEqualsIfExists",
                                                      "StringNotEqualsIgnoreCase",
                                                      "ForAllValues:StringEquals",
                                                      "ForAnyValue:StringLike",
                                                      "ForAnyValue:StringNotEquals",
                                                      "NumericLessThan",
                                                      "NumericNotEquals",
                                                      "Null",
                                                      "Bool",
                                                      "ArnNotLike",
                                                      "DateGreaterThanIfExists",
                                                      "NotIpAddress"};
constexpr std::array<std::string_view, 12> kValues{"blue", "BLUE", "b*", "*",     "10",  "true",
                                                   "x",    "?",    "9",  "false", "red", "${aws:PrincipalTag/team}"};

template <std::size_t N>
std::string one_of(const std::array<std::string_view, N>& texts) {
  return std::string(*rc::gen::elementOf(texts));
}

template <std::size_t N>
Node some_of(const std::array<std::string_view, N>& texts) {
  const int count = *rc::gen::inRange(1, 5);
  if (count == 1 && *rc::gen::arbitrary<bool>()) return yaml::string(one_of(texts));
  Node list = yaml::sequence();
  for (int i = 0; i < count; ++i) list.add(yaml::string(one_of(texts)));
  return list;
}

Node any_statement() {
  Node statement = yaml::mapping();
  const bool inverse_action = *rc::gen::inRange(0, 5) == 0;
  const bool inverse_resource = *rc::gen::inRange(0, 5) == 0;
  statement.add(inverse_resource ? "NotResource" : "Resource", some_of(kResourceTexts));
  statement.add("Effect", yaml::string(*rc::gen::arbitrary<bool>() ? "Allow" : "Deny"));
  statement.add(inverse_action ? "NotAction" : "Action", some_of(kActionTexts));
  if (*rc::gen::arbitrary<bool>()) statement.add("Sid", yaml::string("S" + std::to_string(*rc::gen::inRange(0, 9))));
  const int conditions = *rc::gen::inRange(0, 3);
  Node block = yaml::mapping();
  for (int i = 0; i < conditions; ++i) {
    const std::string name = one_of(kOperators);
    Node* keys = block.find(name);
    if (keys == nullptr) keys = &block.add(name, yaml::mapping());
    keys->set(one_of(kKeys), some_of(kValues));
  }
  if (conditions > 0) statement.add("Condition", std::move(block));
  return statement;
}

yaml::Nodes any_statements() {
  yaml::Nodes statements;
  const int count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) statements.push_back(any_statement());
  return statements;
}

// What a key can be in a request; the last is what nobody knows.
enum class Known : int { absent, blue, ten, list, empty, unknown };

void put(Context& context, std::string_view key, Known known) {
  switch (known) {
    case Known::absent:
      context.absent.emplace_back(key);
      return;
    case Known::blue:
      context.set(key, "blue");
      return;
    case Known::ten:
      context.set(key, "10");
      return;
    case Known::list:
      context.present.push_back({std::string(key), {"blue", "x"}, true});
      return;
    case Known::empty:
      context.present.push_back({std::string(key), {}, true});
      return;
    case Known::unknown:
      context.unknown.emplace_back(key);
      return;
  }
}

using Keys = std::array<Known, kKeys.size()>;

Keys any_keys() {
  Keys keys{};
  for (Known& known : keys) known = static_cast<Known>(*rc::gen::inRange(0, 6));
  return keys;
}

struct Asked {
  std::string action;
  std::optional<std::string> resource;
};

Asked any_question() {
  Asked asked{one_of(kActions), one_of(kResources)};
  if (*rc::gen::inRange(0, 8) == 0) asked.resource.reset();
  return asked;
}

Request request_of(const Asked& asked, const Keys& keys) {
  Request request;
  request.principal = read_principal("arn:aws:iam::111122223333:user/anna");
  request.action = asked.action;
  request.resource = asked.resource;
  request.context.unnamed = Unnamed::absent;
  for (std::size_t i = 0; i < keys.size(); ++i) put(request.context, kKeys[i], keys[i]);
  return request;
}

Policies one_level(const yaml::Nodes& documents) {
  Policies policies;
  Level level;
  for (const Node& document : documents) level.documents.emplace_back(read_document(document));
  policies.service_control.push_back(std::move(level));
  return policies;
}

Node list_document(const yaml::Nodes& statements) {
  return yaml::mapping({{"Statement", yaml::sequence(statements)}, {"Version", yaml::string("2012-10-17")}});
}

Decision ask(const yaml::Nodes& documents, const Asked& asked, const Keys& keys) {
  const Policies policies = one_level(documents);
  const Request request = request_of(asked, keys);
  const Decision decision = evaluate(policies, request).decision;
  RC_ASSERT(decision == decide(policies, request));
  return decision;
}

bool denied(Decision decision) {
  return decision == Decision::explicit_deny || decision == Decision::implicit_deny;
}

void minifying_changes_no_verdict() {
  const Node document = list_document(any_statements());
  for (const MergeStatements merge : {MergeStatements::no, MergeStatements::yes}) {
    const Node small = minify(document, merge);
    RC_LOG() << yaml::write_json(document, yaml::JsonLayout::minified) << "\n"
             << yaml::write_json(small, yaml::JsonLayout::minified) << "\n";
    RC_ASSERT(organization_characters(small) <= organization_characters(document));
    RC_ASSERT(yaml::same_value(minify(small, merge), small));
    for (int i = 0; i < 8; ++i) {
      const Asked asked = any_question();
      const Keys keys = any_keys();
      RC_ASSERT(ask({document}, asked, keys) == ask({small}, asked, keys));
    }
  }
}

void splitting_changes_no_verdict() {
  const yaml::Nodes statements = any_statements();
  const std::size_t limit = static_cast<std::size_t>(*rc::gen::inRange(150, 600));
  const auto pieces = split(statements, limit);
  if (!pieces) {
    RC_ASSERT(pieces.error().statement < statements.size());
    RC_ASSERT(pieces.error().characters > limit);
    return;
  }
  yaml::Nodes documents;
  for (const Piece& piece : pieces.value()) {
    documents.push_back(document_of(piece.statements));
    RC_ASSERT(piece.characters == organization_characters(documents.back()));
    RC_ASSERT(piece.characters <= limit);
  }
  for (int i = 0; i < 8; ++i) {
    const Asked asked = any_question();
    const Keys keys = any_keys();
    RC_ASSERT(ask({list_document(statements)}, asked, keys) == ask(documents, asked, keys));
  }
}

void a_denial_more_allows_nothing() {
  const yaml::Nodes statements = any_statements();
  yaml::Nodes more = statements;
  Node denial = any_statement();
  denial.set("Effect", yaml::string("Deny"));
  more.insert(more.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(more.size()) + 1),
              denial);
  const Asked asked = any_question();
  const Keys keys = any_keys();
  const Decision before = ask({list_document(statements)}, asked, keys);
  const Decision after = ask({list_document(more)}, asked, keys);
  RC_ASSERT(!denied(before) || denied(after));
  RC_ASSERT(before != Decision::unknown || after != Decision::allowed);
}

// Every way in which what is unknown may turn out.
void for_each_completion(const Keys& keys, std::size_t from, const auto& visit) {
  for (std::size_t i = from; i < keys.size(); ++i) {
    if (keys[i] != Known::unknown) continue;
    for (int known = 0; known < static_cast<int>(Known::unknown); ++known) {
      Keys settled = keys;
      settled[i] = static_cast<Known>(known);
      for_each_completion(settled, i + 1, visit);
    }
    return;
  }
  visit(keys);
}

void what_is_said_without_knowing_holds_when_known() {
  const yaml::Nodes documents{list_document(any_statements())};
  const Asked asked = any_question();
  const Keys keys = any_keys();
  const Decision decision = ask(documents, asked, keys);
  if (decision == Decision::unknown) return;
  for_each_completion(keys, 0, [&](const Keys& settled) {
    for (const std::string_view resource : kResources) {
      const Asked now{asked.action, asked.resource ? *asked.resource : std::string(resource)};
      const Decision known = ask(documents, now, settled);
      RC_LOG() << yaml::write_json(documents[0], yaml::JsonLayout::minified) << "\n";
      RC_ASSERT(known != Decision::unknown);
      RC_ASSERT(denied(known) == denied(decision));
    }
  });
}

std::string any_glob_text(bool wildcards) {
  std::string text;
  const int length = *rc::gen::inRange(0, 10);
  for (int i = 0; i < length; ++i) text += *rc::gen::elementOf(std::string(wildcards ? "ab*?:" : "ab:"));
  return text;
}

bool naive(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') return naive(pattern.substr(1), text) || (!text.empty() && naive(pattern, text.substr(1)));
  return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) && naive(pattern.substr(1), text.substr(1));
}

void patterns_match_as_the_plainest_matcher() {
  const std::string pattern = any_glob_text(true);
  const std::string text = any_glob_text(false);
  RC_ASSERT(Pattern(pattern, Wildcards::meant).matches(text) == truth_of(naive(pattern, text)));
}

// A text with an unknown part: yes and no hold for everything that may stand there, and it says so when both happen.
void unknown_parts_are_judged_soundly() {
  const std::string pattern = any_glob_text(true);
  const std::string before = any_glob_text(false);
  const std::string after = any_glob_text(false);
  const Truth truth = Pattern(pattern, Wildcards::meant).matches(before + "{{?}}" + after);
  const Truth reverse = Pattern(before + "{{?}}" + after, Wildcards::meant).matches(any_glob_text(false));
  RC_ASSERT(reverse != Truth::yes);
  for (int i = 0; i < 10; ++i) {
    const bool matches = naive(pattern, before + any_glob_text(false) + after);
    RC_ASSERT(truth == Truth::unknown || truth == truth_of(matches));
  }
}

void what_covers_matches_all_that_is_covered() {
  const std::string wide = any_glob_text(true);
  const std::string narrow = any_glob_text(true);
  if (!action_covers(wide, narrow)) {
    RC_ASSERT(wide != narrow);
    return;
  }
  for (int i = 0; i < 20; ++i) {
    const std::string text = any_glob_text(false);
    RC_ASSERT(!naive(narrow, text) || naive(wide, text));
  }
}

}  // namespace
}  // namespace landform::policy

int main() {
  using namespace landform::policy;
  bool good = true;
  good = rc::check("minifying changes no verdict", minifying_changes_no_verdict) && good;
  good = rc::check("splitting changes no verdict", splitting_changes_no_verdict) && good;
  good = rc::check("a denial more allows nothing", a_denial_more_allows_nothing) && good;
  good =
      rc::check("what is said without knowing holds when known", what_is_said_without_knowing_holds_when_known) && good;
  good = rc::check("patterns match as the plainest matcher", patterns_match_as_the_plainest_matcher) && good;
  good = rc::check("unknown parts are judged soundly", unknown_parts_are_judged_soundly) && good;
  good = rc::check("what covers matches all that is covered", what_covers_matches_all_that_is_covered) && good;
  return good ? 0 : 1;
}
