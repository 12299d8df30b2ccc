// IAM Identity Center: enabled and set up by a person, its ids looked up, its daily care handed to the audit account,
// and the people in its directory. All of it lives in the management account: only that account may assign anything in
// itself, and groups that it makes serve its own assignments and everybody else's (aws-facts.md D2).
#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/identity_center_parts.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;
using resolve::IdentitySource;

namespace {

constexpr std::string_view kEnabledStep = "identity-center-enabled";
constexpr std::string_view kSignInStep = "identity-center-sign-in";
constexpr std::string_view kUsersStep = "identity-center-people";
constexpr std::string_view kCenterAdministrator = "an administrator of the management account";

plan::Step step_of(std::string_view name, std::string title, std::string why, std::vector<std::string> controls) {
  plan::Step step;
  step.name = std::string(name);
  step.number = number::kIdentityCenter;
  step.title = std::move(title);
  step.why = std::move(why);
  step.controls = std::move(controls);
  return step;
}

std::vector<std::string> enabling(const resolve::Organization& organization) {
  const std::string region = organization.home_region.value.str();
  std::vector<std::string> lines{
      cat("Sign in to the management account, choose the region ", region,
          " and open IAM Identity Center. Identity Center lives in one region, and moving it later means starting "
          "anew."),
      "Choose *Enable*, and an organization instance, not an account instance. If it is enabled already, check under "
      "*Settings* that it is an organization instance in that region.",
  };
  switch (organization.identity_center.source) {
    case IdentitySource::directory:
      lines.emplace_back(
          "Under *Settings*, *Identity source*, leave *Identity Center directory*: groups come from the blueprint.");
      break;
    case IdentitySource::external:
      lines.emplace_back(
          "Under *Settings*, *Identity source*, *Actions*, choose *Change identity source* and *External identity "
          "provider*. Exchange the SAML metadata with the provider, then enable *Automatic provisioning* (SCIM) and "
          "give "
          "the provider its address and token. Note the day on which the token expires.");
      lines.emplace_back(cat(
          "Let the provider send these groups, under exactly these names: ",
          [&] {
            std::vector<std::string> names;
            for (const auto& group : organization.identity_center.groups) names.push_back(cat('`', group.name, '`'));
            return base::join(names, ", ");
          }(),
          '.'));
      break;
    case IdentitySource::active_directory:
      lines.emplace_back(
          "Under *Settings*, *Identity source*, *Actions*, choose *Change identity source* and *Active Directory*, and "
          "the directory or AD Connector of AWS Directory Service in this region.");
      lines.emplace_back(cat(
          "Set up *AD sync* so that these groups come over, under exactly these names: ",
          [&] {
            std::vector<std::string> names;
            for (const auto& group : organization.identity_center.groups) names.push_back(cat('`', group.name, '`'));
            return base::join(names, ", ");
          }(),
          '.'));
      break;
  }
  return lines;
}

void add_enabled(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step = step_of(kEnabledStep, "IAM Identity Center, enabled",
                            "People get into accounts through one sign-in and short sessions instead of IAM users. No "
                            "resource type makes the organization's instance, and no call chooses its identity source.",
                            {"iam.federation", "sso.identity-source"});
  step.needs.push_back({"organization", "the instance is the organization's"});
  plan::ManualStep manual;
  manual.who = kCenterAdministrator;
  manual.instructions = enabling(organization);
  manual.evidence = cat("a picture of the page *Settings* with region, instance and identity source",
                        organization.identity_center.source == IdentitySource::directory
                            ? ""
                            : ", the day of the last synchronization, and the names of the groups that came");
  step.what = std::move(manual);
  plan.steps.push_back(std::move(step));
}

void add_sign_in(const resolve::Organization& organization, plan::Plan& plan) {
  const auto& center = organization.identity_center;
  plan::Step step =
      step_of(kSignInStep, "MFA and sessions of IAM Identity Center",
              "A password alone opens nothing. Neither a resource type nor a call sets this.", {"sso.mfa"});
  step.needs.push_back({std::string(kEnabledStep), "these are settings of the instance"});
  plan::ManualStep manual;
  manual.who = kCenterAdministrator;
  if (center.source == IdentitySource::external) {
    manual.instructions.emplace_back(
        "Identity Center asks for no MFA of its own when an identity provider signs people in. At the provider, write "
        "a rule for this application that requires MFA at every sign-in, with methods that resist phishing (passkeys, "
        "security keys) for administrators, and no exceptions.");
    manual.instructions.emplace_back(
        "Sign in as a test user without MFA and see that it fails; then remove the test user.");
    manual.evidence = "the provider's rule, and a picture of the refused sign-in";
  } else {
    manual.instructions.emplace_back("Open IAM Identity Center, *Settings*, *Authentication*, *Configure* beside MFA.");
    manual.instructions.emplace_back("*Prompt users for MFA*: *Every time they sign in (always-on)*.");
    manual.instructions.emplace_back(
        "*Users can authenticate with*: *Security keys and built-in authenticators* and *Authenticator apps*.");
    manual.instructions.emplace_back(
        "*If a user does not yet have a registered MFA device*: *Require them to register an MFA device at sign in*.");
    manual.evidence = "a picture of the page *Authentication* that shows these three choices and the session's length";
  }
  if (center.source == IdentitySource::directory) {
    manual.instructions.emplace_back(
        "*Standard authentication*: turn on *Send email OTP* for users that are created by the API; they set their "
        "first password with it.");
  }
  manual.instructions.push_back(cat("*Session settings*: *User interactive sessions*, ",
                                    base::count_of(static_cast<std::size_t>(center.portal_session_hours), "hour"),
                                    ". Sessions in accounts are shorter; each permission set says how long."));
  step.what = std::move(manual);
  plan.steps.push_back(std::move(step));
}

std::vector<std::string> ask_for_instance(const resolve::Organization& organization, std::string_view what) {
  return {"aws",
          "sso-admin",
          "list-instances",
          "--region",
          organization.home_region.value.str(),
          "--query",
          cat("Instances[0].", what),
          "--output",
          "text"};
}

void add_instance(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step = step_of(kInstanceStep, "Ids of IAM Identity Center",
                            "Every permission set and every group names the instance and its directory, and only AWS "
                            "knows their ids.",
                            {"sso.identity-source"});
  step.needs.push_back({std::string(kEnabledStep), "there is an instance from then on"});
  plan::CliStep cli;
  cli.account = plan::kManagementAccount;
  cli.region = organization.home_region.value;
  cli.captures = {{ask_for_instance(organization, "InstanceArn"), instance_arn_parameter(organization)},
                  {ask_for_instance(organization, "IdentityStoreId"), identity_store_parameter(organization)}};
  cli.check = {"aws", "sso-admin", "list-instances", "--region", organization.home_region.value.str()};
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

void add_delegation(const resolve::Organization& organization, plan::Plan& plan) {
  constexpr std::string_view kService = "sso.amazonaws.com";
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit) return;
  plan::Step step = command_step(organization, "identity-center-delegation", plan::kManagementAccount);
  step.number = number::kIdentityCenter;
  step.title = "Identity Center, delegated to the audit account";
  step.why =
      "Those who review access and look after members do so without a foot in the management account. What is "
      "provisioned there stays out of their reach.";
  step.controls = {"sso.assignments"};
  step.needs = {{std::string(kEnabledStep), "enabling it gives it trusted access"},
                {cat("accounts-", audit->shard), "the account that it is delegated to"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(register_administrator(kService, id_in_command(organization, *audit)), cli);
  cli.check = list_administrators(kService);
  plan.steps.push_back(std::move(step));
}

bool is_made(const resolve::CenterUser& user) {
  return user.made;
}

// Users of the directory that a person makes, because the blueprint does not say their names.
void add_people(const resolve::Organization& organization, plan::Plan& plan) {
  const auto& center = organization.identity_center;
  if (center.source != IdentitySource::directory) return;
  std::vector<std::string> mails;
  for (const auto& user : center.users) {
    if (!user.made) mails.push_back(cat('`', user.mail, '`'));
  }
  if (mails.empty()) return;
  plan::Step step = step_of(kUsersStep, "People in the directory of IAM Identity Center",
                            "Groups of the blueprint have members that are to be in the directory first. Written in "
                            "`identity.center.users`, with their names, they would be made by a stack.",
                            {"iam.users", "sso.groups"});
  step.needs = {{std::string(kEnabledStep), "the directory is the instance's"},
                {std::string(kSignInStep), "nobody signs in before MFA is required"}};
  plan::ManualStep manual;
  manual.who = kCenterAdministrator;
  manual.instructions = {
      cat("Open IAM Identity Center, *Users*, *Add user*, for each of these: ", base::join(mails, ", "), '.'),
      "The user name is the mail address, letter by letter. Send the mail with instructions for the password; hand no "
      "password over.",
      "Add no groups and no assignments; later steps do."};
  manual.evidence = "the list of users, and who approved each of them";
  step.what = std::move(manual);
  step.asked_by = "identity.center";
  plan.steps.push_back(std::move(step));
}

std::vector<std::string> ask_for(const resolve::Organization& organization, std::string_view call,
                                 std::string_view attribute, const std::string& value, std::string_view answer) {
  return {"aws",
          "identitystore",
          std::string(call),
          "--region",
          organization.home_region.value.str(),
          "--identity-store-id",
          plan::look_up_in_command(identity_store_parameter(organization)),
          "--alternate-identifier",
          cat("{\"UniqueAttribute\": {\"AttributePath\": \"", attribute, "\", \"AttributeValue\": \"",
              base::replace_all(value, "\"", "\\\""), "\"}}"),
          "--query",
          std::string(answer),
          "--output",
          "text"};
}

void add_look_ups(const resolve::Organization& organization, plan::Plan& plan) {
  const auto& center = organization.identity_center;
  plan::CliStep cli;
  cli.account = plan::kManagementAccount;
  cli.region = organization.home_region.value;
  for (const auto& group : center.groups) {
    if (group.made) continue;
    cli.captures.push_back({ask_for(organization, "get-group-id", "displayName", group.name, "GroupId"),
                            group_id_parameter(organization, group)});
  }
  for (const auto& user : center.users) {
    if (user.made) continue;
    cli.captures.push_back(
        {ask_for(organization, "get-user-id", "userName", user.mail, "UserId"), user_id_parameter(organization, user)});
  }
  if (cli.captures.empty()) return;
  const bool people = center.source == IdentitySource::directory;
  plan::Step step = step_of(kLookUpsStep, people ? "Ids of users" : "Ids of groups and users",
                            people ? "Memberships and assignments name users by ids that the directory gave them."
                                   : "Groups and users come from elsewhere; assignments name them by ids that Identity "
                                     "Center gave them. A name that is not found has not come over yet.",
                            {"sso.groups"});
  step.needs = {{std::string(kInstanceStep), "the directory's id"}};
  if (people) step.needs.push_back({std::string(kUsersStep), "the users that are looked up"});
  step.asked_by = "identity.center";
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

plan::StackStep directory_stack(const resolve::Organization& organization, const std::string& step,
                                std::string_view template_path) {
  plan::StackStep stack = management_stack(organization, step, template_path);
  stack.bindings.parameters.erase("Slug");
  stack.faults_at_causes = true;
  open_from_store(organization, stack, "IdentityStoreId", identity_store_parameter(organization));
  return stack;
}

// One template with a list of names and a mapping of the same name: `rows` in the order of their names.
void add_directory_stack(const resolve::Organization& organization, plan::Step step, std::string_view template_path,
                         const std::string& list, yaml::Node rows, plan::Plan& plan) {
  plan::StackStep stack = directory_stack(organization, step.name, template_path);
  yaml::Node names = yaml::sequence();
  names.items.reserve(rows.entries.size());
  for (const yaml::Entry& row : rows.entries) names.items.push_back(bound(row.key, row.key_span));
  stack.bindings.parameters.emplace(list, std::move(names));
  stack.bindings.mappings.emplace(list, std::move(rows));
  step.what = std::move(stack);
  step.needs.push_back({std::string(kInstanceStep), "the directory's id"});
  plan.steps.push_back(std::move(step));
}

std::string part_of(std::string title, std::uint32_t shard) {
  return shard == 1 ? title : cat(title, ", part ", shard);
}

void add_groups(const resolve::Organization& organization, plan::Plan& plan) {
  std::map<std::uint32_t, yaml::Node> shards;
  for (const auto& group : organization.identity_center.groups) {
    if (!group.made) continue;
    yaml::Node row = yaml::mapping();
    row.add("Name", bound(group.name, group.span));
    row.add("Description", group.description.empty() ? no_value() : bound(group.description, group.span));
    shards.try_emplace(group.shard, yaml::mapping()).first->second.entries.push_back({group.key, group.span, row});
  }
  for (auto& [shard, rows] : shards) {
    add_directory_stack(organization,
                        step_of(groups_step(shard), part_of("Groups of IAM Identity Center", shard),
                                "Access is given to groups, by role; people come and go in them.", {"sso.groups"}),
                        "identity/identity-center-groups.yaml", "Groups", std::move(rows), plan);
  }
}

void add_users(const resolve::Organization& organization, plan::Plan& plan) {
  std::map<std::uint32_t, yaml::Node> shards;
  for (const auto& user : organization.identity_center.users) {
    if (!user.made) continue;
    yaml::Node row = yaml::mapping();
    row.add("Mail", bound(user.mail, user.span));
    row.add("GivenName", bound(user.given_name, user.span));
    row.add("FamilyName", bound(user.family_name, user.span));
    row.add("DisplayName", bound(user.display_name, user.span));
    shards.try_emplace(user.shard, yaml::mapping()).first->second.entries.push_back({user.key, user.span, row});
  }
  for (auto& [shard, rows] : shards) {
    plan::Step step = step_of(users_step(shard), part_of("Users of IAM Identity Center", shard),
                              "One user for each person, without any credential: they are invited by mail.",
                              {"iam.users", "sso.groups"});
    step.asked_by = "identity.center.users";
    step.needs.push_back({std::string(kSignInStep), "nobody signs in before MFA is required"});
    add_directory_stack(organization, std::move(step), "identity/identity-center-users.yaml", "Users", std::move(rows),
                        plan);
  }
}

void add_members(const resolve::Organization& organization, plan::Plan& plan) {
  const auto& center = organization.identity_center;
  struct Shard {
    yaml::Node rows = yaml::mapping();
    std::map<std::string, std::string> needs;
  };
  std::map<std::uint32_t, Shard> shards;
  for (const auto& membership : center.memberships) {
    const auto* group = center.group(membership.group);
    const auto* user = center.user(membership.user);
    if (group == nullptr || user == nullptr) continue;
    Shard& shard = shards[membership.shard];
    yaml::Node row = yaml::mapping();
    row.add("Group", plan::stack_output(organization, groups_step(group->shard), cat("Group", group->key, "Id"),
                                        membership.span));
    row.add("User", is_made(*user) ? plan::stack_output(organization, users_step(user->shard),
                                                        cat("User", user->key, "Id"), membership.span)
                                   : bound(plan::look_up(user_id_parameter(organization, *user)), membership.span));
    shard.needs.emplace(groups_step(group->shard), "the groups");
    shard.needs.emplace(is_made(*user) ? users_step(user->shard) : std::string(kLookUpsStep), "the ids of the members");
    shard.rows.entries.push_back({membership.key, membership.span, std::move(row)});
  }
  for (auto& [number, shard] : shards) {
    plan::Step step = step_of(members_step(number), part_of("Members of groups of IAM Identity Center", number),
                              "Who is in which group, and so who may do what.", {"sso.groups"});
    step.asked_by = "identity.center.groups";
    for (const auto& [name, why] : shard.needs) step.needs.push_back({name, why});
    add_directory_stack(organization, std::move(step), "identity/identity-center-members.yaml", "Members",
                        std::move(shard.rows), plan);
  }
}

}  // namespace

void add_identity_center(const resolve::Organization& organization, plan::Plan& plan) {
  add_enabled(organization, plan);
  add_sign_in(organization, plan);
  add_instance(organization, plan);
  add_delegation(organization, plan);
  add_people(organization, plan);
  add_look_ups(organization, plan);
  add_groups(organization, plan);
  add_users(organization, plan);
  add_members(organization, plan);
}

}  // namespace landform::stacks
