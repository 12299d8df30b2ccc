#include "cli/simulate_blueprint.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/account_id.h"
#include "aws/arn.h"
#include "aws/global_services.h"
#include "aws/iam_actions.h"
#include "aws/region.h"
#include "base/diagnostic.h"
#include "base/source_map.h"
#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "cli/blueprint_options.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/simulate_answer.h"
#include "cli/usage.h"
#include "policy/document.h"
#include "verify/access.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace landform::cli {
namespace {

using base::cat;
using policy::Decision;
using resolve::Account;

// What is wrong with the question; empty: nothing.
using Fault = std::optional<std::string>;

Fault action_fault(const std::string& action) {
  if (action.find_first_of("*?") != std::string::npos) return cat("`--action` wants one action, not `", action, "`");
  const std::size_t colon = action.find(':');
  const auto service = aws::find_iam_service(std::string_view(action).substr(0, colon));
  std::vector<std::string> near;
  std::string message;
  switch (aws::judge_action(action)) {
    case aws::ActionVerdict::known:
      return std::nullopt;
    case aws::ActionVerdict::no_colon:
    case aws::ActionVerdict::wildcard_service:
      return cat("`--action` wants service:Name, as in s3:GetObject, not `", action, "`");
    case aws::ActionVerdict::unknown_service:
      message = cat("no service has the prefix of `", action, "`");
      for (const auto name : aws::near_iam_services(std::string_view(action).substr(0, colon))) near.emplace_back(name);
      break;
    case aws::ActionVerdict::unknown_action:
      message = cat("there is no action `", action, "`");
      for (const auto name : service->near_actions(std::string_view(action).substr(colon + 1))) {
        near.push_back(cat(service->prefix(), ":", name));
      }
      break;
  }
  const std::vector<std::string_view> views(near.begin(), near.end());
  if (!views.empty()) message += cat("; ", base::did_you_mean(views));
  return message;
}

Fault region_fault(const std::string& region) {
  if (region.empty() || aws::find_region(region) != nullptr) return std::nullopt;
  std::vector<std::string_view> names;
  for (const aws::Region& one : aws::all_regions()) names.push_back(one.name);
  const auto near = base::near_names(region, names);
  return cat("there is no region `", region, "`", near.empty() ? "" : "; ", base::did_you_mean(near));
}

// By name or id. Null, and a message, when there is none.
const Account* find_account(const resolve::Organization& organization, const std::string& name, std::string& message) {
  if (const Account* account = organization.account(name)) return account;
  std::vector<std::string_view> names;
  for (const Account& account : organization.accounts) {
    if (account.existing_id && account.existing_id->value.str() == name) return &account;
    names.push_back(account.name);
  }
  const auto near = base::near_names(name, names);
  message = cat("the blueprint has no account `", name, "`", near.empty() ? "" : "; ", base::did_you_mean(near));
  for (const resolve::Unit& unit : organization.units) {
    if (unit.path.str() == name) message = cat("`", name, "` is a unit; `--account` wants an account in it");
  }
  return nullptr;
}

// Wildcards in a name stand for what is not known of it.
std::string without_wildcards(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '*' || c == '?')
      result += policy::kUnknownPart;
    else
      result += c;
  }
  return result;
}

// IAM takes letters, digits and +=,.@_- in names; wildcards stand for what is not known.
bool is_principal_path(std::string_view path) {
  if (path == "root") return true;
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view kind = path.substr(0, slash);
  if (kind != "role" && kind != "user" && kind != "assumed-role") return false;
  const std::vector<std::string_view> parts = base::split(path.substr(slash + 1), '/');
  if (kind == "assumed-role" && parts.size() != 2) return false;
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
      constexpr std::string_view kOthers = "+=,.@_-*?";
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             kOthers.find(c) != std::string_view::npos;
    });
  });
}

// Who has the account id, as far as the blueprint knows; empty for nobody.
std::string owner_of_id(const resolve::Organization& organization, std::string_view id) {
  if (organization.management_account && organization.management_account->value.str() == id) {
    return std::string(blueprint::kManagement);
  }
  for (const Account& account : organization.accounts) {
    if (account.existing_id && account.existing_id->value.str() == id) return account.name;
  }
  return {};
}

