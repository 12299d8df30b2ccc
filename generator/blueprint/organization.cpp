#include "blueprint/organization.h"

namespace landform::blueprint {
namespace {

constexpr Word kDelivery[] = {
    {"stack-sets", "CloudFormation stacks and service-managed stack sets"},
    {"control-tower", "a configuration package for Customizations for AWS Control Tower"},
};

constexpr Word kAccountRoles[] = {
    {"workload", "runs the customer's applications"},
    {"management", "owns the organization; at most one"},
    {"log-archive", "keeps the logs of all accounts; at most one"},
    {"audit", "administers the security services for all accounts; at most one"},
    {"network", "owns shared network resources; at most one"},
    {"backup", "keeps copies of backups; at most one"},
};

constexpr std::string_view kWasChange =
    "Take it out once the rename has been deployed; the lock file remembers the former name.";

constexpr Field kAccount[] = {
    field<&Account::role>(
        "role", {.fallback = "workload",
                 .doc = "What the account is for in the baseline.",
                 .example = "log-archive",
                 .change = "Moves what the role carries (logs, delegated administration) to another account."}),
    field<&Account::email>("email",
                           {.rule = text(kMailbox),
                            .absent = "`customer.mailboxes.root` with `{account}` replaced by the account's key",
                            .doc = "Address of the account's root user, unique among all AWS accounts.",
                            .example = "aws-shop@acme.example",
                            .change = "CloudFormation cannot change the address of an account that exists."}),
    field<&Account::name>("name", {.rule = text(kAwsAccountName),
                                   .absent = "the account's key",
                                   .doc = "The account's name in AWS, where it differs from its key.",
                                   .example = "Shop (production)",
                                   .change = "CloudFormation cannot rename an account that exists."}),
    field<&Account::alias>("alias",
                           {.rule = text(kAccountAlias),
                            .absent = "the slug, a hyphen and the account's name in AWS, in lower case",
                            .doc = "The account's alias, which IAM users sign in with; unique among all AWS accounts.",
                            .example = "acme-web-shop",
                            .change = "IAM users sign in at another address from then on."}),
    field<&Account::id>("id", {.rule = text(kAccountId),
                               .absent = "the account is created",
                               .doc = "Id of an account that exists already; it is imported and not created.",
                               .example = "\"444455556666\""}),
    field<&Account::was>("was", {.rule = text(kAccountName),
                                 .absent = "the account was never renamed",
                                 .doc = "The key's former name, so that a rename keeps the account.",
                                 .example = "shop",
                                 .change = kWasChange}),
    field<&Account::tags>("tags",
                          {.rule = named(kTagKey, kTagValue),
                           .absent = "the tags of its units and `tagging.defaults`",
                           .doc = "Tags of the account and of what is deployed into it, over those it inherits. An "
                                  "empty value stops the inheritance of that key.",
                           .example = "{Department: retail, Project: shop}",
                           .null = Null::allowed}),
};

constexpr Field kUnit[] = {
    field<&Unit::units>("units", {.rule = named(kUnitName),
                                  .absent = "the unit has no units below it",
                                  .doc = "Organizational units below this one; at most five levels in all.",
                                  .example = "{Production: {}, Testing: {}}",
                                  .change = "A unit that moves below another parent is a new unit to AWS.",
                                  .also = Also::names}),
    field<&Unit::accounts>("accounts", {.rule = named(kAccountName),
                                        .absent = "the unit holds no accounts itself",
                                        .doc = "Accounts of the unit, keyed by name, or a list of names alone.",
                                        .example = "{shop-prod: {}}",
                                        .change = "An account that moves to another unit keeps everything it has.",
                                        .also = Also::names}),
    field<&Unit::tags>("tags", {.rule = named(kTagKey, kTagValue),
                                .absent = "the tags of the units above it",
                                .doc = "Tags of the unit, inherited by everything below it. An empty value stops the "
                                       "inheritance of that key.",
                                .example = "{Environment: production}",
                                .null = Null::allowed}),
    field<&Unit::id>("id", {.rule = text(kUnitId),
                            .absent = "the unit is created",
                            .doc = "Id of an organizational unit that exists already; it is imported and not created.",
                            .example = "ou-ab12-11112222"}),
    field<&Unit::was>("was", {.rule = text(kUnitName),
                              .absent = "the unit was never renamed",
                              .doc = "The key's former name, so that a rename keeps the unit.",
                              .example = "Prod",
                              .change = kWasChange}),
};

constexpr Field kRing[] = {
    field<&Ring::name>(
        "name",
        {.rule = text(kName), .need = Need::required, .doc = "What `deploy.sh --ring` calls it.", .example = "test"}),
    field<&Ring::units>("units", {.rule = text(kUnitPath),
                                  .need = Need::required,
                                  .doc = "Units of the ring, by path, with all below them that no ring names itself.",
                                  .example = "[Sandbox, Workloads/Testing]",
                                  .empty = Empty::refused}),
};

constexpr Field kOrganization[] = {
    field<&Organization::id>("id", {.rule = text(kOrganizationId),
                                    .absent = "the organization is created",
                                    .doc = "Id of an organization that exists already; it is adopted and not created.",
                                    .example = "o-a1b2c3d4e5"}),
    field<&Organization::root_id>("root_id", {.rule = text(kRootId),
                                              .absent = "known once the organization has been created",
                                              .doc = "Id of the root of an organization that exists already.",
                                              .example = "r-ab12"}),
    field<&Organization::home_region>(
        "home_region",
        {.rule = text(kRegion, "region"),
         .need = Need::required,
         .doc = "Region of everything that exists once: stacks of the management account, the trail, the log archive.",
         .example = "eu-west-1",
         .change = "Builds the log archive and every organization-wide resource anew in the other region."}),
    field<&Organization::regions>(
        "regions", {.rule = text(kRegion, "region"),
                    .absent = "the home region alone",
                    .doc = "Governed regions: the baseline covers them, and guardrails can deny all others.",
                    .example = "[us-east-1, eu-west-1]",
                    .change = "Adding one deploys the baseline there; taking one away removes it.",
                    .empty = Empty::refused}),
    field<&Organization::delivery>("delivery",
                                   {.fallback = "stack-sets",
                                    .doc = "How the output reaches the accounts.",
                                    .example = "stack-sets",
                                    .change = "Hands every stack of the member accounts over to another deployer."}),
    field<&Organization::management_account>(
        "management_account", {.rule = text(kAccountId),
                               .absent = "the id is a parameter of the deployment",
                               .doc = "Id of the management account, in quotes. It may be left out until it is known.",
                               .example = "\"111122223333\""}),
    field<&Organization::management_alias>("management_alias",
                                           {.rule = text(kAccountAlias),
                                            .absent = "the slug and `-management`",
                                            .doc = "Alias of the management account, unique among all AWS accounts.",
                                            .example = "acme-payer",
                                            .change = "IAM users sign in at another address from then on."}),
    field<&Organization::units>(
        "units", {.rule = named(kUnitName),
                  .need = Need::required,
                  .doc = "Organizational units below the root, keyed by name; at most five levels in all.",
                  .example = "{Production: {accounts: [shop]}}",
                  .change = "A unit that moves below another parent is a new unit to AWS.",
                  .also = Also::names,
                  .empty = Empty::refused}),
    field<&Organization::rings>(
        "rings",
        {.absent = "units named sandbox, development, testing, staging and the like, then all others",
         .doc = "Rings of a roll-out in their order: a change reaches the units of the first, then those of the next. "
                "The last ring also has the workloads that no ring names.",
         .example = "[{name: test, units: [Sandbox, Workloads/Testing]}, {name: production, units: [Workloads]}]",
         .change = "Changes the order of deployments only.",
         .empty = Empty::refused}),
};

}  // namespace

std::span<const Word> words_of(Delivery) {
  return kDelivery;
}
std::span<const Word> words_of(AccountRole) {
  return kAccountRoles;
}
std::span<const Field> fields_of(const Account*) {
  return kAccount;
}
std::span<const Field> fields_of(const Unit*) {
  return kUnit;
}
std::span<const Field> fields_of(const Ring*) {
  return kRing;
}
std::span<const Field> fields_of(const Organization*) {
  return kOrganization;
}

}  // namespace landform::blueprint
