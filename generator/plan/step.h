// The plan's vocabulary: steps of three kinds, each with its reason. A capability (stacks/) appends steps; plan/order
// puts them in order; evaluate, verify and emit walk them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "aws/names.h"
#include "base/span.h"
#include "cfn/evaluate.h"
#include "plan/boxed.h"

namespace landform::plan {

// One account, by its blueprint name ("management" for the management account), and one region.
struct AccountTarget {
  std::string account;
  aws::RegionName region;
};

// Where an open parameter's value comes from at deployment.
struct FromSsm {
  std::string name;     // "/landform/acme/accounts/log-archive/id"
  std::string account;  // whose Parameter Store, by blueprint name
  aws::RegionName region;
};
struct FromOutput {
  std::string step;  // the stack step
  std::string output;
};
struct Literal {
  std::string value;
  base::Span cause;
};
using ParameterSource = std::variant<Literal, FromSsm, FromOutput>;

// What a service-managed stack set carries into the accounts of some units, present and future. The step's own stack,
// in the management account, is the stack set itself (templates/delivery/stack-set.yaml); it never reaches that
// account.
struct StackSet {
  std::string template_path;
  bool customer_template = false;  // as in StackStep
  base::Span template_span;
  cfn::Bindings bindings;
  std::map<std::string, ParameterSource> parameters;  // for each open parameter that has no default
  std::vector<aws::OuPath> units;                     // whole units, sorted; "Root" for all; none lies below another
  std::vector<std::string> accounts;                  // single accounts outside of `units`, by name, sorted
  std::vector<aws::RegionName> regions;               // sorted
  // The pipeline of Customizations for Control Tower brings it, and the step only sees to it that it is there.
  bool in_package = false;
  // The step of the stack set whose stacks a new account gets first; empty for none. It reaches wherever this one does.
  std::string after;
};

struct StackStep {
  aws::StackName stack;       // "acme-organization"
  std::string template_path;  // below templates/: "organization/organization.yaml"; output: stacks/NN-<name>.yaml
  // The template is the customer's: `template_path` is as the blueprint writes it at `template_span`, and parameters
  // that nothing binds take their defaults.
  bool customer_template = false;
  base::Span template_span;
  // Most of it is bound, and the blueprint's: faults that verify finds in bound values are told at their causes.
  bool faults_at_causes = false;
  Boxed<StackSet> stack_set;  // then this stack holds the stack set that carries it
  AccountTarget target;
  cfn::Bindings bindings;
  // Adds to a copy of `bindings` when the stack is evaluated: the rows of a thousand stacks, made with the plan, would
  // all lie in memory at once. Empty when there is no more to add; for any thread; may look at the organization.
  std::function<void(cfn::Bindings&)> bind_late;
  std::map<std::string, ParameterSource> parameters;  // for each open parameter
  std::map<std::string, std::string> produces_ssm;    // SSM parameter name -> logical id that makes it
  // Tags of the stack; CloudFormation puts them on every taggable resource in it, and a resource's own tags win.
  std::map<std::string, std::string> tags;
  // An import creates the stack from what exists: logical id -> {resource type, identifier}. Empty for ordinary stacks.
  struct Import {
    std::string resource_type;
    std::map<std::string, std::string> identifier;
  };
  std::map<std::string, Import> imports;
};

// A value that only AWS knows and no stack gives: a command prints it, the deployer keeps it in the Parameter Store of
// the management account's home region, where later steps look it up.
struct Capture {
  std::vector<std::string> command;  // argv that prints this one word and nothing else; placeholders as in CliStep
  std::string parameter;             // "/landform/acme/identity-center/instance-arn"
};

// What has no resource type: exact, idempotent commands.
struct CliStep {
  std::string account;  // whose credentials
  aws::RegionName region;
  std::vector<std::vector<std::string>> commands;  // argv; placeholders {ssm:NAME} are filled from Parameter Store
  // Codes of AWS's errors that say a command was done before: after these the step goes on.
  std::vector<std::string> tolerates;
  std::vector<Capture> captures;   // after the commands, in this order; a later one may look an earlier one up
  std::vector<std::string> check;  // argv that shows the result; empty when the command itself does
};

// What only a person can do.
struct ManualStep {
  std::string who;                        // role: "root user of the management account"
  std::vector<std::string> instructions;  // Markdown lines, in order
  std::string evidence;                   // what to file
};

struct Step {
  std::string name;  // kebab-case, unique, stable: "organization", "accounts-2", "log-archive"
  // Of its capability in the table of stacks/list.cpp: 10, 20, ... with gaps, so that a capability that comes later
  // never renames another one's output file (stacks/<number>-<name>.yaml). 0: the file name carries no number.
  std::uint32_t number = 0;
  // Its place in resolve::Organization::rings, from 1, when it goes into one account of that ring; 0 for what is
  // everybody's. Steps of one capability go ring by ring.
  std::uint32_t ring = 0;
  std::string title;  // one line for people
  std::string why;
  std::vector<std::string> controls;  // of sop-controls.yaml, sorted
  struct Need {
    std::string step;
    std::string why;
  };
  std::vector<Need> needs;  // the steps that must be done before
  std::variant<StackStep, CliStep, ManualStep> what;
  base::Span cause;  // the blueprint's place that asked for it, if one did
  // What asked for it, in words that do not move when lines do: "customizations.app-bus". Empty for the baseline.
  std::string asked_by;
};

struct Plan {
  std::vector<Step> steps;  // after plan::order: needs first, ties by the capability table, then by name
};

}  // namespace landform::plan