// A bare name is a role's. An ARN has to be of the account that is asked about.
Fault read_principal(const resolve::Organization& organization, const std::string& written, const Account& account,
                     verify::Asker& asker) {
  if (written.find('/') == std::string::npos && written.find(".amazonaws.com") != std::string::npos) {
    return cat("`", written, "` is a service, which the organization's policies for accounts do not bind; ask for the ",
               "role that it assumes: role/NAME");
  }
  const bool bare_kind = written == "role" || written == "user" || written == "assumed-role";
  const bool whole = written == "root" || bare_kind || written.find('/') != std::string::npos;
  asker.text = whole ? written : cat("role/", written);
  if (const auto arn = aws::split_arn(written)) {
    asker.text = arn->resource;
    if (aws::is_account_id(arn->account)) {
      const std::string owner = owner_of_id(organization, arn->account);
      if (!owner.empty() && owner != account.name) {
        return cat("`--principal` is of account ", arn->account, ", which is `", owner, "`, not `", account.name, "`");
      }
      if (account.existing_id && account.existing_id->value.str() != arn->account) {
        return cat("`--principal` is of account ", arn->account, ", but `", account.name, "` is ",
                   account.existing_id->value.str());
      }
    }
  }
  asker.path = without_wildcards(asker.text);
  if (is_principal_path(asker.text)) return std::nullopt;
  return cat("`--principal` wants role/x, user/x, root or an ARN of one, not `", written, "`");
}

// The one account that is no part of the tree.
bool names_management(const resolve::Organization& organization, const std::string& name) {
  if (organization.account(name) != nullptr) return false;
  return name == blueprint::kManagement ||
         (organization.management_account && organization.management_account->value.str() == name);
}

// "KEY=VALUE", one a line; a key several times is a list, `KEY=` says that there is no such key.
Fault read_context(const std::string& given, policy::Context& context) {
  std::vector<std::pair<std::string, std::vector<std::string>>> keys;
  for (const std::string_view pair : base::split(given, '\n')) {
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) return cat("`--context` wants KEY=VALUE, not `", pair, "`");
    const std::string key(pair.substr(0, equals));
    const auto near = aws::near_global_condition_keys(key);
    if (!aws::find_condition_key(key) && !near.empty()) {
      return cat("there is no condition key `", key, "`; ", base::did_you_mean(near));
    }
    const auto same = [&](const auto& one) { return base::to_lower(one.first) == base::to_lower(key); };
    auto found = std::find_if(keys.begin(), keys.end(), same);
    if (found == keys.end()) found = keys.insert(keys.end(), {key, {}});
    if (equals + 1 < pair.size()) found->second.emplace_back(pair.substr(equals + 1));
  }
  for (auto& [key, values] : keys) {
    if (values.empty()) {
      context.absent.push_back(key);
    } else {
      const bool list = values.size() > 1;
      context.present.push_back(policy::read_context_key(key, std::move(values), list));
    }
  }
  return std::nullopt;
}

// The account that a resource's ARN names, when it is another one of the organization.
const Account* owner_of(const resolve::Organization& organization, const std::string& resource) {
  const auto arn = aws::split_arn(resource);
  if (!arn || !aws::is_account_id(arn->account)) return nullptr;
  const auto found = std::find_if(organization.accounts.begin(), organization.accounts.end(), [&](const Account& one) {
    return one.existing_id && one.existing_id->value.str() == arn->account;
  });
  return found == organization.accounts.end() ? nullptr : &*found;
}

Fault check_question(const Arguments& arguments) {
  for (const char* option : {"--account", "--principal", "--action"}) {
    if (!arguments.has(option)) return cat("`simulate` of a blueprint wants `", option, "`");
  }
  if (auto fault = action_fault(arguments.value("--action"))) return fault;
  if (auto fault = region_fault(arguments.value("--region"))) return fault;
  const std::string resource = arguments.value("--resource");
  if (!resource.empty() && resource != "*" && !aws::split_arn(resource)) {
    return cat("`--resource` wants an ARN, or \"*\", not `", resource, "`");
  }
  return std::nullopt;
}

struct IdentityPolicy {
  std::optional<policy::Prepared> document;
  std::optional<Exit> exit;  // when it could not be read, which was told
};

