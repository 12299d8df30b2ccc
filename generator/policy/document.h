// A policy document in parsed form, for evaluation: what IAM would read from it. Grammar faults are not told here
// (verify does): what this reader does not understand becomes unclear, and whatever depends on it evaluates to unknown.
// Source: "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language" (IAM user guide).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/iam_conditions.h"
#include "base/span.h"
#include "yaml/node.h"

namespace landform::policy {

// Stands, in texts of documents and requests, for a part that nobody knows; two of them need not be equal.
// "{{resolve:ssm:/x}}" is unknown, too, but equal to the same text elsewhere.
inline constexpr std::string_view kUnknownPart = "{{?}}";

// Whether a text has an unknown part of either form.
bool has_unknown_part(std::string_view text);

struct Text {
  std::string text;  // may hold unknown parts
  base::Span span;
  base::Span cause;
};

// How an element with a positive and a negated spelling was given.
enum class Choice : std::uint8_t {
  absent,
  only,     // Action, Resource, Principal
  all_but,  // NotAction, NotResource, NotPrincipal
  unclear,  // both, or nothing that could be read
};

struct Selection {
  Choice choice = Choice::absent;
  std::vector<Text> texts;
};

enum class PrincipalForm : std::uint8_t { everyone, aws, service, federated, canonical_user, unclear };

struct PrincipalEntry {
  PrincipalForm form = PrincipalForm::unclear;
  Text name;  // an ARN, an account id, "cloudtrail.amazonaws.com"; "*" for everyone
};

struct PrincipalSelection {
  Choice choice = Choice::absent;
  std::vector<PrincipalEntry> entries;
};

// One key of one operator.
struct Condition {
  std::optional<aws::ParsedOperator> condition_operator;  // nothing: IAM has no such operator; always unknown
  std::string operator_text;                              // as written: "ForAnyValue:StringLike"
  std::string key;                                        // as written: "aws:PrincipalArn"
  std::vector<Text> values;
  bool values_unclear = false;  // a value could not be read, or the list is an intrinsic function
  base::Span span;              // of the key
};

enum class Effect : std::uint8_t { allow, deny, unclear };

struct Statement {
  std::string sid;  // empty when there is none
  Effect effect = Effect::unclear;
  Selection actions;
  Selection resources;
  PrincipalSelection principals;
  std::vector<Condition> conditions;  // all must hold
  bool conditions_unclear = false;    // beyond `conditions` something stands there that could not be read
  base::Span span;                    // of the statement, in the template or policy file
  base::Span cause;                   // the blueprint value that it comes from, where one is known
};

struct Document {
  std::string version;     // "2008-10-17" when the document gives none, as IAM takes it
  bool variables = false;  // "${aws:username}" has its meaning: version 2012-10-17, or one that is not known
  std::vector<Statement> statements;
  base::Span span;
};

// Takes a whole document, or the list in its Statement: one statement or a list, scalars or lists everywhere, values in
// CloudFormation's long form: Fn::Sub becomes a text with unknown parts ("${!x}" becomes "${x}"), any other function a
// text that is unknown. Never fails.
Document read_document(const yaml::Node& node);
// One statement, as it stands in a list of Statement.
Statement read_statement(const yaml::Node& node);

}  // namespace landform::policy