IdentityPolicy read_identity(World& world, const Arguments& arguments, base::SourceMap& sources) {
  if (!arguments.has("--identity-policy")) return {};
  const std::string path = arguments.value("--identity-policy");
  if (!is_file(world, path)) return {{}, Exit::environment};
  auto text = world.disk.read(path);
  if (!text) return {{}, disk_trouble(world, "read the policy", text.error())};
  base::Diagnostics diagnostics;
  const auto node = yaml::read(sources, sources.add(path, std::move(text.value())), {}, diagnostics);
  if (!node) {
    report(world, sources, diagnostics, arguments);
    return {{}, Exit::faults};
  }
  return {policy::Prepared(policy::read_document(*node)), std::nullopt};
}

Exit expected(const Arguments& arguments, Decision decision) {
  if (!arguments.has("--expect")) return Exit::ok;
  const bool denied = decision == Decision::explicit_deny || decision == Decision::implicit_deny;
  const bool as_expected = arguments.value("--expect") == "denied" ? denied : decision == Decision::allowed;
  return as_expected ? Exit::ok : Exit::differences;
}

}  // namespace

Exit simulate_blueprint(World& world, const Arguments& arguments) {
  if (const auto fault = check_question(arguments)) return complain(world, *fault, &kSimulateCommand);
  policy::Context context;
  if (const auto fault = read_context(arguments.value("--context"), context)) {
    return complain(world, *fault, &kSimulateCommand);
  }
  const std::string& path = arguments.words.front();
  if (!is_file(world, path)) return Exit::environment;
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto compiled = compile_named(world, arguments, sources, diagnostics, Until::resolved);
  if (!compiled || !compiled->organization) {
    report(world, sources, diagnostics, arguments);
    return exit_of(diagnostics);
  }
  const resolve::Organization& organization = *compiled->organization;
  std::string message;
  Account management;
  management.name = blueprint::kManagement;
  management.role = resolve::AccountRole::management;
  const bool is_management = names_management(organization, arguments.value("--account"));
  const Account* account =
      is_management ? &management : find_account(organization, arguments.value("--account"), message);
  if (account == nullptr) return complain(world, message, &kSimulateCommand);
  verify::Asker asker;
  if (const auto fault = read_principal(organization, arguments.value("--principal"), *account, asker)) {
    return complain(world, *fault, &kSimulateCommand);
  }
  const IdentityPolicy identity = read_identity(world, arguments, sources);
  if (identity.exit) return *identity.exit;

  const verify::EffectivePolicies effective(organization);
  Answer answer;
  answer.effective = &effective;
  answer.account = account;
  answer.principal = asker.text;
  answer.action = arguments.value("--action");
  answer.resource = arguments.value("--resource");
  answer.region = arguments.value("--region");
  const std::string_view service = std::string_view(answer.action).substr(0, answer.action.find(':'));
  std::string region = answer.region;
  if (region.empty() && aws::is_global_service(service)) region = organization.home_region.value.str();
  answer.is_management = is_management;
  answer.policies = effective.policies_of(*account);
  if (const Account* owner = owner_of(organization, answer.resource); owner != nullptr && owner != account) {
    answer.policies.resource_control = effective.policies_of(*owner).resource_control;
  }
  if (identity.document) answer.policies.identity = {*identity.document};
  policy::Request request = verify::make_request(effective, *account, asker, {answer.action, answer.resource, region});
  // What the question says goes before what follows from it.
  auto& present = request.context.present;
  present.insert(present.begin(), context.present.begin(), context.present.end());
  const auto is_absent = [&](const policy::ContextKey& key) {
    return std::any_of(context.absent.begin(), context.absent.end(),
                       [&](const std::string& absent) { return base::to_lower(absent) == base::to_lower(key.key); });
  };
  present.erase(std::remove_if(present.begin(), present.end(), is_absent), present.end());
  request.context.absent = context.absent;
  answer.verdict = policy::evaluate(answer.policies, request);
  if (arguments.value("--format") == "json") {
    world.out(yaml::write_json(answer_node(answer, sources), yaml::JsonLayout::pretty));
  } else {
    world.out(answer_text(answer, sources));
  }
  return expected(arguments, answer.verdict.decision);
}

}  // namespace landform::cli
